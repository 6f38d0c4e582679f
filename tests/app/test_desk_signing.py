"""Signing in and out, and one's own account, over HTTP."""

import re
from urllib.parse import quote, urlsplit

import pytest

from kr_app.desk.views import local_address
from kr_app.identity import sessions as begun
from kr_app.store import people, sessions
from kr_app.store.doors import writing
from kr_app.web import COOKIE
from tests.app.authors import ADMIN
from tests.app.cast import someone
from tests.app.desks import alert_in, cookie_of, get, post, value_of
from tests.app.people import PASSWORD, SignedIn, on_the_day_of_tests
from tests.app.towns import Town

SIGN_IN = "/account/sign-in"
pytestmark = pytest.mark.usefixtures("unthrottled")


def test_the_right_password_leads_to_where_one_wanted_to_go(desk: Town) -> None:
    """With a cookie that no script can read and no other site can send."""
    wanted = "/kr?kr=communication-plan-2568&lang=en"
    form = get(desk, f"{SIGN_IN}?next={quote(wanted, safe='')}&lang=en")
    assert value_of(form, "next") == wanted
    answer = post(desk, SIGN_IN, {"name": ADMIN, "password": PASSWORD, "next": value_of(form, "next")})
    assert (answer.status, answer.headers["location"]) == (303, wanted)
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(answer.headers["set-cookie"].split("; "))
    assert get(desk, "/account", SignedIn(0, "", cookie_of(answer))).status == 200


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_unknown_name_and_a_wrong_password_look_the_same_to_the_byte(desk: Town, language: str) -> None:
    """Also a name that nobody could have, and a closed account's; the typed name stays, the password does not."""
    someone(desk.file, f"shut-{language}")
    with writing(desk.file) as door:
        people.set_disabled(door, people.by_name(door, f"shut-{language}").id, True)
    tried = [ADMIN, "nobody-here", f"shut-{language}", "no such name"]
    answers = [post(desk, f"{SIGN_IN}?lang={language}", {"name": name, "password": "seven letters"}) for name in tried]
    seen = {
        (answer.status, answer.text.replace(f'value="{name}"', 'value=""'), tuple(sorted(_without_date(answer))))
        for name, answer in zip(tried, answers, strict=True)
    }
    lengths = {int(answer.headers["content-length"]) - len(name) for name, answer in zip(tried, answers, strict=True)}
    assert len(seen) == len(lengths) == 1
    assert {answer.status for answer in answers} == {401}
    assert [value_of(answer, "name") for answer in answers] == tried
    assert all("seven letters" not in answer.text for answer in answers)
    assert all("set-cookie" not in answer.headers for answer in answers)


def _without_date(answer) -> list[tuple[str, str]]:
    return [(name, value) for name, value in answer.headers.items() if name not in ("date", "content-length")]


