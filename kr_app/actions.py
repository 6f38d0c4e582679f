"""Everything that a person can change. Each action is one transaction: it is stored whole, or refused by name.

A write carries who asks, what they saw (the version) and a once-only id: a double click stores once, and whoever
comes second is told who was first, when, and what.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kr_app.identity import sessions
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action, Visitor, subject_of
from kr_app.store.doors import Draft, Writer, reading, writing
from kr_app.store.errors import StoreError
from kr_core.calendar import bangkok_day
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind

LONGEST_NOTE = 1000


class Refused(Exception):
    """Anything that an action refuses; nothing was stored."""


class NotAllowed(Refused):
    """The visitor may not record this key result, or is no longer signed in."""


class FutureDay(Refused):
    """The day of the work lies after today."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class BeforeYear(Refused):
    """The day of the work lies before the fiscal year."""

    def __init__(self, day: date, start: date) -> None:
        super().__init__(day, start)
        self.day = day
        self.start = start


class NoteTooLong(Refused):
    """The note has more characters than are kept."""

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


class ReasonMissing(Refused):
    """A withdrawal needs a reason."""


class NotStored(Refused):
    """The file would not take it: `trouble` says why."""

    def __init__(self, trouble: StoreError) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class SomeoneWasFirst(Refused):
    """The level changed after the author last saw it: `event` says who did what, and when."""

    def __init__(self, event: Event) -> None:
        super().__init__(event)
        self.event = event


class NothingToWithdraw(Refused):
    """No tick stands for the level."""


@dataclass(frozen=True)
class Write:
    """What every write carries. `seen` is the version that its author looked at, `now` an aware moment.

    `token` is the author's session, looked up in `identity` (the file with the people) inside the write itself.
    """

    path: Path
    identity: Path
    token: str
    address: str
    key_result: KeyResult
    seen: int
    once: str
    now: datetime


def tick(write: Write, level: int, done_on: date, note: str = "", *, internal: bool = False) -> Event:
    """Record a level as achieved on a day; an `internal` note is for people inside only. Raises `Refused`."""
    note = _checked_note(note)
    write.key_result.scale.level(level)
    if done_on > bangkok_day(write.now):
        raise FutureDay(done_on)
    if done_on < write.key_result.fiscal_year.start:
        raise BeforeYear(done_on, write.key_result.fiscal_year.start)
    with _one_write(write) as (door, author):
        if stored := door.stored_once(write.once):
            return stored
        last = _last_word(door, write, level)
        if last is not None and (last.kind == Kind.TICK or last.id > write.seen):
            raise SomeoneWasFirst(last)
        return door.append(_draft(write, author, Kind.TICK, level, day=done_on, note=note)._replace(internal=internal))


def withdraw(write: Write, level: int, reason: str) -> Event:
    """Take back the tick of a level, with a reason. The tick stays in the log. Raises `Refused`."""
    reason = _checked_note(reason)
    if not reason:
        raise ReasonMissing
    write.key_result.scale.level(level)
    with _one_write(write) as (door, author):
        if stored := door.stored_once(write.once):
            return stored
        last = _last_word(door, write, level)
        if last is not None and last.id > write.seen:
            raise SomeoneWasFirst(last)
        if last is None or last.kind != Kind.TICK:
            raise NothingToWithdraw
        return door.append(
            _draft(write, author, Kind.WITHDRAW, level, day=None, note=reason)._replace(refers_to=last.id)
        )


@contextmanager
def _one_write(write: Write) -> Iterator[tuple[Writer, Visitor]]:
    try:
        with writing(write.path) as door:
            yield door, _author(write, door)
    except StoreError as error:
        raise NotStored(error) from error


def _author(write: Write, door: Writer) -> Visitor:
    """Who writes, asked inside the transaction: a right that was taken a moment ago is gone."""
    if write.path == write.identity:
        visitor = sessions.visitor_of(door, write.token, write.now)
    else:
        with reading(write.identity) as people:
            visitor = sessions.visitor_of(people, write.token, write.now)
    if not visitor.may(Action.RECORD, subject_of(write.key_result)):
        about = f"{Action.RECORD} {write.key_result.code}"
        TRAIL.note(What.NOT_PERMITTED, person=visitor.person, about=about, address=write.address)
        raise NotAllowed
    return visitor


def _checked_note(note: str) -> str:
    note = note.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(len(note))
    return note


def _last_word(door: Writer, write: Write, level: int) -> Event | None:
    return door.last_word(write.key_result.code, write.key_result.host.id, level)


def _draft(write: Write, author: Visitor, kind: Kind, level: int, *, day: date | None, note: str) -> Draft:
    code, agency = write.key_result.code, write.key_result.host.id
    return Draft(write.once, write.now, author.actor, kind, code, agency, level, day, None, note)
