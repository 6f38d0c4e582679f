"""To do and my reminders over HTTP: who sees what, what is kept, what is refused, and a trial that arrives."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from kr_app.rights import Grant, Role
from kr_app.store import reminders as rows
from kr_app.store.doors import reading, writing
from kr_app.store.reminders import Choice, Place
from kr_core.calendar import bangkok_day
from kr_core.language import Language
from kr_core.log import Kind
from kr_core.reminders import ReminderKind
from tests.app.cast import someone
from tests.app.desks import alert_in, get, newest, post, ticked_boxes
from tests.app.entries import CODE, HOST, OTHER, definition, ticked, two_definitions, written
from tests.app.people import SignedIn
from tests.app.receivers import Web, web
from tests.app.towns import Town, town_in

TO_DO, MINE = "/account/inbox?lang=en", "/account/reminders?lang=en"


@pytest.fixture(scope="module")
def receiver() -> Iterator[Web]:
    """Where trial messages go."""
    with web() as running:
        yield running


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[Town]:
    """Mail and this machine may be used, LINE is not set up. One form is named with markup and wants confirmation."""
    folder = tmp_path_factory.mktemp("reminded")
    forms = two_definitions(folder / "forms")
    changes = [("host_monitors = false", "host_monitors = true"), (f'code = "{CODE}"', f'code = "{OTHER}"')]
    definition(forms, "second.toml", *changes, ('name_en = "Success', 'name_en = "<script>alert(1)</script> Success'))
    settings = {"KR_WEBHOOK_HOSTS": "127.0.0.1", "KR_MAIL": "mailtos://kr:pass-word@example.go.th"}
    with town_in(folder, peopled, KR_DEFINITIONS=str(forms), **settings) as running:
        tick = ticked(running.file, 1, code=OTHER)
        ticked(running.file, 2, code=OTHER)
        written(running.file, Kind.RETURN, 1, code=OTHER, refers_to=tick.id, note="ขาดหลักฐาน", internal=True)
        yield running


@pytest.fixture
def who(town: Town) -> SignedIn:
    """The coordinator and confirmer of everything of the host: somebody new for each test."""
    grants = (Grant(Role.COORDINATOR, agency=HOST), Grant(Role.CONFIRMER, agency=HOST))
    return someone(town.file, uuid.uuid4().hex, *grants, now=town.served.now)


def places(town: Town, who: SignedIn) -> list[Place]:
    """Somebody's places."""
    with reading(town.file) as door:
        return rows.places_of(door, who.person)


def count_in(page: str) -> int:
    """How much the bar says there is to do."""
    found = re.search(r'class="kr-count">(\d+)<', page)
    return int(found[1]) if found else 0


def test_everything_to_do_stands_there_with_its_next_step(town: Town, who: SignedIn) -> None:
    """As many as the bar counts; names are text, and remarks for the inside stay there."""
    page = get(town, TO_DO, who).text
    said = re.findall(r'<li class="kr-row" data-kind="([\w-]+)">.*?href="([^"]*)"', page, re.DOTALL)
    assert [kind for kind, _ in said] == [
        "overdue", "not-reported", "returned", "overdue", "not-reported", "to-confirm",
    ]  # fmt: skip
    assert said[0][1] == f"/update?kr={CODE}&amp;level=1&amp;lang=en"
    assert said[1][1] == f"/key-results/{CODE}/report?period=2025-06-01&amp;lang=en"
    assert said[5][1] == f"/key-results/{OTHER}/confirm?lang=en"
    assert count_in(page) == len(said)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "ขาดหลักฐาน" not in page
    assert [get(town, address.replace("&amp;", "&"), who).status for _, address in said[1:2]] == [200]


def test_the_bar_counts_anew_with_every_event(town: Town, who: SignedIn) -> None:
    """Also on the pages of Streamlit, in their first bytes."""
    before = count_in(get(town, "/?lang=en", who).text)
    assert before == count_in(get(town, TO_DO, who).text) > 0
    ticked(town.file, 3, code=OTHER)
    assert count_in(get(town, "/?lang=en", who).text) == before + 1
    written(town.file, Kind.WITHDRAW, 3, code=OTHER, refers_to=newest_event(town))
    assert count_in(get(town, TO_DO, who).text) == before


def newest_event(town: Town) -> int:
    """The id of the newest event."""
    with reading(town.file) as door:
        return door.version()


@pytest.mark.parametrize("name", ["viewer", "without-grants", "admin"])
def test_whoever_has_nothing_to_do_is_told_why_and_can_set_nothing(town: Town, name: str) -> None:
    """No count, no form; and a form that is sent all the same is refused."""
    who = town.cast[name]
    page = get(town, TO_DO, who).text
    assert "Nothing is assigned to you" in page
    assert count_in(page) == 0
    assert "<form" not in get(town, MINE, who).text.partition("<main")[2]
    form = {"do": "add", "way": "mail", "address": "a@bangkok.go.th"}
    assert post(town, MINE, form, who).status == 403
    assert places(town, who) == []


@pytest.mark.parametrize("path", [TO_DO, MINE])
def test_whoever_is_not_signed_in_is_led_to_sign_in(town: Town, path: str) -> None:
    """And is counted nothing."""
    answer = get(town, path)
    assert (answer.status, answer.headers["location"].startswith("/account/sign-in?")) == (303, True)
    assert count_in(get(town, "/").text) == 0