def test_after_too_many_attempts_even_the_right_password_is_told_when_it_is_heard(desk: Town) -> None:
    """The same for a name that nobody has."""
    with writing(desk.file) as door:
        for _ in range(20):
            sessions.try_password(door, "000000", "127.0.0.1", on_the_day_of_tests())
    answers = [post(desk, f"{SIGN_IN}?lang=en", {"name": n, "password": PASSWORD}) for n in (ADMIN, "other")]
    assert [answer.status for answer in answers] == [429, 429]
    assert all(re.search(r"try again at \d+ \w{3} \d{4} \d\d:\d\d\.", alert_in(answer)) for answer in answers)
    assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "kr",
        "/\t/evil.example", "/x\r\nset-cookie: a=b", "/\x00", "", " /kr", "///evil.example",
        "/account/sign-in?next=/", "/" * 3000,
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_but_to_a_page_of_ours(desk: Town, wanted: str) -> None:
    """Whatever the address or the hidden field says."""
    assert local_address(wanted) == "/"
    assert value_of(get(desk, f"{SIGN_IN}?next={quote(wanted, safe='')}"), "next") == "/"
    answer = post(desk, SIGN_IN, {"name": ADMIN, "password": PASSWORD, "next": wanted})
    assert (answer.status, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("wanted", ["/", "/kr?kr=x&lang=en", "/account/links/new?board=1", "/update?level=๓"])
def test_a_page_of_ours_is_kept_as_the_way_back(wanted: str) -> None:
    """With everything behind the question mark."""
    assert local_address(wanted) == wanted


def test_whoever_is_not_signed_in_is_led_to_sign_in_and_back(desk: Town) -> None:
    """From every page of the desk, in the reader's language."""
    answer = get(desk, "/account/links/new?about=a%26b&lang=en")
    assert answer.status == 303
    target = urlsplit(answer.headers["location"])
    assert target.path == SIGN_IN
    assert "lang=en" in target.query
    assert value_of(get(desk, answer.headers["location"]), "next") == "/account/links/new?about=a%26b&lang=en"


def test_signing_out_ends_the_session_here_and_elsewhere_only_if_asked(desk: Town) -> None:
    """The browser forgets the token, and the token no longer works."""
    here = someone(desk.file, "leaves")
    with writing(desk.file) as door:
        there = SignedIn(here.person, "", begun.begin(door, here.person, on_the_day_of_tests(), "192.0.2.9"))
        third = SignedIn(here.person, "", begun.begin(door, here.person, on_the_day_of_tests(), "192.0.2.9"))
    answer = post(desk, "/account/sign-out", {}, here)
    assert answer.status == 303
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert [get(desk, "/account", who).status for who in (here, there, third)] == [303, 200, 200]
    assert post(desk, "/account/sign-out-everywhere", {}, there).status == 303
    assert [get(desk, "/account", who).status for who in (here, there, third)] == [303, 303, 303]


def test_a_new_password_needs_the_present_one_and_ends_every_other_session(desk: Town) -> None:
    """What is wrong is said beside the form; the new session is this browser's."""
    other = SignedIn(0, "", cookie_of(post(desk, SIGN_IN, {"name": "coordinator", "password": PASSWORD})))
    here = SignedIn(0, "", cookie_of(post(desk, SIGN_IN, {"name": "coordinator", "password": PASSWORD})))
    new = "nine paper lanterns in the rain"
    tries = [("wrong password", new, new, 400), (PASSWORD, "short", "short", 400), (PASSWORD, new, new + "x", 400)]
    said = []
    for old, first, second, status in tries:
        answer = post(desk, "/account?lang=en", {"old": old, "password": first, "again": second}, here)
        assert answer.status == status
        assert new not in answer.text
        said.append(alert_in(answer))
    assert "present password is not right" in said[0]
    assert "at least 12 characters" in said[1]
    assert "not the same" in said[2]
    answer = post(desk, "/account", {"old": PASSWORD, "password": new, "again": new}, here)
    assert answer.status == 303
    assert [get(desk, "/account", who).status for who in (other, here)] == [303, 303]
    assert get(desk, "/account", SignedIn(0, "", cookie_of(answer))).status == 200
    assert post(desk, SIGN_IN, {"name": "coordinator", "password": new}).status == 303


def test_my_account_says_who_i_am_and_what_i_may_do(desk: Town) -> None:
    """And leads only to where my rights lead."""
    mine = get(desk, "/account?lang=en", desk.cast["coordinator"]).text
    assert "cast-coordinator" in mine
    assert "Record success levels, evidence, due days and progress (only what is assigned to you)" in mine
    assert 'href="/account/people' not in mine
    assert 'href="/account/trail' not in mine
    admins = get(desk, "/account?lang=en", desk.admin).text
    assert 'href="/account/people?lang=en"' in admins
    assert 'href="/account/trail?lang=en"' in admins
    assert "has no rights yet" in get(desk, "/account?lang=en", desk.cast["without-grants"]).text


def test_a_form_that_is_none_of_ours_is_refused_calmly(desk: Town) -> None:
    """Too large, or not a form at all."""
    answer = post(desk, SIGN_IN, {"name": "x" * 70_000})
    assert (answer.status, "</html>" in answer.text) == (400, True)


def test_a_file_that_cannot_be_read_is_explained_and_its_browser_still_signed_out(desk: Town) -> None:
    """Status 503, the next step in words, no traceback; and afterwards all is as before."""
    away = desk.file.with_name("away")
    files = list(desk.file.parent.glob("kr.db*"))
    for file in files:
        file.rename(away.with_name(f"away-{file.name}"))
    try:
        answers = [get(desk, f"{path}?lang=en", desk.admin) for path in ("/account", "/account/people", SIGN_IN)]
        out = post(desk, "/account/sign-out", {}, desk.admin)
    finally:
        for file in files:
            away.with_name(f"away-{file.name}").rename(file)
    assert [answer.status for answer in answers] == [503] * 3
    assert all("cannot be" in answer.text and "Traceback" not in answer.text for answer in answers)
    assert (out.status, f'{COOKIE}=""' in out.headers.get("set-cookie", "")) == (503, True)
    assert get(desk, "/account", desk.admin).status == 200
