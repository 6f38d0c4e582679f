"""The gate's two questions, and what it lets through to the application: deny first."""

import asyncio

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from kr_app.access import ANYBODY, LOOPBACK_WORD, visitor
from kr_app.gate import Gate, from_loopback, same_origin

HOSTS = ["localhost", "localhost:8501", "127.0.0.1:8501", "127.0.0.1", "[::1]", "[::1]:8501", "LOCALHOST:8501"]
FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:8501",
    "10.0.0.5:8501",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example@127.0.0.1.evil",
    "",
    "0.0.0.0:8501",
]
BROKEN_HOSTS = ["[", "[::1", "a]b", "]["]
PROXIES = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"]


@pytest.mark.parametrize("client", ["127.0.0.1", "::1", "127.8.9.10"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_request_at_this_machine_to_this_machine_is_from_loopback(client: str, host: str) -> None:
    """Both ends must say so."""
    assert from_loopback(_scope(client), Headers({"host": host}))


@pytest.mark.parametrize("client", ["10.0.0.5", "192.0.2.1", "2001:db8::1", "testclient", ""])
@pytest.mark.parametrize("host", HOSTS)
def test_a_request_from_elsewhere_is_not(client: str, host: str) -> None:
    """Whatever name it uses for us."""
    assert not from_loopback(_scope(client), Headers({"host": host}))


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_name_that_leads_here_is_not(host: str) -> None:
    """A page of somebody else's site, whose name was pointed at this machine."""
    assert not from_loopback(_scope("127.0.0.1"), Headers({"host": host}))


@pytest.mark.parametrize("host", BROKEN_HOSTS)
def test_a_host_that_cannot_be_read_is_not(host: str) -> None:
    """It is denied, and no error."""
    assert not from_loopback(_scope("127.0.0.1"), Headers({"host": host}))


def test_a_request_without_client_or_host_is_not() -> None:
    """What is not known is denied."""
    assert not from_loopback({"type": "http"}, Headers({"host": "localhost"}))
    assert not from_loopback(_scope("127.0.0.1"), Headers({}))


@pytest.mark.parametrize("name", PROXIES)
@pytest.mark.parametrize("value", ["127.0.0.1", "", "for=127.0.0.1"])
def test_whoever_comes_through_a_proxy_is_not_at_this_machine(name: str, value: str) -> None:
    """The connection is the proxy's, not theirs."""
    assert not from_loopback(_scope("127.0.0.1"), Headers({"host": "localhost", name: value}))


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://localhost:8501", "LOCALHOST:8501"),
        ("HTTP://LocalHost:8501", "localhost:8501"),
        ("http://[::1]:8501", "[::1]:8501"),
        ("https://kr.example", "kr.example"),
    ],
)
def test_a_page_of_ours_is_of_the_same_origin(origin: str, host: str) -> None:
    """Its Origin names the host that it talks to."""
    assert same_origin(Headers({"origin": origin, "host": host}))


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://127.0.0.1:8502",
        "http://127.0.0.1",
        "http://localhost:8501",
        "http://127.0.0.1:8501.evil.example",
        "http://127.0.0.1:8501@evil.example",
        "http://evil.example/127.0.0.1:8501",
        "127.0.0.1:8501",
        "http://[",
        "file://",
    ],
)
def test_any_other_page_is_not(origin: str) -> None:
    """Another host, another port, a name that only looks like ours, or nothing that can be read."""
    assert not same_origin(Headers({"origin": origin, "host": "127.0.0.1:8501"}))


def test_a_connection_without_origin_is_not_from_a_page() -> None:
    """Nor is one without anything at all."""
    assert not same_origin(Headers({"host": "127.0.0.1:8501"}))
    assert not same_origin(Headers({}))
    assert not same_origin(Headers({"origin": "http://127.0.0.1:8501"}))


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("spelling", [b"x-kr-place", b"X-Kr-Place", b"X-KR-PLACE"])
@pytest.mark.parametrize(("client", "right"), [("10.0.0.5", False), ("127.0.0.1", True)])
def test_what_a_client_claims_about_its_place_is_taken_away(
    kind: str, spelling: bytes, client: str, right: bool
) -> None:
    """The application gets exactly one such header, ours, even from somebody who knows the word."""
    claimed = [(spelling, LOOPBACK_WORD.encode()), (spelling, b"made up")]
    places = [
        value for name, value in _received(kind, "/_stcore/stream", client, claimed) if name.lower() == b"x-kr-place"
    ]
    assert places == [LOOPBACK_WORD.encode() if right else b""]
    assert visitor(places[0].decode()).may_write is right


@pytest.mark.parametrize("path", ["/live", "/", "/_stcore/stream", "/kr"])
def test_other_headers_pass_as_they_came(path: str) -> None:
    """Only pages for a browser lose what would keep them from coming whole."""
    sent = [(b"accept", b"*/*"), (b"accept-encoding", b"gzip"), (b"if-none-match", b"x"), (b"cookie", b"a=b")]
    received = _received("http", path, "10.0.0.5", sent)
    assert [pair for pair in received if pair in sent] == sent


@pytest.mark.parametrize(
    "word", [None, "", "coordinator", "X" * 43, LOOPBACK_WORD[:-1], LOOPBACK_WORD + " ", 7, b"x", "ก"]
)
def test_any_other_word_gives_no_right(word: object) -> None:
    """Nor the sight of a phone number."""
    assert visitor(word) == ANYBODY
    assert not (ANYBODY.may_write or ANYBODY.may_see_phone)


def _scope(client: str) -> Scope:
    return {"type": "http", "client": (client, 50000)}


def _received(kind: str, path: str, client: str, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers that an application behind the gate gets."""
    got: list[tuple[bytes, bytes]] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        got.extend(scope["headers"])

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        raise AssertionError(f"the gate answered by itself: {message}")

    ours = [(b"host", b"127.0.0.1:8501"), (b"origin", b"http://127.0.0.1:8501")]
    scope = {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [*ours, *headers],
        "client": (client, 50000),
    }
    asyncio.run(Gate(application)(scope, receive, send))
    return got
