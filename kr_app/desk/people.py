"""The people: who they are, what they may do; and adding one."""

from collections import Counter
from dataclasses import dataclass

from starlette.responses import Response

from kr_app import web
from kr_app.books import REAL, book
from kr_app.desk import rights_form
from kr_app.desk.frame import Visit
from kr_app.desk.qr import drawn
from kr_app.desk.refusals import refusal_text
from kr_app.desk.wording import action_text, grant_text, reach_text, role_text
from kr_app.identity import accounts
from kr_app.identity.accounts import Details
from kr_app.identity.errors import IdentityRefused
from kr_app.rights import Action, Role, reach_of
from kr_app.store import links as link_rows
from kr_app.store import people
from kr_app.store.doors import Reader, reading
from kr_app.store.people import Person
from kr_app.words import Words


@dataclass(frozen=True)
class Row:
    """A person as the list shows them."""

    person: Person
    address: str
    grants: list[str]
    state: str
    state_kind: str
    links: int


def everybody(visit: Visit) -> Response:
    """The list."""
    words, known = visit.words, book(REAL).definitions
    with reading(visit.asking.path) as door:
        found = people.everybody(door)
        open_links = open_links_in(door, visit)
    rows = [
        Row(
            each,
            visit.to(f"/account/people/{each.id}"),
            [grant_text(grant, known, words) for grant in each.grants],
            state_text(each, words),
            state_kind(each),
            open_links[each.id],
        )
        for each in found
    ]
    return visit.draw("people", words("People"), rows=rows, roles=roles_table(words), actions=_actions(words))


def add(visit: Visit) -> Response:
    """The form for a new person, and the page with their invitation."""
    words = visit.words
    if not visit.sent:
        return _form(visit)
    try:
        person, token = accounts.add(visit.asking, visit.typed("name"), details_of(visit), rights_form.grants_of(visit))
    except IdentityRefused as error:
        return _form(visit, error)
    return invited(visit, person, token, words("{name} is added", name=visit.typed("shown").strip()))


def invited(visit: Visit, person: int, token: str, title: str) -> Response:
    """The page that shows an invitation, once."""
    tail = "?lang=en" if visit.words.language == "en" else ""
    address = f"{web.own_address(visit.request)}/account/invitation/{token}{tail}"
    days = accounts.INVITATION_HOLDS.days
    return visit.draw("invited", title, address=address, qr=drawn(address), person=person, days=days)


def details_of(visit: Visit) -> Details:
    """What was typed about a person."""
    return Details(*(visit.typed(name) for name in ("shown", "position", "issuer", "subject")))


def open_links_in(door: Reader, visit: Visit) -> Counter[int]:
    """How many links of each person still open."""
    return Counter(link.person for link in link_rows.of_everybody(door) if link.open_at(visit.asking.now))


def state_text(person: Person, words: Words) -> str:
    """Whether somebody can sign in."""
    match state_kind(person):
        case "off":
            return words("Closed")
        case "wait":
            return words("Invited, no password yet")
        case _:
            return words("Open")


def state_kind(person: Person) -> str:
    """The same for colour and shape."""
    if person.disabled:
        return "off"
    return "on" if person.password or person.issuer else "wait"


def roles_table(words: Words) -> list[tuple[str, list[str]]]:
    """What each role may do, from the one table that decides."""
    return [(role_text(role, words), [reach_text(reach_of(role, action), words) for action in Action]) for role in Role]


def _actions(words: Words) -> list[str]:
    return [action_text(action, words) for action in Action]


def _form(visit: Visit, error: IdentityRefused | None = None) -> Response:
    words = visit.words
    return visit.draw(
        "person_new",
        words("Add a person"),
        400 if error else 200,
        alert=refusal_text(error, words) if error else "",
        name=visit.typed("name"),
        details=details_of(visit),
        rights=rights_form.form_of(rights_form.grants_of(visit), words),
        roles=roles_table(words),
        actions=_actions(words),
    )
