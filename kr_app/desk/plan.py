"""The plan: when each level is due, changed with a reason."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from kr_app import actions, reads, troubles, web
from kr_app.desk.about import About, about
from kr_app.desk.frame import Visit
from kr_app.draw.understood import unread_text
from kr_app.rights import Action
from kr_core.days import parse_day
from kr_core.errors import UnreadableDay


@dataclass(frozen=True)
class Row:
    """A level with its due day as text, and what the form says."""

    number: int
    activity: str
    day: str
    first: str
    wrong: bool


class UnreadableDue(Exception):
    """The due day of a level cannot be read."""

    def __init__(self, level: int, cause: UnreadableDay) -> None:
        super().__init__(level)
        self.level = level
        self.cause = cause


def answer(visit: Visit) -> Response:
    """The form; what was typed stays when it is refused."""
    page = about(visit, Action.RECORD)
    if not visit.sent:
        return _form(page)
    try:
        actions.replan(page.write(), _typed(page), visit.typed("reason"))
    except UnreadableDue as error:
        why = unread_text(error.cause, visit.words)
        alert = visit.words("Level {level}: {why}", level=error.level, why=why)
        return _form(page, alert, error.level)
    except actions.Refused as error:
        alert = troubles.refusal_text(error, 0, visit.words, reads.names_for(visit.visitor))
        return _form(page, alert, getattr(error, "level", 0))
    return web.see(visit.to(f"/key-results/{page.key_result.code}/plan", said="plan"))


def _typed(page: About) -> dict[int, date]:
    """The days that were typed, unchanged ones too: the same form sent twice is the same.

    An empty field leaves a level as it stands.
    """
    days: dict[int, date] = {}
    for due in page.report.plan.dues:
        text = page.visit.typed(f"day-{due.level}").strip()
        if not text:
            continue
        try:
            days[due.level] = parse_day(text)
        except UnreadableDay as error:
            raise UnreadableDue(due.level, error) from error
    return days


def _shown(page: About, day: date, assumed: bool) -> str:
    return "" if assumed else page.visit.words.day(day)


def _form(page: About, alert: str = "", wrong: int = 0) -> Response:
    visit, words, report = page.visit, page.visit.words, page.report
    rows = []
    for due, first, level in zip(report.plan.dues, report.first_plan.dues, report.key_result.scale.levels, strict=True):
        typed = visit.typed(f"day-{due.level}") if alert else _shown(page, due.day, due.assumed)
        day = words.day(first.day)
        given = words("assumed: {day}", day=day) if first.assumed else words("on the form: {day}", day=day)
        text = level.short.in_language(words.language) or level.activity.in_language(words.language)
        rows.append(Row(due.level, text, typed, given, due.level == wrong))
    return page.draw(
        "plan",
        words("Plan"),
        status=409 if alert else 200,
        alert=alert,
        said=words("The plan is changed.") if visit.asked("said") == "plan" else "",
        rows=rows,
        over=report.final,
        reason=visit.typed("reason"),
        seen=page.seen,
        once=page.fresh_once(),
        example=words.day(report.key_result.fiscal_year.end),
    )
