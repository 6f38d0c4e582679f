"""The screenshot book: every screen, light and dark, 1440 and 360 px, Thai and English.

`python -m tests.browser.screenshots` writes it to screenshots/; with `--readme` only the few that README.md shows,
to .readme/.
"""

import argparse
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kr_app.rights import Grant, Role
from tests.app.entries import HOST
from tests.app.links import linked
from tests.app.people import SignedIn, person_in
from tests.browser.conftest import admin_of, settled, sign_in
from tests.serving import CODE, ROOT, Served, serving

# The demonstration on a day late in its year, when every kind of thing has happened.
DEMONSTRATION = {"KR_TODAY": "2027-07-22", "KR_DEMO": "1"}
EMPTY = {"KR_TODAY": "2026-11-23"}
DEMO_CODE = "communication-plan-2570"
# Name, settings, address, and who looks at it: nobody in particular, the coordinator, or an administrator.
SCREENS = (
    ("board", DEMONSTRATION, "", ""),
    ("key-result", DEMONSTRATION, f"kr?kr={DEMO_CODE}", ""),
    ("key-result-inside", DEMONSTRATION, f"kr?kr={DEMO_CODE}", "coordinator"),
    ("update", DEMONSTRATION, f"update?kr={DEMO_CODE}&level=4", "coordinator"),
    ("update-outside", DEMONSTRATION, f"update?kr={DEMO_CODE}", ""),
    ("first-board", EMPTY, "", ""),
    ("first-key-result", EMPTY, f"kr?kr={CODE}", ""),
    ("first-update", EMPTY, f"update?kr={CODE}&level=1", "coordinator"),
    ("unknown", EMPTY, "kr?kr=unknown", ""),
    ("card", DEMONSTRATION, "s/{link}", ""),
    ("card-as-sent", DEMONSTRATION, "s/{sent}", ""),
    ("card-refused", DEMONSTRATION, "s/forged", ""),
    ("wall", DEMONSTRATION, "s/{link}?kiosk=1", ""),
    ("sign-in", EMPTY, "account/sign-in", ""),
    ("account", EMPTY, "account", "coordinator"),
    ("share", EMPTY, f"account/links/new?kr={CODE}", "coordinator"),
    ("links", DEMONSTRATION, "account/links", "admin"),
    ("people", EMPTY, "account/people", "admin"),
    ("person", EMPTY, "account/people/2", "admin"),
    ("trail", EMPTY, "account/trail", "admin"),
)
# Drawn by the server alone: nothing to wait for.
PLAIN = ("account", "s/")
README = (
    ("key-result", "light", 1440, "th"),
    ("key-result", "dark", 1440, "en"),
    ("key-result", "light", 360, "th"),
    ("share", "light", 1440, "th"),
    ("card", "light", 360, "th"),
)


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
                admin = admin_of(served)
                people = {"": None, "admin": admin, "coordinator": coordinator_of_demonstration(served, admin)}
                tokens = _tokens(served, admin) if environment is DEMONSTRATION else {}
                for name, wanted, path, who in SCREENS:
                    if wanted is environment:
                        _take(browser, served, folder, name, path.format(**tokens), people[who], only_readme)
        browser.close()


def _tokens(served: Served, admin: SignedIn) -> dict[str, str]:
    """A live link to the demonstration, and one that was sent three days ago."""
    live = linked(served.database, admin.person, DEMO_CODE, demo=True, made=served.now)
    before = served.now - timedelta(days=3)
    sent = linked(served.database, admin.person, DEMO_CODE, demo=True, as_sent=True, made=before)
    return {"link": live.token, "sent": sent.token}


def coordinator_of_demonstration(served: Served, admin: SignedIn) -> SignedIn:
    """The coordinator of the agency, who may record in the demonstration too."""
    grant = Grant(Role.COORDINATOR, agency=HOST)
    return person_in(served.database, admin, "coordinator", grant, now=served.now)


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
                if not path.startswith(PLAIN):
                    settled(page)
                page.wait_for_load_state("networkidle" if path.startswith("account") else "load")
                page.evaluate("document.fonts.ready")
                page.screenshot(
                    path=folder / f"{name}-{scheme}-{width}-{language}.png",
                    full_page=not only_readme,
                    animations="disabled",
                )
                context.close()


if __name__ == "__main__":
    main()
