"""At the pace so far: when 100 % is reached, what the year will end with, and the pace now needed (rule 7).

A milestone figure rises in steps, so one pace is a poor witness. The forecast goes on from today at the average pace of
the whole year so far, and shows as its uncertainty the slowest and the fastest average pace that the year has had since
its first level. Nothing is forecast from zero, and nothing from too little: two levels reached on two days, and two
months of the year, must have passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from kr_core.calendar import FiscalYear

FEWEST_STEPS = 2
FEWEST_DAYS = 60

Steps = Sequence[tuple[date, float]]


@dataclass(frozen=True)
class Line:
    """One pace going on from today: the day on which 100 % is reached (None beyond the calendar), and the percent on
    30 September."""

    full_on: date | None
    at_year_end: float


@dataclass(frozen=True)
class Forecast:
    """The average pace so far, and the slowest and the fastest that it has been: `slow` ≤ `middle` ≤ `fast`."""

    middle: Line
    slow: Line
    fast: Line


def forecast_of(steps: Steps, day: date, year: FiscalYear) -> Forecast | None:
    """The forecast from the days on which the figure rose and the percent that it rose to, oldest first.

    None from too little, outside the year, and once 100 % is reached.
    """
    within = [(max(done_on, year.start), percent) for done_on, percent in steps if done_on <= day]
    if day not in year or not within or within[-1][1] >= 100:
        return None
    if len({done_on for done_on, _ in within}) < FEWEST_STEPS or _elapsed(day, year) < FEWEST_DAYS:
        return None
    percent = within[-1][1]
    middle = percent / _elapsed(day, year)
    # The pace is highest on the day of a step, and lowest on the day before the next one.
    after = [each / _elapsed(done_on, year) for done_on, each in within]
    before = [low / _elapsed(done_on, year) for (_, low), (done_on, _) in pairwise(within)]
    return Forecast(
        _going_on(percent, middle, day, year),
        _going_on(percent, min([middle, *before]), day, year),
        _going_on(percent, max([middle, *after]), day, year),
    )


def _elapsed(day: date, year: FiscalYear) -> int:
    return (day - year.start).days + 1


def _going_on(percent: float, pace: float, day: date, year: FiscalYear) -> Line:
    days_needed = (100 - percent) / pace
    days_known = (date.max - day).days
    full_on = day + timedelta(days=ceil(days_needed)) if days_needed <= days_known else None
    return Line(full_on, min(100.0, percent + pace * (year.end - day).days))


def days_per_level_needed(reached: int, top: int, day: date, year: FiscalYear) -> int | None:
    """The pace now needed: whole days left, today among them, for each level still to reach by 30 September.

    0 when there are more levels left than days; None outside the year or at the top.
    """
    if day not in year or reached >= top:
        return None
    return ((year.end - day).days + 1) // (top - reached)
