"""The activity log over HTTP: in words, filtered, page by page."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from kr_app.desk.trail import PAGE
from kr_app.desk.trail_words import what_text
from kr_app.identity.trail import What, about_link, about_person
from kr_app.rights import Action
from kr_app.store import trail
from kr_app.store.doors import writing
from kr_app.store.trail import Entry
from kr_app.words import words_for
from tests.app.desks import get
from tests.app.links import linked
from tests.app.towns import Town, town_in

TRAIL = "/account/trail?lang=en"
NOON = datetime(2025, 7, 20, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, peopled) -> Iterator[Town]:
    """A server of this module's own, which keeps the trail for 45 days."""
    with town_in(tmp_path_factory.mktemp("desk"), peopled, KR_TRAIL_DAYS="45") as town:
        yield town


def tell(desk: Town, *entries: Entry) -> None:
    """Keep entries."""
    with writing(desk.file) as door:
        trail.add(door, entries)


def rows(text: str) -> list[list[str]]:
    """The table as a person reads it; empty where there is none."""
    if "<tbody>" not in text:
        return []
    body = text.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in body.split("<tr>")[1:]]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)).replace("\u00a0", " ").strip() for cell in row] for row in cells]


@pytest.mark.parametrize("language", ["th", "en"])
def test_everything_that_the_trail_knows_of_is_said_in_words(language: str) -> None:
    """Each differently, and never by its name in the code."""
    words = words_for(language, None)
    said = [what_text(what, words) for what in What]
    assert len(set(said)) == len(said)
    assert not set(said) & {what.value for what in What}


def test_an_entry_says_who_did_what_about_what_from_where_and_when(desk: Town) -> None:
    """A person and a link by their names; Bangkok's time; how often."""
    admin, viewer = desk.admin.person, desk.cast["viewer"].person
    link = linked(desk.file, admin, title="รายงาน <b>")
    tell(
        desk,
        Entry(NOON, admin, What.RIGHTS_CHANGED, about_person(viewer), "192.0.2.1"),
        Entry(NOON, None, What.LINK_VIEWED, about_link(link.number), "192.0.2.2", times=3),
        Entry(NOON, viewer, What.NOT_PERMITTED, f"{Action.RECORD} some-code", "192.0.2.3"),
        Entry(NOON, None, What.FOREIGN_ORIGIN, "/<i>", ""),
        Entry(NOON, 999, "unheard-of", "link:9999", ""),
    )
    found = rows(get(desk, TRAIL, desk.admin).text)[:5]
    when = "20 Jul 2025 12:00"
    assert found == [
        [when, "–", "unheard-of", "Link 9999: not kept", ""],
        [when, "Somebody not signed in", "A request from a foreign page", "/<i>", ""],
        [
            when,
            "shown-cast-viewer",
            "Tried something without the right",
            "Record success levels, evidence, due days and progress some-code",
            "192.0.2.3",
        ],
        [when, "Somebody not signed in", "Opened a link 3 times", f"Link {link.number}: รายงาน <b>", "192.0.2.2"],
        [when, "ผู้ดูแล admin", "Changed a person's rights", "shown-cast-viewer", "192.0.2.1"],
    ]


def test_it_is_filtered_by_kind_and_by_person(desk: Town) -> None:
    """By both at once, too; nonsense filters nothing."""
    person = desk.cast["inspector"].person
    tell(desk, Entry(NOON, person, What.SIGNED_OUT), Entry(NOON, person, What.LINK_MADE, "link:1"))
    by_kind = rows(get(desk, f"{TRAIL}&what=signed-out", desk.admin).text)
    assert {row[2] for row in by_kind} == {"Signed out"}
    both = get(desk, f"{TRAIL}&what=link-made&person={person}", desk.admin)
    assert [row[1:3] for row in rows(both.text)] == [["shown-cast-inspector", "Made a link"]]
    assert f'<option value="{person}" selected>' in both.text
    assert "There are no entries" in get(desk, f"{TRAIL}&what=link-made&person=999999", desk.admin).text
    for odd in ("what=nonsense", "person=x", "before=-1", f"before={'9' * 30}", "person=%E0%B9%91"):
        assert get(desk, f"{TRAIL}&{odd}", desk.admin).status == 200


def test_older_entries_are_a_page_away_and_none_is_lost_or_twice(desk: Town) -> None:
    """Newest first to the very first, keeping the filter."""
    person = desk.cast["coordinator"].person
    tell(desk, *(Entry(NOON + timedelta(minutes=i), person, What.SIGNED_IN, "", f"a{i}") for i in range(2 * PAGE + 1)))
    path, seen = f"{TRAIL}&person={person}&what=signed-in", []
    while path:
        text = get(desk, path, desk.admin).text
        seen += [row[4] for row in rows(text)]
        older = re.search(r'href="([^"]*before=[^"]*)">Older entries', text)
        path = unescape(older[1]) if older else ""
    assert seen == [f"a{i}" for i in reversed(range(2 * PAGE + 1))]


def test_it_says_how_long_it_is_kept(desk: Town) -> None:
    """As the person who runs it has chosen."""
    assert "kept for 45 days" in get(desk, TRAIL, desk.admin).text


def test_whoever_may_not_read_it_is_told_so_and_the_attempt_is_in_it(desk: Town) -> None:
    """With the right that was missing; what changes nothing waits a second before it is written."""
    answer = get(desk, TRAIL, desk.cast["viewer"])
    assert answer.status == 403
    assert "An administrator can give the right" in answer.text
    until = time.monotonic() + 30
    while not _is_told(desk, desk.cast["viewer"].person) and time.monotonic() < until:
        time.sleep(0.1)
    assert _is_told(desk, desk.cast["viewer"].person)


def _is_told(desk: Town, person: int) -> bool:
    found = rows(get(desk, f"{TRAIL}&what=not-permitted&person={person}", desk.admin).text)
    return any(row[3] == "Read the activity log" for row in found)
