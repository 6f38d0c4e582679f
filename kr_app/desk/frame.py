"""The frame around every page of the desk: who asks, whether they may, what they typed, and the page itself."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kr_app import access, methods, reads, web
from kr_app.books import REAL, book
from kr_app.desk import refusals
from kr_app.desk.views import DeskView, number_in, view_of_request
from kr_app.draw import bar, pieces
from kr_app.identity import passwords, sessions
from kr_app.identity.errors import IdentityRefused, NotPermitted
from kr_app.identity.signing_in import Asking
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import ANYBODY, Action, Visitor
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError
from kr_app.words import Words

# Passwords wait here for one another, in threads of their own: neither the event loop nor a gauge waits for them.
PASSWORDS = CapacityLimiter(passwords.AT_ONCE)
# Pages that take a tenth of a second of the processor: more at once would not be sooner there, only in others' way.
LONG_PAGES = CapacityLimiter(2)
# The file takes one writer at a time: more forms at once would only keep whoever reads from the processor.
FORMS = CapacityLimiter(2)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Visit:
    """One request for a page of the desk, with everything that its answer needs."""

    request: Request
    asking: Asking
    visitor: Visitor
    view: DeskView
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Words:
        """The reader's words."""
        return self.view.words

    @property
    def sent(self) -> bool:
        """Whether a form was sent."""
        return methods.sent(self.request)

    def typed(self, name: str) -> str:
        """What stands in a field; empty where there is none."""
        return next((value for known, value in self.fields if known == name), "")

    def every(self, name: str) -> list[str]:
        """What stands in all fields of a name: the ticked boxes."""
        return [value for known, value in self.fields if known == name]

    def asked(self, name: str) -> str:
        """A part of the address behind the question mark."""
        return str(self.request.query_params.get(name, ""))

    def number(self, name: str) -> int:
        """The number in the path; 0, which no row has, for anything else."""
        return number_in(str(self.request.path_params[name])) or 0

    def to(self, path: str, **query: str) -> str:
        """An address for the same reader."""
        return self.view.outside(path, **query)

    def draw(
        self, template: str, title: str, status: int = 200, *, previews: bool = False, **values: object
    ) -> Response:
        """The page from a template of `desk/`, with the product's bar and a title.

        `previews`: it frames what we serve ourselves.
        """
        frames = "'self'" if previews else "'none'"
        # With no referrer at all a browser would send its forms with an Origin of null, which the gate refuses.
        return web.page(_drawn(self, template, title, values), status, frames=frames, referrer_policy="same-origin")


Answer = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def page(
    answer: Answer,
    *,
    needs: Action | None = None,
    anybody: bool = False,
    hashes: bool = False,
    large: bool = False,
    long: bool = False,
    waits: bool = False,
) -> Endpoint:
    """An endpoint: signed-in people only unless `anybody`, with the right it `needs`.

    `hashes` looks at passwords, `large` takes forms with whole texts in them, a `long` page takes its time to draw,
    and one that `waits` for somebody else's machine keeps no other form waiting.
    """
    sending = PASSWORDS if hashes else None if waits else FORMS

    async def endpoint(request: Request) -> Response:
        sent = methods.sent(request)
        # No thread is taken for those who do not even say who they are.
        known = sent and bool(web.token_of(request.cookies)) and await to_thread.run_sync(_signed_in, request)
        # Who sends is asked before anything is read; whoever is not known is told where to sign in.
        if sent and not known and not anybody:
            return await _in_thread(partial(_answered, request, [], answer, needs, anybody), FORMS)
        size = web.OF_A_STRANGER if not known else web.LARGE if large else web.USUAL
        try:
            fields = await web.form_of(request, size) if sent else []
        except web.FormRefused:
            return await form_refused(request)
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody, so nothing is drawn
        limiter = sending if sent else LONG_PAGES if long else None
        return await _in_thread(partial(_answered, request, fields, answer, needs, anybody), limiter)

    return endpoint


def _signed_in(request: Request) -> bool:
    return web.visitor(request).signed_in


async def answered(request: Request, answer: Answer, fields: Iterable[tuple[str, str]] = ()) -> Response:
    """The answer to somebody who is signed in, for an endpoint that reads what is sent by itself."""
    return await _in_thread(partial(_answered, request, fields, answer, None, False), FORMS)


async def form_refused(request: Request) -> Response:
    """The calm page for what was no form of ours."""
    return await _in_thread(partial(_refused_form, request), FORMS)


async def _in_thread(work: Callable[[], Response], limiter: CapacityLimiter | None) -> Response:
    return await to_thread.run_sync(work, limiter=limiter)


def _answered(
    request: Request, fields: Iterable[tuple[str, str]], answer: Answer, needs: Action | None, anybody: bool
) -> Response:
    asking = web.asking(request)
    visit = Visit(request, asking, ANYBODY, view_of_request(request), tuple(fields))
    try:
        with reading(asking.path) as door:
            visitor = sessions.visitor_of(door, asking.token, asking.now)
        visit = Visit(request, asking, visitor, view_of_request(request), tuple(fields))
        access.note_activity(asking.token, visitor)
        if not visitor.signed_in and not anybody:
            return web.see(visit.to("/account/sign-in", next=visit.view.address))
        if needs is not None and not visitor.may_somewhere(needs):
            TRAIL.note(What.NOT_PERMITTED, person=visitor.person, about=needs, address=asking.address)
            raise NotPermitted
        return answer(visit)
    except IdentityRefused as error:
        return refused(visit, error)
    except StoreError as error:
        return refused(visit, _looked_at_closer(error))
    except Exception:
        # The address may hold a one-time token; the traceback says enough.
        _log.exception("a page of the desk failed")
        return refused(visit, None)


def _looked_at_closer(error: StoreError) -> StoreError:
    """What the book says of a file that cannot be read at all: it tells a damaged one from a foreign or empty one."""
    known = book(REAL)
    known.refresh()
    return known.problem or error


def refused(visit: Visit, error: Exception | None) -> Response:
    """The calm page for what could not be done."""
    title, lines, status = refusals.page_of(error, visit.words)
    # Without the file every other page shows the same trouble.
    again = visit.view.address if isinstance(error, StoreError) and not visit.sent else ""
    return visit.draw("refused", title, status, lines=lines, again=again)


def _refused_form(request: Request) -> Response:
    visit = Visit(request, web.asking(request), ANYBODY, view_of_request(request))
    return refused(visit, web.FormRefused())


def _drawn(visit: Visit, template: str, title: str, values: dict[str, object]) -> str:
    view, visitor = visit.view, visit.visitor
    code = reads.code_for_links(view) if access.may_view(visitor) else ""
    if visitor.signed_in:
        reads.book_of(view)  # so that the bar counts what is to do now
    values = {"alert": "", "said": "", "narrow": False, "tabs": [], "beneath": "", "again": "", **values}
    body = pieces.draw(
        f"desk/{template}",
        view=view,
        words=visit.words,
        visitor=visitor,
        title=title,
        header=bar.header(view, code, visitor, reads.to_do_count(view, visitor)),
        **values,
    )
    return f"<!doctype html>\n{body}\n"
