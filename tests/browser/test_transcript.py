"""What a screen reader reads from the page of a key result, whole, beside the text that somebody has read and approved.

`APPROVED=write` before the command writes the texts anew: read them as somebody who sees nothing would.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.app.entries import ticked
from tests.browser.conftest import DURING_THE_YEAR, kr_page, settled
from tests.browser.looks import at_rest
from tests.serving import Served, serving

FOLDER = Path(__file__).resolve().parent / "transcripts"
WRITE = os.environ.get("APPROVED") == "write"

_UNMARKED = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const box = text.parentElement
    if (box.closest("script, style, template, svg, [lang=th]") || !/[ก-ฮ]/.test(text.data)) continue
    found.push(text.data.trim())
  }
  return found
}"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard with two levels ticked, on a fixed day."""
    with serving(tmp_path_factory.mktemp("recorded"), KR_TODAY=DURING_THE_YEAR) as running:
        ticked(running.database, 1, day=date(2024, 11, 20))
        ticked(running.database, 2, day=date(2025, 2, 14), note="ผู้บริหารเห็นชอบแล้ว")
        yield running


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_screen_reader_reads_the_page_of_a_key_result(
    recorded: Served, windows: Callable[..., Page], language: str
) -> None:
    """With every panel open: bar, answer, timeline and its table, ladder, reports, history, look back, form."""
    page = windows(recorded.url)
    page.goto(kr_page(recorded, more=f"&lang={language}"))
    settled(page)
    at_rest(page)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    heard = page.locator("body").aria_snapshot() + "\n"
    approved = FOLDER / f"kr_{language}.txt"
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        approved.write_text(heard, encoding="utf-8")
    assert heard == approved.read_text(encoding="utf-8")


def test_what_is_in_another_language_says_so(recorded: Served, windows: Callable[..., Page]) -> None:
    """Thai letters on the English page are marked as Thai, or a voice spells them out or leaves them out."""
    page = windows(recorded.url)
    page.goto(kr_page(recorded, more="&lang=en"))
    settled(page)
    assert page.evaluate(_UNMARKED) == []


def test_the_first_link_leads_behind_the_bar(recorded: Served, windows: Callable[..., Page]) -> None:
    """To the title: the next press of Tab is in the page itself."""
    page = windows(recorded.url)
    page.goto(kr_page(recorded))
    settled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
