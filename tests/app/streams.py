"""An open page as the server sees it: somebody who reads server-sent events."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.serving import Served


class Message(NamedTuple):
    """One event: its id, its whole text, and what it says."""

    id: str
    raw: bytes

    @property
    def parts(self) -> dict[str, str]:
        """The drawings by name."""
        parts: dict[str, str] = self._said["parts"]
        return parts

    @property
    def news(self) -> str:
        """What the page says happened."""
        return str(self._said["news"])

    @property
    def shape(self) -> str:
        """What a page must be loaded anew for when it changes."""
        return str(self._said["shape"])

    @property
    def _said(self) -> dict[str, Any]:
        data = next(line for line in self.raw.splitlines() if line.startswith(b"data: "))
        said: dict[str, Any] = json.loads(data[6:])
        return said


class Stream:
    """The events of one page, read as they come."""

    def __init__(self, response: Any) -> None:
        self._response = response

    def next(self) -> Message:
        """The next event; a server that says nothing for ten seconds is a failure."""
        while True:
            block = b"".join(iter(self._response.readline, b"\n"))
            assert block, "the server closed the stream"
            if block.startswith(b"id: "):
                return Message(block.splitlines()[0][4:].decode(), block)

    def ends(self) -> bool:
        """Whether nothing more comes."""
        return self._response.read() == b""

    def until_gone(self) -> str:
        """Everything that comes before the page is told that its reader may no longer look."""
        return b"".join(iter(self._response.readline, b"event: gone\n")).decode()

    def goes_blank(self) -> bool:
        """Whether the page is told that its reader may no longer look, and nothing after it."""
        block = b""
        while not block.startswith(b"event: gone"):
            block = b"".join(iter(self._response.readline, b"\n"))
            if not block:
                return False
        return self._response.readline() == b""


@contextmanager
def listening(served: Served, path: str, **headers: str) -> Iterator[Stream]:
    """Somebody listens: the server has answered, so whatever is committed from now on must come."""
    address = urlsplit(served.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Accept": "text/event-stream", **named})
    response = connection.getresponse()
    try:
        assert response.status == 200
        assert response.readline() + response.readline() == b"retry: 2000\n\n"
        yield Stream(response)
    finally:
        response.close()
        connection.close()


def eventually(holds: Callable[[], bool]) -> bool:
    """Ask again until it holds; false if it does not within ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False
