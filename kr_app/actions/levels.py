"""Ticking a level, and taking a tick back."""

from datetime import date

from kr_app.actions.evidence import NOTHING, Given, attach, sent_again, settle
from kr_app.actions.refused import BeforeYear, FutureDay, NothingToWithdraw, SomeoneWasFirst
from kr_app.actions.write import (
    Write,
    checked_reason,
    checked_text,
    one_write,
    refuse_unseen_form,
    standing_in,
    stored_before,
)
from kr_app.store.doors import Writer
from kr_core.calendar import bangkok_day
from kr_core.log import Event, Kind


def tick(
    write: Write, level: int, done_on: date, note: str = "", *, internal: bool = False, evidence: Given = NOTHING
) -> Event:
    """Record a level as achieved on a day, with the evidence behind it: all of it is stored, or nothing.

    An `internal` note is for people inside only. Raises `Refused`.
    """
    note = checked_text(note)
    if done_on > bangkok_day(write.now):
        raise FutureDay(done_on)
    if done_on < write.key_result.fiscal_year.start:
        raise BeforeYear(done_on, write.key_result.fiscal_year.start)
    with one_write(write) as (door, author):
        draft = write.draft(author, Kind.TICK)._replace(level=level, day=done_on, note=note, internal=internal)
        if stored := stored_before(door, write, draft, *sent_again(door, write, author, evidence, level=level)):
            return stored[0]
        refuse_unseen_form(door, write)
        write.key_result.scale.level(level)
        last = _last_word(door, write, level)
        if last is not None and (last.kind != Kind.WITHDRAW or last.id > write.seen):
            raise SomeoneWasFirst(last)
        event = door.append(draft)
        attach(door, write, author, event, evidence)
    settle(write, evidence)
    return event


def withdraw(write: Write, level: int, reason: str, *, tick: int | None = None) -> Event:
    """Take back the tick of a level, with a reason. The tick stays in the log. Raises `Refused`.

    `tick` is the event that is meant, where it may not be the one that stands.
    """
    reason = checked_reason(reason)
    write.key_result.scale.level(level)
    with one_write(write) as (door, author):
        draft = write.draft(author, Kind.WITHDRAW)._replace(level=level, note=reason, refers_to=tick)
        if stored := stored_before(door, write, draft):
            return stored[0]
        last = _last_word(door, write, level)
        if last is not None and last.id > write.seen:
            raise SomeoneWasFirst(last)
        standing = next((each for each in standing_in(door, write).ticks if each.level == level), None)
        if standing is None or tick not in (None, standing.event):
            raise NothingToWithdraw
        return door.append(draft._replace(refers_to=standing.event))


def _last_word(door: Writer, write: Write, level: int) -> Event | None:
    return door.last_word(write.key_result.code, write.key_result.host.id, level)
