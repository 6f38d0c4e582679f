"""The list of links over HTTP: what it says, and pausing, resuming and revoking."""

from datetime import UTC, datetime

from kr_app.store.links import LinkKind
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
