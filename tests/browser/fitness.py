"""Whether a page is fit for everybody: looked at twice, small, light and Thai, then wide, dark and English.

axe looks at both themes each time.
"""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page as Window

from tests.browser import looks, whole
from tests.browser.conftest import settled
from tests.browser.pages import Page
from tests.browser.scenes import Scene

SMALL = 360
_OPEN_ALL = "document.querySelectorAll('details').forEach((each) => (each.open = true))"


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    scheme: str
    language: str


LOOKS = (Look(SMALL, "light", "th"), Look(1440, "dark", "en"))


def found_wrong(page: Page, here: Scene, windows: Callable[..., Window]) -> dict[str, object]:
    """Everything that is wrong with a page, by what was looked for and how; empty for a page that is fit."""
    return {
        f"{what}, {look.width} px, {look.scheme}, {look.language}": wrong
        for look in LOOKS
        for what, wrong in _looked_at(page, here, windows, look).items()
        if wrong
    }


def _looked_at(page: Page, here: Scene, windows: Callable[..., Window], look: Look) -> dict[str, object]:
    viewport = {"width": look.width, "height": 900}
    window = windows(here.served.url, here.who(page), viewport=viewport, color_scheme=look.scheme)
    try:
        # Which key result a wall shows when it is looked at is always the same: the first.
        slowly = {"seconds": "120"} if page.wall else {}
        return _from_top_to_toe(page, window, here.url(page, lang=look.language, **slowly), look)
    finally:
        window.close()


def _from_top_to_toe(page: Page, window: Window, url: str, look: Look) -> dict[str, object]:
    """In this order: what the page does by itself first, the width of a phone and the keyboard last."""
    window.add_init_script(looks.WATCH_SHIFTS)
    answer = window.goto(url)
    if page.streamlit:
        settled(window)
    looks.at_rest(window)
    moved, what = looks.shifts(window)
    said = [text for text in window.said if page.status == 200 or str(page.status) not in text]
    language = window.evaluate("document.documentElement.lang")
    wrong: dict[str, object] = {
        "status": answer.status if answer is None or answer.status != page.status else "",
        "things move": what if moved > looks.MOST_SHIFT else "",
        "console": said,
        "language": language if language != look.language else "",
        "drawings without a name": looks.unnamed_drawings(window),
        "looks different": whole.unlike_approved(window, f"{page.name}-{look.width}"),
    }
    window.evaluate(_OPEN_ALL)
    wrong["axe"] = looks.axe_finds(window)
    window.emulate_media(color_scheme="dark" if look.scheme == "light" else "light")
    wrong["axe in the other theme"] = looks.axe_finds(window)
    window.emulate_media(color_scheme=look.scheme)
    window.set_viewport_size({"width": SMALL, "height": 900})
    wide = window.evaluate("document.documentElement.scrollWidth")
    return wrong | {
        "scrolls sideways": wide if wide > SMALL else "",
        "small targets": looks.small_targets(window),
        "low buttons": looks.low_buttons(window),
        "focus unseen": looks.ringless(window),
    }
