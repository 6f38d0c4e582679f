"""Nothing changes but by a form of ours: every address that takes one, from every other page there is."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.routing import Route

from kr_app.server import routes
from tests.app.alone import alone
from tests.app.asks import ask
from tests.app.contents import contents
from tests.app.entries import CODE, HOST
from tests.app.heard import heard
from tests.app.tabs import Refused, tab
from tests.app.towns import Town

POSTS = [route for route in routes if isinstance(route, Route) and "POST" in (route.methods or ())]
# What would be done: everything that any of the forms asks for.
FORM = {
    "name": "admin", "password": "twelve letters and more", "again": "twelve letters and more", "old": "x",
    "shown": "ผู้มาใหม่", "position": "x", "role": "admin", "code": CODE, "codes": CODE, "agency": HOST,
    "kind": "key-result", "once": "0123456789abcdef", "do": "revoke", "link": "1", "ends": "never", "figures": "now",
}  # fmt: skip
Sent = Callable[[str], dict[str, str | None]]
ELSEWHERE: dict[str, Sent] = {
    "no origin": lambda _: {"Origin": None},
    "an empty origin": lambda _: {"Origin": ""},
    "null": lambda _: {"Origin": "null"},
    "another site": lambda _: {"Origin": "http://evil.example"},
    "another port": lambda _: {"Origin": "http://127.0.0.1:1"},
    "no port": lambda _: {"Origin": "http://127.0.0.1"},
    "another name of this machine": lambda host: {"Origin": f"http://localhost:{urlsplit('//' + host).port}"},
    "another scheme": lambda host: {"Origin": f"ftp://{host}"},
    "an extension of the browser": lambda host: {"Origin": f"chrome-extension://{host}"},
    "a name that begins like ours": lambda host: {"Origin": f"http://{host}.evil.example"},
    "ours as a user's name": lambda host: {"Origin": f"http://{host}@evil.example"},
    "not readable": lambda _: {"Origin": "http://["},
    "cross-site, says the browser": lambda _: {"Sec-Fetch-Site": "cross-site"},
    "same-site, says the browser": lambda _: {"Sec-Fetch-Site": "same-site"},
    "typed, says the browser": lambda _: {"Sec-Fetch-Site": "none"},
    "a referrer alone": lambda host: {"Origin": None, "Referer": f"http://{host}/account"},
}


def address(town: Town, route: Route) -> str:
    """The address of a route, about somebody who exists."""
    filled = dict.fromkeys(route.param_convertors, "x" * 43)
    if "code" in filled:
        filled["code"] = CODE
    if "person" in filled:
        filled["person"] = str(town.cast["viewer"].person)
    return route.path_format.format(**filled)


def test_there_are_forms_at_all() -> None:
    """The list is the server's own."""
    assert {"/account/sign-in", "/account/sign-out", "/account/people/new"} <= {route.path for route in POSTS}
    assert all(route.path.startswith(("/account", "/key-results/")) for route in POSTS)


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_a_form_from_any_other_page_is_refused_and_changes_nothing(town: Town, route: Route) -> None:
    """Sent with an administrator's cookie, as their browser would."""
    before = contents(town.file, "trail")
    host = urlsplit(town.served.url).netloc
    for name, sent in ELSEWHERE.items():
        for path in (address(town, route), address(town, route) + "?lang=en"):
            answer = ask(town.served, path, "POST", form=FORM, cookie=town.cast["admin"].cookie, headers=sent(host))
            assert answer.status == 403, name
            assert "set-cookie" not in answer.headers, name
    assert contents(town.file, "trail") == before


def test_the_same_forms_from_a_page_of_ours_change_something(town: Town) -> None:
    """What the refusals above are compared with."""
    for name, fields in (("one", {}), ("two", {"Sec-Fetch-Site": "same-origin"})):
        before = contents(town.file, "trail")
        form = {**FORM, "name": f"newcomer-{name}"}
        cookie = town.cast["admin"].cookie
        answer = ask(town.served, "/account/people/new", "POST", form=form, cookie=cookie, headers=fields)
        assert answer.status in (200, 303)
        after = contents(town.file, "trail")
        assert len(after["person"]) == len(before["person"]) + 1


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", ""])
def test_a_form_in_another_dress_is_refused(town: Town, kind: str) -> None:
    """What other pages can send without asking, and what no form of ours is."""
    before = contents(town.file, "trail", "session")
    answer = ask(
        town.served,
        "/account/people/new",
        "POST",
        form={**FORM, "name": "dressed"},
        cookie=town.cast["admin"].cookie,
        headers={"Content-Type": kind or None},
    )
    assert 400 <= answer.status < 500
    assert contents(town.file, "trail", "session") == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "LINK"])
@pytest.mark.parametrize("path", ["/", "/account", "/account/people/1", "/_stcore/upload_file/a/b", "/live", "/media"])
def test_no_other_way_of_asking_is_served(town: Town, method: str, path: str) -> None:
    """Not even for an administrator on our own page."""
    before = contents(town.file, "trail")
    assert ask(town.served, path, method, cookie=town.cast["admin"].cookie).status in (400, 405)
    assert contents(town.file, "trail") == before


@pytest.mark.parametrize(
    "path", ["agent/interact", "agent/mcp", "agent/openapi.json", "metrics", "script-health-check"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_streamlits_side_doors_stay_shut(town: Town, path: str, method: str) -> None:
    """No program drives the pages, and nobody counts who looks at them, whoever knocks."""
    assert ask(town.served, f"/_stcore/{path}", method, form={}, cookie=town.cast["admin"].cookie).status == 404


@pytest.mark.parametrize("path", ["/", f"/kr?kr={CODE}", "/account", "/live", "/healthz", "/s/x", f"/badge/{CODE}.svg"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "["])
def test_a_foreign_name_gets_nothing(town: Town, path: str, host: str) -> None:
    """Somebody else's name that was pointed at this machine, so that their page may read ours."""
    answer = ask(town.served, path, cookie=town.cast["admin"].cookie, headers={"Host": host})
    assert answer.status in (400, 421)
    assert CODE not in answer.text


def test_a_foreign_page_opens_no_socket_whatever_it_claims(town: Town) -> None:
    """Foreign Origin, and foreign Host with an Origin that agrees with it."""
    cookie = town.cast["admin"].cookie
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "http://evil.example", "Host": "evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
    ):
        with pytest.raises(Refused), tab(town.served, cookie=cookie, **headers):
            pass


def test_two_hundred_foreign_handshakes_keep_nobody_waiting(town: Town) -> None:
    """The server answers between any two of them; how fast is measured in `tests/bench/handshakes.py`."""
    for number in range(200):
        with pytest.raises(Refused), tab(town.served, Origin=f"http://evil{number}.example"):
            pass
        if number % 20 == 0:
            assert ask(town.served, "/healthz").text == "ok"
    assert ask(town.served, "/healthz").text == "ok"
    with tab(town.served) as opened:
        assert opened.session


def test_where_the_address_is_https_a_page_over_plain_http_is_not_ours(path: Path) -> None:
    """Anybody on the way could have written it. By a plain address both are heard, as behind a proxy."""
    origins = ["https://kr.example", "http://kr.example", "http://127.0.0.1:8501", "https://127.0.0.1:8501"]
    assert alone(heard, path, origins, KR_ADDRESS="https://kr.example") == [True, False, True, True]
