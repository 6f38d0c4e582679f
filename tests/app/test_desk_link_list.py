"""The list of links over HTTP: what it says, and pausing, resuming and revoking."""

import re
from datetime import UTC, datetime

from kr_app.desk.links import PAGE
from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from tests.app.cast import someone
from tests.app.desks import get, post
from tests.app.entries import CODE, HOST
from tests.app.links import linked
from tests.app.towns import Town

NEW = "/account/links/new"
NOON = datetime(2025, 7, 22, 5, 0, tzinfo=UTC)


def test_pausing_resuming_and_revoking_change_what_the_address_answers(desk: Town) -> None:
    """Each by a form, and each is said."""
    mine = desk.cast["coordinator"]
    link = linked(desk.file, mine.person, CODE, title="ของฉัน")

    def done(what: str) -> str:
        answer = post(desk, "/account/links?lang=en", {"do": what, "link": str(link.number)}, mine)
        assert answer.status == 303
        return get(desk, answer.headers["location"], mine).text

    for what, said, status in (
        ("pause", "The link is paused", 404),
        ("resume", "opens again", 200),
        ("revoke", "revoked for good", 404),
        ("resume", "", 404),
    ):
        assert said in done(what)
        assert get(desk, link.path).status == status


def test_the_list_shows_ones_own_links_and_an_administrator_everybodys(desk: Town) -> None:
    """With what they show, how long, and how often they were opened."""
    admin, mine, other = desk.admin, desk.cast["coordinator-of-the-agency"], desk.cast["inspector"]
    linked(desk.file, mine.person, HOST, kind=LinkKind.AGENCY, title="หนึ่ง <b>", as_sent=True)
    linked(desk.file, other.person, CODE, title="สอง")
    page = get(desk, "/account/links?lang=en", mine).text
    assert "หนึ่ง &lt;b&gt;" in page
    assert "สอง" not in page
    assert all(text in page for text in ("As sent,", "No end", "Not opened yet", "Every key result of"))
    page = get(desk, "/account/links?lang=en", admin).text
    assert all(text in page for text in ("หนึ่ง", "สอง", "shown-cast-inspector"))


def test_nobody_changes_a_link_of_somebody_else(desk: Town) -> None:
    """But who manages links; an unknown number is a calm page."""
    link = linked(desk.file, desk.cast["inspector"].person, CODE)
    change = {"do": "revoke", "link": str(link.number)}
    assert post(desk, "/account/links", change, desk.cast["coordinator"]).status == 403
    assert get(desk, link.path).status == 200
    assert post(desk, "/account/links", change, desk.admin).status == 303
    assert get(desk, link.path).status == 404
    statuses = [
        post(desk, "/account/links", {"do": "revoke", "link": number}, desk.admin).status
        for number in ("999999", "9" * 30, "", "x", "-1")
    ]
    assert statuses == [404, 400, 400, 400, 400]


def test_a_link_whose_maker_lost_the_right_says_so_in_the_list(desk: Town) -> None:
    """It does not open, and is not called open."""
    linked(desk.file, desk.cast["viewer"].person, CODE, title="ไม่มีสิทธิ์")
    page = get(desk, "/account/links?lang=en", desk.cast["viewer"]).text
    assert "its maker may no longer share this" in page


def test_many_links_come_page_by_page_and_a_change_stays_on_its_page(desk: Town) -> None:
    """Newest first, none twice, none left out; beyond the oldest stands the newest again."""
    mine = someone(desk.file, "maker of many", Grant(Role.ADMIN))
    numbers = [str(linked(desk.file, mine.person, CODE).number) for _ in range(PAGE + 3)]

    def listed(address: str) -> tuple[list[str], str]:
        text = get(desk, address, mine).text
        older = re.search(r'href="([^"]*before=\d+[^"]*)"[^>]*>Older links<', text)
        return re.findall(r'id="link-(\d+)"', text), older[1].replace("&amp;", "&") if older else ""

    first, older = listed("/account/links?lang=en")
    second, _ = listed(older)
    assert first[:PAGE] == numbers[::-1][:PAGE]
    assert second[:3] == numbers[2::-1]
    assert listed("/account/links?lang=en&before=1")[0] == first
    assert ["To the newest" in get(desk, at, mine).text for at in (older, "/account/links?lang=en&before=1")] == [
        True,
        False,
    ]
    before = re.search(r"before=(\d+)", older)
    assert before
    asked = {"do": "pause", "link": numbers[0], "before": before[1]}
    answer = post(desk, "/account/links?lang=en", asked, mine)
    assert numbers[0] in listed(answer.headers["location"])[0]
