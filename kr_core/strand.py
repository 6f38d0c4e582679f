"""One agency's part of a key result's course: what stood after each entry, by ids."""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kr_core.log import Kind

_ABOUT_A_TICK = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW, Kind.EVIDENCE})


class Mark(NamedTuple):
    """What of an event decides what stands. `dated`: it names a day."""

    id: int
    kind: str
    agency: str
    level: int | None
    refers_to: int | None
    dated: bool


@dataclass
class Steps:
    """States by the id of the entry that brought each."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    states: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, number: int, state: Iterable[int]) -> None:
        """The state that entry `number` brought."""
        self.states.append(tuple(state))
        self.ids.append(number)

    def at(self, version: int) -> tuple[int, ...]:
        """The state after the entry `version`; empty before the first."""
        place = bisect_right(self.ids, version)
        return self.states[place - 1] if place else ()


@dataclass
class Strand:
    """One agency's part. What stands now is kept as the ledger keeps it, by ids."""

    ids: "array[int]" = field(default_factory=lambda: array("q"))
    ticks: Steps = field(default_factory=Steps)
    plans: Steps = field(default_factory=Steps)
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
        """Take in a tick, a report, a change of the plan, or what is said of a tick."""
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
        """Take in a withdrawal; whether the tick that it names stood."""
        self._recorded.append(mark.id)
        level, tick = mark.level or 0, self._ticked.get(mark.level or 0)
        if tick is None or tick != mark.refers_to:
            return False
        self._withdrawn[level] = (mark.id, self._ticked.pop(level))
        self._note_ticks(mark.id)
        return True

    def unsay(self, about: int, number: int) -> bool:
        """Take back statement `about` by entry `number`; whether it stood."""
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
        """Everything that stood about a tick after the entry `version`, newest first."""
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
        return max(last(self._recorded, version), next(standing, 0))


def last(ids: "array[int]", version: int) -> int:
    """The newest of some ids that is not after `version`; 0 if there is none."""
    place = bisect_right(ids, version)
    return ids[place - 1] if place else 0
