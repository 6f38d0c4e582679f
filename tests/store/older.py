"""Files as earlier versions made them: only the migrations that those knew, and their number."""

from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from kr_app.store import engine
from kr_app.store.schema import APPLICATION_ID, m001_events

_FIRST = (
    "insert into event (once, moment, actor, kind, code, agency, level, day, value, note, refers_to)"
    " values (?, ?, 'coordinator', ?, 'clean-canals', 'drainage-office', 1, ?, null, ?, ?)"
)
TOLD = (
    ("once-old-1", "2025-02-28T16:59:59.000001Z", "tick", "2025-02-28", "มติที่ประชุม", None),
    ("once-old-2", "2025-03-01T03:00:00.000000Z", "withdraw", None, "ผิดวัน", 1),
    ("once-old-3", "2025-03-02T03:00:00.000000Z", "tick", "2025-03-01", "", None),
)


def of_version_1(path: Path) -> Path:
    """A file of the first version: the log and nothing else, with a tick, its withdrawal, and a tick again."""
    known = Migrations("kr")
    known()(m001_events)
    with closing(engine.connect(str(path))) as connection:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute("begin immediate")
        known.apply(Database(connection))
        connection.execute("pragma user_version = 1")
        connection.execute("commit")
        connection.execute(f"pragma journal_mode = {engine.journal_mode()}")
        for values in TOLD:
            connection.execute(_FIRST, values)
    return path
