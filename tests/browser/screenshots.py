"""The screenshot book: every screen, light and dark, 1440 and 360 px, Thai and English.

`python -m tests.browser.screenshots` writes it to screenshots/; with `--readme` only the few that README.md shows,
to .readme/.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import settled
from tests.serving import CODE, ROOT, Served, serving

# The demonstration on a day late in its year, when every kind of thing has happened.
DEMONSTRATION = {"KR_TODAY": "2027-07-22", "KR_DEMO": "1"}
EMPTY = {"KR_TODAY": "2026-11-23"}
DEMO_CODE = "communication-plan-2570"
SCREENS = (
    ("board", DEMONSTRATION, ""),
    ("key-result", DEMONSTRATION, f"kr?kr={DEMO_CODE}"),
    ("update", DEMONSTRATION, f"update?kr={DEMO_CODE}&level=4"),
    ("first-board", EMPTY, ""),
    ("first-key-result", EMPTY, f"kr?kr={CODE}"),
    ("unknown", EMPTY, "kr?kr=unknown"),
)
README = (("key-result", "light", 1440, "th"), ("key-result", "dark", 1440, "en"), ("key-result", "light", 360, "th"))


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true")
    only_readme = parser.parse_args().readme
    folder = ROOT / (".readme" if only_readme else "screenshots")
    folder.mkdir(exist_ok=True)
    found = shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as kept:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for environment in (DEMONSTRATION, EMPTY):
            with serving(Path(kept), **environment) as served:
                for name, wanted, path in SCREENS:
                    if wanted is environment:
                        _take(browser, served, folder, name, path, only_readme)
        browser.close()


def _take(browser: Browser, served: Served, folder: Path, name: str, path: str, only_readme: bool) -> None:
    for scheme in ("light", "dark"):
        for width in (1440, 360):
            for language in ("th", "en"):
                if only_readme and (name, scheme, width, language) not in README:
                    continue
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme="dark" if scheme == "dark" else "light",
                    device_scale_factor=1 if width > 400 else 2,
                )
                page = context.new_page()
                page.goto(f"{served.url}/{path}{'&' if '?' in path else '?'}lang={language}")
                settled(page)
                page.evaluate("document.fonts.ready")
                page.screenshot(
                    path=folder / f"{name}-{scheme}-{width}-{language}.png",
                    full_page=not only_readme,
                    animations="disabled",
                )
                context.close()


if __name__ == "__main__":
    main()
