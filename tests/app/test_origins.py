"""Where a request goes to and comes from: whatever is not known to be ours is foreign."""

import socket
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from kr_app.origins import known_host, same_origin
from tests.app import gates
from tests.app.alone import alone

MACHINE = socket.gethostname()
HOSTS = ["localhost", "localhost:8501", "127.0.0.1:8501", "127.0.0.1", "[::1]", "[::1]:8501", "LOCALHOST:8501"]
ADDRESSES = ["10.0.0.5:8501", "192.0.2.1", "[2001:db8::1]:8501", "0.0.0.0:8501", "127.8.9.10"]
OWN_NAMES = [MACHINE, f"{MACHINE}:8501", f"{MACHINE.upper()}.local:8501", "localhost.:8501"]
FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:8501",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example@127.0.0.1.evil",
    "evil.example/127.0.0.1",
    "evil.example#localhost",
    "evil.example?localhost",
    "kr.example",
    "2130706433",
    "127.1",
    "0x7f.0.0.1",
    "",
]
BROKEN_HOSTS = ["[", "[::1", "a]b", "][", "[127.0.0.1.evil]", ":8501"]
PROXIES = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via", "X-Original-Host"]


@pytest.mark.parametrize("host", [*HOSTS, *ADDRESSES, *OWN_NAMES])
def test_a_request_to_an_address_or_to_this_machines_name_is_to_us(host: str) -> None:
    """In any case, with and without a port."""
    assert known_host(Headers({"host": host}))


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_request_to_a_foreign_name_that_leads_here_is_not(host: str) -> None:
    """A page of somebody else's site, whose name was pointed at this machine, and what only looks like an address."""
    assert not known_host(Headers({"host": host}))


@pytest.mark.parametrize("host", BROKEN_HOSTS)
def test_a_request_to_a_host_that_cannot_be_read_is_not(host: str) -> None:
    """It is denied, and no error."""
    assert not known_host(Headers({"host": host}))


def test_a_request_without_a_host_is_not() -> None:
    """What is not known is denied."""
    assert not known_host(Headers({}))


@pytest.mark.parametrize("name", PROXIES)
@pytest.mark.parametrize("value", ["127.0.0.1", "localhost", "for=127.0.0.1;host=localhost"])
def test_what_a_request_says_about_a_proxy_makes_no_foreign_name_ours(name: str, value: str) -> None:
    """Nor a foreign page ours."""
    assert not known_host(Headers({"host": "evil.example", name: value}))
    assert not same_origin(Headers({"origin": "http://localhost", "host": "evil.example", name: value}))


@pytest.mark.parametrize("setting", [{"KR_HOSTS": "other.example KR.example"}, {"KR_ADDRESS": "https://kr.example"}])
def test_a_name_that_was_set_is_ours_and_no_other(tmp_path: Path, setting: dict[str, str]) -> None:
    """Nothing below it and nothing above it."""
    asked = [
        "kr.example",
        "KR.example:443",
        "www.kr.example",
        "example",
        "kr.example.evil",
        "evil.example",
        "localhost",
    ]
    found = alone(gates.known_hosts, tmp_path / "kr.db", asked, **setting)
    assert found == ["kr.example", "KR.example:443", "localhost"]


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
        "ftp://127.0.0.1:8501",
        "http://somebody@127.0.0.1:8501",
        "http://127.0.0.1:8501, http://evil.example",
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


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "x", ""])
def test_a_page_that_the_browser_calls_foreign_is_not_ours(site: str) -> None:
    """Whatever its Origin says."""
    ours = {"origin": "http://127.0.0.1:8501", "host": "127.0.0.1:8501"}
    assert same_origin(Headers({**ours, "sec-fetch-site": "same-origin"}))
    assert not same_origin(Headers({**ours, "sec-fetch-site": site}))
