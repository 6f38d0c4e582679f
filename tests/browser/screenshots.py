"""The screenshot book: every page of the list, light and dark, 1440 and 360 px, Thai and English; walls at 3840 px too.

`python -m tests.browser.screenshots` writes it to screenshots/; names behind it take only these pages, and `--readme`
only the few pictures that README.md shows, to .readme/.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import settled, sign_in
from tests.browser.looks import at_rest
from tests.browser.pages import PAGES, Page
from tests.browser.scenes import SCENES, Scene, scene
from tests.chromium import FLAGS, browser_path
from tests.serving import ROOT

HEIGHTS = {360: 900, 1440: 900, 3840: 2160}


class Picture(NamedTuple):
    """One picture of a page."""

    page: str
    scheme: str
    width: int
    language: str

    @property
    def file(self) -> str:
        """Its name in the book."""
        return f"{'-'.join(str(part) for part in self)}.png"


README = (
    Picture("key-result", "light", 1440, "th"),
    Picture("key-result", "dark", 1440, "en"),
    Picture("key-result", "light", 360, "th"),
    Picture("share", "light", 1440, "th"),
    Picture("card", "light", 360, "th"),
)


def pictures_of(page: Page) -> Iterator[Picture]:
    """All pictures of a page."""
    for scheme in ("light", "dark"):
        for width in (1440, 360, 3840) if page.wall else (1440, 360):
            for language in ("th", "en"):
                yield Picture(page.name, scheme, width, language)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="page")
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args()
    if unknown := set(asked.pages) - {page.name for page in PAGES}:
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    folder = ROOT / (".readme" if asked.readme else "screenshots")
    folder.mkdir(exist_ok=True)
    wanted = [
        (page, picture)
        for page in PAGES
        for picture in pictures_of(page)
        if (picture in README if asked.readme else page.name in asked.pages or not asked.pages)
    ]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            args=FLAGS,
        )
        for name in SCENES:
            here = [(page, picture) for page, picture in wanted if page.scene == name]
            if here:
                with tempfile.TemporaryDirectory(dir=kept) as own, scene(name, Path(own)) as running:
                    for page, picture in here:
                        _take(browser, running, page, picture, folder, whole=not asked.readme)
        browser.close()


def _take(browser: Browser, here: Scene, page: Page, picture: Picture, folder: Path, *, whole: bool) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": HEIGHTS[picture.width]},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        device_scale_factor=1 if picture.width > 400 else 2,
    )
    sign_in(context, here.served.url, here.who(page))
    window = context.new_page()
    window.goto(here.url(page, lang=picture.language))
    if page.streamlit:
        settled(window)
    at_rest(window)
    window.screenshot(path=folder / picture.file, full_page=whole, animations="disabled")
    context.close()


if __name__ == "__main__":
    main()
