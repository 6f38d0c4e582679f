"""What messages arrive at: a web address and a mail server on this machine, each of which keeps what it got."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
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


@dataclass
class Mail:
    """A mail server that lets everybody in."""

    port: int = 0
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@contextmanager
def mail() -> Iterator[Mail]:
    """Run it on a free port."""
    kept = Mail()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            to = ""
            while line := self.rfile.readline().decode():
                kept.words.append(line.strip())
                match line.split()[0].upper():
                    case "EHLO":
                        self._say("250-here\r\n250 AUTH PLAIN")
                    case "AUTH":
                        self._say("235 come in")
                    case "RCPT":
                        to = line.partition("<")[2].partition(">")[0]
                        self._say("250 yes")
                    case "DATA":
                        self._say("354 go on")
                        kept.got.append((to, self._letter()))
                        self._say("250 taken")
                    case "QUIT":
                        self._say("221 bye")
                        return
                    case _:
                        self._say("250 yes")

        def _letter(self) -> EmailMessage:
            lines = list(iter(self.rfile.readline, b".\r\n"))
            found = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(found, EmailMessage)
            return found

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = int(server.server_address[1])
        with serving(server):
            yield kept


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
