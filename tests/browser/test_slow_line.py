"""A line that takes a minute for the scripts: the timeline comes with the first bytes, and plotly takes its place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import kr_page, settled
from tests.browser.looks import MOST_SHIFT, WATCH_SHIFTS, at_rest, shifts
from tests.serving import Served

DRAWN, STANDING_IN, PLOTLY = "#kr-first svg.kr-stairs", ".st-key-timeline_paper svg.kr-stairs", "#root .main-svg"


class Line:
    """Holds the scripts back whose address holds a word, until they are let through."""

    def __init__(self, page: Page) -> None:
        self._holds = "/static/js/"
        self._held: list[Route] = []
        page.route("**/static/js/**", self._pass)

    def let_through_all_but(self, holds: str) -> None:
        """From now on only these wait."""
        self._holds, held = holds, self._held
        self._held = []
        for route in held:
            self._pass(route)

    def _pass(self, route: Route) -> None:
        if self._holds in route.request.url:
            self._held.append(route)
        else:
            route.continue_()


@pytest.mark.parametrize("width", [360])
def test_the_timeline_is_there_before_the_scripts_and_stays(
    served: Served, windows: Callable[..., Page], width: int
) -> None:
    """At the first bytes, while Streamlit runs without plotly, and when plotly has come: one timeline, in one place."""
    page = windows(served.url, viewport={"width": width, "height": 1800})
    page.add_init_script(WATCH_SHIFTS)
    line = Line(page)
    page.goto(kr_page(served), wait_until="commit")
    expect(page.locator(DRAWN)).to_be_visible()
    line.let_through_all_but("Plotly")
    settled(page)
    expect(page.locator(STANDING_IN)).to_be_visible()
    page.evaluate("() => document.fonts.ready.then(() => 0)")
    place = page.locator(STANDING_IN).bounding_box()
    line.let_through_all_but("no script at all")
    expect(page.locator(PLOTLY).first).to_be_visible()
    expect(page.locator(STANDING_IN)).to_be_hidden()
    at_rest(page)
    assert page.locator(PLOTLY).first.bounding_box() == place
    assert shifts(page)[0] <= MOST_SHIFT
