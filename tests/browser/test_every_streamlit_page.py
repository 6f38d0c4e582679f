"""Every page that Streamlit takes over is fit for everybody."""

from collections.abc import Callable

import pytest

from tests.browser.fitness import found_wrong
from tests.browser.pages import PAGES, Page


@pytest.mark.parametrize("page", [page for page in PAGES if page.streamlit], ids=lambda page: page.name)
def test_a_page_is_fit_for_everybody(page: Page, scenes: Callable[..., object], windows: Callable[..., object]) -> None:
    """Small and wide, light and dark, Thai and English, by finger, by keyboard and for a screen reader."""
    assert found_wrong(page, scenes(page.scene), windows) == {}
