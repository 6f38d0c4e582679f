"""The plan: when each level is due, and which level a day expects (rule 5 of the design)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from types import MappingProxyType

from kr_core.calendar import FiscalYear
from kr_core.definition import Scale

_UNCHANGED: Mapping[int, date] = MappingProxyType({})


@dataclass(frozen=True)
class Due:
    """The day by which a level is due. `assumed`: nobody gave one, it was spread over the year."""

    level: int
    day: date
    assumed: bool


@dataclass(frozen=True)
class Plan:
    """One due day for every level, never falling."""

    dues: tuple[Due, ...]

    @property
    def assumed(self) -> bool:
        """Whether any day of it is ours and neither the form's nor a person's."""
        return any(due.assumed for due in self.dues)

    def due(self, level: int) -> date:
        """The day by which a level is due."""
        return self.dues[level - 1].day

    def expected(self, day: date) -> int:
        """The highest level due by then, 0 before the first."""
        return max((due.level for due in self.dues if due.day <= day), default=0)

    def overdue(self, reached: int, day: date) -> Due | None:
        """The lowest level above `reached` that was due before the day."""
        return next((due for due in self.dues if due.level > reached and due.day < day), None)

    def next_due(self, reached: int) -> Due | None:
        """The level after the one reached, None at the top."""
        return self.dues[reached] if reached < len(self.dues) else None


def plan_of(scale: Scale, year: FiscalYear, changes: Mapping[int, date] = _UNCHANGED) -> Plan:
    """The plan that the form gives, with later `changes` by level; other levels are spread evenly between neighbours.

    Where nobody gives a day at all, that is evenly over the fiscal year, the top on its last day. Days outside the
    year, or before a lower level's (a change made against an older form), are moved to the nearest day that fits.
    """
    given = {level.number: level.due for level in scale.levels if level.due}
    given |= {number: min(max(day, year.start), year.end) for number, day in changes.items() if number <= scale.top}
    rising = accumulate((given[number] for number in sorted(given)), max)
    known = dict(zip(sorted(given), rising, strict=True))
    anchors = {0: year.start - timedelta(days=1), **known}
    if scale.top not in known:
        anchors[scale.top] = year.end
    return Plan(tuple(_due(number, known, anchors) for number in range(1, scale.top + 1)))


def _due(number: int, known: dict[int, date], anchors: dict[int, date]) -> Due:
    if number in known:
        return Due(number, known[number], assumed=False)
    below = max(level for level in anchors if level < number)
    above = min(level for level in anchors if level >= number)
    span = (anchors[above] - anchors[below]).days
    days = span * (number - below) // (above - below)
    first = anchors[0] + timedelta(days=1)
    return Due(number, max(first, anchors[below] + timedelta(days=days)), assumed=True)
