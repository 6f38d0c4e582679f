"""The pictures of the help page: real pages of the demonstration, cropped to what is spoken of, in both languages.

`python -m tests.browser.help_pictures` writes them to kr_app/assets/help/.
"""

import io
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from kr_app.draw.pictures import ENDING, PICTURES, SHARPNESS
from kr_core.language import Language
from tests.browser.conftest import settled, sign_in
from tests.browser.looks import at_rest
from tests.browser.pages import DEMO_CODE, DEMONSTRATION, UNPEOPLED, Page
from tests.browser.scenes import Scene, scene
from tests.chromium import FLAGS, browser_path


class Crop(NamedTuple):
    """What of a page is shown: from the first place to the last, in a window so wide, with some room around it."""

    page: Page
    first: str
    last: str
    width: int
    room: int = 0
    most: int = 900


CROPS = (
    Crop(Page("read", DEMONSTRATION, f"kr?kr={DEMO_CODE}"), ".kr-panel svg", ".kr-panel .kr-sentence", 430, 8),
    Crop(
        Page("record", DEMONSTRATION, f"update?kr={DEMO_CODE}&level=4", "coordinator"),
        ".st-key-kr_rung_4 .kr-rung",
        ".st-key-ticking_confirm",
        560,
        14,
    ),
    Crop(Page("receive", DEMONSTRATION, "s/{link}"), "header", ".kr-panel .kr-sentence", 430, 8),
    Crop(
        Page("oversee", DEMONSTRATION, f"key-results/{DEMO_CODE}/history", "coordinator"),
        "main h1",
        "article:nth-of-type(3)",
        560,
        14,
    ),
    Crop(Page("run", UNPEOPLED, "account/set-up/{set_up}"), "main h1", "main form", 460, 20),
)
_BOX = """([first, last]) => {
  const [a, b] = [first, last].map((each) => document.querySelector(each).getBoundingClientRect())
  return [Math.min(a.top, b.top) + scrollY, Math.max(a.bottom, b.bottom) + scrollY]
}"""

# A card brings its typeface after the first frame.


def main() -> None:
    """Take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            args=FLAGS,
        )
        for name in (DEMONSTRATION, UNPEOPLED):
            with tempfile.TemporaryDirectory(dir=kept) as own, scene(name, Path(own)) as here:
                for crop in (each for each in CROPS if each.page.scene == name):
                    for language in Language:
                        _take(browser, here, crop, language)
        browser.close()


def _take(browser: Browser, here: Scene, crop: Crop, language: Language) -> None:
    context = browser.new_context(
        viewport={"width": crop.width, "height": 1600}, color_scheme="light", device_scale_factor=SHARPNESS
    )
    sign_in(context, here.served.url, here.who(crop.page))
    window = context.new_page()
    window.goto(here.url(crop.page, lang=language.value))
    if crop.page.streamlit:
        settled(window)
    at_rest(window)
    top, bottom = window.evaluate(_BOX, [crop.first, crop.last])
    top = max(0, round(top) - crop.room)
    height = min(crop.most, round(bottom) + crop.room - top)
    taken = window.screenshot(
        clip={"x": 0, "y": top, "width": crop.width, "height": height}, full_page=True, animations="disabled"
    )
    context.close()
    with Image.open(io.BytesIO(taken)) as picture:
        picture.convert("RGB").save(
            PICTURES / f"{crop.page.name}-{language.value}{ENDING}", "WEBP", quality=55, method=6
        )


if __name__ == "__main__":
    main()
