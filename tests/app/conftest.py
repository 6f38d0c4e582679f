"""Files of their own, and the one server that the tests without a browser share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.entries import TODAY, prepared, two_definitions
from tests.serving import Served, serving


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A prepared file, alone in its folder."""
    return prepared(tmp_path / "kr.db")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard with two key results, on a day within their year."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=str(two_definitions(folder / "definitions"))) as running:
        yield running
