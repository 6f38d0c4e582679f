"""Files on their way in: one at a time from the update page, or with a form. Who may send is asked before anything is
read."""

from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from kr_app import methods
from kr_app.actions import Inbox
from kr_app.desk import multipart
from kr_app.desk.about import about
from kr_app.desk.frame import Answer, Endpoint, Visit, answered, form_refused, page
from kr_app.desk.turns import in_turn, looked_at
from kr_app.desk.views import view_of_request
from kr_app.draw.evidence import size_text, trouble_text
from kr_app.evidence.errors import EvidenceTrouble, TooLarge
from kr_app.evidence.folder import LARGEST, Pending
from kr_app.evidence.incoming import Incoming
from kr_app.evidence.kinds import kind_of_type
from kr_app.evidence.names import shown_name
from kr_app.rights import Action
from kr_app.web import FormRefused
from kr_app.words import Words

# What is too large is read on for a while and thrown away: a sender who is cut off never learns why.
_READ_ON = 4 * LARGEST
_AT_ONCE = 256 * 1024


def with_files(answer: Answer) -> Endpoint:
    """An endpoint whose form may bring files, for whoever may record the key result in its path.

    The files wait; their stored names are fields named `pending`, and why one was not taken fields named `trouble`.
    """
    plain = page(answer)

    async def endpoint(request: Request) -> Response:
        if not methods.sent(request) or not multipart.is_multipart(request):
            return await plain(request)
        inbox, refusal = await _inbox(request)
        if inbox is None:
            return refusal
        try:
            received = await multipart.receive(request, inbox)
        except FormRefused:
            return await form_refused(request)
        return await answered(request, answer, _fields(received, view_of_request(request).words))

    return endpoint


async def one(request: Request) -> Response:
    """One file as the body of a request (`?name=…`): it waits then, and the answer says how it is called."""
    inbox, refusal = await _inbox(request)
    if inbox is None:
        return refusal
    words = view_of_request(request).words
    try:
        pending = await _received(request, inbox, request.query_params.get("name", ""))
    except EvidenceTrouble as trouble:
        status = 413 if isinstance(trouble, TooLarge) else 422
        return JSONResponse({"refused": trouble_text(trouble, words)}, status, _NOT_KEPT)
    except ClientDisconnect:
        return Response(status_code=400)
    return JSONResponse(described(pending, words), headers=_NOT_KEPT)


async def drop(request: Request) -> Response:
    """Take away a file that its sender does not want after all."""

    def dropped(visit: Visit) -> Response:
        inbox = inbox_of(visit)
        try:
            inbox.drop(inbox.waiting(str(request.path_params["stored"])).file.stored)
        except EvidenceTrouble:
            return Response(status_code=404)
        return Response(status_code=204)

    return await answered(request, dropped)


def inbox_of(visit: Visit) -> Inbox:
    """The inbox of whoever may record the key result in the path. Raises `NotPermitted`, `UnknownKeyResult`."""
    found = about(visit, Action.RECORD)
    return Inbox(found.book.path, visit.visitor.person or 0, found.key_result.code)


def described(pending: Pending, words: Words) -> dict[str, str]:
    """A file that waits, as a list shows it."""
    file = pending.file
    kind = kind_of_type(file.type)
    return {
        "id": file.stored,
        "name": file.name,
        "size": size_text(file.size, words),
        "type": kind.name if kind else "",
    }


_NOT_KEPT = {"cache-control": "no-store"}


async def _inbox(request: Request) -> tuple[Inbox | None, Response]:
    found: list[Inbox] = []

    def ask(visit: Visit) -> Response:
        found.append(inbox_of(visit))
        return Response()

    refusal = await answered(request, ask)
    return (found[0] if found else None), refusal


async def _received(request: Request, inbox: Inbox, name: str) -> Pending:
    incoming = await in_turn(inbox.begin)
    try:
        await _take_in(request, incoming)
        return await looked_at(inbox.finish, incoming, name)
    except BaseException:
        await in_turn(incoming.abandon)
        raise


async def _take_in(request: Request, incoming: Incoming) -> None:
    size, waiting, trouble = 0, bytearray(), None
    async for chunk in request.stream():
        size += len(chunk)
        if size > _READ_ON:
            break
        if trouble is None:
            waiting += chunk
        if len(waiting) >= _AT_ONCE:
            trouble = await in_turn(_written, incoming.write, bytes(waiting))
            waiting.clear()
    if trouble := trouble or await in_turn(_written, incoming.write, bytes(waiting)):
        raise trouble


def _written(write: Callable[[bytes], None], data: bytes) -> EvidenceTrouble | None:
    try:
        write(data)
    except EvidenceTrouble as trouble:
        return trouble
    return None


def _fields(received: multipart.Received, words: Words) -> list[tuple[str, str]]:
    """What a form brought, as fields. Nobody but us says what the trouble is."""
    typed = [(name, value) for name, value in received.fields if name != "trouble"]
    waiting = [("pending", each.file.stored) for each in received.files]
    troubles = [("trouble", f"{shown_name(name)}: {trouble_text(why, words)}") for name, why in received.troubles]
    return [*typed, *waiting, *troubles]
