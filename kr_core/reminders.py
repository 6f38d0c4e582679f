"""What a key result asks people to do on a day: levels due, reports missing, claims returned or waiting.

A reminder's key stays the same as long as it is the same reminder: whoever was told of a key once need not hear of it
again. A day is an argument, so that a run on any machine, under any time zone, finds the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kr_core.calendar import bangkok_day
from kr_core.confirmation import Claim
from kr_core.log import Tick
from kr_core.periods import Period, PeriodState, period_state, periods_of
from kr_core.report import Report
from kr_core.status import AT_RISK_DAYS

_WEEK = 7


class ReminderKind(StrEnum):
    """What is to be done; in the order in which it is shown."""

    RETURNED = "returned"  # a claim was returned: correct it
    OVERDUE = "overdue"  # a level was due before today
    NOT_REPORTED = "not-reported"  # a reporting period is over without its report
    TO_CONFIRM = "to-confirm"  # a claim waits for the host agency
    TO_REVIEW = "to-review"  # a claim waits for an inspector
    DUE_SOON = "due-soon"  # the next level is due within `AT_RISK_DAYS`


@dataclass(frozen=True)
class Reminder:
    """One thing to be done about one key result.

    `day` is the day it is about: when the level is (or was) due, the last day for the report, or the day in Bangkok on
    which the claim was made or returned. `days` is how far that day is from today, never negative. `actor` recorded the
    claim. `period` is the one not reported, `missed` whether its days of grace are over, `earlier` how many
    more before it were missed, too.
    """

    kind: ReminderKind
    key: str
    day: date
    days: int
    level: int | None = None
    actor: str = ""
    period: Period | None = None
    missed: bool = False
    earlier: int = 0


def reminders_of(report: Report) -> tuple[Reminder, ...]:
    """Everything that a key result asks for on the day of its report, in the order of `ReminderKind`.

    While the year does not run, only returned claims are left: somebody who doubts a figure gets an answer in any case.
    """
    found = [*_returned(report)]
    if report.day in report.key_result.fiscal_year:
        found += [*_overdue(report), *_not_reported(report), *_waiting(report), *_due_soon(report)]
    order = list(ReminderKind)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.level or 0)))


def _due_soon(report: Report) -> Iterator[Reminder]:
    """The lowest level still to be done that is due from today on."""
    done = {tick.level for tick in report.counted}
    following = next((due for due in report.plan.dues if due.day >= report.day and due.level not in done), None)
    if following and (left := (following.day - report.day).days) <= AT_RISK_DAYS:
        key = _key(report, ReminderKind.DUE_SOON, following.level, following.day)
        yield Reminder(ReminderKind.DUE_SOON, key, following.day, left, following.level)


def _overdue(report: Report) -> Iterator[Reminder]:
    """The lowest level overdue, anew for every week that it is: a daily reminder is soon read by nobody."""
    if overdue := report.plan.overdue(report.reached, report.day):
        days = (report.day - overdue.day).days
        key = _key(report, ReminderKind.OVERDUE, overdue.level, overdue.day, (days - 1) // _WEEK)
        yield Reminder(ReminderKind.OVERDUE, key, overdue.day, days, overdue.level)


def _not_reported(report: Report) -> Iterator[Reminder]:
    """The periods whose report may still come in time, and of those missed the newest: once each."""
    reported, key_result = report.reports, report.key_result
    states = [
        (period, period_state(period, reported, report.day))
        for period in periods_of(key_result.fiscal_year, key_result.reporting_interval_days)
    ]
    missed = [period for period, state in states if state is PeriodState.MISSED]
    for period, state in states:
        if state is PeriodState.DUE or period in missed[-1:]:
            key = _key(report, ReminderKind.NOT_REPORTED, period.first, state)
            days = abs((period.until - report.day).days)
            over = state is PeriodState.MISSED
            earlier = len(missed) - 1 if over else 0
            yield Reminder(
                ReminderKind.NOT_REPORTED, key, period.until, days, period=period, missed=over, earlier=earlier
            )


def _returned(report: Report) -> Iterator[Reminder]:
    """Claims that somebody who checks them wants corrected, until evidence answers it: once for each return."""
    for tick in (*report.counted, *report.later):
        found = report.confirmations[tick.level]
        event = found.returned
        if event is not None and not found.answered and report.claim_of(tick.level) is Claim.RETURNED:
            yield _about(report, ReminderKind.RETURNED, tick, bangkok_day(event.moment), event.id)


def _waiting(report: Report) -> Iterator[Reminder]:
    """Claims that wait for those whom the form asks: once for each tick and each of the two."""
    for tick in report.counted:
        said, made = report.confirmations[tick.level], bangkok_day(tick.moment)
        if said.waits_for_host(report.checks):
            yield _about(report, ReminderKind.TO_CONFIRM, tick, made, tick.event)
        if said.waits_for_inspector(report.checks):
            yield _about(report, ReminderKind.TO_REVIEW, tick, made, tick.event)


def _about(report: Report, kind: ReminderKind, tick: Tick, day: date, event: int) -> Reminder:
    days = max(0, (report.day - day).days)
    return Reminder(kind, _key(report, kind, tick.level, event), day, days, tick.level, tick.actor)


def _key(report: Report, *parts: object) -> str:
    return " ".join(str(part) for part in (report.key_result.code, *parts))
