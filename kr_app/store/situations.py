"""From what SQLite says to the `StoreError` named for the situation."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kr_app.store import engine
from kr_app.store.errors import Busy, DamagedFile, DiskFull, ReadOnly, StoreError, Unreachable

_WORDS = (("readonly", ReadOnly), ("locked", Busy), ("busy", Busy), ("full", DiskFull))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Whatever SQLite raises inside comes out as a `StoreError`; our own mistakes come out as they are."""
    try:
        yield
    except (engine.IntegrityError, engine.ProgrammingError):
        raise
    except engine.OperationalError as error:
        raise _named(str(error))(path, str(error)) from error
    except engine.DatabaseError as error:
        raise DamagedFile(path, str(error)) from error


def _named(message: str) -> type[StoreError]:
    return next((kind for words, kind in _WORDS if words in message), Unreachable)
