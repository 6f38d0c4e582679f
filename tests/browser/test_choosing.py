"""The field for files on a page of the desk: in our words whatever the browser speaks, and of use without a script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kr_core.evidence import File, evidence_of
from tests.app.entries import log_of
from tests.app.papers import DOCX, PDF, picture
from tests.browser import looks
from tests.browser.pages import OFFICE
from tests.browser.scenes import Scene
from tests.serving import CODE

HOSTILE = "<img src=x data-evil onerror=window.__pwned=1>.png"
TAKEN = "PDF, PNG, JPEG, DOCX, XLSX"
_UNDER_THE_MIDDLE = """(each) => {
  const {x, y, width, height} = each.getBoundingClientRect()
  return document.elementFromPoint(x + width / 2, y + height / 2)
}"""
DROPPED = """([name, text]) => {
  const dropped = new DataTransfer()
  dropped.items.add(new File([text], name))
  return dropped
}"""


@pytest.fixture(scope="module")
def here(scenes: Callable[[str], Scene]) -> Scene:
    """The office: its third level is recorded without evidence."""
    return scenes(OFFICE)


def opened(here: Scene, windows: Callable[..., Page], **options: object) -> Page:
    """The page of the evidence for the third level, as its coordinator sees it in Thai."""
    page = windows(here.served.url, here.people["coordinator"], viewport={"width": 360, "height": 740}, **options)
    page.goto(f"{here.served.url}/key-results/{CODE}/evidence/{here.names['third']}")
    return page


def chosen(page: Page, what: Locator, *files: object) -> None:
    """Choose files where a click in the middle of something leads: to the browser's own control, which lies over it."""
    what.scroll_into_view_if_needed()
    looks.at_rest(page)
    under = what.evaluate_handle(_UNDER_THE_MIDDLE).as_element()
    assert under is not None
    assert under.get_attribute("type") == "file"
    under.set_input_files(list(files))


def stored(here: Scene) -> list[str]:
    """The names of the files behind the third level."""
    found = [
        evidence_of(event) for event in log_of(here.served.database) if str(event.refers_to) == here.names["third"]
    ]
    return [each.what.name for each in found if each and isinstance(each.what, File)]


def test_a_thai_page_speaks_thai_about_files_in_an_english_browser(
    here: Scene, windows: Callable[..., Page], tmp_path: Path
) -> None:
    """What is chosen, chosen as well and dropped is listed with its size, taken off again, and sent."""
    page = opened(here, windows, locale="en-US")
    field, rows = page.locator(".kr-upload"), page.locator(".kr-upload li")
    # The browser's own words are there for it, and not to be seen.
    expect(field.locator("input")).to_have_css("opacity", "0")
    assert not re.search("[A-Za-z]", field.inner_text().replace(TAKEN, ""))
    (plan := tmp_path / "แผน.pdf").write_bytes(PDF)
    chosen(page, field.get_by_text("เลือกไฟล์"), plan)
    expect(rows).to_have_text([re.compile(r"^แผน\.pdf ๑ กิโลไบต์")])
    large = {"name": HOSTILE, "mimeType": "image/png", "buffer": picture() + b"\0" * 1_600_000}
    chosen(page, field.get_by_text("หรือลากมาวางที่นี่"), large)
    page.locator(".kr-upload-drop").dispatch_event(
        "drop", {"dataTransfer": page.evaluate_handle(DROPPED, ["หนังสือ.txt", "ไม่ใช่เอกสาร"])}
    )
    expect(rows.locator("bdi")).to_have_text(["แผน.pdf", HOSTILE, "หนังสือ.txt"])
    expect(rows.nth(1)).to_contain_text("๑.๕ เมกะไบต์")
    assert page.locator("[data-evil]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert looks.axe_finds(page) == ""
    assert looks.small_targets(page) == []
    assert looks.ringless(page) == []
    page.get_by_role("button", name=f"นำ {HOSTILE} ออก").click()
    page.get_by_role("button", name="นำ หนังสือ.txt ออก").click()
    expect(rows).to_have_count(1)
    word = {"name": "หนังสือ.docx", "mimeType": "", "buffer": DOCX}
    control = field.locator("input")
    control.evaluate("(input) => input.addEventListener('click', () => (window.opens = true), {once: true})")
    page.keyboard.press("Enter")
    assert page.evaluate("window.opens")
    control.set_input_files(word)
    expect(rows.locator("bdi")).to_have_text(["แผน.pdf", "หนังสือ.docx"])
    page.get_by_role("button", name="แนบหลักฐาน").click()
    expect(page.get_by_role("status")).to_contain_text("แนบหลักฐานแล้ว")
    assert stored(here) == ["แผน.pdf", "หนังสือ.docx"]
    assert page.said == []
    page.close()


def test_without_a_script_the_browsers_own_field_is_seen_and_sends(here: Scene, windows: Callable[..., Page]) -> None:
    """It says itself what is chosen; our button, which would say nothing, is away."""
    page = opened(here, windows, java_script_enabled=False)
    before = stored(here)
    expect(page.get_by_label("ไฟล์ (ไม่บังคับ)")).to_have_css("opacity", "1")
    expect(page.get_by_text("เลือกไฟล์")).to_be_hidden()
    page.get_by_label("ไฟล์ (ไม่บังคับ)").set_input_files({"name": "ตาราง.pdf", "mimeType": "", "buffer": PDF})
    page.get_by_role("button", name="แนบหลักฐาน").click()
    expect(page.get_by_role("status")).to_contain_text("แนบหลักฐานแล้ว")
    assert stored(here) == [*before, "ตาราง.pdf"]
    page.close()
