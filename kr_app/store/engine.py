"""The one SQLite engine of the process, and the guard that says which journal it may use.

SQLite 3.7.0–3.51.2 can lose committed writes in WAL mode when two connections meet at a WAL reset (fixed in
3.51.3, 3.50.7 and 3.44.6, https://sqlite.org/wal.html). `sqlite_utils` uses `pysqlite3`, a fixed engine, once it
is installed; a system engine that is not fixed is used with a rollback journal instead.
"""

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

OperationalError = sqlite3.OperationalError
DatabaseError = sqlite3.DatabaseError
IntegrityError = sqlite3.IntegrityError
ProgrammingError = sqlite3.ProgrammingError
Connection = sqlite3.Connection

_FIXED = (3, 51, 3)
_FIXED_BRANCHES = {(3, 50): 7, (3, 44): 6}


def version() -> tuple[int, int, int]:
    """The version of the engine in use."""
    major, minor, patch = (int(part) for part in sqlite3.sqlite_version.split(".")[:3])
    return major, minor, patch


def wal_is_safe(found: tuple[int, int, int]) -> bool:
    """Whether an engine of this version keeps every committed write in WAL mode."""
    return found >= _FIXED or found[2] >= _FIXED_BRANCHES.get(found[:2], 1_000_000)


def journal_mode() -> str:
    """The journal that this engine is trusted with."""
    return "wal" if wal_is_safe(version()) else "delete"


def connect(address: str, *, uri: bool = False) -> Connection:
    """A connection that leaves transactions to its caller. For one use, in one thread."""
    return sqlite3.connect(address, uri=uri, isolation_level=None, timeout=5.0)
