"""Changing when levels are due: one event for every level whose day changes, all or none, with one reason."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from kr_app.actions.refused import DueBeforeLower, DueOutsideYear, NothingChanged, SomeoneWasFirst, YearIsOver
from kr_app.actions.write import Write, checked_reason, one_write, refuse_unseen_form, standing_in, stored_before
from kr_app.rights import Visitor
from kr_app.store.doors import Draft, Writer
from kr_core.calendar import bangkok_day
from kr_core.log import Event, Kind, Standing, standing_after
from kr_core.plan import Plan, plan_of


def replan(write: Write, days: Mapping[int, date], reason: str) -> list[Event]:
    """Set the due days of levels by number; levels not named stay as they are. Raises `Refused`.

    A plan of a year that is over is not changed any more: it is what the year's result was measured against.
    """
    reason = checked_reason(reason)
    key_result = write.key_result
    for level, day in days.items():
        if day not in key_result.fiscal_year:
            raise DueOutsideYear(level, day)
    if bangkok_day(write.now) > key_result.fiscal_year.end:
        raise YearIsOver
    with one_write(write) as (door, author):
        if stored := stored_before(door, write, *_sent_again(door, write, author, days, reason)):
            return stored
        refuse_unseen_form(door, write)
        for level in days:
            key_result.scale.level(level)
        standing = standing_in(door, write)
        if (newest := max(standing.of(Kind.PLAN), default=None)) and newest.id > write.seen:
            raise SomeoneWasFirst(newest)
        changed = _changed(write, standing, days)
        return [door.append(draft) for draft in _drafts(write, author, changed, reason)]


def _drafts(write: Write, author: Visitor, days: Mapping[int, date], reason: str) -> list[Draft]:
    draft = write.draft(author, Kind.PLAN)._replace(note=reason)
    return [draft._replace(once=write.again(level), level=level, day=day) for level, day in sorted(days.items())]


def _sent_again(door: Writer, write: Write, author: Visitor, days: Mapping[int, date], reason: str) -> list[Draft]:
    """What these days would have stored where the same write stored something: they include unchanged ones."""
    stored = door.stored_under(write.ids())
    if not stored:
        return []
    code, agency = write.key_result.code, write.key_result.host.id
    before = standing_after(door.events_of(code, up_to=stored[0].id - 1), code, agency)
    known = {level: day for level, day in days.items() if level <= write.key_result.scale.top}
    try:
        return _drafts(write, author, _changed(write, before, known), reason)
    except (NothingChanged, DueBeforeLower):
        return _drafts(write, author, days, reason)


def _changed(write: Write, standing: Standing, days: Mapping[int, date]) -> dict[int, date]:
    before = plan_in(write, standing, {})
    changed = {level: day for level, day in days.items() if before.due(level) != day or before.dues[level - 1].assumed}
    if not changed:
        raise NothingChanged
    # As typed: `plan_of` would move a day that comes before a lower level's.
    wanted = {due.level: due.day for due in before.dues if not due.assumed} | changed
    for (lower, earlier), (level, day) in pairwise(sorted(wanted.items())):
        if day < earlier:
            raise DueBeforeLower(level, lower, earlier)
    return changed


def plan_in(write: Write, standing: Standing, more: Mapping[int, date]) -> Plan:
    """The plan that stands, with further days."""
    said = {event.level: event.day for event in standing.of(Kind.PLAN) if event.level and event.day}
    return plan_of(write.key_result.scale, write.key_result.fiscal_year, {**said, **more})
