"""Claims that wait for somebody: those of one key result, and everything that the visitor may decide."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from kr_app import actions, clock, reads, troubles, web
from kr_app.books import DEMO, REAL, book
from kr_app.desk.about import About, about
from kr_app.desk.frame import Visit
from kr_app.desk.views import number_in
from kr_app.draw.claims import Chip, chip_of
from kr_app.draw.status import actor_text
from kr_app.identity.errors import NotPermitted
from kr_app.rights import Action, subject_of
from kr_app.words import Words
from kr_core.confirmation import Confirmation
from kr_core.evidence import evidence_behind
from kr_core.log import Event, Tick
from kr_core.report import Report


@dataclass(frozen=True)
class Row:
    """A claim as the page shows it, with the decisions open to the visitor."""

    tick: Tick
    activity: str
    done: str
    who: str
    note: str
    evidence: str
    chip: Chip | None
    may: dict[str, str]
    own: bool


def answer(visit: Visit) -> Response:
    """The claims of one key result; a form decides one of them."""
    if visit.request.method == "GET":
        return _page(about(visit, Action.SEE_INTERNAL))
    page = about(visit, Action.SEE_INTERNAL)
    what, claim = visit.typed("do"), number_in(visit.typed("claim")) or 0
    decisions: dict[str, Callable[[], Event]] = {
        "confirm": lambda: actions.confirm(page.write(), claim, visit.typed("remark")),
        "review": lambda: actions.review(page.write(), claim, visit.typed("remark")),
        "return": lambda: actions.give_back(page.write(), claim, visit.typed("remark")),
        "return-review": lambda: actions.give_back(page.write(), claim, visit.typed("remark"), as_inspector=True),
    }
    if what not in decisions:
        raise NotPermitted
    try:
        event = decisions[what]()
    except actions.Refused as error:
        names = reads.names_for(visit.visitor)
        alert = troubles.refusal_text(error, number_in(visit.typed("level")) or 0, visit.words, names)
        return _page(page, alert, refused=claim, typed=visit.typed("remark"))
    return web.see(visit.to(f"/key-results/{page.key_result.code}/confirm", said=event.kind))


def queue(visit: Visit) -> Response:
    """Every claim that waits for a decision of the visitor, oldest first."""
    known = book(DEMO if visit.view.demo else REAL)
    known.refresh()
    if known.problem is not None:
        raise known.problem
    pages = [
        About(known, key_result, known.report(key_result, clock.today()), visit)
        for key_result in known.definitions.key_results.values()
    ]
    found = [(page, row) for page in pages for row in _rows(page) if row.may and row.chip and row.chip.kind == "wait"]
    found.sort(key=lambda each: each[1].tick.moment)
    return visit.draw("confirm_queue", visit.words("To confirm"), found=found)


def _page(page: About, alert: str = "", *, refused: int = 0, typed: str = "") -> Response:
    words = page.visit.words
    return page.draw(
        "confirm",
        words("Confirmation"),
        status=409 if alert else 200,
        alert=alert,
        said=_said(page.visit.asked("said"), words),
        rows=_rows(page),
        asked=page.report.checks,
        refused=refused,
        typed=typed,
        once=page.fresh_once(),
    )


def _rows(page: About) -> list[Row]:
    report = page.report
    if not report.checks.asked:
        return []
    ticks = [tick for level in report.key_result.scale.levels if (tick := report.tick_of(level.number))]
    return [_row(page, tick) for tick in reversed(ticks)]


def _row(page: About, tick: Tick) -> Row:
    report, words = page.report, page.visit.words
    names = reads.names_for(page.visit.visitor)
    level = report.key_result.scale.level(tick.level)
    count = len(evidence_behind(tick.event, report.said))
    own = tick.actor == page.visit.visitor.actor
    return Row(
        tick,
        level.activity.in_language(words.language),
        words("Done {day}", day=words.day(tick.done_on)),
        actor_text(tick.actor, words, names),
        tick.note,
        words.counted("{count} piece of evidence", "{count} pieces of evidence", count) if count else "",
        chip_of(report, tick.level, words, names),
        {} if own else _open_to(page, report, report.confirmations[tick.level]),
        own,
    )


def _open_to(page: About, report: Report, found: Confirmation) -> dict[str, str]:
    """The decisions that the visitor may still make, as field values and their words."""
    words, visitor, subject = page.visit.words, page.visit.visitor, subject_of(report.key_result)
    may: dict[str, str] = {}
    if report.checks.host and visitor.may(Action.CONFIRM, subject):
        may |= {} if found.by_host else {"confirm": words("Confirm")}
        may |= {} if found.returned else {"return": words("Return for correction")}
    if report.checks.inspector and visitor.may(Action.REVIEW, subject):
        may |= {} if found.by_inspector else {"review": words("Reviewed, agreed")}
        may |= {} if found.returned or "return" in may else {"return-review": words("Return for correction")}
    return may


def _said(what: str, words: Words) -> str:
    match what:
        case "confirm":
            return words("The level is confirmed.")
        case "review":
            return words("The review is recorded.")
        case "return":
            return words("The level is returned. The coordinator sees your remark.")
        case _:
            return ""
