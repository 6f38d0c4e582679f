"""My account: who I am, what I may do, and my password."""

from starlette.responses import Response

from kr_app import web
from kr_app.books import REAL, book
from kr_app.desk.frame import Visit
from kr_app.desk.refusals import refusal_text
from kr_app.desk.wording import action_text, grant_text
from kr_app.first_steps import What, steps_of
from kr_app.identity import passwords, signing_in
from kr_app.identity.errors import IdentityRefused, NotPermitted, TooManyAttempts, WrongNameOrPassword
from kr_app.reminding.due import kinds_for
from kr_app.rights import Action, Visitor
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.words import Words


def answer(visit: Visit) -> Response:
    """The page, and changing one's password."""
    if not visit.sent:
        return _page(visit)
    try:
        session = signing_in.change_password(
            visit.asking, visit.typed("old"), visit.typed("password"), visit.typed("again")
        )
    except NotPermitted:
        return web.see(visit.to("/account/sign-in"))
    except IdentityRefused as error:
        return _page(visit, error)
    return web.keep_session(visit.request, web.see(visit.to("/account", said="password")), session)


def _page(visit: Visit, error: IdentityRefused | None = None) -> Response:
    words, visitor = visit.words, visit.visitor
    with reading(visit.asking.path) as door:
        person = people.by_id(door, visitor.person or 0)
    status = 429 if isinstance(error, TooManyAttempts) else 400
    known = book(REAL).definitions
    steps = steps_of(visit.view, visitor)
    # Who can only look has nothing that could tick itself off: told once.
    begins = any(not step.done for step in steps if step.what is not What.SEE) or visit.asked("said") == "welcome"
    return visit.draw(
        "account",
        words("My account"),
        status if error else 200,
        said=_said(visit.asked("said"), words),
        alert=_alert(error, words),
        person=person,
        grants=[grant_text(grant, known, words) for grant in visitor.grants],
        steps=steps if begins and not all(step.done for step in steps) else (),
        reminded=bool(kinds_for(visitor)),
        may=may_text(visitor, words),
        shortest=passwords.SHORTEST,
    )


def _alert(error: IdentityRefused | None, words: Words) -> str:
    if isinstance(error, WrongNameOrPassword):
        return words("The present password is not right. Your password was not changed.")
    return refusal_text(error, words) if error else ""


def may_text(visitor: Visitor, words: Words) -> list[str]:
    """What a visitor may do, one line for each action."""
    return [
        action_text(action, words)
        if visitor.may(action)
        else words("{action} (only what is assigned to you)", action=action_text(action, words))
        for action in Action
        if visitor.may_somewhere(action)
    ]


def _said(what: str, words: Words) -> str:
    match what:
        case "welcome":
            return words("Welcome. Your password is set, and you are signed in.")
        case "password":
            return words("Your password is changed. You were signed out everywhere else.")
        case _:
            return ""
