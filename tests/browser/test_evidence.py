"""Evidence in a browser: ticking with a file in four clicks or none, and looking at what was given."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kr_app.evidence.folder import folder_beside
from kr_app.rights import Grant, Role
from kr_core.evidence import File, evidence_of
from tests.app.cast import someone
from tests.app.entries import log_of, ticked
from tests.app.papers import PDF, picture
from tests.app.people import SignedIn
from tests.browser import looks
from tests.browser.conftest import DURING_THE_YEAR, kr_page, settled
from tests.serving import CODE, Served, serving

# Presses of a button of the mouse by the person, as the page itself hears them.
COUNTING = """
window.__clicks = 0
document.addEventListener("mousedown", (event) => { if (event.isTrusted) window.__clicks += 1 }, true)
"""
HOSTILE = "<img src=x data-evil onerror=window.__pwned=1>.png"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard in which these tests record."""
    with serving(tmp_path_factory.mktemp("recording"), KR_TODAY=DURING_THE_YEAR) as running:
        yield running


@pytest.fixture(scope="module")
def author(recording: Served) -> SignedIn:
    """The coordinator."""
    return someone(recording.database, "author", Grant(Role.COORDINATOR, code=CODE), now=recording.now)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The file on the coordinator's own disk."""
    file = tmp_path / "แผนฉบับผ่านความเห็นชอบ.pdf"
    file.write_bytes(PDF)
    return file


def stored(served: Served, level: int) -> tuple[date | None, str, list[str]]:
    """The day and note of a level's tick, and the names of the files behind it."""
    tick = next(event for event in log_of(served.database) if (event.kind, event.level) == ("tick", level))
    found = [evidence_of(event) for event in log_of(served.database) if event.refers_to == tick.id]
    names = [each.what.name for each in found if each and isinstance(each.what, File)]
    return tick.day, tick.note, names


def test_a_level_with_a_day_a_note_and_a_file_takes_four_clicks(
    recording: Served, author: SignedIn, plan: Path, open_page: Callable[..., Page]
) -> None:
    """Open, note, file, confirm: the cursor stands in the day already."""
    page = open_page(kr_page(recording, "update"), author)
    page.evaluate(COUNTING)
    page.get_by_role("button", name="บันทึกระดับ ๑", exact=True).click()
    expect(page.locator(".st-key-kr_form_open input[type=text]").first).to_be_focused()
    page.keyboard.type("10072025")
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").click()
    page.keyboard.type("ผู้บริหารเห็นชอบแล้ว")
    with page.expect_file_chooser() as chosen:
        page.get_by_label("หลักฐาน: ไฟล์").click()
    chosen.value.set_files(plan)
    page.get_by_role("button", name="ยืนยันการบันทึกระดับ ๑").click()
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    expect(page.locator(".st-key-kr_rung_1")).to_contain_text(plan.name)
    assert page.evaluate("window.__clicks") <= 4
    assert stored(recording, 1) == (date(2025, 7, 10), "ผู้บริหารเห็นชอบแล้ว", [plan.name])


def test_the_same_by_keyboard_alone(
    recording: Served, author: SignedIn, plan: Path, open_page: Callable[..., Page]
) -> None:
    """Tab, Enter and typing, in the order in which it stands."""
    page = open_page(kr_page(recording, "update"), author)
    page.evaluate(COUNTING)
    # Playwright begins to listen for the choice of files without waiting until it does; a key is faster than that.
    page.on("filechooser", lambda _: None)
    tab_to(page, "บันทึกระดับ ๒")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-kr_form_open input[type=text]").first).to_be_focused()
    page.keyboard.type("11072025")
    tab_to(page, "หมายเหตุ (ไม่บังคับ)")
    page.keyboard.type("ส่งแล้ว")
    tab_to(page, "หลักฐาน: ไฟล์ (ไม่บังคับ)")
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    chosen.value.set_files(plan)
    tab_to(page, "ยืนยันการบันทึกระดับ ๒")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-kr_form_open")).to_have_count(0)
    expect(page.locator(".st-key-kr_rung_2")).to_contain_text(plan.name)
    assert page.evaluate("window.__clicks") == 0
    assert stored(recording, 2) == (date(2025, 7, 11), "ส่งแล้ว", [plan.name])


