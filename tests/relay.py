"""A relay between browser and server: passes everything on, until it is told to do what bad networks do.

A page opened at the relay's address sends that address as host and origin, so to the server it is a page of its own.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)


class _Line:
    """One connection with its two ends. A lost one stays open for both and never carries a word again."""

    def __init__(self, near: socket.socket) -> None:
        self.ends = [near]
        self.lost = threading.Event()

    def cut(self) -> None:
        """Close it for both."""
        self.lost.set()
        for end in self.ends:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class Relay:
    """Stands at `url`. `mend` ends whatever was done to it; connections that lost a word stay silent for good."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (str(parts.hostname), int(parts.port or 80))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._lines: list[_Line] = []
        self._flows = threading.Event()
        self._flows.set()
        self._refuses = self._swallows = self._closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def passing(self) -> int:
        """How many connections are open and carry words."""
        return sum(len(line.ends) == 2 and not line.lost.is_set() for line in self._lines)

    def kill(self) -> None:
        """Cut every connection, and refuse new ones."""
        self._refuses = True
        self._cut_all()

    def stall(self) -> None:
        """Hold every word back; after `mend` they arrive in order."""
        self._flows.clear()

    def swallow(self) -> None:
        """Lose every word, also those of new connections, and say nothing: a sleep, a NAT or a VPN that forgot."""
        self._swallows = True
        for line in list(self._lines):
            line.lost.set()

    def mend(self) -> None:
        """New connections are carried again, and held words arrive."""
        self._refuses = self._swallows = False
        self._flows.set()

    def close(self) -> None:
        """Stop for good."""
        self._closed = self._refuses = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut_all()
        self._flows.set()

    def _cut_all(self) -> None:
        lines, self._lines = self._lines, []
        for line in lines:
            line.cut()

    def _accept(self) -> None:
        while not self._closed:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            line = _Line(near)
            if self._refuses:
                line.cut()
                continue
            if self._swallows:
                line.lost.set()
            self._lines.append(line)
            threading.Thread(target=self._carry, args=(line,), daemon=True).start()

    def _carry(self, line: _Line) -> None:
        self._flows.wait()
        if line.lost.is_set():
            return
        near = line.ends[0]
        try:
            far = socket.create_connection(self._target)
        except OSError:
            line.cut()
            return
        line.ends.append(far)
        threading.Thread(target=self._pump, args=(line, far, near), daemon=True).start()
        self._pump(line, near, far)

    def _pump(self, line: _Line, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                if not line.lost.is_set():
                    target.sendall(data)
            self._flows.wait()
            if not line.lost.is_set():
                target.shutdown(socket.SHUT_WR)
            return
        if not line.lost.is_set():
            line.cut()


@contextmanager
def relayed(target: str) -> Iterator[Relay]:
    """A relay in front of a server, for as long as it is needed."""
    relay = Relay(target)
    try:
        yield relay
    finally:
        relay.close()
