"""One file of evidence, handed to somebody inside: as what we know it is, and so that nothing in it can run here."""

from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from kr_app import reads
from kr_app.books import Book
from kr_app.desk import refusals
from kr_app.desk.frame import Visit
from kr_app.evidence.folder import folder_beside
from kr_app.evidence.kinds import PDF, FileKind, kind_of_type
from kr_app.identity.errors import NotPermitted
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action, subject_of
from kr_app.store.doors import reading
from kr_core.definition import KeyResult
from kr_core.evidence import File, evidence_of
from kr_core.log import Event

# A browser's own viewer of PDF puts the file into a page as an object of that page; a sandbox would keep it out.
_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'"
_SANDBOX = (
    "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'"
)


class _Found(NamedTuple):
    key_result: KeyResult
    event: Event
    file: File
    kind: FileKind


def answer(visit: Visit) -> Response:
    """The file that an event names. A withdrawn one only to whoever may record the key result."""
    book = reads.book_of(visit.view)
    if book.problem is not None:
        raise book.problem
    if not visit.visitor.may(Action.SEE_INTERNAL):
        TRAIL.note(What.NOT_PERMITTED, person=visit.visitor.person, about="evidence", address=visit.asking.address)
        raise NotPermitted
    found = _found(book, visit.number("event"))
    if found is None or not (_stands(visit, found) or visit.visitor.may(Action.RECORD, subject_of(found.key_result))):
        return _missing(visit)
    path = folder_beside(book.path).opened(found.file)
    if path is None:
        return _lost(visit)
    return FileResponse(path, media_type=found.kind.media, headers=headers_for(found.file.name, found.kind))


def headers_for(name: str, kind: FileKind) -> dict[str, str]:
    """What goes with a file. Its name is text in one encoded field, whatever it holds."""
    shown = "inline" if kind.shown_as else "attachment"
    plain = f"evidence{kind.endings[0]}"
    return {
        "content-disposition": f"{shown}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": _VIEWER if kind is PDF else _SANDBOX,
        "cache-control": "private, no-cache",
        "x-content-type-options": "nosniff",
    }


def _found(book: Book, number: int) -> _Found | None:
    with reading(book.path) as door:
        event = door.event(number)
    evidence = evidence_of(event) if event else None
    key_result = book.definitions.key_results.get(event.code) if event else None
    if event is None or key_result is None or evidence is None or not isinstance(evidence.what, File):
        return None
    kind = kind_of_type(evidence.what.type)
    return _Found(key_result, event, evidence.what, kind) if kind else None


def _stands(visit: Visit, found: _Found) -> bool:
    return found.event in reads.report_of(visit.view, found.key_result).said


def _missing(visit: Visit) -> Response:
    title, lines, status = refusals.not_found(visit.words)
    return visit.draw("refused", title, status, lines=lines)


def _lost(visit: Visit) -> Response:
    """The event is there and the file is not, or not as it was: a restored copy without its folder, or a bad disk."""
    words = visit.words
    lines = [
        words("The log names this file, but the folder of evidence does not hold it as it was given."),
        words("Tell the person who runs the dashboard: it can be put back from a backup of that folder."),
    ]
    return visit.draw("refused", words("The file is not there"), 410, lines=lines)
