"""What each method does at each address, whoever's page asks: the server's own list, whole."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.routing import Route

import kr_app
from kr_app.identity.signing_in import MOST_FROM_ADDRESS
from kr_app.server import routes
from tests.app.asks import Answer, ask
from tests.app.contents import contents
from tests.app.entries import CODE
from tests.app.streams import eventually
from tests.app.test_posts import address
from tests.app.towns import Town

OURS = [route for route in routes if isinstance(route, Route)]
ADDRESSES = sorted({route.path for route in OURS})
# Streamlit's: its pages, what the gate lays a first paint into, and what it serves beside them.
STREAMLITS = ["/", f"/kr?kr={CODE}", "/update", "/_stcore/health", "/static/nothing.js", "/nothing"]
FORMS = {route.path for route in OURS if "POST" in (route.methods or ())}
OTHERS = ["PUT", "DELETE", "TRACE", "PROPFIND", "post"]
ORIGINS = {"ours": "", "foreign": "http://evil.example", "none": None, "null": "null"}
FORM = {"name": "admin", "password": "wrong", "next": "/"}
# What no two answers share, or what belongs to the connection.
VARYING = {"date", "set-cookie", "transfer-encoding"}


def asked(town: Town, path: str, method: str, origin: str, cookie: str = "") -> Answer:
    """Ask from a page of that origin."""
    value = town.served.url if origin == "ours" else ORIGINS[origin]
    sent = FORM if method == "POST" else None
    return ask(town.served, path, method, form=sent, cookie=cookie, headers={"Origin": value})


def where(town: Town, path: str) -> str:
    """The address of one in the list."""
    return address(town, next((route for route in OURS if route.path == path), Route(path, asked)))


def kept(answer: Answer) -> tuple[int, dict[str, str]]:
    """Status and headers, without what differs from answer to answer."""
    steady = {name: value for name, value in answer.headers.items() if name not in VARYING}
    return answer.status, steady


@pytest.mark.parametrize("path", [*ADDRESSES, *STREAMLITS])
def test_reading_reads_and_nothing_but_a_form_from_a_page_of_ours_is_taken(town: Town, path: str) -> None:
    """Every method from every origin, with an administrator's cookie as their browser would send it."""
    before = contents(town.file, "trail", "session")
    cookie, at = town.cast["admin"].cookie, where(town, path) if path in ADDRESSES else path
    for origin in ORIGINS:
        got, head = (asked(town, at, method, origin, cookie) for method in ("GET", "HEAD"))
        assert kept(head) == kept(got), origin
        assert head.text == ""
        options = asked(town, at, "OPTIONS", origin, cookie)
        assert options.status == 204
        assert not [name for name in options.headers if name.startswith("access-control-")]
        assert ("POST" in options.headers["allow"]) is (path in FORMS)
        for method in OTHERS:
            assert asked(town, at, method, origin, cookie).status == (405 if origin == "ours" else 403), method
        if origin != "ours":
            assert asked(town, at, "POST", origin, cookie).status == 403
        elif path not in FORMS:
            assert asked(town, at, "POST", origin, cookie).status == 405
    assert contents(town.file, "trail", "session") == before


def test_a_form_of_ours_is_taken_where_the_list_says_so(town: Town) -> None:
    """What the refusals are compared with: nobody signed in, so nothing changes."""
    for path in sorted(FORMS):
        answer = asked(town, where(town, path), "POST", "ours")
        assert answer.status not in (405, 500), path
        assert "did not come from a page" not in answer.text, path


def test_asking_for_the_headers_of_the_sign_in_page_locks_nobody_out(town: Town) -> None:
    """Neither looked at as a password, nor counted as a try, from whatever page."""
    tries = contents(town.file)["attempt"]
    for origin in [*ORIGINS] * MOST_FROM_ADDRESS:
        assert asked(town, "/account/sign-in", "HEAD", origin).status == 200
    assert contents(town.file)["attempt"] == tries


def test_whoever_asks_for_the_headers_of_a_stream_keeps_none_open(town: Town) -> None:
    """The server lets go of it by itself."""
    for _ in range(3):
        answer = asked(town, f"/live?kr={CODE}", "HEAD", "none")
        assert answer.headers["content-type"].startswith("text/event-stream")
    assert eventually(lambda: '"listening":0' in town.served.get("/readyz")[2])


def test_nothing_else_decides_by_the_method() -> None:
    """One place does, `kr_app/methods.py`; elsewhere a branch would take what it does not know for a form."""
    asked_elsewhere = re.compile(r"request\.method|scope\[\"method\"\]|scope\.get\(\"method\"")
    for file in Path(kr_app.__file__).parent.rglob("*.py"):
        if file.name != "methods.py":
            assert not asked_elsewhere.search(file.read_text(encoding="utf-8")), file.name


def test_the_list_is_the_servers_own() -> None:
    """And so are those of a page of a host's own name."""
    assert {"/account/sign-in", "/live", "/s/{token}", "/badge/{code}.svg", "/healthz"} <= set(ADDRESSES)
    assert urlsplit(ORIGINS["foreign"] or "").hostname == "evil.example"
