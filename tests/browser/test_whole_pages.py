"""The small pictures of whole pages: one of each page and look, and fine enough for what a person would notice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import looks, whole
from tests.browser.fitness import LOOKS
from tests.browser.likeness import opened
from tests.browser.pages import PAGES
from tests.browser.scenes import Scene

LARGEST = 900_000
PAGE = next(page for page in PAGES if page.name == "confirm")

# The pages' own policy takes no styles that stand in the page.
_STYLED = """(rules) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [sheet]
}"""
CHANGES = {
    "more room around the page's parts": ".kr-card { padding: 22px !important }",
    "less room between lines": "main p { line-height: 1.3 !important }",
    "larger letters": "main { font-size: 1.1em !important }",
    "a button in another colour": "main .primary { background: #1f6f8a !important }",
    "a button that moved": "main .primary { position: relative; left: 12px }",
    "a field without its frame": "main textarea { border-color: transparent !important }",
    "a line that is not there": "main h2 { visibility: hidden }",
    "the bar's links gone": "header a { visibility: hidden }",
}


@pytest.fixture(scope="module")
def confirming(scenes: Callable[[str], Scene], windows: Callable[..., Page]) -> Page:
    """A page with most of what pages are made of: small and light."""
    here, look = scenes(PAGE.scene), LOOKS[0]
    viewport = {"width": look.width, "height": 900}
    window = windows(here.served.url, here.who(PAGE), viewport=viewport, color_scheme=look.scheme)
    window.goto(here.url(PAGE, lang=look.language))
    looks.at_rest(window)
    return window


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_would_notice_is_noticed(confirming: Page, change: str) -> None:
    """Each of these would be a mistake in a style that many pages share."""
    before = whole.picture(confirming)
    confirming.evaluate(_STYLED, CHANGES[change])
    after = whole.picture(confirming)
    confirming.evaluate(_STYLED, "")
    assert whole.unlike(before, after)
    assert whole.unlike(before, whole.picture(confirming)) == ""


def test_the_pictures_are_those_of_all_pages_and_small() -> None:
    """None is left of a page that is no longer there; everybody who fetches the sources fetches them too."""
    kept = list(whole.FOLDER.glob("*"))
    assert {file.name for file in kept} == {f"{page.name}-{look.width}.webp" for page in PAGES for look in LOOKS}
    assert sum(file.stat().st_size for file in kept) < LARGEST
    assert all(opened(file.read_bytes()).width in (360 // whole.PHONE, 1440 // whole.DESK) for file in kept)
