"""One stream for all open pages of a browser.

Over HTTP/1.1 a browser opens six connections to a server: with a stream for each page, the seventh page would wait
for ever. Each page asks by the address of its own stream, and that address answers for it as if it were asked alone:
whether it may be seen, and what is new. An event `to` says which page the next words are for, by its place among those
that were asked for.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, aclosing
from typing import cast
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Match, Route
from starlette.types import Scope

from kr_app.identity.names import place_of
from kr_app.live.stream import BEAT, HEADERS
from kr_app.room import TAKEN
from kr_app.web import address_of

# Their addresses fit into the longest line that a usual proxy takes.
MOST_PAGES = 40
_log = logging.getLogger(__name__)
_GONE, _LATER = b"event: gone\ndata: 1\n\n", b"event: later\ndata: 1\n\n"
_NOT_FOR_THIS_READER = (403, 404)


def shared(streams: Sequence[Route]) -> Callable[[Request], Awaitable[Response]]:
    """The answer to a browser that asks for several of these streams at once (`on`, once for each page)."""

    async def answer(request: Request) -> Response:
        asked = request.query_params.getlist("on")
        if not 0 < len(asked) <= MOST_PAGES:
            return Response(status_code=404, headers=HEADERS)
        answers = [await _answer_to(streams, request.scope, address) for address in asked]
        events = _together(answers, place_of(address_of(request.scope)))
        return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)

    return answer


async def _answer_to(streams: Sequence[Route], scope: Scope, address: str) -> Response:
    """What the stream at an address answers to the same reader."""
    parts = urlsplit(address)
    # What the browser heard last was for some page; each says in its address what it shows.
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"last-event-id"]
    alone = {
        **scope,
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": headers,
    }
    for stream in streams:
        match, found = stream.matches(alone)
        if match is Match.FULL:
            answer: Response = await stream.endpoint(Request({**alone, **found}))
            return answer
    return Response(status_code=404)


async def _together(answers: Sequence[Response], place: str) -> AsyncIterator[bytes]:
    """The events of all, each after the number of its page. Ends when the last of them has."""
    said: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=len(answers))
    with ExitStack() as room:
        # To the limit of an address each page counts, as if it had a connection of its own.
        granted = [number == 0 or room.enter_context(TAKEN.by(place)) for number in range(len(answers))]
        tasks = [
            asyncio.create_task(_hand_over(number, answer if granted[number] else None, said))
            for number, answer in enumerate(answers)
        ]
        try:
            going = len(tasks)
            while going:
                words = await said.get()
                if words is None:
                    going -= 1
                else:
                    yield words
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def _hand_over(number: int, answer: Response | None, said: asyncio.Queue[bytes | None]) -> None:
    to = f"event: to\ndata: {number}\n\n".encode()
    try:
        async with aclosing(_words_of(answer)) as events:
            async for words in events:
                await said.put(to + words)
    except Exception:
        _log.exception("the stream of one page met a problem; the others go on")
        await said.put(to + _LATER)
    await said.put(None)


async def _words_of(answer: Response | None) -> AsyncGenerator[bytes]:
    if not isinstance(answer, StreamingResponse):
        refused = answer is not None and answer.status_code in _NOT_FOR_THIS_READER
        yield _GONE if refused else _LATER
        return
    # Whoever is let in is told so at once, also where nothing is new.
    yield BEAT
    async with aclosing(cast(AsyncGenerator[bytes], answer.body_iterator)) as events:
        async for words in events:
            yield words
