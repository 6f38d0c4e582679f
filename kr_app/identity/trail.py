"""The audit trail: who did what, about what, when and from where. Never a token, a password or a cookie.

What changes something is kept in the same transaction as the change. Refusals and views come in floods when somebody
tries the doors; they wait in memory for a second, and alike ones of an hour become one line that counts. Of each kind
there are so many lines a day and no more: whoever is not signed in cannot make the file grow.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from kr_app.identity.names import place_of
from kr_app.identity.sessions import PATIENCE
from kr_app.store import links
from kr_app.store import sessions as session_rows
from kr_app.store import trail as rows
from kr_app.store.doors import Writer, writing
from kr_app.store.trail import Entry

FLUSH_SECONDS = 1.0
# Lines of one kind within a day; beyond them only the kind is kept, and how often.
MOST_A_DAY = 1_000
_MOST_WAITING = 10_000


class What(StrEnum):
    """What the trail knows of."""

    SIGNED_IN = "signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGN_IN_THROTTLED = "sign-in-throttled"
    SIGNED_OUT = "signed-out"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere"
    FILE_RESTORED = "file-restored"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 — the name of an entry
    INVITATION_MADE = "invitation-made"
    INVITATION_USED = "invitation-used"
    INVITATION_REFUSED = "invitation-refused"
    PERSON_ADDED = "person-added"
    PERSON_CHANGED = "person-changed"
    RIGHTS_CHANGED = "rights-changed"
    PERSON_DISABLED = "person-disabled"
    PERSON_ENABLED = "person-enabled"
    PLACES_CHANGED = "reminder-places-changed"
    LINK_MADE = "link-made"
    LINK_PAUSED = "link-paused"
    LINK_RESUMED = "link-resumed"
    LINK_REVOKED = "link-revoked"
    LINK_VIEWED = "link-viewed"
    LINK_REFUSED = "link-refused"
    NOT_PERMITTED = "not-permitted"
    FOREIGN_HOST = "foreign-host"
    FOREIGN_ORIGIN = "foreign-origin"


# Of these a person is whom somebody tried to be, not who did it.
_AT_THE_DOOR = frozenset({What.SIGN_IN_REFUSED, What.SIGN_IN_THROTTLED})


class _Waiting(NamedTuple):
    person: int | None
    what: What
    about: str
    address: str

    @property
    def kind(self) -> "_Waiting":
        """The kind alone."""
        return _Waiting(None, self.what, "", "")


class Trail:
    """Entries that wait to be written. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Counter[_Waiting] = Counter()

    def note(self, what: What, *, person: int | None = None, about: str = "", address: str = "") -> None:
        """Keep something that changed nothing. In a flood of different ones, only their kind and number are kept.

        `about` is a name of ours, never what somebody chose.
        """
        stranger = person is None or what in _AT_THE_DOOR
        entry = _Waiting(person, what, about, place_of(address) if stranger else address)
        with self._lock:
            if entry not in self._waiting and len(self._waiting) >= _MOST_WAITING:
                entry = entry.kind
            self._waiting[entry] += 1

    def flush(self, path: Path, now: datetime) -> None:
        """Write what waits. What cannot be written waits on."""
        with self._lock:
            taken, self._waiting = self._waiting, Counter()
        if not taken:
            return
        try:
            with writing(path, wait=PATIENCE) as door:
                _merge(door, taken, now)
                for number, times in _link_views(taken):
                    links.viewed(door, number, now, times)
        except BaseException:
            with self._lock:
                self._waiting.update(taken)
            raise


TRAIL = Trail()


def _merge(door: Writer, taken: Counter[_Waiting], now: datetime) -> None:
    """Keep what waited: with the line of the same hour that says the same, or as a line of its own while there is
    room for one."""
    hour, day = now.replace(minute=0, second=0, microsecond=0), now - timedelta(days=1)
    whats = {entry.what for entry in taken}
    standing = {(e.person, e.what, e.about, e.address): e for e in rows.since(door, hour, whats)}
    lines = Counter(rows.lines_since(door, day, whats))
    kept: Counter[_Waiting] = Counter()
    for entry, times in taken.items():
        if entry in standing or lines[entry.what] < MOST_A_DAY:
            kept[entry] += times
            lines[entry.what] += entry not in standing
        else:
            kept[entry.kind] += times
    # A line is never changed: a new one takes the place of the old, and stands where the newest are looked for.
    rows.drop(door, [standing[entry].id for entry in kept if entry in standing])
    before = {entry: standing[entry].times for entry in kept if entry in standing}
    rows.add(door, [Entry(now, *entry, times=times + before.get(entry, 0)) for entry, times in kept.items()])


def write(
    door: Writer, now: datetime, what: What, *, person: int | None = None, about: str = "", address: str = ""
) -> None:
    """Keep something in the same transaction as what it tells of."""
    rows.add(door, [Entry(now, person, what, about, address)])


def about_person(person: int) -> str:
    """How an entry names a person."""
    return f"person:{person}"


def about_link(link: int) -> str:
    """How an entry names a link."""
    return f"link:{link}"


def forget(path: Path, now: datetime, days: int) -> None:
    """Drop what is older than it is kept, and sessions and attempts that are long over."""
    with writing(path) as door:
        rows.forget(door, now - timedelta(days=days))
        session_rows.forget(door, now - timedelta(days=1), now - timedelta(days=days))


def _link_views(taken: Counter[_Waiting]) -> Iterator[tuple[int, int]]:
    """How often each link was viewed. A view that a flood reduced to its kind is of no link."""
    views: Counter[int] = Counter()
    for entry, times in taken.items():
        number = entry.about.removeprefix("link:")
        if entry.what is What.LINK_VIEWED and number.isdecimal():
            views[int(number)] += times
    yield from views.items()
