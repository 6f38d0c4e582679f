"""The people's pages over HTTP: adding, describing, rights, closing; and that nothing typed is lost by a refusal."""

import pytest

from kr_app.rights import RIGHTS, Action, Grant, Reach, Role
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.store.people import Person
from tests.app.cast import someone
from tests.app.desks import address_in, alert_in, get, newest, post, ticked_boxes, value_of
from tests.app.entries import CODE, HOST, OTHER
from tests.app.links import linked
from tests.app.towns import Town

NEW = "/account/people/new"


def kept(desk: Town, name: str) -> Person | None:
    """A person as the file has them."""
    with reading(desk.file) as door:
        return people.by_name(door, name)


def person_page(person: int) -> str:
    """The address of somebody's page, in English."""
    return f"/account/people/{person}?lang=en"


def test_a_new_person_gets_an_invitation_that_is_shown_once_and_works(desk: Town) -> None:
    """With the rights that were ticked; the file keeps no trace of the address itself."""
    form = [("name", "New.Person"), ("shown", "หัวหน้าฝ่าย"), ("position", "สำนักงานประชาสัมพันธ์")]
    form += [("role", "viewer"), ("coordinator-code", CODE), ("coordinator-code", OTHER), ("coordinator-agency", HOST)]
    answer = post(desk, f"{NEW}?lang=en", form, desk.admin)
    assert answer.status == 200
    address = address_in(answer)
    assert address.startswith(f"{desk.served.url}/account/invitation/")
    assert address.endswith("?lang=en")
    assert "<svg" in answer.text
    assert get(desk, address.removeprefix(desk.served.url)).status == 200
    found = kept(desk, "new.person")
    assert found is not None
    assert set(found.grants) == {
        Grant(Role.VIEWER),
        Grant(Role.COORDINATOR, code=CODE),
        Grant(Role.COORDINATOR, code=OTHER),
        Grant(Role.COORDINATOR, agency=HOST),
    }
    token = address.split("/")[-1].split("?")[0]
    assert token.encode() not in b"".join(file.read_bytes() for file in desk.file.parent.glob("kr.db*"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "admin"}, "already signs in"),
        ({"name": "two words"}, "cannot be used"),
        ({"shown": " "}, "name that others see"),
        ({"position": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_slip_in_a_new_person_is_said_and_nothing_typed_is_lost(desk: Town, changed, said: str) -> None:
    """Neither texts nor ticked boxes; and nobody is added."""
    typed = {"name": "slip", "shown": "ชื่อ <b>", "position": "ตำแหน่ง", "issuer": "https://id.example", "subject": "7"}
    form = {**typed, "role": "inspector", "coordinator-code": OTHER, **changed}
    answer = post(desk, f"{NEW}?lang=en", form, desk.admin)
    assert answer.status == 400
    assert said in alert_in(answer)
    assert {name: value_of(answer, name) for name in typed} == {**typed, **changed}
    assert (ticked_boxes(answer, "role"), ticked_boxes(answer, "coordinator-code")) == (["inspector"], [OTHER])
    assert kept(desk, "slip") is None


def test_the_list_says_who_may_do_what_and_how_many_links_open(desk: Town) -> None:
    """Names and positions are text, never markup."""
    person = someone(desk.file, "sharer", Grant(Role.INSPECTOR))
    linked(desk.file, person.person, CODE)
    linked(desk.file, person.person, CODE)
    details = {"do": "details", "shown": "<i>นักวิเคราะห์</i>", "position": "ฝ่ายแผน"}
    assert post(desk, person_page(person.person), details, desk.admin).status == 303
    page = get(desk, "/account/people?lang=en", desk.admin).text
    row = next(each for each in page.split("<tr>") if ">sharer<" in each)
    assert "&lt;i&gt;นักวิเคราะห์&lt;/i&gt;" in row
    assert all(text in row for text in ("ฝ่ายแผน", "Inspector", "Invited, no password yet", ">2<"))
    assert "<i>" not in page


def test_the_table_of_roles_says_what_the_code_decides(desk: Town) -> None:
    """Cell by cell."""
    page = get(desk, "/account/people?lang=en", desk.admin).text
    table = page.split('class="kr-table kr-roles"')[1].split("</table>")[0]
    cells = [row.split("<td>")[1:] for row in table.split("<tr>")[2:]]
    shown = {"–": Reach.NONE, "Only what is assigned": Reach.OWN, "Everything": Reach.ALL}
    found = [[shown[cell.split("<")[0]] for cell in row] for row in cells]
    assert found == [[RIGHTS[role].get(action, Reach.NONE) for role in Role] for action in Action]


def test_rights_are_shown_as_they_are_and_replaced_as_ticked(desk: Town) -> None:
    """What was granted over a key result that is gone keeps its box."""
    gone = Grant(Role.COORDINATOR, code="gone-2560")
    person = someone(desk.file, "changing", gone, Grant(Role.COORDINATOR, agency=HOST)).person
    page = get(desk, person_page(person), desk.admin)
    assert (ticked_boxes(page, "coordinator-code"), ticked_boxes(page, "coordinator-agency")) == (["gone-2560"], [HOST])
    form = [
        ("do", "rights"),
        ("coordinator-code", "gone-2560"),
        ("coordinator-code", CODE),
        ("role", "viewer"),
        ("role", "king"),
    ]
    answer = post(desk, person_page(person), form, desk.admin)
    assert answer.status == 303
    assert "rights are saved" in get(desk, answer.headers["location"], desk.admin).text
    found = kept(desk, "changing")
    assert found is not None
    assert set(found.grants) == {gone, Grant(Role.COORDINATOR, code=CODE), Grant(Role.VIEWER)}
    assert newest(desk)[0].what == "rights-changed"


def test_closing_an_account_says_what_it_does_and_does_it(desk: Town) -> None:
    """Sessions end, links stop; opening it again brings links back and no session."""
    person = someone(desk.file, "leaving", Grant(Role.INSPECTOR))
    link = linked(desk.file, person.person, CODE)
    assert "1 link of theirs stops opening" in get(desk, person_page(person.person), desk.admin).text
    assert get(desk, link.path).status == 200
    assert post(desk, person_page(person.person), {"do": "close"}, desk.admin).status == 303
    assert get(desk, link.path).status == 404
    assert get(desk, "/account", person).status == 303
    assert post(desk, person_page(person.person), {"do": "open"}, desk.admin).status == 303
    assert get(desk, link.path).status == 200
    assert get(desk, "/account", person).status == 303


def test_signing_somebody_out_and_inviting_them_anew(desk: Town) -> None:
    """An earlier invitation ends with the new one."""
    person = someone(desk.file, "forgetful")
    first = address_in(post(desk, person_page(person.person), {"do": "invite"}, desk.admin))
    second = address_in(post(desk, person_page(person.person), {"do": "invite"}, desk.admin))
    assert [get(desk, each.removeprefix(desk.served.url)).status for each in (first, second)] == [404, 200]
    assert get(desk, "/account", person).status == 200
    assert post(desk, person_page(person.person), {"do": "sign-out"}, desk.admin).status == 303
    assert get(desk, "/account", person).status == 303


def test_the_last_administrator_who_can_sign_in_cannot_be_lost(desk: Town) -> None:
    """Neither by rights nor by closing; what was ticked stays ticked, and the page says what to do first."""
    person = desk.admin.person
    answers = [
        post(desk, person_page(person), {"do": "rights", "role": "viewer"}, desk.admin),
        post(desk, person_page(person), {"do": "close"}, desk.admin),
    ]
    assert [answer.status for answer in answers] == [400, 400]
    assert all("Make somebody else an administrator first" in alert_in(answer) for answer in answers)
    assert ticked_boxes(answers[0], "role") == ["viewer"]
    found = kept(desk, "admin")
    assert found is not None
    assert (found.grants, found.disabled) == ((Grant(Role.ADMIN),), False)


@pytest.mark.parametrize("number", ["999999", str(2**63), "9" * 5000, "0", "-1", "x"])
def test_nobody_has_a_number_that_nobody_has(desk: Town, number: str) -> None:
    """A calm page, by any method."""
    assert get(desk, f"/account/people/{number}", desk.admin).status == 404
    assert post(desk, f"/account/people/{number}", {"do": "close"}, desk.admin).status == 404


def test_what_is_stuck_to_the_address_of_the_list_leads_to_it(desk: Town) -> None:
    """A Thai digit is in no address of ours; nothing can be sent there either."""
    led = get(desk, "/account/people/%E0%B9%91", desk.admin)
    assert (led.status, led.headers["location"]) == (307, "/account/people")
    assert post(desk, "/account/people/%E0%B9%91", {"do": "close"}, desk.admin).status == 404


def test_a_reading_changes_nothing(desk: Town) -> None:
    """Every page is opened and the people are as before."""
    with reading(desk.file) as door:
        before = people.everybody(door)
    for path in ("/account/people", NEW, *(f"/account/people/{each.id}" for each in before)):
        assert get(desk, path, desk.admin).status == 200
    with reading(desk.file) as door:
        assert people.everybody(door) == before
