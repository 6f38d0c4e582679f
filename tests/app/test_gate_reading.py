"""What the gate reads and writes: odd cookies beside ours, bytes that are no text, and scripts that are not its own."""

import socket
from urllib.parse import urlsplit

import pytest

from kr_app.policy import policy_for
from tests.app.asks import ask
from tests.app.entries import CODE
from tests.app.tabs import tab
from tests.app.towns import Town

# What other programs on the same host leave in the browser.
ODD = [
    'theirs={"a":1}',
    "a b=1",
    "theirs=[1",
    'theirs="',
    "theirs",
    "=x",
    "thé=ง",
    "kr=1",
    "x-kr-session=1",
    "$Version=1",
]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_cookie_of_another_program_signs_nobody_out(town: Town, odd: str) -> None:
    """Before ours or after it: at the page, at the desk and on the socket."""
    viewer = town.cast["viewer"]
    for cookie in (f"{odd}; {viewer.cookie}", f"{viewer.cookie}; {odd}"):
        for path in ("/", "/account"):
            assert f"shown-{viewer.name}" in ask(town.served, path, cookie=cookie).text
    with tab(town.served, "kr", f"kr={CODE}", cookie=f"theirs={{}}; {viewer.cookie}") as opened:
        assert f"shown-{viewer.name}" in opened.text


RAW = [
    b"GET /\xff\xfe HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /%ff%00%0d%0aX:%20y HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /kr?kr=%ff%ed%a0%80&lang=%00&level=%e0%b9%91%e0%b9%92%e0%b9%93 HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /%2e%2e/%2e%2e/kr.db HTTP/1.1\r\nHost: {host}\r\n",
    b"GET //evil.example/%2f.. HTTP/1.1\r\nHost: {host}\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nCookie: kr-session=\xff\xfe\x80; a=\xe0\xb8\x81\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nCookie: kr-session=" + b"x" * 20_000 + b"\r\n",
    b"GET /account/people/99999999999999999999999999 HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /s/" + b"x" * 5_000 + b" HTTP/1.1\r\nHost: {host}\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: {host}\r\n",
    b"GET /?" + b"lang=en&" * 2_000 + b" HTTP/1.1\r\nHost: {host}\r\n",
    b"POST /account/sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: 9\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nname=%ff&",
    b"POST /account/sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n2\r\na=\r\n0\r\n",
]


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw[:40].decode("latin-1").encode("ascii", "replace").decode())
def test_bytes_that_are_no_request_of_a_browser_are_answered_calmly(town: Town, raw: bytes) -> None:
    """No error of ours, nothing of the file, nothing on the console; and the next one is answered."""
    where = urlsplit(town.served.url)
    with socket.create_connection((str(where.hostname), int(where.port or 0)), timeout=10) as connection:
        connection.sendall(
            raw.replace(b"{host}", where.netloc.encode()) + b"Connection: close\r\nAccept: text/html\r\n\r\n"
        )
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    status = int(answer.split(b" ", 2)[1])
    assert status < 500
    assert b"SQLite format" not in answer
    assert b"\nx: y" not in answer.lower().partition(b"\r\n\r\n")[0]
    location = next((line for line in answer.split(b"\r\n") if line.lower().startswith(b"location: ")), b"location: /x")
    assert location[10:11] == b"/" and location[10:12] != b"//"
    assert "Traceback" not in town.served.console.read_text(encoding="utf-8")
    assert ask(town.served, "/healthz").text == "ok"


def test_only_scripts_of_the_page_itself_are_allowed_to_run() -> None:
    """One that somebody got into the drawn part would not be, whatever it pretends to end."""
    page = '<script>ours()</script>{drawn}<div id="root"></div><script>ours_too()</script>'
    plain = policy_for(page.format(drawn=""))
    assert plain.count("'sha256-") == 2
    for evil in (
        "<script>evil()</script>",
        '<div id="root"></div><script>evil()</script>',
        "</div><script>evil()</script>",
    ):
        assert policy_for(page.format(drawn=f'<div id="kr-first">{evil}</div>')) == plain


def test_a_served_page_allows_its_own_scripts_and_no_other(town: Town) -> None:
    """Three inline ones at most, the rest from files of this address."""
    policy = ask(town.served, f"/kr?kr={CODE}").headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert 1 <= scripts.count("'sha256-") <= 3