def test_a_refused_file_says_why_and_takes_nothing_away(
    recording: Served, author: SignedIn, plan: Path, open_page: Callable[..., Page]
) -> None:
    """Beside its name; what was typed and sent stays, also when somebody else was first."""
    page = open_page(kr_page(recording, "update", "&level=3"), author)
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill("ร่างของฉัน")
    wrong = {"name": "หน้าเว็บ.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}
    large = {"name": "ใหญ่.pdf", "mimeType": "application/pdf", "buffer": b"x" * 11 * 1024 * 1024}
    page.locator(".kr-upload input").set_input_files([plan])
    page.locator(".kr-upload input").set_input_files([wrong, large])
    items = page.locator(".kr-upload li")
    expect(items.nth(1)).to_contain_text("ไฟล์นี้เป็นหน้าเว็บ (HTML)")
    expect(items.nth(2)).to_contain_text("เกิน ๑๐ เมกะไบต์")
    assert not looks.axe_finds(page)
    ticked(recording.database, 3)
    expect(page.locator(".st-key-kr_rung_3").get_by_text("ไปก่อนแล้ว")).to_be_visible()
    expect(page.get_by_label("หมายเหตุ (ไม่บังคับ)")).to_have_value("ร่างของฉัน")
    expect(items).to_have_count(3)
    for number in (2, 1, 0):
        items.nth(number).get_by_role("button").click()
    expect(items).to_have_count(0)
    assert stored(recording, 3)[2] == []


def test_what_was_given_is_looked_at_in_the_page(
    recording: Served, author: SignedIn, plan: Path, open_page: Callable[..., Page]
) -> None:
    """Pictures and PDF; a hostile name is only text; the page can be used by everybody."""
    tick = ticked(recording.database, 4)
    page = open_page(kr_page(recording), author)
    page.locator(".st-key-kr_card_ladder").get_by_role("link", name="ยังไม่มีหลักฐาน: ระดับ ๔").click()
    shot = {"name": HOSTILE, "mimeType": "image/png", "buffer": picture(size=(300, 200))}
    page.get_by_label("ไฟล์ (ไม่บังคับ)").set_input_files(plan)
    page.get_by_role("button", name="แนบหลักฐาน").click()
    expect(page.get_by_role("status")).to_contain_text("แนบหลักฐานแล้ว")
    page.get_by_label("ไฟล์ (ไม่บังคับ)").set_input_files([shot])
    page.get_by_label("ลิงก์ (ไม่บังคับ)").fill("มติ https://example.go.th/")
    page.get_by_role("button", name="แนบหลักฐาน").click()
    expect(page.locator(".kr-piece")).to_have_count(3)
    expect(page.locator("img.kr-look")).to_have_js_property("naturalWidth", 300)
    page.locator(".kr-piece details summary").first.click()
    framed = page.frame_locator("iframe.kr-look").first
    expect(framed.locator("embed[type='application/pdf'], body")).not_to_have_count(0)
    assert page.evaluate("window.__pwned") is None
    assert page.locator("[data-evil]").count() == 0
    assert not looks.axe_finds(page)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(kr_page(recording))
    settled(page)
    expect(page.locator(".st-key-kr_rung_4, .st-key-kr_card_ladder").first).to_contain_text(HOSTILE)
    assert page.locator("[data-evil]").count() == 0
    assert page.evaluate("window.__pwned") is None
    assert len([event for event in log_of(recording.database) if event.refers_to == tick.id]) == 3
    assert not list(folder_beside(recording.database).path.glob("*.part"))


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of that name has the cursor."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUSED) == name:
            return
    raise AssertionError(f"nothing called {name} is reached")


NAME_OF_FOCUSED = """
() => {
  const found = document.activeElement
  const label = found.labels?.[0]?.textContent ?? found.getAttribute("aria-label") ?? found.textContent
  return label.trim()
}
"""
