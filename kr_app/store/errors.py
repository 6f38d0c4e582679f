"""What can be wrong with the file. Each error is named for the situation and carries its path."""

from pathlib import Path


class StoreError(Exception):
    """Anything that keeps the file from being used; the file itself was left as it was."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {detail}" if detail else str(path))
        self.path = path
        self.detail = detail


class EmptyFile(StoreError):
    """A file of zero bytes stands where the database should be: a lost copy, perhaps, so it is not overwritten."""


class ForeignFile(StoreError):
    """The file is not a database of this product."""


class NewerFile(StoreError):
    """The database was written by a newer version of this product."""


class OlderFile(StoreError):
    """The database was written by an older version, and cannot be brought up to date where it cannot be written."""


class DamagedFile(StoreError):
    """The database is ours, but SQLite cannot read it."""


class Unreachable(StoreError):
    """The file or its folder cannot be opened or created."""


class ReadOnly(StoreError):
    """The file can be read and not written."""


class Busy(StoreError):
    """Another program kept the file locked for longer than a write waits."""


class DiskFull(StoreError):
    """There is no room left to write."""
