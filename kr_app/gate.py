"""The gate: one pure-ASGI layer in front of everything, WebSocket included. Deny first, then allow.

It refuses foreign hosts and origins, keeps those out who may not view, tells Streamlit who is asking (and removes
what a client claims about that), and puts the first paint into the page.
"""

import asyncio
import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qsl, quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kr_app import access, methods
from kr_app.identity.names import place_of
from kr_app.identity.trail import TRAIL, What
from kr_app.methods import Addresses
from kr_app.origins import known_host, same_origin, why_foreign
from kr_app.painted import WithFirstPaint
from kr_app.pasted import meant
from kr_app.policy import secured
from kr_app.rights import ANYBODY, Visitor
from kr_app.room import TAKEN
from kr_app.settings import SETTINGS
from kr_app.sockets import frames_only
from kr_app.view import KEY_RESULT, view_of
from kr_app.web import address_of, token_of

SESSION_HEADER = b"x-kr-session"
# What somebody may reach who may not view: how to sign in, links (each checks its own token), and what is no secret.
_OPEN_FOLDERS = ("/account/", "/assets/", "/auth/", "/badge/", "/s/", "/static/")
# Whole addresses: Streamlit answers what merely begins like one of them with a page, and that is not for all. Each of
# the streams asks by itself who may listen.
_OPEN_ADDRESSES = frozenset({"/help", "/oauth2callback", "/healthz", "/readyz", "/streams", "/_stcore/health"})
# What Streamlit could do and the dashboard does not: programs driving the pages, files sent to a page, its own counts.
_NOT_SERVED = ("/_stcore/agent", "/_stcore/upload_file", "/_stcore/metrics", "/_stcore/script-health-check")
# The page is rewritten, so it must come whole: neither compressed nor "not modified".
_DROPPED_FOR_A_PAGE = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


class Gate:
    """Wraps the whole application, whose own addresses it knows."""

    def __init__(self, app: ASGIApp, addresses: Addresses) -> None:
        self._app = app
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, refused or marked."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        with TAKEN.by(place_of(address_of(scope))) as room:
            if room or scope["path"] == "/healthz":
                await self._answer(scope, receive, send)
            else:
                await _refuse(scope, receive, send, _NO_ROOM)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if refusal := _refused(scope, headers, self._addresses):
            await _refuse(scope, receive, send, refusal)
            return
        if methods.asks_only_what_is_allowed(scope):
            allowed = {"allow": self._addresses.allowed(scope["path"]), "cache-control": "no-store"}
            await Response(status_code=204, headers=allowed)(scope, receive, secured(send))
            return
        scope, send = methods.as_get(scope, send)
        if address := _long_address(scope):
            await RedirectResponse(address, status_code=307)(scope, receive, secured(send))
            return
        # Read as our own pages read them: an odd cookie of another program on this host hides none of ours.
        token = token_of(cookie_parser(headers.get("cookie", "")))
        page = methods.getting(scope) and _is_page(scope["path"], headers)
        guarded = SETTINGS.private and not _open_to_all(scope["path"])
        who = await asyncio.to_thread(_who, token, page) if token and (page or guarded) else ANYBODY
        if guarded and not access.may_view(who):
            about = self._addresses.name_of(scope["path"])
            await _send_away(scope, receive, send, about, _is_asked_by_a_person(scope, headers))
            return
        marked = _marked(scope, token, page)
        if scope["type"] == "websocket":
            await self._app(marked, *frames_only(receive, send))
            return
        send = _led_back(scope, send)
        answer = WithFirstPaint(scope, send, who) if page else secured(send)
        await self._app(marked, receive, answer)


def _open_to_all(path: str) -> bool:
    return path in _OPEN_ADDRESSES or path.startswith(_OPEN_FOLDERS)


class _Refusal(NamedTuple):
    """Why a request is refused."""

    status: int
    text: str
    headers: Mapping[str, str] = MappingProxyType({})


_NO_ROOM = _Refusal(
    503,
    "มีหน้าที่เปิดจากที่อยู่นี้มากเกินไป โปรดปิดบางหน้า หรือลองใหม่ในอีกครึ่งนาที / "
    "Too many pages are open from this address. Please close some, or try again in half a minute.\n"
    "สำหรับผู้ดูแลระบบ / For whoever runs this: KR_PER_ADDRESS\n",
    {"retry-after": "30"},
)


