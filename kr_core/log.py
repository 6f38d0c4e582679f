"""The log of what people did, and what stands after it.

The log only grows. `Ledger` keeps what stands for every key result and costs what is new: applying one
event takes the same time after ten events and after a million.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple


class Kind(StrEnum):
    """What an event says."""

    TICK = "tick"
    WITHDRAW = "withdraw"
    CHECK_IN = "check-in"
    PLAN = "plan"
    CONFIRM = "confirm"
    RETURN = "return"
    REVIEW = "review"
    EVIDENCE = "evidence"
    DEFINE = "define"
    UNDO = "undo"


# Statements that stand until an undo refers to them. A tick has a withdrawal of its own, a definition a newer one.
_SAID = frozenset({Kind.CHECK_IN, Kind.PLAN, Kind.CONFIRM, Kind.RETURN, Kind.REVIEW, Kind.EVIDENCE})


class Event(NamedTuple):
    """One line of the log. `moment` is aware UTC, `day` the day that the work was done, or the day that is due.

    `internal`: the note is for people inside the administration only. `details` holds what a kind says beyond the
    other columns, as JSON text: the words of a check-in, what a piece of evidence is, a whole definition.
    """

    id: int
    moment: datetime
    actor: str
    kind: str
    code: str
    agency: str
    level: int | None = None
    day: date | None = None
    value: float | None = None
    note: str = ""
    refers_to: int | None = None
    internal: bool = False
    details: str = ""


class Tick(NamedTuple):
    """A level claimed as achieved on a day."""

    level: int
    done_on: date
    actor: str
    moment: datetime
    note: str
    event: int
    internal: bool = False


@dataclass(frozen=True)
class Standing:
    """What stands for one key result and agency: its ticks by level, its newest event and report.

    `version` is the id of the newest event that touched it, 0 for an untouched one. `said` are the check-ins, changes
    of the plan, confirmations and pieces of evidence that nobody took back, in the order of their ids.
    """

    ticks: tuple[Tick, ...] = ()
    version: int = 0
    last_report: datetime | None = None
    said: tuple[Event, ...] = ()

    def of(self, *kinds: Kind) -> list[Event]:
        """What was said of some kinds, oldest first."""
        return [event for event in self.said if event.kind in kinds]


@dataclass
class _Open:
    ticks: dict[int, Tick] = field(default_factory=dict)
    # The newest withdrawal of a level that has no tick, by its id: undoing it brings the tick back.
    withdrawn: dict[int, tuple[int, Tick]] = field(default_factory=dict)
    said: dict[int, Event] = field(default_factory=dict)
    version: int = 0
    recorded: tuple[int, datetime] | None = None


class Ledger:
    """What stands, kept up to date event by event.

    Events that refer to nothing standing (a second tick of a level, a withdrawal of something already
    withdrawn) change no tick: the first one wins, as it did when it was written.
    """

    def __init__(self) -> None:
        self.version = 0
        # Codes in the order of their newest event, so that "what changed since" looks at the end only.
        self._newest: dict[str, int] = {}
        self._open: dict[tuple[str, str], _Open] = {}
        self._definitions: dict[str, Event] = {}

    def apply(self, events: Iterable[Event]) -> None:
        """Take in events in the order of their ids; those already known (at or below `version`) are passed over."""
        newest = self._newest
        for event in events:
            if event.id <= self.version:
                continue
            self.version = event.id
            newest.pop(event.code, None)
            newest[event.code] = event.id
            key = (event.code, event.agency)
            entry = self._open.get(key)
            if entry is None:
                entry = self._open[key] = _Open()
            entry.version = event.id
            if event.kind == "define":
                self._definitions[event.code] = event
            else:
                self._apply(entry, event)

    def touched_after(self, version: int) -> frozenset[str]:
        """The codes that an event with a later id than `version` has touched."""
        touched = takewhile(lambda code: self._newest[code] > version, reversed(self._newest))
        return frozenset(touched)

    @staticmethod
    def _apply(entry: _Open, event: Event) -> None:
        if event.kind == "tick":
            if event.level is not None and event.day is not None and event.level not in entry.ticks:
                entry.ticks[event.level] = Tick(
                    event.level, event.day, event.actor, event.moment, event.note, event.id, event.internal
                )
                entry.withdrawn.pop(event.level, None)
            entry.recorded = (event.id, event.moment)
        elif event.kind == "withdraw":
            standing = entry.ticks.get(event.level or 0)
            if standing is not None and standing.event == event.refers_to:
                entry.withdrawn[standing.level] = (event.id, entry.ticks.pop(standing.level))
            entry.recorded = (event.id, event.moment)
        elif event.kind in _SAID:
            entry.said[event.id] = event
        elif event.kind == "undo":
            _undo(entry, event)

    def standing(self, code: str, agency: str) -> Standing:
        """What stands for a key result and agency; an empty standing where nothing was ever said."""
        entry, defined = self._open.get((code, agency)), self._definitions.get(code)
        # An edited form touches every agency of the key result.
        version = max(entry.version if entry else 0, defined.id if defined else 0)
        if entry is None:
            return Standing(version=version)
        ticks = tuple(sorted(entry.ticks.values()))
        return Standing(ticks, version, _last_report(entry), tuple(entry.said.values()))

    def definitions(self) -> dict[str, Event]:
        """The newest definition that was written into the log, by code."""
        return dict(self._definitions)

    def reporting_agencies(self, code: str) -> frozenset[str]:
        """The agencies that have said anything about a key result."""
        return frozenset(agency for known, agency in self._open if known == code)


def _undo(entry: _Open, event: Event) -> None:
    """Take back what was said, or the withdrawal of a level that has not been ticked again since."""
    if entry.said.pop(event.refers_to or 0, None) is not None:
        return
    for level, (withdrawal, tick) in list(entry.withdrawn.items()):
        if withdrawal == event.refers_to:
            del entry.withdrawn[level]
            entry.ticks[level] = tick
            entry.recorded = (event.id, event.moment)


def _last_report(entry: _Open) -> datetime | None:
    """The newest of what was recorded and of the check-ins that stand."""
    # From the newest on: a long log is folded with a look at its end, not at all of it after every event.
    report = next((event for event in reversed(entry.said.values()) if event.kind == "check-in"), None)
    if report is not None and (entry.recorded is None or report.id > entry.recorded[0]):
        return report.moment
    return entry.recorded[1] if entry.recorded else None


def standing_after(events: Iterable[Event], code: str, agency: str) -> Standing:
    """What stood after a shorter log: rule 8, the second of the two clocks."""
    ledger = Ledger()
    ledger.apply(events)
    return ledger.standing(code, agency)
