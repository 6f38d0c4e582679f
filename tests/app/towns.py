"""A real server whose file holds somebody of every role, each already signed in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kr_app.store import trail as rows
from kr_app.store.doors import writing
from kr_app.store.trail import Entry
from tests.app.authors import ADMIN, number_of, token_of
from tests.app.cast import cast_in
from tests.app.entries import TODAY, two_definitions
from tests.app.people import SignedIn, asking
from tests.serving import Served, serving

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """The server, the cast by their roles ("nobody" among them), and an administrator who has a password."""

    served: Served
    cast: dict[str, SignedIn]
    admin: SignedIn

    @property
    def file(self) -> Path:
        """The file behind it."""
        return self.served.database


@contextmanager
def town_in(folder: Path, peopled: Path, **environment: str) -> Iterator[Town]:
    """Run it in a folder, on a copy of a file with people."""
    file = Path(shutil.copy(peopled, folder / "kr.db"))
    now = asking(file).now
    admin = SignedIn(number_of(file, ADMIN), ADMIN, token_of(file, ADMIN, now=now))
    cast = cast_in(file, now=now)
    with writing(file) as door:
        rows.add(door, [Entry(LONG_AGO, None, "long-ago")])
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, **{"KR_TODAY": TODAY, "KR_DEFINITIONS": definitions, **environment}) as served:
        yield Town(served, cast, admin)
