"""The card behind a share link: its page, its events, and its picture for previews."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kr_app import clock, methods, sharing, web
from kr_app.books import book
from kr_app.card import page, preview
from kr_app.card.page import Bytes
from kr_app.card.readers import READERS
from kr_app.card.shown import Shown, SnapshotLost, shown_by
from kr_app.identity.trail import TRAIL, What, about_link
from kr_app.live import LinkKey, answer
from kr_app.store.errors import StoreError
from kr_app.store.links import Link

_NO_FIGURE = {"cache-control": "no-store"}


@dataclass(frozen=True)
class Opened:
    """A link that opens, and what it shows to whoever asks."""

    link: Link
    shown: Shown


def opened(request: Request, token: str) -> Opened | None:
    """The link behind a token with what it shows now; None if it does not open, or shows nothing that exists."""
    opening = sharing.opened(web.asking(request), token)
    if opening is None:
        return None
    asked = request.query_params
    now, wall = asked.get("now") == "1", asked.get("kiosk") == "1"
    return Opened(opening.link, shown_by(opening, page.words_of(request), now=now, wall=wall))


async def card(request: Request) -> Response:
    """The page."""
    found, status = await asyncio.to_thread(_page, request)
    waits = status == 503 and request.query_params.get("kiosk") == "1"
    return page.sent(request, found, status, waits=waits)


def _page(request: Request) -> tuple[Bytes, int]:
    words, address = page.words_of(request), web.address_of(request.scope)
    token = request.path_params["token"]
    place = page.place_of(request, request.url.path)
    try:
        found = opened(request, token)
        if found is None:
            TRAIL.note(What.LINK_REFUSED, address=address)
            return page.refused(words), 404
        known = book(found.shown.book)
        known.refresh()
        if known.problem is not None:
            raise known.problem
        if methods.opened(request) and READERS.opened(request, found.link.id):
            _note_reader(request, found.link)
        day = clock.today()
        return page.page_of(found.shown, place, day, snapshot=found.link.as_sent), 200
    except SnapshotLost:
        line = words("The record was restored from an older copy since, so the figures of that day are not known here.")
        title, label = words("The figures as sent can no longer be shown"), words("See the figures of today")
        return page.message(words, title, (line,), place.at(now="1"), label), 200
    except StoreError:
        title, line = words("The figures cannot be read at the moment"), words("Please try again in a few minutes.")
        # A wall asks again by itself.
        wall = request.query_params.get("kiosk") == "1"
        return page.message(words, title, (line,), "" if wall else place.at(), words("Try again")), 503


def _note_reader(request: Request, link: Link) -> None:
    person, address = web.visitor(request).person, web.address_of(request.scope)
    TRAIL.note(What.LINK_VIEWED, person=person, about=about_link(link.id), address=address)


async def events(request: Request) -> Response:
    """The events of the page, as long as the link opens."""
    try:
        found = await asyncio.to_thread(opened, request, request.path_params["token"])
    except StoreError:
        return Response(status_code=503, headers=_NO_FIGURE)
    if found is None:
        return Response(status_code=404, headers=_NO_FIGURE)
    if methods.opened(request) and READERS.listens(request, found.link.id):
        await asyncio.to_thread(_note_reader, request, found.link)
    return await answer(request, found.shown, LinkKey(found.link.id, found.shown.codes))


async def picture(request: Request) -> Response:
    """The picture that messengers show."""
    try:
        found = await asyncio.to_thread(opened, request, request.path_params["token"])
        png = await asyncio.to_thread(_picture, found.shown) if found else b""
    except StoreError:
        return Response(status_code=503, headers=_NO_FIGURE)
    if not png:
        return Response(status_code=404, headers=_NO_FIGURE)
    headers = {"cache-control": "no-cache", "cross-origin-resource-policy": "cross-origin"}
    return Response(png, media_type="image/png", headers=headers)


def _picture(shown: Shown) -> bytes:
    known = book(shown.book)
    known.refresh()
    if known.problem is not None:
        raise known.problem
    try:
        return preview.picture(shown, clock.today())
    except SnapshotLost:
        return b""
