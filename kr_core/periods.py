"""The reporting periods of a key result: which there are, and which of them were reported, are due, or were missed.

The form's reporting interval names their length. Bangkok reports by calendar months, so an interval of 28 days or more
is read as the whole number of months nearest to it that divides the year; a shorter one as that many days, where what
is left at the end of the year is a period of its own only from half an interval on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kr_core.calendar import FiscalYear

# After a period has ended its report may still come for a week before it counts as missed.
GRACE_DAYS = 7
_MONTH_DAYS = 30.4
_LENGTHS = (1, 2, 3, 4, 6, 12)
_SHORTEST_MONTH = 28


@dataclass(frozen=True)
class Period:
    """A reporting period, its first and last day among it. `number` counts from 1 within the fiscal year."""

    number: int
    first: date
    last: date

    @property
    def until(self) -> date:
        """The last day on which its report is in time."""
        return self.last + timedelta(days=GRACE_DAYS)


class PeriodState(StrEnum):
    """REPORTED; RUNNING and not over yet; DUE: over, and within the days of grace; MISSED; AHEAD: not begun."""

    REPORTED = "reported"
    RUNNING = "running"
    DUE = "due"
    MISSED = "missed"
    AHEAD = "ahead"


def periods_of(year: FiscalYear, interval_days: int) -> tuple[Period, ...]:
    """The periods of a fiscal year, without gap from 1 October to 30 September."""
    if interval_days < _SHORTEST_MONTH:
        whole, rest = divmod(year.days, interval_days)
        count = whole + (rest * 2 >= interval_days)
        firsts = [year.start + timedelta(days=number * interval_days) for number in range(count)]
    else:
        months = min(_LENGTHS, key=lambda length: abs(length * _MONTH_DAYS - interval_days))
        firsts = [_first_of(year, number) for number in range(0, 12, months)]
    lasts = [*(first - timedelta(days=1) for first in firsts[1:]), year.end]
    return tuple(Period(number, *days) for number, days in enumerate(zip(firsts, lasts, strict=True), start=1))


def period_state(period: Period, reported: Collection[date], day: date) -> PeriodState:
    """Where a period stands on a day; `reported` holds the first days of the periods whose report stands."""
    if period.first in reported:
        return PeriodState.REPORTED
    if day < period.first:
        return PeriodState.AHEAD
    if day <= period.last:
        return PeriodState.RUNNING
    return PeriodState.DUE if day <= period.until else PeriodState.MISSED


def _first_of(year: FiscalYear, months: int) -> date:
    month = year.start.month - 1 + months
    return date(year.start.year + month // 12, month % 12 + 1, 1)
