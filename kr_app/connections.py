"""Connections that say nothing: counted from their first byte on, and closed before they take the room of others.

The server (uvicorn) gives a connection that has not asked for anything yet all the time it wants, and a form as long as
it likes to arrive. Its protocols are taken as they are; these tell `Lines` what happens, and `Lines` closes what is
overdue, or, where the room runs out, whoever has been silent longest.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from kr_app.intake import Intake
from kr_app.lines import ASKS_WITHIN, LINES, Line
from kr_app.origins import plain_address
from kr_app.room import ROOM

# What a browser sends of a page's state is far smaller; Streamlit would take 200 MB.
LARGEST_FRAME = 1024 * 1024
# As many as the system lets wait until they are accepted.
_WAITING_OUTSIDE = 2048
_TLS = ("ssl", "ssl_handshake_timeout", "ssl_shutdown_timeout")
_log = logging.getLogger(__name__)


class Connection(H11Protocol):
    """A connection, until it becomes a WebSocket."""

    line: Line

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It begins."""
        super().connection_made(transport)
        if self.client:
            # A socket for both kinds of addresses calls an IPv4 address by its IPv6 name, which no proxy is trusted by.
            self.client = (plain_address(self.client[0]) or self.client[0], self.client[1])
        self.line = LINES.begin(transport, self.client[0] if self.client else "", self._owes_body)

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self.line.heard(len(data), self.loop.time())
        super().data_received(data)
        self._asked()

    def on_response_complete(self) -> None:
        """An answer is sent; the next request may have come already."""
        LINES.waits(self.line)
        super().on_response_complete()
        self._asked()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        LINES.end(self.line)
        super().connection_lost(exc)

    def _asked(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            LINES.asks(self.line)

    def _owes_body(self) -> bool:
        """Whether a form has not arrived whole, and it is not we who keep it waiting."""
        cycle = self.cycle
        return cycle is not None and cycle.more_body and not cycle.response_complete and not self.flow.read_paused


class Socket(WebSocketsSansIOProtocol):
    """A connection that became a WebSocket."""

    line: Line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It goes on as one."""
        super().connection_made(transport)
        self.line = LINES.of(transport)
        if self.client:
            self.client = (plain_address(self.client[0]) or self.client[0], self.client[1])
        self.line.becomes_a_socket(self.loop.time())

    def send_receive_event_to_app(self) -> None:
        """A message came."""
        self.line.spoke = True
        super().send_receive_event_to_app()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        LINES.end(self.line)
        super().connection_lost(exc)


def watch_from_here_on(loop: asyncio.AbstractEventLoop) -> None:
    """Have the server that is about to listen in this loop make its connections of these kinds.

    It is Streamlit that starts it, and takes no word about this; it asks the loop to listen after our start is over.
    """
    create_server = loop.create_server

    async def create(factory: Callable[[], Any], *args: Any, **settings: Any) -> asyncio.Server:
        if settings.get("ssl"):
            settings["ssl_handshake_timeout"] = ASKS_WITHIN  # Until then a connection is none of ours.
        known = _adapted(factory())
        server = await create_server(factory, *args, **settings)
        if known and (listening := settings.get("sock")):
            listening.listen(_WAITING_OUTSIDE)
            tls = {name: settings[name] for name in _TLS if settings.get(name)}
            Intake(listening, lambda found: loop.connect_accepted_socket(factory, found, **tls), ROOM.silent).open()
        return server

    loop.create_server = create  # type: ignore[method-assign, assignment]


def _adapted(protocol: Any) -> bool:
    """Whether the server was uvicorn, as it is known here."""
    config: Any = getattr(protocol, "config", None)
    if type(protocol) is not H11Protocol or config.ws_protocol_class is not WebSocketsSansIOProtocol:
        _log.warning("connections are not watched: this is not the server that is known")
        return False
    config.http_protocol_class, config.ws_protocol_class = Connection, Socket
    config.ws_max_size = LARGEST_FRAME
    trusted = ProxyHeadersMiddleware(config.app, config.forwarded_allow_ips).trusted_hosts
    LINES.trusts(lambda address: address in trusted)
    return True
