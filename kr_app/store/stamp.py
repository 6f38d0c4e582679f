"""What the file was like when this service last looked, kept in a small file beside it: tells that it was restored.

An older copy in the place of a file brings back what was ended since: sessions, links, invitations. It shows by rows
that are missing, for what only grows never shrinks. The stamp is written after the file: it may be behind, not ahead.
"""

import json
import os
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from kr_app.store.doors import Reader, Writer, moment_in_file

_GROWING = ("trail", "session", "link", "person", "invitation")


@dataclass(frozen=True)
class Stamp:
    """The newest event by number and once-only id, the newest row of each table that only grows, and ended links."""

    version: int = 0
    mark: str = ""
    newest: dict[str, int] = field(default_factory=dict)
    revoked: list[str] = field(default_factory=list)
    paused: list[str] = field(default_factory=list)


def of(door: Reader) -> Stamp:
    """The stamp of the file as it is."""
    rows = dict(door.connection.execute("select name, seq from sqlite_sequence").fetchall())
    ended = door.connection.execute("select token, revoked is not null from link where revoked is not null or paused")
    links, version = ended.fetchall(), door.version()
    return Stamp(
        version,
        door.mark_of(version),
        {name: int(rows.get(name, 0)) for name in _GROWING},
        sorted(token for token, revoked in links if revoked),
        sorted(token for token, revoked in links if not revoked),
    )


def is_older(door: Reader, known: Stamp) -> bool:
    """Whether the file lacks what a stamp knows of: another one, or an older copy, stands in its place."""
    now = of(door)
    lost = any(now.newest[name] < known.newest.get(name, 0) for name in _GROWING)
    return lost or door.mark_of(known.version) != known.mark


def end_what_came_back(door: Writer, known: Stamp, now: datetime) -> None:
    """End every session and invitation; revoke and pause the links that were."""
    moment = moment_in_file(now)
    door.connection.execute("update session set ended = ? where ended is null", (moment,))
    door.connection.execute("update invitation set used = ? where used is null", (moment,))
    door.connection.executemany(
        "update link set revoked = ? where token = ? and revoked is null", [(moment, token) for token in known.revoked]
    )
    door.connection.executemany("update link set paused = 1 where token = ?", [(token,) for token in known.paused])


def kept(path: Path) -> Stamp | None:
    """The stamp beside a file; None where there is none that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return Stamp(**json.loads(_beside(path).read_text(encoding="utf-8")))
    return None


def keep(path: Path, stamp: Stamp) -> None:
    """Put a stamp beside a file, in one step. Where the folder cannot be written there is none."""
    beside = _beside(path)
    draft = beside.with_name(f"{beside.name}.{uuid.uuid4().hex}.new")
    try:
        with suppress(OSError):
            number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(asdict(stamp), file)
            draft.replace(beside)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.stamp")
