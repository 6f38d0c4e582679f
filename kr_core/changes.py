"""What each event changed: what stood before it, what after, and whether it was taken back since."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kr_core.course import Course, mark_of, standing_of
from kr_core.log import Event, Kind, Standing

_OF_A_CLAIM = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW, Kind.UNDO})
# Entries by their ids, as far as there are such ones.
Find = Callable[[Collection[int]], Mapping[int, Event]]


@dataclass(frozen=True)
class Change:
    """An event with what stood for its key result and agency before and after it, as far as its kind is about it.

    `about` is the event that it refers to, `undone` the later event that took it back, if any.
    """

    event: Event
    before: Standing
    after: Standing
    about: Event | None = None
    undone: Event | None = None


def changes_in(course: Course, events: Sequence[Event], find: Find) -> list[Change]:
    """What some entries changed, in their order: costs those entries, however long the course is."""
    ends = [
        [course.stood(event.agency, number, claims=event.kind in _OF_A_CLAIM) for number in (event.id - 1, event.id)]
        for event in events
    ]
    wanted = {number for pair in ends for then in pair for number in then.ids}
    wanted |= {event.refers_to or 0 for event in events} | {course.undone.get(event.id, 0) for event in events}
    found = find(wanted - {0})
    return [
        Change(
            event,
            standing_of(before, found),
            standing_of(after, found),
            _of_the_same(event, found.get(event.refers_to or 0)),
            found.get(course.undone.get(event.id, 0)),
        )
        for event, (before, after) in zip(events, ends, strict=True)
    ]


def _of_the_same(event: Event, about: Event | None) -> Event | None:
    return about if about is not None and about.code == event.code else None


def changes_of(events: Sequence[Event]) -> list[Change]:
    """The changes of one key result's whole log, oldest first."""
    course, known = Course(), {event.id: event for event in events}
    course.take_in(map(mark_of, events))
    return changes_in(course, events, lambda ids: {number: known[number] for number in ids if number in known})


def uprooted_since(event: Event, events: Iterable[Event]) -> bool:
    """Whether a later version of the form dropped or moved the level that an event is about.

    Of a definition, `level` is the lowest level that is another one since.
    """
    later = (each.level for each in events if each.kind == Kind.DEFINE and each.id > event.id)
    return any(level is not None and level <= (event.level or 0) for level in later)
