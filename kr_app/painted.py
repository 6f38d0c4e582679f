"""Streamlit's pages on their way out: held back until they are whole, and sent with the first paint in them."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import Message, Scope, Send

from kr_app.first_bytes import with_first_paint
from kr_app.policy import policy_for, secured
from kr_app.rights import Visitor

_STALE_AFTER_REWRITE = (b"content-length", b"etag", b"last-modified", b"content-encoding", b"cache-control")


class WithFirstPaint:
    """A `send` that holds a page back until it is whole, then sends it with the first paint in it."""

    def __init__(self, scope: Scope, send: Send, visitor: Visitor) -> None:
        self._scope = scope
        self._send = send
        self._visitor = visitor
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            if not Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                await secured(self._send)(message)
                return
            self._start = message
            return
        if message["type"] != "http.response.body" or self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        await self._send_whole(self._start)

    async def _send_whole(self, start: Message) -> None:
        body, headers = self._body, start["headers"]
        if start["status"] == 200:
            body = await asyncio.to_thread(
                with_first_paint, body, self._scope["path"], self._scope["query_string"], self._visitor
            )
            headers = [(name, value) for name, value in headers if name.lower() not in _STALE_AFTER_REWRITE]
            headers += [(b"cache-control", b"no-store"), (b"content-length", str(len(body)).encode())]
        await secured(self._send, policy_for(body.decode("utf-8", "replace")))({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})
