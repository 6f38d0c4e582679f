"""Making, checking and upgrading the file before anybody uses it."""

import os
import uuid
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from kr_app.store import engine
from kr_app.store.errors import DamagedFile, EmptyFile, ForeignFile, NewerFile, OlderFile, ReadOnly, Unreachable
from kr_app.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from kr_app.store.situations import translated

# Any write of ours is over long before that.
_PATIENCE_MS = 1000
_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID_AT = slice(68, 72)


def prepare(path: Path) -> None:
    """Make the file where there is none, refuse one that is not ours, bring an older one up to date.

    Raises a `StoreError`, in which case the file is as it was. Safe in many processes at once.
    """
    try:
        if not path.exists():
            _create(path)
        check(path)
        if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
            _upgrade(path)
        else:
            refuse_older(path)
    except OSError as error:
        raise Unreachable(path, error.strerror or str(error)) from error


def check(path: Path) -> None:
    """Raise the `StoreError` that says why a file cannot be used. Only reads it.

    Only for the start, before anything in this process has the file open: closing a file that Python itself had
    opened drops every lock that the process holds on it, and another program would then take its journal away.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Unreachable(path, error.strerror or str(error)) from error
    if not head:
        raise EmptyFile(path)
    if not head.startswith(_HEADER) or int.from_bytes(head[_APPLICATION_ID_AT]) != APPLICATION_ID:
        raise ForeignFile(path)
    with translated(path), closing(engine.connect(_address_for_a_look(path), uri=True)) as connection:
        connection.execute("pragma query_only = on")
        refuse_strangers(path, connection)
        connection.execute("select max(id) from event").fetchone()


def try_to_write(path: Path) -> None:
    """Begin a write that changes nothing, and give it up. Raises the `StoreError` that keeps a real one away."""
    if not os.access(path.parent, os.W_OK):
        raise ReadOnly(path, "its folder cannot be written")
    with translated(path), closing(engine.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.execute(f"pragma busy_timeout = {_PATIENCE_MS}")
        connection.execute("begin immediate")
        # SQLite says only here that a file cannot be written.
        connection.execute("update link set views = views where 0")
        connection.execute("rollback")


def refuse_strangers(path: Path, connection: engine.Connection) -> None:
    """Raise the `StoreError` of a file that is not ours to write, asking through an open connection."""
    if path.stat().st_size == 0:
        raise EmptyFile(path)
    try:
        ours = connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
    except engine.DatabaseError as error:
        if "not a database" not in str(error):
            raise
        ours = False
    if not ours:
        raise ForeignFile(path)
    found = connection.execute("pragma user_version").fetchone()[0]
    if found > SCHEMA_VERSION:
        raise NewerFile(path, f"version {found}, known up to {SCHEMA_VERSION}")
    if not connection.execute("select 1 from sqlite_schema where name = 'event'").fetchone():
        raise DamagedFile(path, "its log is missing")


def refuse_older(path: Path) -> None:
    """Raise `OlderFile` for a file that was not brought up to date yet. Only reads it."""
    with translated(path), closing(engine.connect(read_only_address(path), uri=True)) as connection:
        found = connection.execute("pragma user_version").fetchone()[0]
    if found < SCHEMA_VERSION:
        raise OlderFile(path, f"version {found}, needed {SCHEMA_VERSION}")


def _address_for_a_look(path: Path) -> str:
    # A read-only connection to a file in WAL mode leaves a journal beside it; one that could write takes it away.
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return f"{path.absolute().as_uri()}?mode=rw"
    return read_only_address(path)


def _has_journal(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def read_only_address(path: Path) -> str:
    """The address for reading only. In a folder that cannot be written SQLite must be told that nobody writes."""
    options = "mode=ro"
    if not os.access(path.parent, os.W_OK) and not _has_journal(path):
        options += "&immutable=1"
    return f"{path.absolute().as_uri()}?{options}"


def _create(path: Path) -> None:
    """Build the database beside its place and put it there in one step, so that no half-made file is ever seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}.new")
    try:
        with translated(path), closing(engine.connect(str(draft))) as connection:
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            _apply_migrations(connection)
            connection.execute(f"pragma journal_mode = {engine.journal_mode()}")
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _upgrade(path: Path) -> None:
    with translated(path), closing(engine.connect(str(path))) as connection:
        connection.execute("pragma busy_timeout = 5000")
        if connection.execute("pragma journal_mode").fetchone()[0] != engine.journal_mode():
            connection.execute(f"pragma journal_mode = {engine.journal_mode()}")
        if connection.execute("pragma user_version").fetchone()[0] < SCHEMA_VERSION:
            _apply_migrations(connection)


def _apply_migrations(connection: engine.Connection) -> None:
    connection.execute("begin immediate")
    try:
        migrations.apply(Database(connection))
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise
