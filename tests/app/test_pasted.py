"""Addresses as people paste them: whatever a chat program, a mail or a hand stuck to one of ours, it opens."""

from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from kr_app.identity import accounts
from kr_app.identity.accounts import Details
from kr_app.identity.errors import InvitationOver
from kr_app.identity.tokens import LENGTH, new_token
from kr_app.pasted import meant
from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from tests.app.asks import Answer, ask
from tests.app.cast import someone
from tests.app.entries import CODE, OTHER
from tests.app.links import linked
from tests.app.people import SignedIn, asking
from tests.serving import Served

TAILS = [
    "ครับ", "ค่ะ", "ครับ/", "/ครับ", " ครับ", "ๆ", ")", "]", "}", ">", "”", "»", '"', "'", "’", ".", ",", ";", ":", "!", "…",
    "、", "。", "/", "//", "*", "_", "~", "\u200b", "\u200c", "\ufeff", "\u00a0", "\u2060", "\n", "\r\n", "\t", "%20",
    "%E2%80%8B", "%EF%BB%BF", "%u200B", "%E0%B8%84", "&quot;", "&gt;", "&amp;fbclid=x", "|", "\\", "^", "`", "๑", "-",
]  # fmt: skip
# For real requests: one of each kind.
FEW = ["ครับ", ")", "\u200b", "/", "%20", "&gt;"]
QUERIES = ["?fbclid=IwAR0", "?utm_source=line&utm_medium=x", "?openExternalBrowser=1", "?", "?=", "?&", "#ครับ"]


def _pasted(tail: str) -> str:
    """As a browser sends it: what is no plain character is encoded, what is encoded already stays."""
    return quote(tail, safe="%/?=&#")


def _followed(served: Served, path: str) -> Answer:
    for _ in range(4):
        answer = ask(served, path.partition("#")[0])
        if answer.status not in (301, 303, 307):
            return answer
        path = answer.headers["location"]
        assert path.startswith("/")
    raise AssertionError(f"{path} leads nowhere")


def test_a_link_opens_whatever_was_stuck_to_it(shared: Served, sender: SignedIn) -> None:
    """The card itself, its wall, and its picture."""
    link = linked(shared.database, sender.person)
    for tail in [_pasted(each) for each in FEW] + QUERIES:
        answer = _followed(shared, link.path + tail)
        assert (answer.status, answer.text.count("data-percent")) == (200, 1), tail
    for tail in ("ครับ", ")", "\u200b", "&quot;"):
        english = _followed(shared, f"{link.path}?lang=en{_pasted(tail)}")
        assert '<html lang="en">' in english.text, tail
        assert 'class="kr-wall' in _followed(shared, f"{link.path}?kiosk=1{_pasted(tail)}").text, tail
    assert _followed(shared, f"{link.path}/preview.png)").headers["content-type"] == "image/png"


def test_every_address_of_ours_opens_whatever_was_stuck_to_it(shared: Served, sender: SignedIn) -> None:
    """A key result's by either of its addresses, one of its pages, and its picture for other pages."""
    link = linked(shared.database, sender.person, OTHER)
    pages = [f"/kr?kr={CODE}", f"/?kr={CODE}", f"/key-results/{CODE}", f"/kr/{CODE}"]
    badges = [f"/badge/{CODE}.svg", f"/badge/{OTHER}.svg?token={link.token}"]
    for tail in map(_pasted, FEW):
        for address in pages:
            assert "data-percent" in _followed(shared, address + tail).text, (address, tail)
        assert _followed(shared, f"/key-results/{CODE}/history{tail}").status == 200, tail
        for address in badges:
            assert _followed(shared, address + tail).headers["content-type"] == "image/svg+xml", (address, tail)


def test_one_time_addresses_open_whatever_was_stuck_to_them(shared: Served, sender: SignedIn) -> None:
    """The first administrator's and an invited person's; a page that was opened is not used up by that."""
    one = asking(shared.database, sender.token)
    _, invited = accounts.add(one, "newcomer", Details("shown-newcomer"), ())
    addresses = {
        f"/account/set-up/{accounts.first_invitation(shared.database, shared.now)}": 'name="shown"',
        f"/account/invitation/{invited}": 'name="again"',
    }
    for address, field in addresses.items():
        for tail in map(_pasted, FEW):
            assert field in _followed(shared, address + tail).text, tail


