"""Reporting progress for a period: what was done, obstacles, what is needed, and how sure the coordinator is."""

from dataclasses import replace

from kr_app.actions.refused import PeriodNotBegun, ReportEmpty, SomeoneWasFirst
from kr_app.actions.write import Write, checked_text, one_write, standing_in, stored_before
from kr_core.calendar import bangkok_day
from kr_core.check_in import CheckIn, as_details, reports_of
from kr_core.letters import holds_a_letter
from kr_core.log import Event, Kind
from kr_core.periods import Period, periods_of

LONGEST_REPORT = 2000


def check_in(write: Write, report: CheckIn, *, internal: bool = False) -> Event:
    """Report a period; a second report of the same period corrects the first. Raises `Refused`.

    An `internal` report can be read by people inside the administration only. A year that is over can be reported.
    """
    period = _period(write, report)
    kept = replace(
        report,
        done=checked_text(report.done, LONGEST_REPORT),
        obstacles=checked_text(report.obstacles, LONGEST_REPORT),
        needed=checked_text(report.needed, LONGEST_REPORT),
    )
    if not holds_a_letter(kept.done):
        raise ReportEmpty
    if period is None or period.first > bangkok_day(write.now):
        raise PeriodNotBegun
    with one_write(write) as (door, author):
        draft = write.draft(author, Kind.CHECK_IN)
        draft = draft._replace(day=period.last, internal=internal, details=as_details(kept))
        if stored := stored_before(door, write, draft):
            return stored[0]
        before = reports_of(standing_in(door, write).of(Kind.CHECK_IN)).get(period.first)
        if before is not None and before.id > write.seen:
            raise SomeoneWasFirst(before)
        return door.append(draft)


def _period(write: Write, report: CheckIn) -> Period | None:
    key_result = write.key_result
    periods = periods_of(key_result.fiscal_year, key_result.reporting_interval_days)
    return next((period for period in periods if period.first == report.period), None)
