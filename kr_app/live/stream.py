"""The event stream of one page."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kr_app import clock
from kr_app.books import book
from kr_app.live.hub import HUB, Topic
from kr_app.live.keys import Key
from kr_app.pieces import pieces
from kr_app.room import ROOM

HEARTBEAT_SECONDS = 15.0
# Beyond it a page is asked to come back later.
MOST_LISTENERS = ROOM.streams
# An event that scripts see, so that a page can tell a quiet server from a lost one.
BEAT = b"event: beat\ndata: 1\n\n"
HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def told(stamp: str, body: dict[str, object]) -> bytes:
    """The event that brings a page to a state."""
    return f"id: {stamp}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


async def answer(request: Request, topic: Topic, key: Key | None) -> Response:
    """The stream for a page. `after` is what it shows already; a page that missed something gets it at once."""
    known = book(topic.book)
    await asyncio.to_thread(known.refresh)
    if known.problem is not None or HUB.listening >= MOST_LISTENERS:
        return Response(status_code=503, headers={"retry-after": "30", **HEADERS})
    shown = request.headers.get("last-event-id") or request.query_params.get("after", "")
    return StreamingResponse(_events(topic, key, shown), media_type="text/event-stream", headers=HEADERS)


async def _events(topic: Topic, key: Key | None, shown: str) -> AsyncIterator[bytes]:
    listener = HUB.join(topic, key)
    try:
        day = clock.today()
        behind = shown != topic.stamp(day)
        if behind:
            listener.hold()
        yield b"retry: 2000\n\n"
        if behind:
            newest, state = await HUB.newest.of(topic, day)
            if not listener.over:
                async for piece in pieces(newest):
                    yield piece
            listener.go_on_from(state)
        while not HUB.closed:
            try:
                yield await asyncio.wait_for(listener.waiting.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield BEAT
            if listener.over and listener.waiting.empty():
                return
    finally:
        HUB.leave(listener)
