"""Files of their own, and the one server that the tests without a browser share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kr_app.rights import Grant, Role
from kr_app.store.doors import writing
from tests.app.authors import with_people
from tests.app.cast import someone
from tests.app.entries import TODAY, ticked, two_definitions
from tests.app.people import SignedIn
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


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with two key results, in whose file these tests write."""
    folder = tmp_path_factory.mktemp("shared")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=definitions, KR_EMBED="https://intranet.example") as running:
        ticked(running.database, 1, note="หมายเหตุของระดับ")
        ticked(running.database, 2, note="เฉพาะภายใน", internal=True)
        yield running


@pytest.fixture(scope="module")
def sender(shared: Served) -> SignedIn:
    """Whoever makes the links."""
    return someone(shared.database, "sender", Grant(Role.ADMIN))


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that shows nothing to strangers."""
    folder = tmp_path_factory.mktemp("private")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=definitions, KR_VIEWING="private") as running:
        yield running


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[Town]:
    """A server of a module's own: people are locked out there; one other site may frame its cards."""
    with town_in(tmp_path_factory.mktemp("desk"), peopled, KR_EMBED="https://intra.example.go.th") as town:
        yield town


@pytest.fixture
def unthrottled(desk: Town) -> None:
    """Attempts of one test do not slow the next."""
    with writing(desk.file) as door:
        door.connection.execute("delete from attempt")
