"""Every page that the server draws alone is fit for everybody; and no page is left out of the list."""

from collections import Counter
from collections.abc import Callable

import pytest

from tests.browser.fitness import found_wrong
from tests.browser.pages import PAGES, Page, route_of, routes


@pytest.mark.parametrize("page", [page for page in PAGES if not page.streamlit], ids=lambda page: page.name)
def test_a_page_is_fit_for_everybody(page: Page, scenes: Callable[..., object], windows: Callable[..., object]) -> None:
    """Small and wide, light and dark, Thai and English, by finger, by keyboard and for a screen reader."""
    assert found_wrong(page, scenes(page.scene), windows) == {}


def test_every_address_that_answers_with_a_page_is_looked_at() -> None:
    """A new route needs a page in the list."""
    assert {route.path for route in routes()} == {route_of(page) for page in PAGES if not page.streamlit}


def test_every_page_has_a_name_of_its_own() -> None:
    """Pictures are called by it."""
    assert [name for name, count in Counter(page.name for page in PAGES).items() if count > 1] == []
