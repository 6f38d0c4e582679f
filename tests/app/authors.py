"""People at the update page, as `actions` sees them: each has a session of their own in the file."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

from kr_app.actions import Write
from kr_app.definitions import read
from kr_app.identity import sessions
from kr_app.store import people
from kr_app.store.doors import reading, writing
from tests.app.entries import CODE, FIRST
from tests.app.people import ADDRESS, admin_in, coordinator_in

KEY_RESULT = read(FIRST)
NOW = datetime(2025, 7, 22, 3, 0, tzinfo=UTC)
NEWEST = 1_000_000
ADMIN, COORDINATOR = "admin", "coordinator"


def with_people(path: Path) -> Path:
    """A file in which an administrator has invited the coordinator of the first key result."""
    coordinator_in(path, admin_in(path, ADMIN, now=NOW), CODE, now=NOW)
    return path


def number_of(path: Path, name: str = COORDINATOR) -> int:
    """The number of a person in the file."""
    with reading(path) as door:
        found = people.by_name(door, name)
    assert found is not None
    return found.id


def actor_of(path: Path, name: str = COORDINATOR) -> str:
    """How the log names a person."""
    return f"person:{number_of(path, name)}"


def token_of(path: Path, name: str = COORDINATOR, *, now: datetime = NOW) -> str:
    """A session that somebody has just begun."""
    person = number_of(path, name)
    with writing(path) as door:
        return sessions.begin(door, person, now, ADDRESS)


def write(
    path: Path,
    *,
    seen: int = NEWEST,
    once: str = "",
    now: datetime = NOW,
    token: str | None = None,
    identity: Path | None = None,
) -> Write:
    """A write by the coordinator, who has seen everything, unless told otherwise."""
    asked = token_of(identity or path, now=now) if token is None else token
    return Write(path, identity or path, asked, ADDRESS, KEY_RESULT, seen, once or uuid.uuid4().hex, now)
