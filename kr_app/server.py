"""What stands beside Streamlit: routes, the gate, and what runs as long as the server does."""

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import fontpkg_sarabun
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kr_app import access, connections, console, upkeep, web
from kr_app.books import DEMO, REAL, book
from kr_app.card.routes import routes as card_routes
from kr_app.card.routes import streams as card_streams
from kr_app.desk.organisation import routes as organisation_routes
from kr_app.desk.routes import routes as desk_routes
from kr_app.gate import Gate
from kr_app.lines import LINES
from kr_app.live import HUB, live, shared
from kr_app.methods import Addresses
from kr_app.packed import Packed
from kr_app.ready import READINESS
from kr_app.room import say_where_it_is_narrow
from kr_app.settings import SETTINGS
from kr_app.store import engine
from kr_app.view import PAGES

_ASSETS = Path(__file__).resolve().parent / "assets"
_FONTS = Path(fontpkg_sarabun.__file__).resolve().parent / "files"
_FONT_NAMES = frozenset(file.name for file in _FONTS.glob("Sarabun-*.ttf"))
# At start a process has few; the listening socket is among the first.
_MOST_DESCRIPTORS = 64
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


async def healthz(_: Request) -> Response:
    """Alive."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """Ready: the file can be read and written. Whoever may look learns of the engine, the journal and the log."""
    known = book(DEMO if SETTINGS.demo else REAL)
    problem = await READINESS.problem(asyncio.get_running_loop().time())
    status = 200 if problem is None else 503
    if not await asyncio.to_thread(lambda: access.may_view(web.visitor(request))):
        return JSONResponse({"ready": problem is None}, status_code=status)
    found = {
        "ready": problem is None,
        "problem": type(problem).__name__ if problem else None,
        "version": known.version,
        "sqlite": ".".join(str(part) for part in engine.version()),
        "journal": engine.journal_mode(),
        "listening": HUB.listening,
    }
    return JSONResponse(found, status_code=status)


async def font(request: Request) -> Response:
    """A font file of the Sarabun package; any other name does not exist."""
    name = request.path_params["name"]
    if name not in _FONT_NAMES:
        return Response(status_code=404)
    return FileResponse(_FONTS / name, media_type="font/ttf", headers=_FOREVER)


async def icon(_: Request) -> Response:
    """The mark in the browser's tab."""
    return FileResponse(_ASSETS / "icon.svg", media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Fold the log before the first page is served, and watch it until the server stops."""
    await asyncio.to_thread(book(DEMO if SETTINGS.demo else REAL).refresh)
    # Pages are drawn in threads: eight of them at Python's 5 ms each would keep the loop from its turn for 40 ms.
    sys.setswitchinterval(0.001)
    # What is there from the start stays: looking for garbage in it would halt everything for a tenth of a second.
    gc.freeze()
    _send_small_answers_at_once()
    say_where_it_is_narrow()
    upkeep.begin()
    console.say_everything_once()
    connections.watch_from_here_on(asyncio.get_running_loop())
    tasks = [asyncio.create_task(work) for work in (HUB.run(), LINES.run(), upkeep.run())]
    _let_pages_go_when_asked_to_stop(asyncio.get_running_loop())
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await asyncio.to_thread(upkeep.end)


def _send_small_answers_at_once() -> None:
    """Set TCP_NODELAY on the listening socket; connections inherit it.

    asyncio would set it on each connection, but not for a socket that was made without naming its protocol, as
    Streamlit makes it: then the second packet of every answer waits 40 ms for the browser's receipt of the first.
    """
    for number in range(3, _MOST_DESCRIPTORS):
        with suppress(OSError), socket.socket(fileno=os.dup(number)) as found:
            if found.family in (socket.AF_INET, socket.AF_INET6) and found.type == socket.SOCK_STREAM:
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _let_pages_go_when_asked_to_stop(loop: asyncio.AbstractEventLoop) -> None:
    """Ahead of the server's own handling of a signal, which waits for event streams that never end by themselves."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)

        def stop(received: int, frame: FrameType | None, before: Any = before) -> None:
            loop.call_soon_threadsafe(HUB.close)
            if callable(before):
                before(received, frame)

        signal.signal(number, stop)


_streams = [Route("/live", live), *card_streams]
routes = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/streams", shared(_streams)),
    _streams[0],
    Route("/assets/fonts/{name}", font),
    Route("/assets/icon.svg", icon),
    *card_routes,
    *organisation_routes,
    *desk_routes,
]
# Streamlit's own addresses, as far as the trail names them.
_STREAMLITS = (*(f"/{page}" for page in PAGES), "/_stcore/stream")
addresses = Addresses(routes, _STREAMLITS)
middleware = [Middleware(Gate, addresses), Middleware(Packed)]
