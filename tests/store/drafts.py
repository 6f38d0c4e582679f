"""Drafts and questions that the tests of the store share."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kr_app.store import engine
from kr_app.store.doors import Draft, reading, writing
from kr_core.log import Event

CODE, AGENCY = "clean-canals", "drainage-office"
MOMENT = datetime(2025, 2, 28, 16, 59, 59, 1, tzinfo=UTC)


def draft(once: str = "once-000", **changes: Any) -> Draft:
    """A tick of level 1, or whatever the changes make of it."""
    tick = Draft(once, MOMENT, "coordinator", "tick", CODE, AGENCY, level=1, day=date(2025, 2, 28))
    return tick._replace(**changes)


def stored(path: Path, *drafts: Draft) -> list[Event]:
    """Store some drafts in one transaction."""
    with writing(path) as log:
        return [log.append(each) for each in drafts]


def everything(path: Path) -> list[Event]:
    """The whole log."""
    with reading(path) as log:
        return list(log.events_after(0))


def told(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What the engine answers to a statement that goes past both doors, committed on its own."""
    connection = engine.connect(str(path))
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def belongings(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder with its time of change and its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
