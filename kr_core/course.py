"""What stood after each entry of one key result, kept in little room: ids only, the entries stay in the file.

A log of 50,000 entries is folded once. What stood after any of them is then a few ids, found by halving.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kr_core.log import Event, Kind, Standing, Tick
from kr_core.strand import Mark, Strand, last


class Then(NamedTuple):
    """What stood, by the ids of the entries that say it. `reported` is the one that the newest report counts from."""

    ticks: tuple[int, ...] = ()
    said: tuple[int, ...] = ()
    reported: int = 0
    version: int = 0

    @property
    def ids(self) -> tuple[int, ...]:
        """Every entry that must be read to know more."""
        return (*self.ticks, *self.said, *([self.reported] if self.reported else []))


def mark_of(event: Event) -> Mark:
    """The mark of an event."""
    return Mark(event.id, event.kind, event.agency, event.level, event.refers_to, event.day is not None)


def standing_of(then: Then, found: Mapping[int, Event]) -> Standing:
    """What stood, from the entries that say it. Of what was said only what a figure or a claim rests on is there."""
    ticks = (found[number] for number in then.ticks)
    reported = found[then.reported].moment if then.reported else None
    return Standing(tuple(sorted(_tick(each) for each in ticks)), then.version, reported, _events(then.said, found))


def _tick(event: Event) -> Tick:
    day, level = event.day, event.level
    if day is None or level is None:
        raise ValueError(f"entry {event.id} is no tick")
    return Tick(level, day, event.actor, event.moment, event.note, event.id, event.internal)


def _events(ids: Iterable[int], found: Mapping[int, Event]) -> tuple[Event, ...]:
    return tuple(found[number] for number in ids)


class Course:
    """The course of one key result. `undone` says by which entry one was taken back, as things are now.

    Taking in an entry costs the same after ten and after a million; asking is safe while another thread takes in.
    """

    def __init__(self) -> None:
        self.version = 0
        self.undone: dict[int, int] = {}
        self._defined = array("q")
        self._strands: dict[str, Strand] = {}

    def take_in(self, marks: Iterable[Mark]) -> None:
        """Take in entries in the order of their ids; known ones are passed over."""
        for mark in marks:
            if mark.id <= self.version:
                continue
            strand = self._strands.get(mark.agency)
            if strand is None:
                strand = self._strands[mark.agency] = Strand()
            strand.ids.append(mark.id)
            if mark.kind == Kind.DEFINE:
                self._defined.append(mark.id)
            elif mark.kind == Kind.UNDO:
                self._undo(strand, mark)
            elif mark.kind == Kind.WITHDRAW:
                if strand.withdraw(mark):
                    self.undone[mark.refers_to or 0] = mark.id
            else:
                strand.say(mark)
            self.version = mark.id

    def _undo(self, strand: Strand, mark: Mark) -> None:
        about = mark.refers_to or 0
        if strand.unsay(about, mark.id):
            self.undone[about] = mark.id
        elif tick := strand.bring_back(about, mark.id):
            self.undone[about] = mark.id
            self.undone.pop(tick, None)

    def stood(self, agency: str, version: int, *, claims: bool = False, evidence: bool = False) -> Then:
        """What stood for an agency after the entry `version`: ticks and plan.

        With `claims` also what decides where each tick stands; with `evidence` everything that was said of it.
        """
        strand = self._strands.get(agency)
        newest = last(self._defined, version)
        if strand is None:
            return Then(version=newest)
        ticks, said = strand.ticks.at(version), list(strand.plans.at(version))
        for tick in ticks if claims or evidence else ():
            said += strand.said_of(tick, version) if evidence else strand.decisive(tick, version)
        newest = max(newest, last(strand.ids, version))
        return Then(ticks, tuple(sorted(said)), strand.reported(version), newest)