def test_a_choice_is_kept_and_shown(town: Town, who: SignedIn) -> None:
    """What was not offered (a review) stays wanted."""
    assert set(ticked_boxes(get(town, MINE, who), "kind")) == set(ReminderKind) - {ReminderKind.TO_REVIEW}
    form = [("do", "choose"), ("kind", "overdue"), ("kind", "to-confirm"), ("language", "en")]
    answer = post(town, MINE, form, who)
    assert answer.status == 303
    page = get(town, answer.headers["location"], who)
    assert "Your choice is kept." in page.text
    assert ticked_boxes(page, "kind") == ["overdue", "to-confirm"]
    with reading(town.file) as door:
        kept = rows.choice_of(door, who.person)
    assert kept == Choice(frozenset({"returned", "not-reported", "due-soon"}), Language.ENGLISH)


def test_a_place_is_added_shown_and_removed(town: Town, who: SignedIn) -> None:
    """The key in a web address is not shown again; the trail knows who changed something, not what."""
    for way, address in [("mail", "kr.office@bangkok.go.th"), ("webhook", "https://hooks.example.go.th/in?key=1")]:
        assert post(town, MINE, {"do": "add", "way": way, "address": address}, who).status == 303
    told = [(entry.what, entry.about) for entry in newest(town, 20) if entry.person == who.person]
    assert told == [("reminder-places-changed", "")] * 2
    page = get(town, MINE, who).text
    assert "kr.office@bangkok.go.th" in page
    assert "https://hooks.example.go.th/…" in page
    assert "key=1" not in page
    assert "pass-word" not in page
    mail, hook = places(town, who)
    assert post(town, MINE, {"do": "drop", "place": str(mail.id)}, who).status == 303
    assert places(town, who) == [hook]


@pytest.mark.parametrize(
    ("way", "address", "said"),
    [
        ("mail", 'a"><script>alert(1)</script>', "not an e-mail address"),
        ("webhook", "https://10.0.0.1/in", "leads into the network of the dashboard itself"),
        ("webhook", "http://hooks.example.go.th/", "begins with https://"),
        ("teams", "https://example.com/", "not the address of a Teams workflow"),
    ],
)
def test_a_refused_address_is_explained_and_what_was_typed_stays(
    town: Town, who: SignedIn, way: str, address: str, said: str
) -> None:
    """In its own field, as text, with the field open."""
    answer = post(town, MINE, {"do": "add", "way": way, "address": address}, who)
    assert answer.status == 400
    assert said in alert_in(answer)
    opened = re.search(r"<details[^>]* open>.*?</details>", answer.text, re.DOTALL)
    assert opened
    escaped = address.replace('"', "&#34;").replace("<", "&lt;").replace(">", "&gt;")
    assert f'value="{escaped}"' in opened[0]
    assert "<script>alert" not in answer.text
    assert places(town, who) == []


def test_a_way_that_is_not_set_up_says_which_setting_is_missing(town: Town, who: SignedIn) -> None:
    """And is refused when somebody sends a form for it."""
    assert "whoever runs the dashboard has not set KR_LINE" in get(town, MINE, who).text
    assert post(town, MINE, {"do": "add", "way": "line", "address": "U" + "0" * 32}, who).status == 400


def test_no_more_places_are_kept_than_somebody_can_look_after(town: Town, who: SignedIn) -> None:
    """Eight; the ninth is refused with the reason."""
    with writing(town.file) as door:
        for number in range(8):
            rows.add_place(door, who.person, "mail", f"a{number}@bangkok.go.th", town.served.now)
    answer = post(town, MINE, {"do": "add", "way": "mail", "address": "b@bangkok.go.th"}, who)
    assert (answer.status, len(places(town, who))) == (400, 8)
    assert "At most 8 places" in alert_in(answer)


def test_a_trial_message_arrives_and_the_page_says_what_became_of_it(town: Town, who: SignedIn, receiver: Web) -> None:
    """In the language chosen; five in an hour, and then one waits."""
    post(town, MINE, {"do": "add", "way": "webhook", "address": f"{receiver.url}/trial"}, who)
    (place,) = places(town, who)
    answer = post(town, MINE, {"do": "try", "place": str(place.id)}, who)
    assert [message["title"] for message in receiver.at("/trial")] == ["ติดตามผลสัมฤทธิ์ กทม.: ข้อความทดสอบ"]
    page = get(town, answer.headers["location"], who).text
    assert "The trial message was sent" in page
    assert "Last sent 22 Jul 2025" in page
    now = town.served.now
    with writing(town.file) as door:
        rows.claim(door, place, [f"trial {number}" for number in range(4)], bangkok_day(now), now)
    answer = post(town, MINE, {"do": "try", "place": str(place.id)}, who)
    assert "At most 5 trial messages" in alert_in(get(town, answer.headers["location"], who))
    assert len(receiver.at("/trial")) == 1


def test_nobody_reaches_the_places_of_somebody_else(town: Town, who: SignedIn, receiver: Web) -> None:
    """Neither to remove them nor to have something sent there."""
    other = town.cast["coordinator"]
    with writing(town.file) as door:
        rows.add_place(door, other.person, "webhook", f"{receiver.url}/others", town.served.now)
    (place,) = places(town, other)
    assert post(town, MINE, {"do": "try", "place": str(place.id)}, who).status == 403
    post(town, MINE, {"do": "drop", "place": str(place.id)}, who)
    assert places(town, other) == [place]
    assert receiver.at("/others") == []
