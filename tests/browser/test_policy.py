"""Streamlit's pages under the content security policy: nothing is blocked, and the browser complains of nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import CODE, ticked
from tests.app.people import SignedIn
from tests.browser.conftest import DURING_THE_YEAR, kr_page, settled, sign_in
from tests.serving import Served, serving


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard with a level recorded."""
    folder: Path = tmp_path_factory.mktemp("recorded")
    with serving(folder, KR_TODAY=DURING_THE_YEAR) as running:
        ticked(running.database, 1)
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("signed_in", [False, True], ids=["anybody", "a coordinator"])
def test_the_console_stays_clean(browser: Browser, recorded: Served, scheme: str, signed_in: bool) -> None:
    """The board, the timeline under the mouse, an open form, a recorded level: no message, error or failed request."""
    grant = Grant(Role.COORDINATOR, code=CODE)
    who = someone(recorded.database, f"coordinator-{scheme}", grant, now=recorded.now) if signed_in else None
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    heard: list[str] = []
    context.on("console", lambda said: heard.append(f"{said.type}: {said.text}") if said.type in _BAD else None)
    context.on("weberror", lambda error: heard.append(f"error: {error.error}"))
    context.on("response", lambda got: heard.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    context.on("requestfailed", lambda asked: heard.append(f"failed {asked.url}") if _failed(asked.failure) else None)
    try:
        sign_in(context, recorded.url, who)
        page = context.new_page()
        _looked_around(page, recorded)
        _at_the_form(page, recorded, who, 2 if scheme == "light" else 3)
        assert page.evaluate("document.querySelectorAll('link[rel=stylesheet], style').length") > 0
        assert heard == []
    finally:
        context.close()


_BAD = ("error", "warning", "assert")


def _failed(failure: str | None) -> bool:
    """A page that is left lets go of its event stream; that is no failure."""
    return failure != "net::ERR_ABORTED"


def _looked_around(page: Page, served: Served) -> None:
    answer = page.goto(served.url)
    assert answer is not None
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    settled(page)
    page.goto(kr_page(served))
    settled(page)
    box = page.locator(".st-key-timeline .nsewdrag").first.bounding_box()
    assert box is not None
    for step in range(12):
        page.mouse.move(box["x"] + box["width"] * step / 12, box["y"] + box["height"] * (0.2 + 0.05 * step))
    page.locator("details.kr-form summary").click()


def _at_the_form(page: Page, served: Served, who: SignedIn | None, level: int) -> None:
    page.goto(kr_page(served, "update", f"&level={level}&lang=en"))
    settled(page)
    confirm = page.get_by_role("button", name=f"Confirm level {level}")
    if who is None:
        assert confirm.count() == 0
        return
    confirm.click()
    page.get_by_role("button", name=f"Withdraw the record of level {level}").wait_for()
