"""What messages arrive at: a web address on this machine, which keeps what it got."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_LONG_ENOUGH = 60


@dataclass
class Web:
    """A web server. `broken` paths answer 500, `moved` ones lead on; at `/held` an answer waits until it is let go."""

    url: str = ""
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    arrived: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str) -> list[dict[str, Any]]:
        """What arrived at a path."""
        return [message for known, message in self.got if known == path]


@contextmanager
def web() -> Iterator[Web]:
    """Run it on a free port."""
    kept = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.got.append((self.path, body))
            if self.path == "/held":
                kept.arrived.set()
                kept.let_go.wait(_LONG_ENOUGH)
            self.send_response(500 if self.path in kept.broken else 302 if self.path in kept.moved else 200)
            if self.path in kept.moved:
                self.send_header("Location", kept.moved[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}"
        with serving(server):
            yield kept
            kept.let_go.set()


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Let a server work beside the test."""
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
