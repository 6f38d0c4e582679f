"""A folder that is dropped into a field for files: said in words, and it takes nothing away from the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.app.papers import PDF
from tests.browser.conftest import kr_page
from tests.browser.pages import OFFICE
from tests.browser.scenes import Scene
from tests.serving import CODE

WHY = "แนบโฟลเดอร์ไม่ได้ โปรดเลือกไฟล์ที่อยู่ในโฟลเดอร์"


@pytest.fixture(scope="module")
def here(scenes: Callable[[str], Scene]) -> Scene:
    """The office: its third level is recorded, its fourth is not."""
    return scenes(OFFICE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder on the coordinator's own disk, and a file and an empty one beside it."""
    (tmp_path / "เอกสาร").mkdir()
    (tmp_path / "แผน.pdf").write_bytes(PDF)
    (tmp_path / "ว่าง.pdf").touch()
    return tmp_path / "เอกสาร"


def dropped(page: Page, box: Locator, *paths: Path) -> None:
    """Drag from the desktop into a box, and let go."""
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place is not None
    window = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": place["x"] + 20, "y": place["y"] + 20}
        window.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})


def test_a_form_with_a_folder_in_it_is_sent_without_it(here: Scene, windows: Callable[..., Page], folder: Path) -> None:
    """The browser would show a page of its own instead, and what was typed would be lost."""
    page = windows(here.served.url, here.people["coordinator"])
    page.goto(f"{here.served.url}/key-results/{CODE}/evidence/{here.names['third']}")
    rows = page.locator(".kr-upload li")
    dropped(page, page.locator(".kr-upload-drop"), folder, folder.parent / "แผน.pdf", folder.parent / "ว่าง.pdf")
    expect(rows.locator("bdi")).to_have_text(["แผน.pdf", "ว่าง.pdf", "เอกสาร"])
    expect(rows.nth(1)).to_contain_text("๐ กิโลไบต์")
    expect(rows.nth(2)).to_contain_text(WHY)
    page.get_by_role("button", name="นำ ว่าง.pdf ออก").click()
    page.get_by_label("ลิงก์ (ไม่บังคับ)").fill("https://example.go.th/plan")
    page.get_by_role("button", name="แนบหลักฐาน").click()
    expect(page.get_by_role("status")).to_contain_text("แนบหลักฐานแล้ว")
    expect(page.get_by_role("link", name="แผน.pdf")).to_be_visible()
    assert page.said == []


def test_the_form_that_records_a_level_says_it_too(here: Scene, open_page: Callable[..., Page], folder: Path) -> None:
    """Not that the connection is to blame."""
    page = open_page(kr_page(here.served, "update", "&level=4"), here.people["coordinator"])
    dropped(page, page.locator(".kr-upload-drop"), folder)
    row = page.locator(".kr-upload li")
    expect(row).to_contain_text(WHY)
    page.get_by_role("button", name="นำ เอกสาร ออก").click()
    expect(row).to_have_count(0)
