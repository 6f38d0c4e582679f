"""Sessions: they begin at sign-in, end when idle or old, and are looked up on every page, rerun and write."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from kr_app.clock import AHEAD
from kr_app.identity.tokens import digest, new_token
from kr_app.rights import ANYBODY, Visitor
from kr_app.store import people
from kr_app.store import sessions as rows
from kr_app.store.doors import Reader, Writer, reading, writing

IDLE = timedelta(minutes=60)
OLDEST = timedelta(hours=12)
# The file learns of a person's activity at most this often.
_TOUCHED_EVERY = timedelta(minutes=1)
# How many seconds what goes on beside the pages waits for another writer.
PATIENCE = 0.25


def begin(door: Writer, person: int, now: datetime, address: str, before: str = "") -> str:
    """A new session with a new token; the one that the browser had before ends."""
    if before:
        rows.end(door, digest(before), now)
    token = new_token()
    rows.begin(door, digest(token), person, now, address)
    return token


def standing(door: Reader, token: str, now: datetime) -> rows.Session | None:
    """The session of a token, if it still holds."""
    return _holding(door, digest(token), now) if token else None


def _holding(door: Reader, known: str, now: datetime) -> rows.Session | None:
    found = rows.by_token(door, known)
    if found is None or found.ended or now - found.seen >= IDLE or now - found.made >= OLDEST:
        return None
    # Made, or used last, while the clock was ahead: nobody knows how long ago.
    if max(found.seen, found.made) - now > AHEAD:
        return None
    return found


def visitor_of(door: Reader, token: str, now: datetime) -> Visitor:
    """Who is behind a token: anybody, unless its session holds and the account is open."""
    session = standing(door, token, now)
    person = people.by_id(door, session.person) if session else None
    if person is None or person.disabled:
        return ANYBODY
    return Visitor(person.id, person.shown, person.grants)


def touch_all(path: Path, active: Mapping[str, datetime]) -> None:
    """Note when people last did something, by the hashes of their tokens, so that their sessions are not idle.

    Reads first, and writes only what is news; a file that is being written elsewhere is left for later (`Busy`).
    """
    if not active:
        return
    with reading(path) as door:
        found = [(session, now) for known, now in active.items() if (session := _holding(door, known, now))]
    late = [(session.id, now) for session, now in found if now - session.seen >= _TOUCHED_EVERY]
    if late:
        with writing(path, wait=PATIENCE) as door:
            for number, now in late:
                rows.touch(door, number, now)
