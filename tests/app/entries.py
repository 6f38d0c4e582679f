"""What other people and processes write into the log, and the definition files that tests read."""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path

from kr_app.store.doors import Draft, reading, writing
from kr_app.store.files import prepare
from kr_core.log import Event, Kind
from tests.serving import ROOT

FIRST = ROOT / "data" / "key_results" / "communication-plan-2568.toml"
CODE, OTHER, HOST = "communication-plan-2568", "second-plan-2568", "public-relations-office"
TODAY = "2025-07-22"
MOMENT = datetime(2025, 7, 22, 3, 0, tzinfo=UTC)
DONE_ON = date(2025, 7, 10)


def written(path: Path, kind: Kind, level: int | None = None, *, code: str = CODE, **changes: object) -> Event:
    """Store one event, as another process does."""
    day = DONE_ON if kind is Kind.TICK else None
    draft = Draft(uuid.uuid4().hex, MOMENT, "strategy-office", kind, code, HOST, level, day)
    with writing(path) as door:
        return door.append(draft._replace(**changes))


def ticked(path: Path, level: int, *, code: str = CODE, **changes: object) -> Event:
    """Store the tick of a level."""
    return written(path, Kind.TICK, level, code=code, **changes)


def prepared(path: Path) -> Path:
    """A database of ours with an empty log."""
    prepare(path)
    return path


def log_of(path: Path) -> list[Event]:
    """The whole log."""
    with reading(path) as door:
        return list(door.events_after(0))


def definition(folder: Path, file: str, *replaced: tuple[str, str]) -> Path:
    """The first key result's definition with some words replaced, as a file of a folder."""
    text = FIRST.read_text(encoding="utf-8")
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new, 1)
    folder.mkdir(exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    return folder / file


def two_definitions(folder: Path) -> Path:
    """A folder with the first key result and another one."""
    definition(folder, "communication-plan-2568.toml")
    definition(folder, "second.toml", (f'code = "{CODE}"', f'code = "{OTHER}"'))
    return folder
