"""One person: what is written about them, their rights, and their account."""

from collections.abc import Iterable

from starlette.responses import Response

from kr_app import web
from kr_app.desk import rights_form
from kr_app.desk.frame import Visit
from kr_app.desk.people import details_of, invited, open_links_in, roles_table, state_kind, state_text
from kr_app.desk.refusals import refusal_text
from kr_app.desk.wording import action_text
from kr_app.identity import accounts
from kr_app.identity.accounts import Details
from kr_app.identity.errors import IdentityRefused, NotPermitted, UnknownPerson
from kr_app.rights import Action, Grant
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.words import Words


def answer(visit: Visit) -> Response:
    """The page, and each of its forms."""
    if not visit.sent:
        return _page(visit)
    person, what = visit.number("person"), visit.typed("do")
    try:
        if what == "invite":
            return invited(visit, person, accounts.invite(visit.asking, person), visit.words("A new invitation"))
        _change(visit, person, what)
    except (NotPermitted, UnknownPerson):
        raise
    except IdentityRefused as error:
        return _page(visit, error)
    return web.see(visit.to(f"/account/people/{person}", said=what))


def _change(visit: Visit, person: int, what: str) -> None:
    match what:
        case "details":
            accounts.describe(visit.asking, person, details_of(visit))
        case "rights":
            accounts.set_rights(visit.asking, person, rights_form.grants_of(visit))
        case "close" | "open":
            accounts.set_disabled(visit.asking, person, what == "close")
        case "sign-out":
            accounts.end_sessions(visit.asking, person)
        case _:
            raise IdentityRefused


def _page(visit: Visit, error: IdentityRefused | None = None) -> Response:
    words, number = visit.words, visit.number("person")
    with reading(visit.asking.path) as door:
        person = people.by_id(door, number)
        if person is None:
            raise UnknownPerson
        open_links = open_links_in(door, visit)[number]
    # What was typed stays in the form that was refused; the others show what is kept.
    wrong = visit.typed("do") if error else ""
    kept = Details(person.shown, person.position, person.issuer, person.subject)
    grants: Iterable[Grant] = rights_form.grants_of(visit) if wrong == "rights" else person.grants
    return visit.draw(
        "person",
        person.shown,
        400 if error else 200,
        said=_said(visit.asked("said"), words) if error is None else "",
        alert=refusal_text(error, words) if error else "",
        person=person,
        details=details_of(visit) if wrong == "details" else kept,
        rights=rights_form.form_of(grants, words),
        state=state_text(person, words),
        state_kind=state_kind(person),
        closing=closing_text(open_links, words),
        is_me=person.id == visit.visitor.person,
        roles=roles_table(words),
        actions=[action_text(action, words) for action in Action],
    )


def closing_text(open_links: int, words: Words) -> str:
    """What closing an account does."""
    sessions = words("They are signed out everywhere at once and cannot sign in again.")
    if not open_links:
        return sessions
    links = words.counted(
        "{count} link of theirs stops opening until the account is open again.",
        "{count} links of theirs stop opening until the account is open again.",
        open_links,
    )
    return f"{sessions} {links}"


def _said(what: str, words: Words) -> str:
    match what:
        case "details":
            return words("The details are saved.")
        case "rights":
            return words("The rights are saved. They hold from the next click on.")
        case "close":
            return words("The account is closed. The sessions have ended.")
        case "open":
            return words("The account is open again.")
        case "sign-out":
            return words("Signed out everywhere.")
        case _:
            return ""
