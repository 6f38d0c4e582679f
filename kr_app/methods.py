"""What a method does, decided here and nowhere else: POST sends; GET, HEAD and OPTIONS read; nothing else is served.

The gate answers HEAD by asking what GET answers and keeping the body to itself, and OPTIONS by itself: what lies behind
it meets GET and POST only.
"""

import re
from collections.abc import Iterable

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Scope, Send

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_SENDING = "POST"
# In the scope of a GET that was a HEAD.
_BODILESS = "kr.bodiless"
_CHOSEN = re.compile(r"\{[^{}]*\}")


def known(scope: Scope) -> bool:
    """Whether the method of a request is served at all."""
    return scope["method"] in READING or scope["method"] == _SENDING


def changing(scope: Scope) -> bool:
    """Whether a request may change something: every WebSocket, and every method that is not known to read only."""
    return scope["type"] == "websocket" or scope["method"] not in READING


def getting(scope: Scope) -> bool:
    """Whether a request asks for what stands at its address."""
    return bool(scope["type"] == "http" and scope["method"] == "GET")


def asks_only_what_is_allowed(scope: Scope) -> bool:
    """Whether a request asks only which methods there are."""
    return bool(scope["type"] == "http" and scope["method"] == "OPTIONS")


def sent(request: Request) -> bool:
    """Whether a form was sent: the one thing that may change something."""
    return request.method == _SENDING


def opened(request: Request) -> bool:
    """Whether somebody gets to see the answer: whoever asks with HEAD does not."""
    return getting(request.scope) and not request.scope.get(_BODILESS)


def as_get(scope: Scope, send: Send) -> tuple[Scope, Send]:
    """A HEAD as the GET that it asks about, whose answer ends with its headers; anything else as it is."""
    if scope["type"] != "http" or scope["method"] != "HEAD":
        return scope, send
    return {**scope, "method": "GET", _BODILESS: True}, _without_body(send)


def _without_body(send: Send) -> Send:
    over = False

    async def headers_only(message: Message) -> None:
        nonlocal over
        if over:
            return
        await send(message)
        if message["type"] == "http.response.start":
            over = True
            # The end of the answer: from here on a stream hears that nobody listens, and stops.
            await send({"type": "http.response.body", "body": b""})

    return headers_only


class Addresses:
    """The server's own list of addresses: how each is called, and whether it takes forms."""

    def __init__(self, routes: Iterable[BaseRoute], pages: Iterable[str] = ()) -> None:
        self._routes = [route for route in routes if isinstance(route, Route)]
        self._pages = frozenset(pages)

    def name_of(self, path: str) -> str:
        """The address as it stands in the list, without what somebody wrote in it; empty for one that does not."""
        if path in self._pages:
            return path
        return _CHOSEN.sub("…", next((route.path for route in self._of(path)), ""))

    def takes_forms(self, path: str) -> bool:
        """Whether a form may be sent there."""
        return _SENDING in self._methods_of(path)

    def allowed(self, path: str) -> str:
        """The methods that an address answers, as the header says them."""
        methods = self._methods_of(path)
        read = ("GET", "HEAD") if not methods or "GET" in methods else ()
        return ", ".join((*read, "OPTIONS", *((_SENDING,) if self.takes_forms(path) else ())))

    def _methods_of(self, path: str) -> frozenset[str]:
        """Of the first address that fits; further methods of the same one stand in routes of their own."""
        fitting = self._of(path)
        return frozenset().union(*(route.methods or () for route in fitting if route.path == fitting[0].path))

    def _of(self, path: str) -> list[Route]:
        return [route for route in self._routes if route.path_regex.match(path)]
