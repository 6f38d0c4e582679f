"""The badge of a key result, for the pages of others."""

import asyncio
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from kr_app import access, clock, web
from kr_app.books import DEMO, REAL, book
from kr_app.card import link
from kr_app.card.kept import Kept
from kr_app.card.shown import Shown, SnapshotLost
from kr_app.draw import badge as drawing
from kr_app.store.errors import StoreError
from kr_app.view import KEY_RESULT, view_of

_HEADERS = {
    "cache-control": "no-cache",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'",
}
_badges: Kept[str] = Kept(500)


async def picture(request: Request) -> Response:
    """The drawing; asked for again, only whether it has changed."""
    try:
        found = await asyncio.to_thread(_badge, request)
    except StoreError:
        return Response(status_code=503, headers=_HEADERS)
    if found is None:
        return Response(status_code=404, headers=_HEADERS)
    headers = {**_HEADERS, "etag": f'"{sha256(found.encode()).hexdigest()[:24]}"'}
    known = request.headers.get("if-none-match", "")
    if headers["etag"] in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(found, media_type="image/svg+xml", headers=headers)


def _badge(request: Request) -> str | None:
    shown = _allowed(request)
    if shown is None:
        return None
    known, day = book(shown.book), clock.today()
    known.refresh()
    if known.problem is not None:
        raise known.problem

    def make() -> str:
        return drawing.badge(shown.reports(day)[0], shown.words, shown.demo)

    try:
        return _badges.get(shown, (shown.state(day), day), make)
    except SnapshotLost:
        return None


def _allowed(request: Request) -> Shown | None:
    """What to show: by the link whose token is in the address, or because whoever asks may look; None for neither."""
    code, token = request.path_params["code"], request.query_params.get("token", "")
    if token:
        opened = link.opened(request, token)
        if opened is None or code not in opened.shown.codes:
            return None
        return Shown((code,), opened.shown.demo, opened.shown.words, as_sent=opened.shown.as_sent)
    view = view_of(KEY_RESULT, {**request.query_params, "kr": code})
    if not access.may_view(web.visitor(request)):
        return None
    known = book(DEMO if view.demo else REAL)
    known.refresh()  # A key result may have been added a moment ago.
    return Shown((code,), view.demo, view.words) if code in known.definitions.key_results else None
