"""The schema's number, its migrations, and that nothing is applied twice."""

from pathlib import Path

from kr_app.store.files import prepare
from kr_app.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from tests.store.drafts import belongings, draft, everything, stored, told


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


def test_the_file_carries_our_application_id(path: Path) -> None:
    assert told(path, "pragma application_id") == [(APPLICATION_ID,)]
    assert path.read_bytes()[68:72] == b"KRDB"


def _schema(path: Path) -> list[tuple[object, ...]]:
    return told(path, "select type, name, sql from sqlite_schema order by name")
