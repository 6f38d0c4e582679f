"""The whole history: filtered, with old and new, and undoing from the row itself."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from kr_app import actions, reads, troubles, web
from kr_app.actions.undo import needed_to_undo
from kr_app.desk.about import About, about
from kr_app.desk.forms_then import Forms
from kr_app.desk.frame import Visit
from kr_app.desk.notes_searched import search
from kr_app.desk.views import number_in
from kr_app.draw.history import line_of
from kr_app.draw.understood import understood
from kr_app.identity.errors import NotPermitted
from kr_app.rights import Action
from kr_app.store import history
from kr_app.store.doors import reading
from kr_app.store.history import Wanted
from kr_app.words import Words
from kr_core.calendar import day_begins
from kr_core.changes import Change, uprooted_since
from kr_core.days import parse_day
from kr_core.errors import UnreadableDay
from kr_core.log import Event, Kind
from kr_core.pasted import LONGEST

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

    def wanted(self, first: date | None, last: date | None, inside: bool) -> Wanted:
        """The same for the file; by person only for people inside."""
        begin = day_begins(first) if first else None
        end = day_begins(last + timedelta(days=1)) if last and last < date.max else None
        return Wanted(self.kind, self.level, self.person if inside else "", begin, end)


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
    first, last = _day(wanted.first), _day(wanted.last)
    alert = alert or _unread(wanted, words)
    count, start, events, further = _found(
        page, wanted, wanted.wanted(first, last, names is not None), names is not None
    )
    forms, standing = Forms(page.book, page.key_result), {each.id for each in page.report.said}
    return page.draw(
        "history",
        words("History"),
        status=status,
        alert=alert,
        said=words("The entry is undone.") if visit.asked("said") == "undone" else "",
        rows=[
            (
                line_of(each, forms.before(each.event), forms.after(each.event), words, names),
                _may_undo(page, each, standing),
            )
            for each in page.book.changes(page.key_result.code, events)
        ],
        count=words.counted("{count} entry", "{count} entries", count),
        wanted=wanted,
        kinds=_kinds(words),
        people=sorted((names or {}).items(), key=lambda item: item[1]),
        newer=_address(visit, max(start - PAGE, 0)) if start else "",
        older=_address(visit, start + PAGE) if start + PAGE < count else "",
        further=_address(visit, 0, below=str(further)) if further else "",
        refused=refused,
        typed=typed,
        once=page.fresh_once(),
    )


def _found(page: About, asked: Filter, wanted: Wanted, inside: bool) -> tuple[int, int, list[Event], int]:
    """How many entries there are, where the page begins, its entries, newest first, and where a search goes on."""
    code, start = page.key_result.code, number_in(page.visit.asked("start")) or 0
    with reading(page.book.path) as door:
        if not asked.text:
            count = history.count(door, code, wanted)
            start = min(start, count)
            return count, start, history.page(door, code, PAGE, wanted, start=start), 0
        notes = history.notes(door, code, wanted, below=number_in(page.visit.asked("below")))
        ids, further = search(notes, asked.text, internal=inside)
        start = min(start, len(ids))
        events = history.with_ids(door, ids[start : start + PAGE])
        return len(ids), start, sorted(events.values(), reverse=True), further


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


def _may_undo(page: About, change: Change, standing: Container[int]) -> bool:
    """Whether the entry still stands and the visitor has the right to take it back."""
    event, report = change.event, page.report
    if change.undone is not None:
        return False
    if event.kind == Kind.TICK:
        return page.may(Action.RECORD) and event.id in {tick.event for tick in (*report.counted, *report.later)}
    needs = needed_to_undo(event)
    if needs is None or not page.may(needs):
        return False
    if event.kind != Kind.WITHDRAW:
        return event.id in standing
    if event.level is None or report.tick_of(event.level) is not None:
        return False
    with reading(page.book.path) as door:
        last = door.last_word(event.code, event.agency, event.level)
        return (last is None or last.id <= event.id) and not uprooted_since(
            event, door.of_kind(event.code, Kind.DEFINE)
        )


def _address(visit: Visit, start: int, **more: str) -> str:
    names = ("kind", "level", "person", "first", "last", "text", "below")
    kept = {name: visit.asked(name) for name in names if visit.asked(name)}
    return visit.to(visit.view.path, **{**kept, **({"start": str(start)} if start else {}), **more})