@pytest.mark.parametrize("tail", TAILS)
def test_an_address_is_put_right_once(tail: str) -> None:
    """What comes out is as ours are written, so a browser is never led in a circle."""
    token = new_token()
    ours = ["/", "/kr", "/s/", "/account/people", "/help", "/wall", f"/s/{token}", f"/s/{token}/live"]
    ours += [f"/s/{token}/preview.png", f"/account/set-up/{token}", f"/badge/{CODE}.svg", "/evidence/12"]
    ours += [f"/key-results/{CODE}/{page}" for page in ("history", "reports", "reports/7", "evidence/12", "form/3")]
    for path in ours:
        assert meant(path, "") == ""
        assert meant(path, "lang=en&said=ครับ") == ""
        address = urlsplit(meant(unquote(path + _pasted(tail)), ""))
        assert meant(unquote(address.path), address.query) == ""
    for code in (f"/key-results/{CODE}", f"/kr/{CODE}", f"/kr%3Fkr={CODE}"):
        path, _, query = (code + _pasted(tail)).partition("?")
        assert meant(unquote(path), query).split("&")[0] == f"/kr?kr={CODE}"


def test_what_lies_in_an_address_is_found_by_its_form_alone(tmp_path: Path) -> None:
    """More or less than a token is never looked for in the file, which need not even be there."""
    token = new_token()
    assert len(token) == LENGTH
    for odd in ("", token[:-1], token + "A", f"{token}.", "๑" * LENGTH, "\x00" * LENGTH):
        with pytest.raises(InvitationOver):
            accounts.invited(tmp_path / "none.db", odd, asking(tmp_path / "kr.db").now)
    assert meant(f"/s/{token[:20]}\u200b{token[20:]}", "") == f"/s/{token}"
    assert meant(f"/s/<{token}>", "") == f"/s/{token}"
    assert meant("/kr?kr=a-code", "lang=en)") == "/kr?kr=a-code&lang=en"
    assert meant("/s/" + "(" * 100_000 + "a", "") == ""


@pytest.mark.parametrize(
    "path", ["//evil.example/", "///evil.example/)", "/\\\\evil.example", "//evil.example\u200b/x"]
)
def test_nobody_is_led_to_another_site(path: str) -> None:
    """However the strokes stand."""
    assert urlsplit(meant(path, "")).netloc == ""
    assert not meant(path, "").startswith("//")


SHORTENED = ["/key-results", "/key-results/", f"/key-results/{CODE}", f"/key-results/{CODE}/", f"/kr/{CODE}"]
NOWHERE = [
    "/s", "/s/", "/badge", "/badge/", "/evidence", "/evidence/", "/evidence/x/y", "/help/x", "/nothing", "/nothing/a/b",
    f"/key-results/{CODE}/nothing", f"/key-results/{CODE}/history/more", "/key-results/none/history",
    "/key-results/a/b/c", "/account/nothing", "/account/people/x/y", "/kr/a/b", "/assets", "/live/x", "/index.html",
    "/.env", "/wp/",
]  # fmt: skip


@pytest.mark.parametrize("path", SHORTENED)
def test_a_shortened_address_leads_to_what_it_is_about(shared: Served, path: str) -> None:
    """The board, or the key result."""
    assert "data-percent" in _followed(shared, path).text
    assert "data-percent" in _followed(shared, f"{path}?lang=en").text


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_is_none_gets_a_calm_page(shared: Served, path: str) -> None:
    """Never an empty one; in the reader's language, with the way on."""
    answer = _followed(shared, f"{path}?lang=en")
    assert answer.status == 404
    assert "Not found" in answer.text or "This link does not open" in answer.text
    assert '<html lang="en">' in answer.text


@pytest.mark.parametrize("path", ["/account/", "/account/people/", "/account/sign-in/", "/account/links/new/"])
def test_an_address_of_the_desk_may_end_with_a_stroke(shared: Served, sender: SignedIn, path: str) -> None:
    """It is the same page."""
    with_stroke = ask(shared, path, cookie=sender.cookie)
    assert (with_stroke.status, with_stroke.headers["location"]) == (307, path.rstrip("/"))


def test_a_link_with_more_behind_it_stays_as_hard_to_guess(shared: Served) -> None:
    """A coordinator's link and a made-up one are led on alike, and the made-up one opens nothing."""
    maker = someone(shared.database, "pasting", Grant(Role.COORDINATOR, code=CODE))
    real = linked(shared.database, maker.person, CODE, kind=LinkKind.KEY_RESULT)
    made_up = new_token()
    assert [ask(shared, f"/s/{token})").status for token in (real.token, made_up)] == [307, 307]
    assert [_followed(shared, f"/s/{token})").status for token in (real.token, made_up)] == [200, 404]


@pytest.mark.parametrize("query", ["kr=def", "lang=en&kr=def", "amp;kr=def", "%6Br=def&lang=en"])
def test_the_code_of_the_path_outdoes_one_of_the_query(query: str) -> None:
    """Two codes would show the second."""
    for path in ("/key-results/abc", "/kr/abc", "/key-results/abc\u200b"):
        led = urlsplit(meant(path, query))
        assert (led.path, parse_qs(led.query)["kr"]) == ("/kr", ["abc"])
        assert ("lang=en" in led.query) == ("lang=en" in query)
