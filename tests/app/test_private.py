"""Private viewing: whoever is not signed in gets no figure, no name and no code, from any address."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.routing import Route

from kr_app import sharing
from kr_app.identity import signing_in
from kr_app.rights import Grant, Role
from kr_app.server import routes
from kr_app.sharing import Wish
from kr_app.store.links import LinkKind
from tests.app.asks import ask
from tests.app.cast import CAST, someone
from tests.app.entries import CODE, OTHER, log_of, ticked
from tests.app.people import SignedIn, asking
from tests.app.tabs import Refused, Tab, tab
from tests.app.towns import Town, town_in

# What would give something away: codes, names, figures, people.
TOLD = [
    "communication-plan", "second-plan", "แผนสื่อสารเมือง", "Communication", "ประชาสัมพันธ์", "Public Relations",
    "kr-gauge", "data-percent", "data-status", "data-part", "shown-", "cast-", "coordinator",
]  # fmt: skip
PAGES = ["/", "/kr", "/update", f"/kr?kr={CODE}", f"/update?kr={OTHER}&level=1", "/?kiosk=1", "/wall", "/nothing"]
# Addresses that merely begin like one that is open to all.
PAGES += ["/healthzz", "/readyz1", "/oauth2callbacks"]
STREAMLITS = ["/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check", "/media/x", "/component/x/y"]
WAYS = [("GET", "text/html"), ("GET", "*/*"), ("HEAD", "text/html"), ("GET", "text/event-stream")]
COORDINATOR = Grant(Role.COORDINATOR, code=CODE)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[Town]:
    """A dashboard for people who are signed in, with a recorded level."""
    with town_in(tmp_path_factory.mktemp("closed"), peopled, KR_VIEWING="private") as running:
        ticked(running.file, 1, actor=f"person:{running.cast['inspector'].person}")
        yield running


def told_by(text: str) -> list[str]:
    """What a page says; its style names the parts of every page, and the legend of the help shows nobody's."""
    hidden = r'<style>.*?</style>|<section[^>]* id="marks".*?</section>'
    return [word for word in TOLD if word in re.sub(hidden, "", text, flags=re.DOTALL)]


def _filled(route: Route) -> str:
    known = {"code": CODE, "person": "1", "name": "icon.svg"}
    return route.path_format.format(**{name: known.get(name, "x" * 43) for name in route.param_convertors})


OURS = sorted({_filled(route) for route in routes if isinstance(route, Route)})
CARDLESS = {f"/badge/{CODE}.svg": f"/badge/{CODE}.svg?token={'x' * 43}"}


@pytest.mark.parametrize("address", [*PAGES, *OURS, *CARDLESS.values(), *STREAMLITS, "/live?kr=" + CODE, "/wall/live"])
def test_whoever_is_not_signed_in_is_told_nothing_by_any_address(closed: Town, address: str) -> None:
    """As a browser, as a program, and asking for the head only; signed out, with rights to nothing, or forged."""
    ended = someone(closed.file, f"ended-{uuid.uuid4().hex}", COORDINATOR)
    signing_in.sign_out(asking(closed.file, ended.token))
    for cookie in ("", closed.cast["without-grants"].cookie, ended.cookie, "kr-session=nobody:x"):
        for method, accept in WAYS:
            answer = ask(closed.served, address, method, cookie=cookie, headers={"Accept": accept})
            own = f"shown-{closed.cast['without-grants'].name}"
            text = answer.text.replace(own, "").replace(own.removeprefix("shown-"), "")
            assert not told_by(text), (address, cookie, method, accept)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_to_the_sign_in_and_back(closed: Town, address: str) -> None:
    """What was asked for is in the address, to go on to afterwards."""
    answer = ask(closed.served, address)
    assert answer.status in (303, 307)
    assert answer.headers["location"].startswith("/account/sign-in?next=%2F")


@pytest.mark.parametrize("address", ["/live", f"/live?kr={CODE}", "/wall/live", *STREAMLITS])
def test_anything_else_is_told_no(closed: Town, address: str) -> None:
    """Streams, and what Streamlit serves beside its pages."""
    assert ask(closed.served, address, headers={"Accept": "*/*"}).status in (403, 404)


@pytest.mark.parametrize("who", ["nobody", "without-grants"])
@pytest.mark.parametrize("where", ["", "kr", "update"])
def test_no_socket_opens(closed: Town, who: str, where: str) -> None:
    """So no page of Streamlit's runs."""
    with pytest.raises(Refused), tab(closed.served, where, f"kr={CODE}", cookie=closed.cast[who].cookie):
        pass


@pytest.mark.parametrize("who", [name for name in CAST if name != "without-grants"])
def test_whoever_is_signed_in_is_let_through(closed: Town, who: str) -> None:
    """Pages, first bytes, streams and badges."""
    cookie = closed.cast[who].cookie
    for address in ("/", f"/kr?kr={CODE}", "/wall"):
        assert "kr-gauge" in ask(closed.served, address, cookie=cookie).text
    for address in ("/live", "/wall/live", f"/badge/{CODE}.svg"):
        assert ask(closed.served, address, cookie=cookie).status == 200
    with tab(closed.served, "kr", f"kr={CODE}", cookie=cookie) as opened:
        assert "kr-gauge" in opened.text


def test_a_link_opens_for_whoever_has_it_and_shows_only_what_was_shared(closed: Town) -> None:
    """One key result; its badge and stream too, and not those of another."""
    wish = Wish(LinkKind.KEY_RESULT, (CODE,), demo=False, as_sent=False, title="", until=None, once=uuid.uuid4().hex)
    token, _ = sharing.make(asking(closed.file, closed.cast["inspector"].token), wish)
    card = ask(closed.served, f"/s/{token}")
    assert card.status == 200
    assert "kr-gauge" in card.text
    assert OTHER not in card.text
    assert ask(closed.served, f"/s/{token}/live").status == 200
    assert ask(closed.served, f"/badge/{CODE}.svg?token={token}").status == 200
    assert ask(closed.served, f"/badge/{OTHER}.svg?token={token}").status == 404
    assert ask(closed.served, f"/live?kr={CODE}&token={token}", headers={"Accept": "*/*"}).status == 403


@pytest.mark.parametrize(
    ("where", "query", "click"),
    [
        ("", "", lambda opened: opened.load()),
        ("kr", f"kr={CODE}", lambda opened: opened.load()),
        ("kr", f"kr={CODE}", lambda opened: opened.hear(1)),
        ("update", f"kr={CODE}", lambda opened: opened.load()),
        ("update", f"kr={CODE}", lambda opened: opened.hear(1)),
        ("update", f"kr={CODE}", lambda opened: opened.press("ticking_open_2")),
        ("update", f"kr={CODE}&level=2", lambda opened: opened.press("ticking_confirm")),
    ],
)
def test_a_tab_whose_session_ended_asks_to_sign_in_at_the_next_click(
    closed: Town, where: str, query: str, click: Callable[[Tab], Tab]
) -> None:
    """Wherever the click was; nothing is shown any more, nor recorded."""
    person: SignedIn = someone(closed.file, f"tab-{uuid.uuid4().hex}", COORDINATOR)
    before = log_of(closed.file)
    with tab(closed.served, where, query + "&lang=en", cookie=person.cookie) as opened:
        assert "kr-gauge" in opened.text
        signing_in.sign_out(asking(closed.file, person.token))
        text = click(opened).text
    assert "Please sign in" in text
    shown = text.replace(CODE, "") if where else text  # the address that the tab is at, and leads back to
    assert not told_by(shown)
    assert log_of(closed.file) == before
