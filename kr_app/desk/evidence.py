"""The evidence behind a tick or a progress report: looked at, added to, and withdrawn with a reason."""

from dataclasses import dataclass

from starlette.responses import Response

from kr_app import actions, reads, troubles, web
from kr_app.desk import missing
from kr_app.desk.about import About, about
from kr_app.desk.frame import Visit
from kr_app.desk.uploads import described
from kr_app.desk.views import number_in
from kr_app.draw.evidence import Piece, piece_of, taken_text
from kr_app.draw.status import Names, event_text
from kr_app.evidence.errors import EvidenceTrouble
from kr_app.evidence.folder import LARGEST
from kr_app.evidence.kinds import ENDINGS
from kr_app.rights import Action
from kr_app.store.doors import reading
from kr_core.evidence import evidence_of
from kr_core.log import Event, Kind


@dataclass(frozen=True)
class Withdrawn:
    """A piece that was withdrawn, and why."""

    piece: Piece
    reason: str


@dataclass(frozen=True)
class Fields:
    """What the fields for evidence show: the files that wait already, and what was typed."""

    waiting: tuple[dict[str, str], ...]
    links: str
    accept: str
    taken: str


def answer(visit: Visit) -> Response:
    """The page, and its forms: adding, and withdrawing a piece."""
    page = about(visit, Action.SEE_INTERNAL)
    behind = _behind(page)
    if behind is None:
        return missing.answer(visit)
    if not visit.sent:
        return _page(page, behind)
    # Once more with the right that writing takes: looking is for more people.
    page = about(visit, Action.RECORD)
    return _withdrawn(page, behind) if visit.typed("do") == "withdraw" else _added(page, behind)


def given_in(visit: Visit) -> actions.Given:
    """What a form with the fields of `evidence_fields.html` gives."""
    return actions.Given(tuple(visit.every("pending")), visit.typed("links"))


def fields_for(page: About) -> Fields:
    """What these fields show again when a form is refused: nothing that was sent or typed is lost."""
    visit = page.visit
    inbox = actions.Inbox(page.book.path, visit.visitor.person or 0, page.key_result.code)
    waiting = []
    for stored in visit.every("pending"):
        try:
            waiting.append(described(inbox.waiting(stored), visit.words))
        except EvidenceTrouble:
            continue
    taken = taken_text(LARGEST, actions.MOST_PIECES, visit.words)
    return Fields(tuple(waiting), visit.typed("links"), ",".join(ENDINGS), taken)


def _added(page: About, behind: Event) -> Response:
    visit = page.visit
    # A file that is not taken holds back the rest, which waits: its sender decides what to do.
    if wrong := visit.every("trouble"):
        return _page(page, behind, " · ".join(wrong))
    try:
        actions.add_evidence(page.write(), behind.id, given_in(visit))
    except actions.Refused as error:
        return _page(page, behind, _refusal(page, error))
    return _back(page, behind, "evidence")


def _withdrawn(page: About, behind: Event) -> Response:
    visit = page.visit
    number = number_in(visit.typed("piece")) or 0
    piece = page.book.entry(number)
    if piece is None or (piece.kind, piece.refers_to) != (Kind.EVIDENCE, behind.id):
        return _page(page, behind, _refusal(page, actions.NothingToUndo()))
    try:
        actions.undo(page.write(), number, visit.typed("reason"))
    except actions.Refused as error:
        return _page(page, behind, _refusal(page, error), refused=number)
    return _back(page, behind, "undo")


def _back(page: About, behind: Event, said: str) -> Response:
    return web.see(page.visit.to(f"/key-results/{page.key_result.code}/evidence/{behind.id}", said=said))


def _refusal(page: About, error: Exception) -> str:
    return troubles.refusal_text(error, 0, page.visit.words, reads.names_for(page.visit.visitor))


def _page(page: About, behind: Event, alert: str = "", *, refused: int = 0) -> Response:
    visit, words = page.visit, page.visit.words
    level = behind.level or 0
    title = words("Evidence for level {level}", level=level) if level else words("Evidence for the report")
    said = {
        "evidence": words("The evidence is attached."),
        "undo": words("The evidence is withdrawn. It stays in the log."),
    }
    may_record = page.may(Action.RECORD)
    return page.draw(
        "evidence",
        title,
        409 if alert else 200,
        previews=True,
        alert=alert,
        said=said.get(visit.asked("said"), ""),
        behind=behind,
        what=event_text(behind, words),
        pieces=_standing(page, behind),
        withdrawn=_taken_back(page, behind) if may_record else [],
        may_record=may_record,
        may_add=may_record and _stands(page, behind),
        fields=fields_for(page),
        refused=refused,
        reason=visit.typed("reason"),
        once=page.fresh_once(),
    )


def _behind(page: About) -> Event | None:
    """The tick or report in the path, whether or not it still stands."""
    with reading(page.book.path) as door:
        event = door.event(page.visit.number("event"))
    known = event is not None and event.code == page.key_result.code and event.kind in (Kind.TICK, Kind.CHECK_IN)
    return event if known else None


def _stands(page: About, behind: Event) -> bool:
    ticks = {tick.event for tick in (*page.report.counted, *page.report.later)}
    return behind.id in ticks or behind.id in {event.id for event in page.report.said_of(Kind.CHECK_IN)}


def _standing(page: About, behind: Event) -> list[Piece]:
    found = (evidence_of(event) for event in page.report.said_of(Kind.EVIDENCE) if event.refers_to == behind.id)
    return [piece_of(each, page.visit.words, _names(page), page.visit.to) for each in found if each]


def _taken_back(page: About, behind: Event) -> list[Withdrawn]:
    with reading(page.book.path) as door:
        pieces = [event for event in door.events_about(behind.id) if event.kind == Kind.EVIDENCE]
        gone = [(each, about) for each in pieces for about in door.events_about(each.id) if about.kind == Kind.UNDO]
    found = [(evidence_of(piece), undone.note) for piece, undone in gone]
    return [
        Withdrawn(piece_of(each, page.visit.words, _names(page), page.visit.to), why) for each, why in found if each
    ]


def _names(page: About) -> Names:
    return reads.names_for(page.visit.visitor)
