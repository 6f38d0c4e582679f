"""The worst inputs: a clear sentence in the reader's language, the file untouched, and never a traceback."""

import sqlite3  # the tests make foreign files with it; the product never does
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kr_app.store.files import prepare
from tests.browser.conftest import coordinator_of, kr_page
from tests.serving import CODE, ROOT


def calm(page: Page) -> None:
    """Nothing technical is on the screen."""
    text = page.locator("body").inner_text()
    for word in ("Traceback", "Error", "Exception", ".py", "None"):
        assert word not in text


def zero(path: Path) -> None:
    path.touch()


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table stranger (a)")
    connection.close()


def text(path: Path) -> None:
    path.write_text("ไม่ใช่ฐานข้อมูล", encoding="utf-8")


def newer(path: Path) -> None:
    prepare(path)
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "thai", "english"),
    [
        (zero, "ว่างเปล่า", "is empty"),
        (foreign, "ไม่ใช่ฐานข้อมูลของระบบนี้", "is not a database of this dashboard"),
        (text, "ไม่ใช่ฐานข้อมูลของระบบนี้", "is not a database of this dashboard"),
        (newer, "สร้างจากระบบรุ่นที่ใหม่กว่า", "was written by a newer version"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_left_as_it_is(serve, open_page, tmp_path, spoil, thai, english):
    database = tmp_path / "kr.db"
    spoil(database)
    before = database.read_bytes()
    served = serve()
    for path in ("", f"kr?kr={CODE}", f"update?kr={CODE}"):
        page = open_page(f"{served.url}/{path}")
        expect(page.get_by_role("alert")).to_contain_text(thai)
        calm(page)
    expect(open_page(f"{served.url}/?lang=en").get_by_role("alert")).to_contain_text(english)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "thai"),
    [(zero, "ว่างเปล่า"), (foreign, "ไม่ใช่ฐานข้อมูลของระบบนี้"), (text, "ไม่ใช่ฐานข้อมูลของระบบนี้")],
)
def test_the_pages_of_the_desk_name_the_same_cause(serve, tmp_path, spoil, thai):
    """And with it the same next step: a foreign file is not replaced by a backup."""
    spoil(tmp_path / "kr.db")
    status, _, page = serve().get("/account")
    assert status == 503
    assert thai in page


def test_a_wall_that_has_nothing_to_show_yet_finds_the_figures_by_itself(serve, windows, tmp_path):
    """Nobody stands there who could load it anew."""
    zero(tmp_path / "kr.db")
    served = serve()
    wall = windows(served.url)
    wall.goto(f"{served.url}/wall")
    expect(wall.get_by_role("heading", name="ขณะนี้ยังอ่านข้อมูลไม่ได้")).to_be_visible()
    (tmp_path / "kr.db").unlink()
    expect(wall.locator("svg.kr-gauge")).to_be_visible()
    wall.close()


def test_a_folder_that_cannot_be_written_is_said_calmly(serve, open_page):
    served = serve(KR_DB="/dev/null/kr.db")
    page = open_page(served.url)
    expect(page.get_by_role("alert")).to_contain_text("เปิดไฟล์ kr.db หรือโฟลเดอร์ที่เก็บไฟล์ไม่ได้")
    calm(page)
    assert served.get("/readyz")[0] == 503


def test_a_good_file_put_in_place_is_found_by_the_next_page_without_a_restart(serve, open_page, tmp_path):
    zero(tmp_path / "kr.db")
    served = serve()
    expect(open_page(served.url).get_by_role("alert")).to_be_visible()
    (tmp_path / "kr.db").unlink()
    expect(open_page(served.url).locator("#root svg.kr-gauge")).to_be_visible()


def test_whoever_meets_a_file_that_cannot_be_read_tries_again_at_the_same_address(serve, open_page, windows, tmp_path):
    """The overview would only show the same trouble."""
    zero(tmp_path / "kr.db")
    served = serve()
    board, account = open_page(f"{served.url}/?lang=en"), windows(served.url)
    account.goto(f"{served.url}/account?lang=en")
    (tmp_path / "kr.db").unlink()
    board.get_by_role("link", name="Try again").click()
    expect(board.locator("#root svg.kr-gauge")).to_be_visible()
    account.get_by_role("link", name="Try again").click()
    expect(account.get_by_label("Password")).to_be_visible()
    account.close()


def test_an_unknown_key_result_is_said_with_the_way_back(serve, open_page):
    served = serve()
    page = open_page(f"{served.url}/kr?kr=no-such-thing")
    expect(page.get_by_role("alert")).to_contain_text("ในระบบไม่มีตัวชี้วัดรหัส “no-such-thing”")
    calm(page)
    page.get_by_role("link", name="ไปหน้าภาพรวม").click()
    expect(page.locator("#root svg.kr-gauge")).to_be_visible()


def test_a_broken_definition_is_named_and_hides_no_other(serve, open_page, tmp_path):
    folder = tmp_path / "definitions"
    folder.mkdir()
    good = (ROOT / "data" / "key_results" / f"{CODE}.toml").read_text(encoding="utf-8")
    (folder / "good.toml").write_text(good, encoding="utf-8")
    (folder / "broken.toml").write_text("code = \n", encoding="utf-8")
    wrong = good.replace(f'code = "{CODE}"', 'code = "another"').replace("percent = 80", "percent = 180")
    (folder / "wrong.toml").write_text(wrong, encoding="utf-8")
    served = serve(KR_DEFINITIONS=str(folder), KR_TODAY="2025-07-22")
    page = open_page(served.url)
    expect(page.locator("#root svg.kr-gauge")).to_have_count(1)
    expect(page.get_by_text("ไฟล์ broken.toml")).to_be_visible()
    expect(page.get_by_text("ไฟล์ wrong.toml")).to_be_visible()
    expect(page.get_by_text("ช่อง levels[4].percent ค่า 180")).to_be_visible()
    expect(page.get_by_text("โปรดแก้ไขไฟล์ แล้วเริ่มระบบใหม่")).to_have_count(2)
    assert "Traceback" not in page.locator("body").inner_text()


def test_where_no_definition_can_be_used_nobody_reads_that_others_are_shown(serve, open_page, tmp_path):
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions" / "broken.toml").write_text("code = \n", encoding="utf-8")
    page = open_page(serve(KR_DEFINITIONS=str(tmp_path / "definitions")).url)
    expect(page.get_by_text("ไฟล์ broken.toml")).to_be_visible()
    expect(page.get_by_role("heading", name="ยังไม่มีตัวชี้วัดให้แสดง")).to_be_visible()
    expect(page.get_by_text("ตัวชี้วัดอื่น")).to_have_count(0)


def test_hostile_text_in_a_note_is_shown_as_text(serve, open_page):
    served = serve(KR_TODAY="2025-07-22")
    author = coordinator_of(served)
    page = open_page(kr_page(served, "update", "&level=1"), author)
    hostile = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>[link](javascript:window.ran=1)'
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill(hostile)
    page.get_by_role("button", name="ยืนยันการบันทึกระดับ ๑").click()
    expect(page.locator(".st-key-kr_rung_1 .kr-note")).to_have_text(f"หมายเหตุ: {hostile}")
    outside, inside = open_page(kr_page(served)), open_page(kr_page(served), author)
    for reader in (outside, inside):
        expect(reader.locator(".st-key-kr_card_history")).to_contain_text(hostile)
    for opened in (page, outside, inside):
        assert opened.evaluate("window.ran") is None
