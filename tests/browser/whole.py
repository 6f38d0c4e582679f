"""Whole pages beside small pictures of them that somebody has seen and approved.

In a picture this small a letter's edge does not show; a part that moved, a line that went and another colour do.
`APPROVED=write` before the command takes those anew that changed: look at each of them.
"""

import os
import sys
from base64 import b64decode
from functools import cache
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.likeness import difference, opened
from tests.serving import ROOT

FOLDER = Path(__file__).resolve().parent / "whole_pages"
DIFFERENT = ROOT / "screenshots" / "different"
WRITE = os.environ.get("APPROVED") == "write"
# What our own letters do not have is drawn in the machine's: with these alone, as on a fresh Debian after .bin/test, it
# looks as in the pictures. On another system fields and boxes do not either.
_TYPEFACES = ("DejaVu", "Liberation", "Loma")
_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
)
# How many points of a page become one.
PHONE, DESK = 4, 5
_QUALITY = 85
# A line of letters more or less, on a page of any length, moves what follows; a pixel of height does not.
_SAME_HEIGHT = 2
# The pictures are kept with less of their colour than of their light.
_BLUR, _OTHER_COLOUR, _OTHER_LIGHT = 1.0, 28, 11

# The time of day and what addresses hide in themselves is different each time, and as long.
_STILL = """() => {
  const still = (text) => text
    .replace(/\\d{1,2}[.:]\\d\\d(?!\\d)/g, "00:00").replace(/[๐-๙]{1,2}[.:][๐-๙]{2}(?![๐-๙])/g, "๐๐.๐๐")
    .replace(/[\\w-]{20,}/g, "x".repeat(20)).replace(/127\\.0\\.0\\.1:\\d+/g, "127.0.0.1")
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    if (text.data !== still(text.data)) text.data = still(text.data)
  }
  // What stays in sight stands elsewhere in a window as high as the page.
  document.querySelectorAll("body *").forEach((each) => {
    if (getComputedStyle(each).position === "sticky") each.style.position = "static"
  })
  document.querySelectorAll("input[readonly]").forEach((field) => (field.value = still(field.value)))
  if (document.activeElement.style) document.activeElement.style.caretColor = "transparent"
  const endless = (each) => each.effect.getComputedTiming().endTime === Infinity
  document.getAnimations().forEach((each) => (endless(each) ? each.cancel() : each.finish()))
  document.querySelectorAll("img").forEach((each) => (each.loading = "eager"))
  return Promise.all([...document.images].map((each) => each.decode())).then(() => 0)
}"""
_STICKY_AGAIN = """() => document.querySelectorAll("body *").forEach((each) => {
  if (each.style.position === "static") each.style.position = ""
})"""


def picture(window: Page) -> Image.Image:
    """The page as it stands in a window, from its head to its foot, small: the browser itself draws it so."""
    # Some browsers begin with the pointer in the window, some without: on a wall it brings a button.
    window.mouse.move(1, 1)
    window.evaluate(_STILL)
    browser = window.context.new_cdp_session(window)
    size = browser.send("Page.getLayoutMetrics")["cssContentSize"]
    clip = {**size, "scale": 1 / (PHONE if size["width"] < 600 else DESK)}
    taken = browser.send("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    browser.detach()
    window.evaluate(_STICKY_AGAIN)
    return opened(b64decode(taken["data"]))


def unlike(one: Image.Image, other: Image.Image) -> str:
    """What is different between two small pictures of a page, in words; empty for the same."""
    if abs(one.height - other.height) > _SAME_HEIGHT:
        return f"{one.size} points became {other.size}"
    size = (0, 0, one.width, min(one.height, other.height))
    pair = [each.crop(size) for each in (one, other)]
    grey = [each.convert("L").convert("RGB") for each in pair]
    return difference(*pair, blur=_BLUR, strong=_OTHER_COLOUR) or difference(*grey, blur=_BLUR, strong=_OTHER_LIGHT)


@cache
def as_when_taken() -> bool:
    """Whether this machine draws as the one of the pictures does."""
    files = [file.name for folder in _FOLDERS for file in folder.rglob("*.[ot]t[fc]")]
    has_these = all(any(file.startswith(name) for file in files) for name in _TYPEFACES)
    return sys.platform == "linux" and has_these and all(file.startswith(_TYPEFACES) for file in files)


def unlike_approved(window: Page, name: str) -> str:
    """What is different from the picture of that name, and where the new one is."""
    if not WRITE and not as_when_taken():
        return ""
    seen, kept = picture(window), FOLDER / f"{name}.webp"
    different = unlike(opened(kept.read_bytes()), seen) if kept.exists() else "nobody has approved a picture of it"
    if not different:
        return ""
    folder = FOLDER if WRITE else DIFFERENT
    folder.mkdir(parents=True, exist_ok=True)
    seen.save(now := folder / kept.name, quality=_QUALITY, method=6)
    return "" if WRITE else f"{different}: compare {kept.name} with {now}"