def _refused(scope: Scope, headers: Headers, addresses: Addresses) -> _Refusal | None:
    """Why a request is refused; None for one that is not."""
    if not known_host(headers):
        TRAIL.note(What.FOREIGN_HOST, address=address_of(scope))
        return _Refusal(421, "ไม่รู้จักชื่อเครื่องนี้ / This name is not known here. KR_HOSTS\n")
    if methods.changing(scope) and not same_origin(headers):
        TRAIL.note(What.FOREIGN_ORIGIN, about=addresses.name_of(scope["path"]), address=address_of(scope))
        return _Refusal(403, why_foreign(headers))
    serves = scope["type"] == "websocket" or methods.known(scope)
    if serves and scope["path"].startswith(_NOT_SERVED):
        return _Refusal(404, "ไม่มีหน้านี้ / Not found.\n")
    form = serves and scope["type"] == "http" and methods.changing(scope)
    if not serves or (form and not addresses.takes_forms(scope["path"])):
        allowed = {"allow": addresses.allowed(scope["path"])}
        return _Refusal(405, "ไม่รองรับวิธีนี้ / Method not allowed.\n", allowed)
    return None


async def _refuse(scope: Scope, receive: Receive, send: Send, refusal: _Refusal) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = PlainTextResponse(refusal.text, refusal.status, dict(refusal.headers))
    await answer(scope, receive, secured(send))


async def _send_away(scope: Scope, receive: Receive, send: Send, about: str, page: bool) -> None:
    """Somebody may not view: a person is led to sign in, anything else is told no."""
    if not page:
        TRAIL.note(What.NOT_PERMITTED, about=about, address=address_of(scope))
        await _refuse(scope, receive, send, _Refusal(403, "โปรดเข้าสู่ระบบ / Please sign in.\n"))
        return
    query = scope["query_string"].decode("latin-1")
    back = quote(f"{scope['path']}?{query}" if query else scope["path"], safe="")
    language = "&lang=en" if dict(parse_qsl(query)).get("lang") == "en" else ""
    answer = RedirectResponse(f"/account/sign-in?next={back}{language}", 303, {"cache-control": "no-store"})
    await answer(scope, receive, secured(send))


def _who(token: str, active: bool) -> Visitor:
    who = access.visitor(token)
    if active:
        access.note_activity(token, who)
    return who


def _marked(scope: Scope, token: str, page: bool) -> Scope:
    """The request as the application gets it: with who asks, in a header that no client can set.

    Whoever is not signed in gets another word for every connection, so that nobody can take over what they left.
    """
    dropped = (SESSION_HEADER, *(_DROPPED_FOR_A_PAGE if page else ()))
    kept = [(name, value) for name, value in scope["headers"] if name.lower() not in dropped]
    session = token or f"{access.NOBODY}{secrets.token_urlsafe(16)}"
    path = "/wall" if scope["path"] == "/" and _asks_for_the_wall(scope) else scope["path"]
    return {**scope, "path": path, "headers": [*kept, (SESSION_HEADER, session.encode("utf-8", "replace"))]}


def _asks_for_the_wall(scope: Scope) -> bool:
    query = scope.get("query_string", b"").decode("latin-1")
    return scope["type"] == "http" and dict(parse_qsl(query)).get("kiosk") == "1"


def _long_address(scope: Scope) -> str:
    """Where `/?kr=…` leads, and an address that something was stuck to; empty for every other one."""
    if not methods.getting(scope):
        return ""
    query = scope["query_string"].decode("latin-1")
    if address := meant(scope["path"], query):
        return address
    if scope["path"] != "/":
        return ""
    view = view_of(KEY_RESULT, dict(parse_qsl(query)))
    return view.address if view.code else ""


def _led_back(scope: Scope, send: Send) -> Send:
    """Whoever comes back from the account service goes on to our own sign-in; Streamlit would lead to the board."""
    if scope["path"] != "/oauth2callback":
        return send

    async def leading(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"location"]
            message = {**message, "headers": [*kept, (b"location", b"/account/identity")]}
        await send(message)

    return leading


def _is_asked_by_a_person(scope: Scope, headers: Headers) -> bool:
    """Whatever a browser wants to show as a page, also where there is none."""
    return methods.getting(scope) and "text/html" in headers.get("accept", "")


def _is_page(path: str, headers: Headers) -> bool:
    return path.count("/") == 1 and "." not in path and "text/html" in headers.get("accept", "")
