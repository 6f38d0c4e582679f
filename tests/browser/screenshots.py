"""The screenshot book: every screen, light and dark, 1440 and 360 px, Thai and English.

`python -m tests.browser.screenshots` writes it to screenshots/; with `--readme` only the few that README.md shows,
to .readme/.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kr_app.rights import Grant, Role
from tests.app.entries import HOST
from tests.app.people import SignedIn, person_in
from tests.browser.conftest import admin_of, settled, sign_in
from tests.serving import CODE, ROOT, Served, serving

# The demonstration on a day late in its year, when every kind of thing has happened.
DEMONSTRATION = {"KR_TODAY": "2027-07-22", "KR_DEMO": "1"}
EMPTY = {"KR_TODAY": "2026-11-23"}
DEMO_CODE = "communication-plan-2570"
# Name, settings, address, and whether the coordinator looks at it; everybody else is not signed in.
SCREENS = (
    ("board", DEMONSTRATION, "", False),
    ("key-result", DEMONSTRATION, f"kr?kr={DEMO_CODE}", False),
    ("key-result-inside", DEMONSTRATION, f"kr?kr={DEMO_CODE}", True),
    ("update", DEMONSTRATION, f"update?kr={DEMO_CODE}&level=4", True),
    ("update-outside", DEMONSTRATION, f"update?kr={DEMO_CODE}", False),
    ("first-board", EMPTY, "", False),
    ("first-key-result", EMPTY, f"kr?kr={CODE}", False),
    ("first-update", EMPTY, f"update?kr={CODE}&level=1", True),
    ("unknown", EMPTY, "kr?kr=unknown", False),
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
            with tempfile.TemporaryDirectory(dir=kept) as own, serving(Path(own), **environment) as served:
                coordinator = _coordinator(served)
                for name, wanted, path, signed_in in SCREENS:
                    if wanted is environment:
                        who = coordinator if signed_in else None
                        _take(browser, served, folder, name, path, who, only_readme)
        browser.close()


def _coordinator(served: Served) -> SignedIn:
    """The coordinator of the agency, who may record in the demonstration too."""
    grant = Grant(Role.COORDINATOR, agency=HOST)
    return person_in(served.database, admin_of(served), "coordinator", grant, now=served.now)


def _take(
    browser: Browser, served: Served, folder: Path, name: str, path: str, who: SignedIn | None, only_readme: bool
) -> None:
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
                sign_in(context, served.url, who)
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
