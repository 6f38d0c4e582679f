"""The wall screen of the whole board; that of a link is the link's own page with `kiosk=1`."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from kr_app import access, clock, web
from kr_app.books import DEMO, REAL, book
from kr_app.card import page
from kr_app.card.page import Bytes
from kr_app.card.shown import Shown
from kr_app.live import answer
from kr_app.settings import SETTINGS
from kr_app.view import BOARD, view_of


async def wall(request: Request) -> Response:
    """Every key result, one after the other; in private viewing only for whoever may look."""
    if not access.may_view(web.visitor(request)):
        view = view_of(BOARD, dict(request.query_params))
        return web.see(view.outside("/account/sign-in", next=page.place_of(request, "/").at(kiosk="1")))
    found, status, waits = await asyncio.to_thread(_page, request)
    return page.sent(request, found, status, waits=waits)


def _page(request: Request) -> tuple[Bytes, int, bool]:
    """The page, its status, and whether it waits for something to show."""
    shown = _shown(request)
    words, known = shown.words, book(shown.book)
    if known.problem is not None:
        line = words("Please try again in a few minutes.")
        return page.message(words, words("The figures cannot be read at the moment"), (line,)), 503, True
    if not shown.codes:
        return page.message(words, words("There is no key result to show yet"), ()), 200, True
    return page.page_of(shown, page.place_of(request, "/wall"), clock.today(), snapshot=False), 200, False


async def events(request: Request) -> Response:
    """The events of the wall."""
    if not access.may_view(web.visitor(request)):
        return Response(status_code=403, headers={"cache-control": "no-store"})
    shown = _shown(request)
    if not shown.codes:
        return Response(status_code=404, headers={"cache-control": "no-store"})
    return await answer(request, shown, web.token_of(request.cookies) if SETTINGS.private else None)


def _shown(request: Request) -> Shown:
    view = view_of(BOARD, dict(request.query_params))
    known = book(DEMO if view.demo else REAL)
    known.refresh()  # A key result may have been added a moment ago.
    codes = tuple(known.definitions.key_results)
    return Shown(codes, view.demo, view.words, wall=True, board=True)
