"""Where a key result stands against its plan: the first of rule 6 that applies."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kr_core.calendar import FiscalYear, bangkok_day
from kr_core.plan import Plan

AT_RISK_DAYS = 14


class Status(StrEnum):
    """In the order in which they are tried."""

    NOT_STARTED = "not_started"
    DONE = "done"
    MISSED = "missed"
    LATE = "late"
    AT_RISK = "at_risk"
    AHEAD = "ahead"
    ON_TRACK = "on_track"


@dataclass(frozen=True)
class Verdict:
    """A status with what explains it.

    `level` and `days`: for LATE the level overdue and for how many days; for AT_RISK the level due next and
    in how many days; for AHEAD the level reached and how many days before its due day. Otherwise None.
    """

    status: Status
    level: int | None = None
    days: int | None = None


def verdict_of(reached: int, plan: Plan, day: date, year: FiscalYear) -> Verdict:
    """The verdict on a day. After 30 September it is final: done or missed."""
    top = len(plan.dues)
    if day < year.start:
        return Verdict(Status.NOT_STARTED)
    if reached >= top:
        return Verdict(Status.DONE)
    if day > year.end:
        return Verdict(Status.MISSED)
    if overdue := plan.overdue(reached, day):
        return Verdict(Status.LATE, overdue.level, (day - overdue.day).days)
    following = plan.dues[reached]
    left = (following.day - day).days
    if left <= AT_RISK_DAYS:
        return Verdict(Status.AT_RISK, following.level, left)
    if reached > plan.expected(day):
        return Verdict(Status.AHEAD, reached, (plan.due(reached) - day).days)
    return Verdict(Status.ON_TRACK)


def is_stale(last_report: datetime | None, interval_days: int, day: date, year: FiscalYear) -> bool:
    """Whether, while the year runs, no report came within the reporting interval (counted from the
    year's start where there is none yet)."""
    if day not in year:
        return False
    since = max(bangkok_day(last_report), year.start) if last_report else year.start
    return (day - since).days > interval_days
