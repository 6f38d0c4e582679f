"""The gate: one pure-ASGI layer in front of everything, WebSocket included.

It refuses a WebSocket from a foreign page, says whether a request comes from the loopback address (and removes
what a client claims about that), and puts the first paint into the page. Deny first, then allow.
"""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kr_app.access import LOOPBACK_WORD
from kr_app.first_bytes import with_first_paint
from kr_app.view import KEY_RESULT, view_of

PLACE_HEADER = b"x-kr-place"
# Set by proxies: whoever comes through one is not at this machine, whatever the connection says.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)
_STALE_AFTER_REWRITE = (b"content-length", b"etag", b"last-modified", b"content-encoding")


class Gate:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, refused or marked."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "websocket" and not same_origin(headers):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http" and (address := _long_address(scope)):
            await RedirectResponse(address, status_code=307)(scope, receive, _secured(send))
            return
        place = LOOPBACK_WORD.encode() if from_loopback(scope, headers) else b""
        kept = [(name, value) for name, value in scope["headers"] if name.lower() != PLACE_HEADER]
        wants_page = scope["type"] == "http" and scope["method"] == "GET" and _is_page(scope["path"], headers)
        if wants_page:
            # The page is rewritten, so it must come whole: neither compressed nor "not modified".
            dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
            kept = [(name, value) for name, value in kept if name.lower() not in dropped]
        marked = {**scope, "headers": [*kept, (PLACE_HEADER, place)]}
        await self._app(marked, receive, _Page(scope, send) if wants_page else _secured(send))


def same_origin(headers: Headers) -> bool:
    """Whether a WebSocket was opened by a page of ours: its Origin names the host it was sent to."""
    origin, host = headers.get("origin"), headers.get("host")
    if origin is None or not host:
        return False
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def from_loopback(scope: Scope, headers: Headers) -> bool:
    """Whether a request was made at this machine, to this machine, without a proxy in between."""
    if any(name in headers for name in _FORWARDED):
        return False
    client = scope.get("client")
    try:
        name = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return client is not None and _is_loopback(client[0]) and (name == "localhost" or _is_loopback(name))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _long_address(scope: Scope) -> str:
    """Where `/?kr=…` leads; empty for every other address."""
    if scope["path"] != "/" or scope["method"] != "GET":
        return ""
    view = view_of(KEY_RESULT, dict(parse_qsl(scope["query_string"].decode("latin-1"))))
    return view.address if view.code else ""


def _is_page(path: str, headers: Headers) -> bool:
    return path.count("/") == 1 and "." not in path and "text/html" in headers.get("accept", "")


def _with_security(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in _SECURITY}
    return [*((name, value) for name, value in headers if name.lower() not in ours), *_SECURITY]


def _secured(send: Send) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _with_security(message.get("headers", []))}
        await send(message)

    return secured


class _Page:
    """Holds a page back until it is whole, then sends it with the first paint in it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if not Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                await self._send({**message, "headers": _with_security(message["headers"])})
                return
            self._start = message
            return
        if message["type"] != "http.response.body" or self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = [(k, v) for k, v in self._start["headers"] if k.lower() not in _STALE_AFTER_REWRITE]
        body = self._body
        if self._start["status"] == 200:
            body = with_first_paint(body, self._scope["path"], self._scope["query_string"])
            headers = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
            headers.append((b"cache-control", b"no-store"))
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": _with_security(headers)})
        await self._send({"type": "http.response.body", "body": body})
