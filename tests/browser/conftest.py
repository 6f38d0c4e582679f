"""A real browser in front of a real server."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.serving import CODE, Served, serving

DURING_THE_YEAR = "2025-07-22"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium where there is one, else Playwright's own."""
    found = shutil.which("chromium")
    # A name that is not the loopback address, though it leads there: how somebody elsewhere looks to the server.
    elsewhere = "--host-resolver-rules=MAP kr.example 127.0.0.1"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", elsewhere]
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


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a new window and wait until Streamlit has taken over from the first paint."""
    contexts: list[BrowserContext] = []

    def opened(url: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def settled(page: Page) -> None:
    """Wait until the first paint has given way and nothing runs any more."""
    page.wait_for_selector("#kr-first", state="detached", timeout=30_000)
    page.wait_for_selector("[data-test-script-state='notRunning']", state="attached", timeout=30_000)


def kr_page(served: Served, page: str = "kr", more: str = "") -> str:
    """The address of the first key result on a page."""
    return f"{served.url}/{page}?kr={CODE}{more}"


def percent(page: Page) -> str | None:
    """What the gauge of the page shows."""
    return page.locator("#root svg.kr-gauge").get_attribute("data-percent")
