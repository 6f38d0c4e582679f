"""Claims that wait for somebody: those of one key result, and everything that the visitor may decide."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.responses import Response

from kr_app import actions, clock, reads, troubles, web
from kr_app.books import DEMO, REAL, book
from kr_app.desk.about import About, about
from kr_app.desk.frame import Visit
from kr_app.desk.views import number_in
from kr_app.draw.claims import Chip, chip_of, deciding_of
from kr_app.draw.status import Names, actor_text, note_text
from kr_app.identity.errors import NotPermitted
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action
from kr_app.words import Words
from kr_core.confirmation import Confirmation
from kr_core.evidence import evidence_behind
from kr_core.log import Event, Tick
from kr_core.report import Report


@dataclass(frozen=True)
class Row:
    """A claim as the page shows it, with the decisions open to the visitor.

    `waits`: their word is the next one. `said`: something was decided that the history lets them take back.
    """

    tick: Tick
    activity: str
    done: str
    who: str
    note: str
    evidence: str
    chip: Chip | None
    may: dict[str, str]
    own: bool
    waits: bool
    said: bool


def answer(visit: Visit) -> Response:
    """The claims of one key result; a form decides one of them."""
    page = about(visit, Action.SEE_INTERNAL)
    if not visit.sent:
        return _page(page)
    what, claim, remark = visit.typed("do"), number_in(visit.typed("claim")) or 0, visit.typed("remark")
    # The buttons of a form share its once-only id, and each means something else.
    write = replace(asked := page.write(), once=f"{asked.once}-{what}")
    decisions: dict[str, Callable[[], Event]] = {
        "confirm": lambda: actions.confirm(write, claim, remark),
        "review": lambda: actions.review(write, claim, remark),
        "return": lambda: actions.give_back(write, claim, remark),
        "return-review": lambda: actions.give_back(write, claim, remark, as_inspector=True),
    }
    if what not in decisions:
        raise NotPermitted
    try:
        event = decisions[what]()
    except actions.Refused as error:
        names = reads.names_for(visit.visitor)
        alert = troubles.refusal_text(error, number_in(visit.typed("level")) or 0, visit.words, names)
        return _page(about(visit, Action.SEE_INTERNAL), alert, refused=claim, typed=remark)
    return web.see(visit.to(f"/key-results/{page.key_result.code}/confirm", said=event.kind))


def queue(visit: Visit) -> Response:
    """Every claim that waits for a decision of the visitor, oldest first."""
    if not any(visit.visitor.may_somewhere(action) for action in (Action.CONFIRM, Action.REVIEW)):
        TRAIL.note(What.NOT_PERMITTED, person=visit.visitor.person, about=Action.CONFIRM, address=visit.asking.address)
        raise NotPermitted
    known = book(DEMO if visit.view.demo else REAL)
    known.refresh()
    if known.problem is not None:
        raise known.problem
    pages = [
        About(known, key_result, known.report(key_result, clock.today()), visit)
        for key_result in known.definitions.key_results.values()
    ]
    names = reads.names_for(visit.visitor)
    found = [(page, row) for page in pages for row in _rows(page, names) if row.waits]
    found.sort(key=lambda each: (each[1].tick.moment, each[1].tick.event))
    return visit.draw("confirm_queue", visit.words("To confirm"), found=found)


def _page(page: About, alert: str = "", *, refused: int = 0, typed: str = "") -> Response:
    words = page.visit.words
    rows = _rows(page, reads.names_for(page.visit.visitor))
    if typed and not any(row.may and row.tick.event == refused for row in rows):
        # There is no field left to keep it in.
        kept = words("Your remark: “{remark}”", remark=typed)
        alert = f"{alert} {kept}"
    return page.draw(
        "confirm",
        words("Confirmation"),
        status=409 if alert else 200,
        alert=alert,
        said=_said(page.visit.asked("said"), words),
        rows=rows,
        asked=page.report.checks,
        refused=refused,
        typed=typed,
        once=page.fresh_once(),
    )


def _rows(page: About, names: Names) -> list[Row]:
    report = page.report
    if not report.checks.asked:
        return []
    ticks = [tick for level in report.key_result.scale.levels if (tick := report.tick_of(level.number))]
    return [_row(page, tick, names) for tick in reversed(ticks)]


def _row(page: About, tick: Tick, names: Names) -> Row:
    report, words, visitor = page.report, page.visit.words, page.visit.visitor
    level = report.key_result.scale.level(tick.level)
    count = len(evidence_behind(tick.event, report.said))
    own, found = tick.actor == visitor.actor, report.confirmations[tick.level]
    may = {} if own else _open_to(page, report, found)
    waits = tick.level in deciding_of(report, page.visit.view, visitor).levels(report)
    return Row(
        tick,
        level.activity.in_language(words.language),
        words("Done {day}", day=words.day(tick.done_on)),
        actor_text(tick.actor, words, names),
        note_text(tick.note, tick.internal, words, names),
        words.counted("{count} piece of evidence", "{count} pieces of evidence", count) if count else "",
        chip_of(report, tick.level, words, names),
        may,
        own and any(page.may(action) for action in (Action.CONFIRM, Action.REVIEW)),
        waits and not own,
        any((found.by_host, found.by_inspector, found.returned)) and bool(may),
    )


def _open_to(page: About, report: Report, found: Confirmation) -> dict[str, str]:
    """The decisions that the visitor may still make, as field values and their words."""
    words, may = page.visit.words, dict[str, str]()
    again = found.returned is None or found.answered
    if report.checks.host and page.may(Action.CONFIRM):
        may |= {} if found.by_host else {"confirm": words("Confirm")}
        may |= {"return": words("Return for correction")} if again else {}
    if report.checks.inspector and page.may(Action.REVIEW):
        may |= {} if found.by_inspector else {"review": words("Reviewed, agreed")}
        may |= {"return-review": words("Return for correction")} if again and "return" not in may else {}
    # What agrees comes first.
    return dict(sorted(may.items(), key=lambda item: item[0].startswith("return")))


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
