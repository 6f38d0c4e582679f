"""Answers as they stand on the wire, and whether a socket opens."""

import http.client
from contextlib import closing
from typing import NamedTuple
from urllib.parse import urlsplit

from websockets.exceptions import InvalidHandshake
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.app.entries import CODE
from tests.serving import Served

FONT = "/assets/fonts/Sarabun-Regular.ttf"
PAGES = ["/", f"/kr?kr={CODE}", "/update", f"/update?kr={CODE}&level=2&lang=en"]


class Answer(NamedTuple):
    """Status, headers and what was read."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def opens(served: Served, origin: str | None) -> bool:
    """Whether the server accepts a WebSocket from a page of that origin."""
    address = served.url.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        with connect(address, subprotocols=[Subprotocol("streamlit")], origin=origin, proxy=None):  # type: ignore[arg-type]
            return True
    except InvalidHandshake:
        return False


def raw(served: Served, path: str, asked: dict[str, str], *, stream: bool = False) -> Answer:
    """The answer as it stands on the wire; of a stream only its first line is read."""
    address = urlsplit(served.url)
    with closing(http.client.HTTPConnection(str(address.hostname), address.port, timeout=10)) as connection:
        connection.putrequest("GET", path, skip_host="Host" in asked, skip_accept_encoding=True)
        for name, value in {**asked, "Connection": "close"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            body = response.readline() if stream else response.read()
            return Answer(response.status, [(name.lower(), value) for name, value in response.getheaders()], body)
