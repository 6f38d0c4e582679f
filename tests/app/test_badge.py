"""Badges: small pictures for the pages of others."""

import xml.etree.ElementTree as ET

import pytest

from kr_app.rights import Grant, Role
from kr_core.log import Kind
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, OTHER, ticked, written
from tests.app.links import linked, revoked
from tests.serving import Served

BADGE = f"/badge/{CODE}.svg"


@pytest.mark.parametrize("query", ["", "?lang=en", "?digits=arabic", "?demo=1"])
def test_a_badge_is_a_drawing_that_says_percent_and_status_in_words(served: Served, query: str) -> None:
    """Well-formed, with a name, without anything to load or run."""
    code = CODE if "demo" not in query else _demonstrated(served)
    status, headers, text = ask(served, f"/badge/{code}.svg{query}")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "image/svg+xml")
    root = ET.fromstring(text)
    said = root.get("aria-label") or ""
    shown = [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]
    percent, status_words = shown[0], shown[-1]
    assert percent.endswith("%")
    assert f"{percent}, {status_words}" in said
    assert ("Demonstration" in said or "ตัวอย่าง" in said) is ("demo" in query)
    assert not {"href", "script", "style", "foreignObject"} & {each.tag.partition("}")[2] for each in root.iter()}
    assert "url(" not in text


def test_a_badge_may_stand_on_other_pages_and_is_asked_about_again(served: Served) -> None:
    """The same state is not sent twice; another one is."""
    first = ask(served, BADGE)
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert first.headers["cache-control"] == "no-cache"
    again = ask(served, BADGE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.text) == (304, "")
    written(served.database, Kind.CHECK_IN, code=OTHER)
    assert ask(served, BADGE, headers={"If-None-Match": first.headers["etag"]}).status == 304


def test_a_tick_gives_the_badge_another_tag(served: Served) -> None:
    """So the page that carries it shows the new figure when it is loaded again."""
    before = ask(served, f"/badge/{OTHER}.svg")
    for level in (1, 2, 3, 4, 5):
        ticked(served.database, level, code=OTHER)
    after = ask(served, f"/badge/{OTHER}.svg", headers={"If-None-Match": before.headers["etag"]})
    assert after.status == 200
    assert after.headers["etag"] != before.headers["etag"]


@pytest.mark.parametrize("code", ["nothing", "%22%3E%3Cscript%3E", "..%2f..%2fkr", "%00", "a" * 5000])
def test_there_is_no_badge_of_an_unknown_key_result(served: Served, code: str) -> None:
    """Nor anything of its name in the answer."""
    answer = ask(served, f"/badge/{code}.svg")
    assert answer.status in (307, 400, 404)
    assert answer.text in ("", "Not Found", "Bad Request")


def test_in_private_viewing_a_badge_needs_a_link_that_shows_it_or_a_session(private: Served) -> None:
    """A link to another key result is none, nor is one that has ended."""
    path = private.database
    viewer, sender = someone(path, "viewer", Grant(Role.VIEWER)), someone(path, "sender", Grant(Role.ADMIN))
    nobody = someone(path, "nobody")
    own, other = linked(path, sender.person, CODE), linked(path, sender.person, OTHER)
    assert ask(private, BADGE).status == 404
    assert ask(private, BADGE, cookie=nobody.cookie).status == 404
    assert ask(private, BADGE, cookie=viewer.cookie).status == 200
    assert ask(private, f"{BADGE}?token={own.token}").status == 200
    assert ask(private, f"{BADGE}?token={other.token}").status == 404
    assert ask(private, f"{BADGE}?token=nothing").status == 404
    revoked(path, own)
    assert ask(private, f"{BADGE}?token={own.token}").status == 404


def test_a_badge_of_a_snapshot_stays_as_it_was_sent(private: Served) -> None:
    """Like its card."""
    path = private.database
    sender = someone(path, "archivist", Grant(Role.ADMIN))
    link = linked(path, sender.person, as_sent=True)
    before = ask(private, f"{BADGE}?token={link.token}").text
    ticked(path, 1)
    assert ask(private, f"{BADGE}?token={link.token}").text == before
    live = linked(path, sender.person)
    assert ask(private, f"{BADGE}?token={live.token}").text != before


def _demonstrated(served: Served) -> str:
    text = ask(served, "/?demo=1").text
    return text.partition('data-part="card:')[2].partition('"')[0]
