"""What stood after each entry of one key result, kept in little room: ids only, the entries stay in the file.

A log of 50,000 entries is folded once. What stood after any of them is then a few ids, found by halving.
"""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kr_core.log import Event, Kind, Standing, Tick

_ABOUT_A_TICK = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW, Kind.EVIDENCE})


class Mark(NamedTuple):
    """What of an event decides what stands. `dated`: it names a day."""

    id: int
    kind: str
    agency: str
    level: int | None
    refers_to: int | None
    dated: bool


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
        self._strands: dict[str, _Strand] = {}

    def take_in(self, marks: Iterable[Mark]) -> None:
        """Take in entries in the order of their ids; known ones are passed over."""
        for mark in marks:
            if mark.id <= self.version:
                continue
            strand = self._strands.get(mark.agency)
            if strand is None:
                strand = self._strands[mark.agency] = _Strand()
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

    def _undo(self, strand: "_Strand", mark: Mark) -> None:
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
        newest = _last(self._defined, version)
        if strand is None:
            return Then(version=newest)
        ticks, said = strand.ticks.at(version), list(strand.plans.at(version))
        for tick in ticks if claims or evidence else ():
            said += strand.said_of(tick, version) if evidence else strand.decisive(tick, version)
        newest = max(newest, _last(strand.ids, version))
        return Then(ticks, tuple(sorted(said)), strand.reported(version), newest)


@dataclass
class _Steps:
    """States by the id of the entry that brought each."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    states: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, number: int, state: Iterable[int]) -> None:
        self.states.append(tuple(state))
        self.ids.append(number)

    def at(self, version: int) -> tuple[int, ...]:
        place = bisect_right(self.ids, version)
        return self.states[place - 1] if place else ()


@dataclass
class _Strand:
    """One agency's part. What stands now is kept as the ledger keeps it, by ids."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    ticks: _Steps = field(default_factory=_Steps)
    plans: _Steps = field(default_factory=_Steps)
    _ticked: dict[int, int] = field(default_factory=dict)
    _withdrawn: dict[int, tuple[int, int]] = field(default_factory=dict)
    # The changes of the plan that stand, by level; the last one counts.
    _planned: dict[int, list[int]] = field(default_factory=dict)
    # Every statement that stands, with the level of a change of the plan; and when each other one ended.
    _said: dict[int, int] = field(default_factory=dict)
    _ended: dict[int, int] = field(default_factory=dict)
    _about: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    _recorded: "array[int]" = field(default_factory=lambda: array("q"))
    _reports: "array[int]" = field(default_factory=lambda: array("q"))

    def say(self, mark: Mark) -> None:
        if mark.kind == Kind.TICK:
            self._tick(mark)
        elif mark.kind == Kind.CHECK_IN:
            self._said[mark.id] = 0
            self._reports.append(mark.id)
        elif mark.kind == Kind.PLAN:
            self._said[mark.id] = level = (mark.level or 0) if mark.dated else 0
            if level:
                self._planned.setdefault(level, []).append(mark.id)
                self._note_plan(mark.id)
        elif mark.kind in _ABOUT_A_TICK:
            self._said[mark.id] = 0
            self._about.setdefault(mark.refers_to or 0, []).append((mark.id, mark.kind))

    def _tick(self, mark: Mark) -> None:
        self._recorded.append(mark.id)
        if mark.level is not None and mark.dated and mark.level not in self._ticked:
            self._ticked[mark.level] = mark.id
            self._withdrawn.pop(mark.level, None)
            self._note_ticks(mark.id)

    def withdraw(self, mark: Mark) -> bool:
        self._recorded.append(mark.id)
        level, tick = mark.level or 0, self._ticked.get(mark.level or 0)
        if tick is None or tick != mark.refers_to:
            return False
        self._withdrawn[level] = (mark.id, self._ticked.pop(level))
        self._note_ticks(mark.id)
        return True

    def unsay(self, about: int, number: int) -> bool:
        level = self._said.pop(about, None)
        if level is None:
            return False
        self._ended[about] = number
        if level:
            self._planned[level].remove(about)
            self._note_plan(number)
        return True

    def bring_back(self, withdrawal: int, number: int) -> int:
        """The tick whose withdrawal is undone, 0 if there is nothing to bring back."""
        for level, (known, tick) in self._withdrawn.items():
            if known == withdrawal:
                del self._withdrawn[level]
                self._ticked[level] = tick
                self._recorded.append(number)
                self._note_ticks(number)
                return tick
        return 0

    def _note_ticks(self, number: int) -> None:
        self.ticks.add(number, self._ticked.values())

    def _note_plan(self, number: int) -> None:
        self.plans.add(number, (standing[-1] for standing in self._planned.values() if standing))

    def said_of(self, tick: int, version: int) -> list[int]:
        return [number for number, _ in self._standing(tick, version)]

    def decisive(self, tick: int, version: int) -> Collection[int]:
        """The newest return, and of each kind the newest that came after it: where the tick stands rests on these."""
        newest: dict[str, int] = {}
        for number, kind in self._standing(tick, version):
            newest.setdefault(kind, number)
            if kind == Kind.RETURN:
                break
        return newest.values()

    def _standing(self, tick: int, version: int) -> Iterator[tuple[int, str]]:
        """What stood about a tick, newest first."""
        return (
            (number, kind)
            for number, kind in reversed(self._about.get(tick, ()))
            if number <= version and self._ended.get(number, version + 1) > version
        )

    def reported(self, version: int) -> int:
        """The newest of what was recorded and of the reports that stood."""
        places = range(bisect_right(self._reports, version) - 1, -1, -1)
        known = (self._reports[place] for place in places)
        standing = (number for number in known if self._ended.get(number, version + 1) > version)
        return max(_last(self._recorded, version), next(standing, 0))


def _last(ids: "array[int]", version: int) -> int:
    place = bisect_right(ids, version)
    return ids[place - 1] if place else 0
