"""Where the files of evidence lie: one folder beside the file of the log, outside of what any web address reaches.

A file that was sent lies there under a random name with a note beside it (`<name>.pending`: whose, for which key
result) until an event names it. What is on its way has a name of its own (`<name>.part`) and a note too
(`<name>.coming`). Only these are ever taken away again; a file that an event names stays, for evidence is withdrawn
and never deleted.
"""

import errno
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kr_app.evidence.errors import CannotKeep, UploadGone
from kr_core.evidence import File

LARGEST = 10 * 1024 * 1024
FORGOTTEN_AFTER, STUCK_AFTER = 24 * 60 * 60, 60 * 60
_NAME = re.compile(r"[0-9a-f]{32}")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Pending:
    """A file that waits for an event to name it: whose it is, about which key result, and what it is."""

    person: int
    code: str
    file: File


@dataclass(frozen=True)
class Unfinished:
    """A file on its way, or one that `waits`: whose, about which key result, how many bytes, how many seconds old."""

    stored: str
    person: int
    code: str
    size: int
    age: float
    waits: bool

    @property
    def room(self) -> int:
        """What it may still become."""
        return self.size if self.waits else LARGEST


class Folder:
    """The folder of one book."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write_down(self, name: str, whose: object) -> None:
        """Write down whose a file is, before it has its name."""
        number = os.open(self.path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(whose, file, ensure_ascii=False)

    def pending(self, stored: str, person: int, code: str) -> Pending:
        """A file that this person sent for this key result, and that waits. Raises `UploadGone`."""
        found = self._noted(stored) if _NAME.fullmatch(stored) else None
        if found is None or (found.person, found.code) != (person, code) or not (self.path / stored).is_file():
            raise UploadGone
        return found

    def unfinished(self) -> list[Unfinished]:
        """Everything that is on its way or waits, whoever sends it, the oldest first."""
        found = [self._unfinished(note) for ending in ("coming", "pending") for note in self.path.glob(f"*.{ending}")]
        return sorted((each for each in found if each), key=lambda each: -each.age)

    def settle(self, stored: str) -> None:
        """An event names the file now: the note has served. What fails here, `sweep` does later."""
        with suppress(OSError):
            (self.path / f"{stored}.pending").unlink(missing_ok=True)

    def drop(self, stored: str) -> None:
        """Take away what waits."""
        with suppress(OSError):
            (self.path / stored).unlink(missing_ok=True)
            (self.path / f"{stored}.pending").unlink(missing_ok=True)

    def opened(self, file: File) -> Path | None:
        """Where a file lies; None if it is not there, or is not what it was."""
        path = self.path / file.stored
        if not _NAME.fullmatch(file.stored) or not path.is_file():
            return None
        digest = sha256()
        with suppress(OSError), path.open("rb") as content:
            while data := content.read(_CHUNK):
                digest.update(data)
        return path if secrets.compare_digest(digest.hexdigest(), file.sha256) else None

    def sweep(self, is_named: Callable[[str], bool]) -> int:
        """Take away what has come no further for an hour, and what waits since a day, unless an event names it.

        Says how many files.
        """
        gone = 0
        for path in [*self.path.glob("*.part"), *self.path.glob("*.coming"), *self.path.glob("*.pending")]:
            if not _NAME.fullmatch(path.stem) or not _is_old(path):
                continue
            if path.suffix == ".pending" and not is_named(path.stem):
                (self.path / path.stem).unlink(missing_ok=True)
                gone += 1
            path.unlink(missing_ok=True)
            gone += path.suffix == ".part"
        return gone

    def _unfinished(self, note: Path) -> Unfinished | None:
        """What a note speaks of; a file that was on its way may have got its name just now."""
        try:
            found = json.loads(note.read_text(encoding="utf-8"))
            waits = note.suffix == ".pending"
            state = (note.with_suffix("") if waits else note.with_suffix(".part")).stat()
            age = time.time() - state.st_mtime
            return Unfinished(note.stem, found["person"], found["code"], state.st_size, age, waits)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _noted(self, stored: str) -> Pending | None:
        try:
            found = json.loads((self.path / f"{stored}.pending").read_text(encoding="utf-8"))
            return Pending(found["person"], found["code"], File(**found["file"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def folder_beside(database: Path) -> Folder:
    """The folder that belongs to a file of the log; the demonstration has one of its own."""
    return Folder(database.with_name("evidence-demo" if database.name == "demo.db" else "evidence"))


@contextmanager
def kept() -> Iterator[None]:
    """What the disk refuses, by name."""
    try:
        yield
    except OSError as error:
        raise CannotKeep(full=error.errno in _NO_ROOM) from error


def synced(folder: Path) -> None:
    """Put names on the disk: a name is on the disk only when its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _is_old(path: Path) -> bool:
    after = FORGOTTEN_AFTER if path.suffix == ".pending" else STUCK_AFTER
    # A note is as old as the file that it speaks of: what comes slowly still comes.
    part = path.with_suffix(".part")
    with suppress(OSError):
        return time.time() - (part if part.exists() else path).stat().st_mtime > after
    return False
