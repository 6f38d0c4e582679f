"""Progress reports: all of them, writing one, and the text to paste into BMA Policy Tracking."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from kr_app import actions, reads, troubles, web
from kr_app.desk import missing
from kr_app.desk.about import About, about
from kr_app.desk.frame import Visit
from kr_app.draw.reports import (
    calendar,
    confidence_text,
    period_text,
    periods_in,
    save_text,
    shape_of,
    told,
    tracking_text,
)
from kr_app.rights import Action
from kr_app.words import words_for
from kr_core.calendar import bangkok_day
from kr_core.check_in import CheckIn, Confidence, check_in_of
from kr_core.evidence import evidence_behind
from kr_core.log import Event, Kind
from kr_core.periods import Period, PeriodState, period_state
from kr_core.report import report_on

# Any period that has begun can be reported, also where each is a day.
_EVERY = 366


@dataclass(frozen=True)
class Draft:
    """What stands in the form: the report, whether it is internal, and the period that it was taken over from.

    `sure` is False until a confidence was chosen: nobody is on plan because they chose nothing.
    """

    report: CheckIn
    internal: bool = False
    taken_over: str = ""
    sure: bool = True


def everything(visit: Visit) -> Response:
    """All reports, newest first, below the calendar."""
    page = about(visit)
    words, names = visit.words, reads.names_for(visit.visitor)
    events = sorted(page.report.reports.values(), key=lambda event: event.day or date.min, reverse=True)
    return page.draw(
        "reports",
        words("Progress reports"),
        cells=calendar(page.report, words, lambda period, event: _leads_to(page, period, event)),
        found=[each for event in events if (each := told(event, page.report, words, names))],
        may_report=page.may(Action.RECORD),
        outside=names is None,
    )


def one(visit: Visit) -> Response:
    """One report, as text to paste."""
    page = about(visit)
    words, names = visit.words, reads.names_for(visit.visitor)
    # A report that was corrected is for people inside: the correction may have made it internal.
    readable = page.report.reports.values() if names is None else page.report.said_of(Kind.CHECK_IN)
    event = next((each for each in readable if each.id == visit.number("event")), None)
    shown = told(event, page.report, words, names) if event else None
    found = check_in_of(event) if event else None
    if event is None or shown is None or found is None:
        return missing.answer(visit)
    then = page.book.as_of(page.key_result.code, event.id)
    thai = words_for("th", words.digits.value)
    # The figures of the day it was written, of the period's last day if it came late: the same whenever it is opened.
    written = bangkok_day(event.moment)
    day = min(written, event.day or written)
    text = tracking_text(report_on(*then, day), found, thai) if then and not shown.hidden else ""
    return page.draw(
        "report_one",
        words("Progress report of {month}", month=shown.period),
        said=words("The report is stored.") if visit.asked("said") == "check-in" else "",
        told=shown,
        text=text,
        rows=text.count("\n") + 4,
        evidence=len(evidence_behind(event.id, page.report.said)) if names is not None else 0,
        may_report=page.may(Action.RECORD),
    )


def write(visit: Visit) -> Response:
    """The form for one period; what was typed stays when it is refused."""
    page = about(visit, Action.RECORD)
    if not visit.sent:
        period = _asked_period(page)
        return _form(page, period, _draft(page, period))
    draft = _typed(visit)
    if not draft.sure:
        return _form(page, _period_of(page, draft), draft, visit.words("Choose how sure you are."))
    try:
        event = actions.check_in(page.write(), draft.report, internal=draft.internal)
    except actions.Refused as error:
        alert = troubles.refusal_text(error, 0, visit.words, reads.names_for(visit.visitor))
        return _form(page, _period_of(page, draft), draft, alert)
    return web.see(visit.to(f"/key-results/{page.key_result.code}/reports/{event.id}", said=event.kind))


def _form(page: About, period: Period, draft: Draft, alert: str = "") -> Response:
    words, report = page.visit.words, page.report
    ticked = [tick.level for tick in report.counted if period.first <= tick.done_on <= period.last]
    return page.draw(
        "report_form",
        words("Report progress"),
        status=409 if alert else 200,
        alert=alert,
        period=period.first.isoformat(),
        period_name=period_text(period, words),
        save=save_text(period, words),
        cells=calendar(report, words, lambda each, _: _form_of(page, each), most=_EVERY),
        draft=draft,
        choices=[(each.value, shape_of(each), confidence_text(each, words)) for each in Confidence],
        ticked=ticked,
        levels=", ".join(words.number(level) for level in ticked),
        most=actions.LONGEST_REPORT,
        # Whoever was told of somebody else's report has seen it by now.
        seen=page.seen,
        once=page.fresh_once(),
    )


def _typed(visit: Visit) -> Draft:
    try:
        first = date.fromisoformat(visit.typed("period"))
    except ValueError:
        first = date.min
    confidence = visit.typed("confidence")
    return Draft(
        CheckIn(
            first,
            visit.typed("done"),
            visit.typed("obstacles"),
            visit.typed("needed"),
            Confidence(confidence) if confidence in list(Confidence) else Confidence.ON_PLAN,
        ),
        internal=visit.typed("internal") == "1",
        sure=confidence in list(Confidence),
    )


def _period_of(page: About, draft: Draft) -> Period:
    return next((each for each in periods_in(page.report) if each.first == draft.report.period), _asked_period(page))


def _draft(page: About, period: Period) -> Draft:
    """The report of the period to be corrected; else the last one taken over, to be adapted."""
    reported = page.report.reports
    if (event := reported.get(period.first)) and (found := check_in_of(event)):
        return Draft(found, event.internal)
    earlier = [first for first in reported if first < period.first]
    if not earlier or not (found := check_in_of(reported[max(earlier)])):
        return Draft(CheckIn(period.first), sure=False)
    last = next((each for each in periods_in(page.report) if each.first == found.period), period)
    taken = CheckIn(period.first, found.done, found.obstacles, found.needed, found.confidence)
    return Draft(taken, reported[max(earlier)].internal, period_text(last, page.visit.words))


def _begun(page: About) -> list[Period]:
    begun = [period for period in periods_in(page.report) if period.first <= page.report.day]
    return begun or list(periods_in(page.report)[:1])


def _asked_period(page: About) -> Period:
    """The period that the address names; else the oldest that is over without a report, else the newest begun."""
    begun, reported = _begun(page), page.report.reports
    asked = next((each for each in begun if each.first.isoformat() == page.visit.asked("period")), None)
    states = {each: period_state(each, reported, page.report.day) for each in begun}
    open_ones = [each for each, state in states.items() if state in (PeriodState.DUE, PeriodState.MISSED)]
    return asked or (open_ones[0] if open_ones else begun[-1])


def _form_of(page: About, period: Period) -> str:
    """The address of a period's own form; none before the period has begun."""
    if period not in _begun(page):
        return ""
    return page.visit.to(f"/key-results/{page.key_result.code}/report", period=period.first.isoformat())


def _leads_to(page: About, period: Period, event: Event | None) -> str:
    return reads.report_address(page.visit.view, page.key_result.code, period, event, page.may(Action.RECORD))
