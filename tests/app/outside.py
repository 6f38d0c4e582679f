"""Everything outside, on this machine: a proxy that answers for every host itself, with a certificate for its name.

A client asks the proxy to be led to a host (CONNECT). From then on it speaks TLS with what it takes for that host, and
looks at the certificate as it always does. So services whose names are fixed can be played without any change to the
client. LINE and Teams look at what they get as their own documentation says.
"""

import json
import re
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import trustme

from tests.app.receivers import serving

LINE_HOST, TEAMS_HOST = "api.line.me", "default0a1b.2c.environment.api.powerplatform.com"
TOKEN, SIGNATURE = "line+long/lived+token=", "Sig_nature-1"
TEAMS_PATH = "/powerautomate/automations/direct/workflows/0a1b/triggers/manual/paths/invoke"
TEAMS = f"https://{TEAMS_HOST}:443{TEAMS_PATH}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={SIGNATURE}"
_CARD = "application/vnd.microsoft.card.adaptive"
_LINE_ID = re.compile(r"[UCR][0-9a-f]{32}")


@dataclass(frozen=True)
class Request:
    """What a host was asked, once the connection was safe."""

    target: str
    headers: dict[str, str]
    body: Any


@dataclass
class Outside:
    """`asked` is whom the proxy was to lead to; `got` what arrived there. `failing` hosts answer with a status."""

    authority: trustme.CA
    bundle: str
    url: str = ""
    asked: list[str] = field(default_factory=list)
    got: defaultdict[str, list[Request]] = field(default_factory=lambda: defaultdict(list))
    failing: dict[str, int] = field(default_factory=dict)
    # Names in certificates, for hosts that show one of somebody else.
    false_names: dict[str, str] = field(default_factory=dict)

    def settings(self, **more: str) -> dict[str, str]:
        """The environment of a program for which this is the only way out."""
        ways = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), self.url)
        return {**ways, "NO_PROXY": "", "no_proxy": "", "REQUESTS_CA_BUNDLE": self.bundle, **more}

    def certified(self, host: str) -> ssl.SSLContext:
        """What a server of a name needs to show that it is this one."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(self.false_names.get(host, host)).configure_cert(context)
        return context

    def answer(self, host: str, request: Request) -> int:
        """The status with which a host answers."""
        answers: dict[str, Callable[[Request], int]] = {LINE_HOST: line, TEAMS_HOST: teams}
        return self.failing.get(host) or answers.get(host, lambda _: 200)(request)


def line(request: Request) -> int:
    """The push message of the LINE Messaging API."""
    if request.headers.get("authorization") != f"Bearer {TOKEN}":
        return 401
    messages = request.body["messages"]
    fine = request.target == "/v2/bot/message/push" and _LINE_ID.fullmatch(request.body["to"]) and 0 < len(messages) < 6
    return 200 if fine and all(_line_takes(message) for message in messages) else 400


def _line_takes(message: dict[str, Any]) -> bool:
    name = message["sender"]["name"]
    units = len(message["text"].encode("utf-16-le")) // 2
    return message["type"] == "text" and 0 < units <= 5000 and len(name) <= 20 and "LINE" not in name.upper()


def teams(request: Request) -> int:
    """A workflow that posts what it gets as a card: its answer says that it was taken, not that it was posted."""
    parts = urlsplit(request.target)
    query = parse_qs(parts.query)
    if parts.path != TEAMS_PATH or query.get("sig") != [SIGNATURE] or not query.get("api-version"):
        return 401
    cards = request.body["attachments"]
    fine = request.body["type"] == "message" and all(
        card["contentType"] == _CARD and card["content"]["type"] == "AdaptiveCard" and card["content"]["version"]
        for card in cards
    )
    return 202 if cards and fine else 400


@contextmanager
def outside(folder: Path) -> Iterator[Outside]:
    """Run it on a free port; the authority's certificate is put into the folder."""
    authority, bundle = trustme.CA(), folder / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    kept = Outside(authority, str(bundle))

    class Handler(BaseHTTPRequestHandler):
        host = ""

        def do_CONNECT(self) -> None:
            kept.asked.append(self.path)
            self.host = self.path.rpartition(":")[0]
            self.send_response(200)
            self.end_headers()
            try:
                self.request = kept.certified(self.host).wrap_socket(self.connection, server_side=True)
            except (ssl.SSLError, ConnectionError):  # the client did not believe the certificate
                self.close_connection = True
                return
            self.setup()
            self.handle_one_request()
            self.request.close()
            self.close_connection = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            # Without a host somebody asks the proxy for a page that needs no safe connection.
            host = self.host or str(urlsplit(self.path).hostname)
            kept.got[host].append(request)
            self.send_response(kept.answer(host, request))
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Not on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.url = f"http://127.0.0.1:{server.server_port}"
        with serving(server):
            yield kept
