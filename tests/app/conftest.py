"""Files of their own, and the one server that the tests without a browser share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.authors import with_people
from tests.app.entries import TODAY, two_definitions
from tests.app.towns import Town, town_in
from tests.serving import Served, serving


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with people in it, to be copied: hashing their passwords takes its time."""
    return with_people(tmp_path_factory.mktemp("peopled") / "kr.db")


@pytest.fixture
def path(tmp_path: Path, peopled: Path) -> Path:
    """A prepared file with an administrator, a coordinator and an empty log, alone in its folder."""
    return Path(shutil.copy(peopled, tmp_path / "kr.db"))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard with two key results, on a day within their year."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=str(two_definitions(folder / "definitions"))) as running:
        yield running


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[Town]:
    """A dashboard with two key results and somebody of every role, for tests that change nothing lasting."""
    folder = tmp_path_factory.mktemp("town")
    with town_in(folder, peopled) as running:
        yield running
