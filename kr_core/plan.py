"""The plan: when each level is due, and which level a day expects (rule 5 of the design)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kr_core.calendar import FiscalYear
from kr_core.definition import Scale


@dataclass(frozen=True)
class Due:
    """The day by which a level is due. `assumed`: the form gives none, it was spread over the year."""

    level: int
    day: date
    assumed: bool


@dataclass(frozen=True)
class Plan:
    """One due day for every level, never falling."""

    dues: tuple[Due, ...]

    @property
    def assumed(self) -> bool:
        """Whether any day of it is ours and not the form's."""
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


def plan_of(scale: Scale, year: FiscalYear) -> Plan:
    """The plan that the form gives; levels without a day are spread evenly between their neighbours.

    Where the form gives no day at all, that is evenly over the fiscal year, the top on its last day.
    """
    known = {level.number: level.due for level in scale.levels if level.due}
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
