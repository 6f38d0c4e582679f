"""The pieces that we draw ourselves look as somebody has seen and approved them: beside pictures that are kept.

`APPROVED=write` before the command takes the pictures anew, only those that changed: look at each of them.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserType, Page

from tests.browser.likeness import difference, opened
from tests.browser.pieces_drawn import drawn, page_of

FOLDER = Path(__file__).resolve().parent / "pictures"
WRITE = os.environ.get("APPROVED") == "write"
SCHEMES = ("light", "dark")
# Dark is the same drawing with other colours: one of each kind is enough.
DARK = ("gauge-late-th", "gauge-claimed-en", "ladder-claimed-th", "timeline-th")
SHOWN = [(name, scheme) for name in drawn() for scheme in SCHEMES if scheme == "light" or name in DARK]
LARGEST = 600_000


@pytest.fixture(scope="module")
def sheets(windows: Callable[..., Page]) -> Iterator[dict[str, Page]]:
    """A page with all pieces, in light and in dark."""
    yield {scheme: sheet(windows, page_of(drawn()), scheme) for scheme in SCHEMES}


def sheet(windows: Callable[..., Page], html: str, scheme: str = "light") -> Page:
    """A page whose letters are there."""
    page = windows("about:blank", viewport={"width": 800, "height": 900}, color_scheme=scheme)
    page.set_content(html)
    page.evaluate("document.fonts.ready.then(() => 0)")
    return page


def picture(page: Page, name: str) -> Image.Image:
    """A piece as it stands on a page."""
    return opened(page.locator(f"#{name}").screenshot())


@pytest.mark.parametrize(("name", "scheme"), SHOWN, ids="-".join)
def test_a_piece_looks_as_approved(sheets: dict[str, Page], tmp_path: Path, name: str, scheme: str) -> None:
    """Gauge, badge, ladder, card and timeline, in their sizes and states."""
    seen, approved = picture(sheets[scheme], name), FOLDER / f"{name}-{scheme}.png"
    seen.save(now := tmp_path / approved.name)
    if WRITE and (not approved.exists() or difference(opened(approved.read_bytes()), seen)):
        FOLDER.mkdir(exist_ok=True)
        seen.quantize(128, dither=Image.Dither.NONE).save(approved, optimize=True)
    different = difference(opened(approved.read_bytes()), seen)
    assert different == "", f"{approved.name}: compare it with {now}"


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a changed colour": ("gauge-late-th", lambda html: html.replace("var(--kr-accent, #00704a)", "#1f6f8a")),
    "a colour lost in a badge": ("badge-late-th", lambda html: html.replace('fill="#00704a"', 'fill="#4b5a53"')),
    "a pin that moved": ("gauge-late-th", lambda html: re.sub('points="([^"]*)"', _moved, html)),
    "a number missing": (
        "gauge-late-th",
        lambda html: re.sub(r"(<text class=\"mark\"[^>]*>)[^<]+", r"\1", html, count=2),
    ),
    "a small gauge's number missing": (
        "gauge-late-small-th",
        lambda html: re.sub(r"(<text class=\"level\"[^>]*>)[^<]+", r"\1", html),
    ),
    "the hatching gone": ("gauge-claimed-en", lambda html: re.sub(r'<path class="hatch"[^>]*/>', "", html)),
    "a level's text missing": ("ladder-th", lambda html: html.replace("ขุดลอกคลองตามแผน", "ขุดลอกคลอง", 1)),
    "a mark of the timeline moved": (
        "timeline-th",
        lambda html: re.sub(r'<circle cx="', r'<circle cx="1', html, count=1),
    ),
    "the plan's dashes gone": ("timeline-th", lambda html: re.sub('stroke-dasharray="[^"]*"', "", html)),
}


def _moved(points: re.Match[str]) -> str:
    pairs = [pair.split(",") for pair in points[1].split()]
    return 'points="' + " ".join(f"{float(x) - 4:.1f},{y}" for x, y in pairs) + '"'


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_would_notice_is_noticed(
    sheets: dict[str, Page], windows: Callable[..., Page], change: str
) -> None:
    """Each of these would be a mistake in the drawing."""
    name, changed = CHANGES[change]
    width, html = drawn()[name]
    assert changed(html) != html
    page = sheet(windows, page_of({name: (width, changed(html))}))
    assert difference(opened((FOLDER / f"{name}-light.png").read_bytes()), picture(page, name))


def test_letters_drawn_in_another_way_are_no_difference(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> None:
    """As on another machine: every letter fitted to whole pixels, which makes lines a little wider or narrower."""
    fitted = [*browser_type_launch_args["args"], "--disable-font-subpixel-positioning"]
    elsewhere = browser_type.launch(**{**browser_type_launch_args, "args": fitted})
    page = elsewhere.new_page(viewport={"width": 800, "height": 900})
    page.set_content(page_of(drawn()))
    page.evaluate("document.fonts.ready.then(() => 0)")
    kept = {name: opened((FOLDER / f"{name}-light.png").read_bytes()) for name in drawn()}
    assert {name: found for name in kept if (found := difference(kept[name], picture(page, name)))} == {}
    elsewhere.close()


def test_the_pictures_are_few_and_small() -> None:
    """Everybody who fetches the sources fetches them too; none is left of a piece that is no longer drawn."""
    kept = sorted(FOLDER.glob("*"))
    assert {file.name for file in kept} == {f"{name}-{scheme}.png" for name, scheme in SHOWN}
    assert sum(file.stat().st_size for file in kept) < LARGEST
