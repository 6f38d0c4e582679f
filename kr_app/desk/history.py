"""The whole history: filtered, with old and new, and undoing from the row itself."""

from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from kr_app import actions, reads, troubles, web
from kr_app.actions.undo import needed_to_undo
from kr_app.desk.about import About, about
from kr_app.desk.forms_then import Forms
from kr_app.desk.frame import Visit
from kr_app.desk.views import number_in
from kr_app.draw.history import line_of
from kr_app.draw.understood import understood
from kr_app.identity.errors import NotPermitted
from kr_app.rights import Action
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.changes import Change, changes_of, uprooted_since
from kr_core.days import parse_day
from kr_core.errors import UnreadableDay
from kr_core.log import Event, Kind
from kr_core.pasted import LONGEST
from kr_core.spelling import holds

PAGE = 50


@dataclass(frozen=True)
class Filter:
    """What the address asks for; days and texts as they were typed."""

    kind: str
    level: int | None
    person: str
    first: str
    last: str
    text: str

    def keeps(self, event: Event, first: date | None, last: date | None, inside: bool) -> bool:
        """Whether an entry is asked for; by person, and by the words of internal notes, only for people inside."""
        day = bangkok_day(event.moment)
        readable = "" if event.internal and not inside else event.note
        return (
            (not self.kind or event.kind == self.kind)
            and (self.level is None or event.level == self.level)
            and (not self.person or not inside or event.actor == self.person)
            and (first is None or day >= first)
            and (last is None or day <= last)
            and (not self.text or holds(readable, self.text))
        )


def answer(visit: Visit) -> Response:
    """One page of it; a form undoes one entry."""
    page = about(visit)
    if not visit.sent:
        return _page(page)
    if not visit.visitor.signed_in:
        raise NotPermitted
    number, reason = number_in(visit.typed("event")) or 0, visit.typed("reason")
    try:
        _undo(page, number, reason)
    except actions.Refused as error:
        level = number_in(visit.typed("level")) or 0
        alert = troubles.refusal_text(error, level, visit.words, reads.names_for(visit.visitor))
        return _page(page, alert, refused=number, typed=reason)
    return web.see(_address(visit, number_in(visit.asked("start")) or 0, said="undone"))


def _undo(page: About, number: int, reason: str) -> Event:
    event = page.book.entry(number)
    if event is None or event.kind != Kind.TICK or event.code != page.key_result.code:
        return actions.undo(page.write(), number, reason)
    if not event.level or event.level > page.key_result.scale.top:
        raise actions.NothingToUndo
    return actions.withdraw(page.write(), event.level, reason, tick=event.id)


def _page(page: About, alert: str = "", *, refused: int = 0, typed: str = "") -> Response:
    visit, words, status = page.visit, page.visit.words, 409 if alert else 200
    names = reads.names_for(visit.visitor)
    wanted = _filter(visit)
    events = page.book.events(page.key_result.code)
    changes, forms = changes_of(events), Forms(page.book, page.key_result, events)
    first, last = _day(wanted.first), _day(wanted.last)
    alert = alert or _unread(wanted, words)
    found = [each for each in reversed(changes) if wanted.keeps(each.event, first, last, names is not None)]
    start = min(number_in(visit.asked("start")) or 0, len(found))
    shown = found[start : start + PAGE]
    return page.draw(
        "history",
        words("History"),
        status=status,
        alert=alert,
        said=words("The entry is undone.") if visit.asked("said") == "undone" else "",
        rows=[
            (
                line_of(each, forms.before(each.event), forms.after(each.event), words, names),
                _may_undo(page, each, events),
            )
            for each in shown
        ],
        count=words.counted("{count} entry", "{count} entries", len(found)),
        wanted=wanted,
        kinds=_kinds(words),
        people=sorted((names or {}).items(), key=lambda item: item[1]),
        newer=_address(visit, max(start - PAGE, 0)) if start else "",
        older=_address(visit, start + PAGE) if start + PAGE < len(found) else "",
        refused=refused,
        typed=typed,
        once=page.fresh_once(),
    )


def _filter(visit: Visit) -> Filter:
    kind = visit.asked("kind")
    return Filter(
        kind if kind in list(Kind) else "",
        number_in(visit.asked("level")),
        visit.asked("person")[:40],
        visit.asked("first")[: LONGEST + 1],
        visit.asked("last")[: LONGEST + 1],
        visit.asked("text")[:200].strip(),
    )


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text.strip() else None
    except UnreadableDay:
        return None


def _unread(wanted: Filter, words: Words) -> str:
    """Which of the two days could not be read, and why."""
    days = ((words("From day"), wanted.first), (words("To day"), wanted.last))
    unread = [f"{name}: {found.text}" for name, text in days if not (found := understood("day", text, words)).good]
    return " ".join(unread)


def _kinds(words: Words) -> list[tuple[str, str]]:
    return [
        (Kind.TICK.value, words("Level recorded")),
        (Kind.WITHDRAW.value, words("Record withdrawn")),
        (Kind.CHECK_IN.value, words("Progress report")),
        (Kind.PLAN.value, words("Plan changed")),
        (Kind.CONFIRM.value, words("Confirmed")),
        (Kind.RETURN.value, words("Returned for correction")),
        (Kind.REVIEW.value, words("Reviewed")),
        (Kind.EVIDENCE.value, words("Evidence")),
        (Kind.DEFINE.value, words("Form edited")),
        (Kind.UNDO.value, words("Undone")),
    ]


def _may_undo(page: About, change: Change, events: list[Event]) -> bool:
    """Whether the entry still stands and the visitor has the right to take it back."""
    event, standing = change.event, page.report
    if change.undone is not None:
        return False
    if event.kind == Kind.TICK:
        return page.may(Action.RECORD) and event.id in {tick.event for tick in (*standing.counted, *standing.later)}
    needs = needed_to_undo(event)
    if needs is None or not page.may(needs):
        return False
    if event.kind == Kind.WITHDRAW:
        free = event.level is not None and standing.tick_of(event.level) is None
        return free and _is_last(event, events) and not uprooted_since(event, events)
    return event.id in {each.id for each in standing.said}


def _is_last(event: Event, events: list[Event]) -> bool:
    """Whether the level was not withdrawn again since."""
    return not any(each.id > event.id and each.level == event.level and each.kind == Kind.WITHDRAW for each in events)


def _address(visit: Visit, start: int, **more: str) -> str:
    kept = {
        name: visit.asked(name) for name in ("kind", "level", "person", "first", "last", "text") if visit.asked(name)
    }
    return visit.to(visit.view.path, **kept, **({"start": str(start)} if start else {}), **more)
