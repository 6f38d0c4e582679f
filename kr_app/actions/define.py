"""Editing the form of a key result, and adding one: each version is an event that holds the whole form.

What was recorded must keep its meaning: a level that something stands for neither vanishes nor moves, and the host
and the fiscal year stay once anything stands. Texts, percents and everything else may change.
"""

from collections.abc import Collection, Mapping

from kr_app.actions.refused import (
    CodeTaken,
    FormTooLong,
    HostChanged,
    LevelUprooted,
    NothingChanged,
    YearChanged,
)
from kr_app.actions.write import Write, checked_reason, one_write, refuse_unseen_form, standing_in, stored_before
from kr_app.definitions import as_text
from kr_app.rights import Action
from kr_core.comparison import differences
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind, Standing

# What the file takes for one form, in bytes.
LARGEST_FORM = 400_000


def define(write: Write, form: KeyResult, moved: Mapping[int, int], reason: str) -> Event:
    """Put another version in place of `write.key_result`. Raises `Refused`.

    `moved` says which number in the new form a level of the known one has; one that is left out is gone.
    """
    reason, details = checked_reason(reason), _details(form)
    known = write.key_result
    if form.code != known.code:
        raise CodeTaken(form.code)
    with one_write(write, Action.DEFINE) as (door, author):
        draft = write.draft(author, Kind.DEFINE)._replace(note=reason, details=details)
        if stored := stored_before(door, write, draft):
            return stored[0]
        refuse_unseen_form(door, write)
        if not differences(known, form):
            raise NothingChanged
        refuse_uprooting(known, form, moved, standing_in(door, write))
        return door.append(draft._replace(level=_lowest_uprooted(known, form, moved)))


def add(write: Write, taken: Collection[str], reason: str) -> Event:
    """Add `write.key_result`, whose code must not be among those `taken`, nor have been used ever. Raises `Refused`."""
    form, reason = write.key_result, checked_reason(reason)
    details = _details(form)
    with one_write(write, Action.DEFINE) as (door, author):
        draft = write.draft(author, Kind.DEFINE)._replace(note=reason, details=details)
        if stored := stored_before(door, write, draft):
            return stored[0]
        if form.code in taken or any(door.events_of(form.code)):
            raise CodeTaken(form.code)
        return door.append(draft)


def refuse_uprooting(known: KeyResult, form: KeyResult, moved: Mapping[int, int], standing: Standing) -> None:
    """Refuse what would take away the ground of something that stands."""
    if not standing.ticks and not standing.said:
        return
    if form.host.id != known.host.id:
        raise HostChanged
    if form.fiscal_year != known.fiscal_year:
        raise YearChanged
    levels = {tick.level for tick in standing.ticks} | {event.level for event in standing.said if event.level}
    for level in sorted(levels):
        if level <= known.scale.top and moved.get(level) != level:
            raise LevelUprooted(level)


def _lowest_uprooted(known: KeyResult, form: KeyResult, moved: Mapping[int, int]) -> int | None:
    """The lowest level that is gone or another one in the new form: no withdrawn record of it comes back."""
    if (form.host.id, form.fiscal_year) != (known.host.id, known.fiscal_year):
        return 1
    return next((level.number for level in known.scale.levels if moved.get(level.number) != level.number), None)


def _details(form: KeyResult) -> str:
    details = as_text(form)
    if len(details.encode()) > LARGEST_FORM:
        raise FormTooLong
    return details
