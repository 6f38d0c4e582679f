"""Where the files of evidence lie: one folder beside the file of the log, outside of what any web address reaches.

A file that was sent lies there under a random name with a note beside it (`<name>.pending`: whose, for which key
result) until an event names it. What is on its way has a name of its own (`<name>.part`). Only these two are ever
taken away again; a file that an event names stays, for evidence is withdrawn and never deleted.
"""

import errno
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from kr_app.evidence.errors import CannotKeep, TooLarge, UploadGone
from kr_app.evidence.inspection import kind_of_file
from kr_app.evidence.kinds import FileKind
from kr_app.evidence.names import named
from kr_core.evidence import File

LARGEST = 10 * 1024 * 1024
FORGOTTEN_AFTER = 24 * 60 * 60
_NAME = re.compile(r"[0-9a-f]{32}")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Pending:
    """A file that waits for an event to name it: whose it is, about which key result, and what it is."""

    person: int
    code: str
    file: File


class Incoming:
    """A file on its way in. Ends with `done`, or with nothing left of it."""

    def __init__(self, folder: "Folder") -> None:
        self._folder = folder
        self._stored = secrets.token_hex(16)
        self._part = folder.path / f"{self._stored}.part"
        self._digest = sha256()
        self._size = 0
        with _kept():
            folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._file = os.fdopen(number, "wb")

    def write(self, data: bytes) -> None:
        """Take in what has come. Raises `TooLarge`, `CannotKeep`."""
        self._size += len(data)
        if self._size > LARGEST:
            raise TooLarge(LARGEST)
        self._digest.update(data)
        with _kept():
            self._file.write(data)

    def done(self, given_name: str, person: int, code: str) -> Pending:
        """Check what came, and keep it until an event names it. Raises an `EvidenceTrouble`; then nothing is left."""
        try:
            with _kept():
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
            kind = kind_of_file(self._part, given_name)
            pending = Pending(person, code, self._described(given_name, kind))
            with _kept():
                self._folder.note(pending)
                self._part.rename(self._folder.path / self._stored)
                _sync(self._folder.path)
            return pending
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Let go of it, and leave nothing. Not after `done`."""
        with suppress(OSError):
            self._file.close()
        for ending in (".part", ".pending", ""):
            with suppress(OSError):
                (self._folder.path / f"{self._stored}{ending}").unlink(missing_ok=True)

    def _described(self, given_name: str, kind: FileKind) -> File:
        return File(named(given_name, kind), kind.media, self._size, self._digest.hexdigest(), self._stored)


class Folder:
    """The folder of one book."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, pending: Pending) -> None:
        """Write down whose a file is, before it has its name."""
        note = self.path / f"{pending.file.stored}.pending"
        number = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(asdict(pending), file, ensure_ascii=False)

    def pending(self, stored: str, person: int, code: str) -> Pending:
        """A file that this person sent for this key result, and that waits. Raises `UploadGone`."""
        found = self._noted(stored) if _NAME.fullmatch(stored) else None
        if found is None or (found.person, found.code) != (person, code) or not (self.path / stored).is_file():
            raise UploadGone
        return found

    def waiting(self, code: str) -> list[Pending]:
        """Everything that waits for a key result."""
        notes = self.path.glob("*.pending")
        found = [self._noted(note.stem) for note in notes if _NAME.fullmatch(note.stem)]
        return [each for each in found if each and each.code == code]

    def settle(self, stored: str) -> None:
        """An event names the file now: the note has served. What fails here, `sweep` does later."""
        with suppress(OSError):
            (self.path / f"{stored}.pending").unlink(missing_ok=True)

    def drop(self, pending: Pending) -> None:
        """Take away what waits."""
        with suppress(OSError):
            (self.path / pending.file.stored).unlink(missing_ok=True)
            (self.path / f"{pending.file.stored}.pending").unlink(missing_ok=True)

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
        """Take away what was on its way, or waited, a day ago, unless an event names it. Says how many files."""
        gone = 0
        for path in [*self.path.glob("*.part"), *self.path.glob("*.pending")]:
            if not _NAME.fullmatch(path.stem) or not _is_old(path):
                continue
            if path.suffix == ".pending" and not is_named(path.stem):
                (self.path / path.stem).unlink(missing_ok=True)
                gone += 1
            path.unlink(missing_ok=True)
            gone += path.suffix == ".part"
        return gone

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
def _kept() -> Iterator[None]:
    """What the disk refuses, by name."""
    try:
        yield
    except OSError as error:
        raise CannotKeep(full=error.errno in _NO_ROOM) from error


def _sync(folder: Path) -> None:
    """A name is on the disk only when its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime > FORGOTTEN_AFTER
    return False
