"""At the pace so far: when 100 % is reached, what the year will end with, and the pace now needed (rule 7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from kr_core.calendar import FiscalYear


@dataclass(frozen=True)
class Forecast:
    """`full_on` is the day 100 % is reached, None beyond the calendar; `at_year_end` the percent on 30 September."""

    full_on: date | None
    at_year_end: float


def forecast_of(percent: float, day: date, year: FiscalYear) -> Forecast | None:
    """The straight line from the year's start through today. Nothing is forecast from zero,
    outside the year, or once 100 % is reached."""
    if day not in year or not 0 < percent < 100:
        return None
    elapsed = (day - year.start).days + 1
    full_after = ceil(100 * elapsed / percent)
    at_year_end = min(100.0, percent * year.days / elapsed)
    days_known = (date.max - year.start).days
    full_on = year.start + timedelta(days=full_after - 1) if full_after <= days_known else None
    return Forecast(full_on, at_year_end)


def days_per_level_needed(reached: int, top: int, day: date, year: FiscalYear) -> int | None:
    """The pace now needed: whole days left, today among them, for each level still to reach by 30 September.

    0 when there are more levels left than days; None outside the year or at the top.
    """
    if day not in year or reached >= top:
        return None
    return ((year.end - day).days + 1) // (top - reached)
