"""A file of evidence on its way in: written as it comes, looked at when it is there, and then waiting in the folder."""

import os
import secrets
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256

from kr_app.evidence.apart import kind_of_file
from kr_app.evidence.errors import TooLarge
from kr_app.evidence.folder import LARGEST, Folder, Pending, kept, synced
from kr_app.evidence.kinds import FileKind
from kr_app.evidence.names import named
from kr_core.evidence import File


class Incoming:
    """A file on its way in. Ends with `done`, or with nothing left of it."""

    def __init__(self, folder: Folder, person: int, code: str) -> None:
        self._folder, self._person, self._code = folder, person, code
        self._stored = secrets.token_hex(16)
        self._part = folder.path / f"{self._stored}.part"
        self._digest = sha256()
        self._size = 0
        with kept():
            folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.write_down(f"{self._stored}.coming", {"person": person, "code": code})
            number = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._file = os.fdopen(number, "wb")

    def write(self, data: bytes) -> None:
        """Take in what has come. Raises `TooLarge`, `CannotKeep`."""
        self._size += len(data)
        if self._size > LARGEST:
            raise TooLarge(LARGEST)
        self._digest.update(data)
        with kept():
            self._file.write(data)

    def done(self, given_name: str) -> Pending:
        """Check what came, and keep it until an event names it. Raises an `EvidenceTrouble`; then nothing is left."""
        try:
            with kept():
                self._file.flush()
            kind = kind_of_file(self._part, given_name)
            with kept():
                # Only what is taken is worth the wait for the disk.
                os.fsync(self._file.fileno())
                self._file.close()
            pending = Pending(self._person, self._code, self._described(given_name, kind))
            with kept():
                self._folder.write_down(f"{self._stored}.pending", asdict(pending))
                self._part.rename(self._folder.path / self._stored)
                (self._folder.path / f"{self._stored}.coming").unlink(missing_ok=True)
                synced(self._folder.path)
            return pending
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Let go of it, and leave nothing. Not after `done`."""
        with suppress(OSError):
            self._file.close()
        for ending in (".part", ".coming", ".pending", ""):
            with suppress(OSError):
                (self._folder.path / f"{self._stored}{ending}").unlink(missing_ok=True)

    def _described(self, given_name: str, kind: FileKind) -> File:
        return File(named(given_name, kind), kind.media, self._size, self._digest.hexdigest(), self._stored)
