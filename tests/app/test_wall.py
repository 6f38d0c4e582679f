"""The wall screen, and live streams in private viewing."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from kr_app.rights import Grant, Role
from kr_app.store import people, sessions
from kr_app.store.doors import writing
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, MOMENT, OTHER, ticked
from tests.app.links import linked, revoked
from tests.app.streams import listening
from tests.serving import Served

AS_A_SCRIPT = {"Accept": "text/event-stream"}


@pytest.mark.parametrize("path", ["/wall", "/wall?kiosk=1", "/?kiosk=1", "/?kiosk=1&lang=en&seconds=20"])
def test_the_wall_shows_every_key_result_in_the_first_bytes(served: Served, path: str) -> None:
    """One slide each, with gauge, sentence and timeline; nothing to click on but the pause."""
    status, _, text = ask(served, path)
    assert status == 200
    assert re.findall(r'data-part="slide:([^"]+)"', text) == [CODE, OTHER]
    body = text.partition("</style>")[2]
    assert body.count('class="kr-gauge"') == body.count('class="kr-stairs"') == body.count('class="kr-sentence"') == 2
    assert "<a " not in body
    (live,) = re.findall(r'data-live="([^"]+)"', text)
    assert live.startswith("/wall/live")
    assert ("lang=en" in live) is ("lang=en" in path)


def test_a_wall_hears_of_every_key_result(served: Served) -> None:
    """Only the slide that changed, after the first message."""
    with listening(served, "/wall/live") as wall:
        assert list(wall.next().parts) == [f"slide:{CODE}", f"slide:{OTHER}"]
        ticked(served.database, 1, code=OTHER)
        assert list(wall.next().parts) == [f"slide:{OTHER}"]


def test_a_links_wall_shows_what_the_link_shows_and_ends_with_it(served: Served) -> None:
    """Its own address with `kiosk=1`."""
    sender = someone(served.database, "wall", Grant(Role.ADMIN))
    link = linked(served.database, sender.person, OTHER)
    text = ask(served, f"{link.path}?kiosk=1").text
    assert re.findall(r'data-part="slide:([^"]+)"', text) == [OTHER]
    (live,) = re.findall(r'data-live="([^"]+)"', text)
    with listening(served, live) as stream:
        assert list(stream.next().parts) == [f"slide:{OTHER}"]
        revoked(served.database, link)
        assert stream.goes_blank()


@pytest.mark.parametrize("query", ["kiosk=1", "kiosk=1&lang=en&seconds=30&demo=1"])
def test_in_private_viewing_the_wall_leads_a_stranger_to_the_sign_in_and_back(private: Served, query: str) -> None:
    """Without a figure on the way."""
    status, headers, text = ask(private, f"/?{query}")
    address = urlsplit(headers["location"])
    assert (status, address.path) == (303, "/account/sign-in")
    (back,) = parse_qs(address.query)["next"]
    assert urlsplit(back).path == "/"
    assert parse_qs(urlsplit(back).query) == parse_qs(query)
    assert "data-percent" not in text
    assert ask(private, f"/wall/live?{query}", headers=AS_A_SCRIPT).status == 403


def test_in_private_viewing_a_stream_needs_a_session_that_may_look(private: Served) -> None:
    """A made-up one is none, nor that of somebody without any right."""
    path = private.database
    viewer, without = someone(path, "viewer", Grant(Role.VIEWER)), someone(path, "without")
    for address in ("/live", f"/live?kr={CODE}", "/wall/live"):
        for cookie in ("", without.cookie, viewer.cookie[:-1]):
            assert ask(private, address, cookie=cookie, headers=AS_A_SCRIPT).status == 403
        with listening(private, address, Cookie=viewer.cookie) as stream:
            assert stream.next().parts


@pytest.mark.parametrize("address", ["/live", "/wall/live"])
@pytest.mark.parametrize("how", ["signed out", "disabled", "right taken"])
def test_in_private_viewing_an_open_page_is_told_nothing_once_its_session_has_ended(
    private: Served, address: str, how: str
) -> None:
    """Not even what the same moment brought."""
    path = private.database
    viewer = someone(path, f"{how} {address}", Grant(Role.VIEWER))
    stays = someone(path, f"stays {how} {address}", Grant(Role.VIEWER))
    with (
        listening(private, address, Cookie=viewer.cookie) as stream,
        listening(private, address, Cookie=stays.cookie) as other,
    ):
        stream.next()
        other.next()
        with writing(path) as door:
            if how == "signed out":
                sessions.end_all(door, viewer.person, MOMENT)
            elif how == "disabled":
                people.set_disabled(door, viewer.person, True)
            else:
                people.set_grants(door, viewer.person, [])
        assert stream.goes_blank()
        ticked(path, 1, code=OTHER)
        assert other.next().parts


def test_a_link_opens_in_private_viewing_too(private: Served) -> None:
    """That is what it is for."""
    sender = someone(private.database, "sender", Grant(Role.ADMIN))
    link = linked(private.database, sender.person)
    assert 'data-percent="' in ask(private, link.path).text
    with listening(private, f"{link.path}/live") as stream:
        assert stream.next().parts
