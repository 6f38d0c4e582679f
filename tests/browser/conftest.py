"""A real browser in front of a real server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from kr_app.web import COOKIE
from tests.app.cast import someone
from tests.app.entries import OTHER, ticked, two_definitions
from tests.app.links import linked
from tests.app.people import SignedIn, admin_in, coordinator_in
from tests.browser.scenes import Scene, scene
from tests.chromium import FLAGS, browser_path
from tests.serving import CODE, Served, serving

DURING_THE_YEAR = "2025-07-22"
WIDE = {"viewport": {"width": 1440, "height": 900}}
# A machine under load takes its time; what never comes fails all the same.
expect.set_options(timeout=30_000)
MADE = datetime(2025, 7, 1, 7, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one, else Playwright's own."""
    found = browser_path()
    # A name that is not this machine's, though it leads there: ours with KR_HOSTS, else somebody else's.
    elsewhere = "--host-resolver-rules=MAP kr.example 127.0.0.1"
    # Pages of one context in one process.
    together = "--renderer-process-limit=1"
    quiet = [*FLAGS, elsewhere, together]
    return {**browser_type_launch_args, "args": quiet, **({"executable_path": found} if found else {})}


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start a server with a file of its own; it ends with the test."""
    with ExitStack() as stack:
        yield lambda **environment: stack.enter_context(serving(tmp_path, **environment))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests of a module that only look."""
    with serving(tmp_path_factory.mktemp("served"), KR_TODAY=DURING_THE_YEAR) as running:
        yield running


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Scene]]:
    """The dashboards whose pages are looked at, each started when it is first asked for."""
    running: dict[str, Scene] = {}
    with ExitStack() as stack:

        def started(name: str) -> Scene:
            if name not in running:
                running[name] = stack.enter_context(scene(name, tmp_path_factory.mktemp(name)))
            return running[name]

        yield started


@pytest.fixture(scope="module")
def coordinator(served: Served) -> SignedIn:
    """The coordinator of the first key result, signed in at the server for looking."""
    return coordinator_of(served)


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a window that says what its console said in `page.said`.

    Windows of one module with the same options and the same person share what a browser keeps: a page that was loaded
    once loads faster the next time, as it does for people.
    """
    kept: dict[str, BrowserContext] = {}

    def opened(url: str, who: SignedIn | None = None, **options: Any) -> Page:
        parts = urlsplit(url)
        key = repr((parts.netloc, who.token if who else "", sorted(options.items())))
        if key not in kept:
            kept[key] = browser.new_context(**{**WIDE, **options})
            kept[key].set_default_timeout(60_000)
            sign_in(kept[key], url, who)
            # As long as it is open, what one page has made ready stays for the next.
            kept[key].new_page().goto(f"{parts.scheme}://{parts.netloc}/healthz")
        page = kept[key].new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        return page

    yield opened
    for context in kept.values():
        context.close()


@pytest.fixture
def open_page(windows: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Open an address in a new window, of `who` if somebody is signed in, and wait until Streamlit has taken over."""
    pages: list[Page] = []

    def opened(url: str, who: SignedIn | None = None, **options: Any) -> Page:
        page = windows(url, who, **options)
        pages.append(page)
        page.goto(url)
        settled(page)
        return page

    yield opened
    for page in pages:
        page.close()


def admin_of(served: Served) -> SignedIn:
    """An administrator, signed in on the clock of a server."""
    return admin_in(served.database, now=served.now)


def coordinator_of(served: Served, admin: SignedIn | None = None) -> SignedIn:
    """The coordinator of the first key result, signed in on the clock of a server."""
    return coordinator_in(served.database, admin or admin_of(served), CODE, now=served.now)


def sign_in(context: BrowserContext, url: str, who: SignedIn | None) -> None:
    """Give a browser the session of somebody."""
    if who is not None:
        parts = urlsplit(url)
        context.add_cookies([{"name": COOKIE, "value": who.token, "url": f"{parts.scheme}://{parts.netloc}"}])


def settled(page: Page) -> None:
    """Wait until the first paint has given way and nothing runs any more."""
    page.wait_for_selector("#kr-first", state="detached", timeout=60_000)
    page.wait_for_selector("[data-test-script-state='notRunning']", state="attached", timeout=60_000)


def kr_page(served: Served, page: str = "kr", more: str = "") -> str:
    """The address of the first key result on a page."""
    return f"{served.url}/{page}?kr={CODE}{more}"


def percent(page: Page) -> str | None:
    """What the gauge of the page shows."""
    return page.locator("#root svg.kr-gauge").get_attribute("data-percent")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with two key results and some levels recorded."""
    folder = tmp_path_factory.mktemp("shared")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=DURING_THE_YEAR, KR_DEFINITIONS=definitions) as running:
        ticked(running.database, 1, day=date(2024, 11, 20))
        yield running


@pytest.fixture(scope="module")
def sender(shared: Served) -> int:
    """Whoever makes the links."""
    return someone(shared.database, "sender", Grant(Role.ADMIN)).person


@pytest.fixture
def opens(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a new window, keeping what its console says in `page.said`."""
    contexts: list[BrowserContext] = []

    def opened(url: str, **options: Any) -> Page:
        context = browser.new_context(**{**WIDE, **options})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def addresses(shared: Served, sender: int) -> dict[str, str]:
    """One of each kind of screen."""
    path = shared.database
    selection = linked(path, sender, CODE, OTHER, kind=LinkKind.SELECTION, title="ผลงานไตรมาสที่ ๓ " + "ยาว" * 40)
    made = {
        "card": linked(path, sender).path,
        "selection": selection.path,
        "snapshot": linked(path, sender, as_sent=True, made=MADE).path,
        "demonstration": linked(path, sender, "public-relations-office", kind=LinkKind.AGENCY, demo=True).path,
        "wall": "/wall",
        "wall of a link": f"{selection.path}?kiosk=1",
    }
    return {name: shared.url + below for name, below in made.items()}
