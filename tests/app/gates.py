"""The gate asked by hand: what an application behind it gets, or what the gate answers by itself."""

import asyncio
from typing import Any, NamedTuple

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from kr_app import access, clock
from kr_app.gate import Gate
from kr_app.origins import known_host
from kr_app.server import addresses
from kr_app.settings import SETTINGS
from tests.app.people import admin_in

OURS = [(b"host", b"127.0.0.1:8501"), (b"origin", b"http://127.0.0.1:8501")]
SESSION = b"x-kr-session"
Pairs = list[tuple[bytes, bytes]]


class Passed(NamedTuple):
    """What came through: the scope that the application got (None if it was not reached), and what the gate sent."""

    scope: Scope | None
    sent: list[Message]

    @property
    def headers(self) -> Pairs:
        """The headers that the application got."""
        assert self.scope is not None, self.sent
        return list(self.scope["headers"])

    @property
    def sessions(self) -> list[str]:
        """Everything that the application could take for who asks."""
        return [value.decode() for name, value in self.headers if name.lower() == SESSION]

    @property
    def refusal(self) -> int | None:
        """The status, or the code of closing, with which the gate refused; None if it did not."""
        if self.scope is not None:
            return None
        (first, *_) = self.sent
        return int(first.get("status") or first["code"])


def passed(
    kind: str, path: str, headers: Pairs, *, method: str = "GET", ours: Pairs | None = None, query: bytes = b""
) -> Passed:
    """Ask the gate."""
    reached: list[Scope] = []
    sent: list[Message] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        reached.append(scope)

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": kind,
        "path": path,
        "query_string": query,
        "headers": [*(OURS if ours is None else ours), *headers],
        "client": ("192.0.2.7", 50000),
        **({"method": method} if kind == "http" else {}),
    }
    asyncio.run(Gate(application, addresses)(scope, receive, send))
    return Passed(reached[0] if reached else None, sent)


def known_hosts(hosts: list[str]) -> list[str]:
    """Which of these the settings of this process let in."""
    return [host for host in hosts if known_host(Headers({"host": host}))]


def visitors(tokens: list[Any]) -> list[int | None]:
    """The numbers of the people behind tokens, in a file with one administrator whose token stands for `real`."""
    admin = admin_in(SETTINGS.database, now=clock.now())
    made = {"real": admin.token, "real and a blank": admin.token + " ", "most of it": admin.token[:-1]}
    made["marked as nobody's"] = access.NOBODY + admin.token
    return [access.visitor(made.get(token, token) if isinstance(token, str) else token).person for token in tokens]


def refused_in_private(paths: list[str]) -> dict[str, list[int | None]]:
    """What the gate says to somebody unknown and to an administrator, page by page and by socket."""
    admin = admin_in(SETTINGS.database, now=clock.now())
    cookie = [(b"cookie", admin.cookie.encode())]
    asked = {"nobody": [], "made up": [(b"cookie", b"kr-session=made-up")], "admin": cookie}
    found = {name: [passed("http", path, headers).refusal for path in paths] for name, headers in asked.items()}
    for name, headers in asked.items():
        found[name].append(passed("websocket", "/_stcore/stream", headers).refusal)
    return found
