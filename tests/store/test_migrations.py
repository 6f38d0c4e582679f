"""The schema's number, its migrations, and that nothing is applied twice."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kr_app.store import engine
from kr_app.store.errors import OlderFile
from kr_app.store.files import check, prepare
from kr_app.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from kr_core.log import Event
from tests.store.drafts import AGENCY, CODE, belongings, draft, everything, stored, told
from tests.store.older import of_version_1
from tests.store.stranger import open_folder, stranger

OLD = [
    Event(
        1, datetime(2025, 2, 28, 16, 59, 59, 1, tzinfo=UTC), "coordinator", "tick", CODE, AGENCY, 1,
        date(2025, 2, 28), None, "มติที่ประชุม",
    ),
    Event(
        2, datetime(2025, 3, 1, 3, tzinfo=UTC), "coordinator", "withdraw", CODE, AGENCY, 1, None, None, "ผิดวัน", 1
    ),
    Event(3, datetime(2025, 3, 2, 3, tzinfo=UTC), "coordinator", "tick", CODE, AGENCY, 1, date(2025, 3, 1)),
]  # fmt: skip


def test_the_schema_version_counts_the_registered_migrations(path: Path) -> None:
    registered = [migration.name for migration in migrations._migrations]
    applied = [row[0] for row in told(path, "select name from _sqlite_migrations order by id")]
    assert applied == registered
    assert told(path, "pragma user_version") == [(SCHEMA_VERSION,)] == [(len(registered),)]


def test_the_migrations_are_numbered_without_gaps() -> None:
    numbers = [int(migration.name[1:4]) for migration in migrations._migrations]
    assert numbers == [*range(1, SCHEMA_VERSION + 1)]


def test_opening_again_applies_nothing_again(path: Path) -> None:
    event = stored(path, draft())[0]
    schema, applied = _schema(path), told(path, "select * from _sqlite_migrations")
    before = belongings(path.parent)
    prepare(path)
    prepare(path)
    assert belongings(path.parent) == before
    assert (_schema(path), told(path, "select * from _sqlite_migrations")) == (schema, applied)
    assert everything(path) == [event]


def test_a_file_of_the_first_version_keeps_its_events_and_takes_new_ones(tmp_path: Path) -> None:
    path = of_version_1(tmp_path / "kr.db")
    prepare(path)
    assert everything(path) == OLD
    assert [event.internal for event in everything(path)] == [False] * 3
    open_note, internal = stored(path, draft("once-new-1", level=2), draft("once-new-2", level=3, internal=True))
    assert (open_note.id, internal.id, open_note.internal, internal.internal) == (4, 5, False, True)
    assert everything(path) == [*OLD, open_note, internal]


def test_a_file_of_the_first_version_becomes_what_a_new_one_is(tmp_path: Path, path: Path) -> None:
    older = of_version_1(tmp_path / "older.db")
    prepare(older)
    assert _columns(older) == _columns(path)
    assert [row[1] for row in _schema(older)] == [row[1] for row in _schema(path)]
    assert told(older, "pragma user_version") == [(SCHEMA_VERSION,)]
    assert told(older, "pragma integrity_check") == [("ok",)]
    assert told(older, "select name from _sqlite_migrations order by id") == [
        (migration.name,) for migration in migrations._migrations
    ]


@pytest.mark.parametrize(
    "change", ["update event set note = 'x'", "delete from event", "update event set internal = 1"]
)
def test_after_the_upgrade_the_old_part_of_the_log_only_grows_too(tmp_path: Path, change: str) -> None:
    path = of_version_1(tmp_path / "kr.db")
    prepare(path)
    with pytest.raises(engine.IntegrityError, match="the log only grows"):
        told(path, change)
    assert everything(path) == OLD


def test_looking_at_an_older_file_does_not_change_it(tmp_path: Path) -> None:
    path = of_version_1(tmp_path / "kr.db")
    before = path.read_bytes()
    check(path)
    assert path.read_bytes() == before
    assert told(path, "pragma user_version") == [(1,)]


def test_an_older_file_that_cannot_be_written_is_said_to_be_so_and_found_once_it_can() -> None:
    """It has no place for what is new; the next look, after somebody has opened the folder, brings it up to date."""
    with open_folder() as folder:
        path = of_version_1(folder / "kr.db")
        folder.chmod(0o555)
        before = belongings(folder)
        with stranger(), pytest.raises(OlderFile):
            prepare(path)
        assert belongings(folder) == before
        folder.chmod(0o755)
        prepare(path)
        assert everything(path) == OLD


def test_the_file_carries_our_application_id(path: Path) -> None:
    assert told(path, "pragma application_id") == [(APPLICATION_ID,)]
    assert path.read_bytes()[68:72] == b"KRDB"


def _schema(path: Path) -> list[tuple[object, ...]]:
    return told(path, "select type, name, sql from sqlite_schema order by name")


def _columns(path: Path) -> list[tuple[object, ...]]:
    tables = [row[0] for row in told(path, "select name from sqlite_schema where type = 'table' order by name")]
    return [(table, *row[1:]) for table in tables for row in told(path, f"pragma table_info({table})")]
