"""Progress reports as drawn: the newest one, the calendar of periods, and the text for BMA Policy Tracking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from kr_app.draw.answer import year_text
from kr_app.draw.pieces import draw
from kr_app.draw.status import Names, actor_text, status_text
from kr_app.words import Words
from kr_core.check_in import CheckIn, Confidence, check_in_of
from kr_core.log import Event
from kr_core.periods import Period, PeriodState, period_state, periods_of
from kr_core.report import Report
from kr_core.scoring import FULL_SCORE

# A calendar of more cells than this is shown as its newest part.
MOST_CELLS = 12
_SHAPES = {
    Confidence.ON_PLAN: "●",
    Confidence.AT_RISK: "◆",
    Confidence.OFF_PLAN: "▲",
}
_MARKS = {
    PeriodState.REPORTED: "✓",
    PeriodState.RUNNING: "…",
    PeriodState.DUE: "◆",
    PeriodState.MISSED: "▲",
    PeriodState.AHEAD: "",
}


@dataclass(frozen=True)
class Told:
    """A report as a reader may see it; the texts of an internal one are empty for others."""

    event: Event
    period: str
    confidence: str
    kind: str
    shape: str
    done: str
    obstacles: str
    needed: str
    hidden: bool
    who: str
    when: str


@dataclass(frozen=True)
class Cell:
    """A period of the calendar, its state in words and a mark, and where it leads."""

    name: str
    state: str
    mark: str
    text: str
    address: str


Address = Callable[[Period, Event | None], str]


def confidence_text(confidence: Confidence, words: Words) -> str:
    """How sure the coordinator is, in words."""
    match confidence:
        case Confidence.ON_PLAN:
            return words("On plan")
        case Confidence.AT_RISK:
            return words("At risk")
        case Confidence.OFF_PLAN:
            return words("Off plan")


def shape_of(confidence: Confidence) -> str:
    """The mark beside it."""
    return _SHAPES[confidence]


def period_text(period: Period, words: Words) -> str:
    """A period by its month, its months, or its days."""
    if period.first.day != 1 or (period.last + timedelta(days=1)).day != 1:
        return f"{words.day(period.first, year=False)} – {words.day(period.last)}"
    first, last = words.month(period.first), words.month(period.last)
    return first if first == last else f"{first} – {last}"


def save_text(period: Period, words: Words) -> str:
    """What the button says that stores the report of a period: nobody stores for another one than they see."""
    name = period_text(period, words)
    if name == words.month(period.first):
        return words("Save the report of the month {month}", month=name)
    return words("Save the report of {period}", period=name)


def periods_in(report: Report) -> tuple[Period, ...]:
    """The periods of the key result's year."""
    key_result = report.key_result
    return periods_of(key_result.fiscal_year, key_result.reporting_interval_days)


def told(event: Event, report: Report, words: Words, names: Names) -> Told | None:
    """A report as a reader may see it; None for a bare sign of life."""
    found = check_in_of(event)
    if found is None:
        return None
    period = next((each for each in periods_in(report) if each.first == found.period), None)
    hidden = event.internal and names is None
    shown = CheckIn(found.period, confidence=found.confidence) if hidden else found
    return Told(
        event,
        period_text(period, words) if period else words.day(found.period),
        confidence_text(found.confidence, words),
        found.confidence.value,
        shape_of(found.confidence),
        shown.done,
        shown.obstacles,
        shown.needed,
        hidden,
        actor_text(event.actor, words, names),
        words.moment(event.moment),
    )


def newest(report: Report, words: Words, names: Names) -> Told | None:
    """The report that came last."""
    events = list(report.reports.values())
    return told(max(events, key=lambda event: event.id), report, words, names) if events else None


def calendar(report: Report, words: Words, address: Address, most: int = MOST_CELLS) -> list[Cell]:
    """The periods of the year; of more than `most`, the newest that have begun."""
    reported = report.reports
    periods = list(periods_in(report))
    if len(periods) > most:
        periods = [period for period in periods if period.first <= report.day][-most:] or periods[:most]
    cells = []
    for period in periods:
        state = period_state(period, reported, report.day)
        name = period_text(period, words)
        cells.append(
            Cell(
                name, state.value, _MARKS[state], _state_text(state, words), address(period, reported.get(period.first))
            )
        )
    return cells


def _state_text(state: PeriodState, words: Words) -> str:
    match state:
        case PeriodState.REPORTED:
            return words("reported")
        case PeriodState.RUNNING:
            return words("under way")
        case PeriodState.DUE:
            return words("report due")
        case PeriodState.MISSED:
            return words("not reported")
        case PeriodState.AHEAD:
            return words("to come")


def reports(report: Report, words: Words, names: Names, address: Address, page: str) -> Markup:
    """The section on the key result's page: the newest report and the calendar. `page` leads to all of them."""
    return draw(
        "reports", words=words, told=newest(report, words, names), cells=calendar(report, words, address), page=page
    )


def tracking_text(then: Report, check_in: CheckIn, thai: Words) -> str:
    """A report as plain text for BMA Policy Tracking, always in Thai; `then` is the report of its moment."""
    key_result = then.key_result
    period = next((each for each in periods_in(then) if each.first == check_in.period), None)
    top = key_result.scale.top
    result = f"ร้อยละ {thai.number(then.percent)} (ระดับ {thai.number(then.reached)} จาก {thai.number(top)})"
    lines = [
        f"ตัวชี้วัด: {key_result.name.thai}",
        f"หน่วยงานรับผิดชอบหลัก: {key_result.host.name.thai}",
        f"{year_text(key_result.fiscal_year, thai)} รอบรายงาน: {period_text(period, thai) if period else ''}",
        f"ผลการดำเนินงาน: {result} คะแนน {thai.number(then.score)} เต็ม {thai.number(FULL_SCORE)}",
        f"สถานะเทียบกับแผน: {status_text(then, thai)}",
        f"ความมั่นใจของผู้ประสานงาน: {confidence_text(check_in.confidence, thai)}",
        "",
        "สิ่งที่ดำเนินการแล้ว:",
        check_in.done,
        "",
        "ปัญหาอุปสรรค:",
        check_in.obstacles or "ไม่มี",
        "",
        "สิ่งที่ต้องการการสนับสนุน:",
        check_in.needed or "ไม่มี",
    ]
    return "\n".join(lines)
