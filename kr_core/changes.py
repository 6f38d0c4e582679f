"""What each event changed: what stood before it, what after, and whether it was taken back since."""

from collections.abc import Iterable
from dataclasses import dataclass

from kr_core.log import Event, Kind, Ledger, Standing

_TAKES_BACK = frozenset({Kind.WITHDRAW, Kind.UNDO})


@dataclass(frozen=True)
class Change:
    """An event with what stood for its key result and agency before and after it.

    `about` is the event that it refers to, `undone` the later event that took it back, if any.
    """

    event: Event
    before: Standing
    after: Standing
    about: Event | None = None
    undone: Event | None = None


def changes_of(events: Iterable[Event]) -> list[Change]:
    """The changes of one key result's whole log, oldest first; folds it once."""
    ledger, known, changes = Ledger(), dict[int, Event](), list[Change]()
    undone = dict[int, Event]()
    for event in events:
        before = ledger.standing(event.code, event.agency)
        ledger.apply([event])
        after = ledger.standing(event.code, event.agency)
        about = known.get(event.refers_to or 0)
        if event.kind in _TAKES_BACK and about is not None and (before.ticks, before.said) != (after.ticks, after.said):
            undone[about.id] = event
            if event.kind == Kind.UNDO and about.kind == Kind.WITHDRAW and about.refers_to:
                undone.pop(about.refers_to, None)
        known[event.id] = event
        changes.append(Change(event, before, after, about))
    return [Change(each.event, each.before, each.after, each.about, undone.get(each.event.id)) for each in changes]


def uprooted_since(event: Event, events: Iterable[Event]) -> bool:
    """Whether a later version of the form dropped or moved the level that an event is about.

    Of a definition, `level` is the lowest level that is another one since.
    """
    later = (each.level for each in events if each.kind == Kind.DEFINE and each.id > event.id)
    return any(level is not None and level <= (event.level or 0) for level in later)
