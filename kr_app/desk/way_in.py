"""One-time addresses: the first administrator's, and an invited person's. Everybody chooses a password of their own."""

from starlette.responses import Response

from kr_app import web
from kr_app.desk.frame import Visit
from kr_app.desk.refusals import refusal_text
from kr_app.identity import accounts, passwords
from kr_app.identity.errors import IdentityRefused, InvitationOver
from kr_app.identity.trail import TRAIL, What
from kr_app.store.people import Person


def set_up(visit: Visit) -> Response:
    """The first administrator."""
    token = _token(visit)
    # Asked before anything is hashed: a forged address must cost nothing.
    if _invited(visit, token) is not None:
        raise InvitationOver
    if not visit.sent:
        return _set_up_form(visit)
    name, shown = visit.typed("name"), visit.typed("shown")
    try:
        session = accounts.accept_first(
            visit.asking, token, name, shown, password=visit.typed("password"), again=visit.typed("again")
        )
    except InvitationOver:
        raise
    except IdentityRefused as error:
        return _set_up_form(visit, error)
    return web.keep_session(visit.request, web.see(visit.to("/account", said="welcome")), session)


def invitation(visit: Visit) -> Response:
    """Somebody whom an administrator has invited."""
    token = _token(visit)
    person = _invited(visit, token)
    if person is None:
        raise InvitationOver
    if not visit.sent:
        return _invitation_form(visit, person)
    try:
        session = accounts.accept(visit.asking, token, visit.typed("password"), visit.typed("again"))
    except InvitationOver:
        raise
    except IdentityRefused as error:
        return _invitation_form(visit, person, error)
    return web.keep_session(visit.request, web.see(visit.to("/account", said="welcome")), session)


def _invited(visit: Visit, token: str) -> Person | None:
    try:
        return accounts.invited(visit.asking.path, token, visit.asking.now)
    except InvitationOver:
        TRAIL.note(What.INVITATION_REFUSED, address=visit.asking.address)
        raise


def _token(visit: Visit) -> str:
    return str(visit.request.path_params["token"])


def _set_up_form(visit: Visit, error: IdentityRefused | None = None) -> Response:
    words = visit.words
    return visit.draw(
        "set_up",
        words("Set up the first administrator"),
        400 if error else 200,
        narrow=True,
        alert=refusal_text(error, words) if error else "",
        name=visit.typed("name"),
        shown=visit.typed("shown"),
        shortest=passwords.SHORTEST,
    )


def _invitation_form(visit: Visit, person: Person, error: IdentityRefused | None = None) -> Response:
    words = visit.words
    return visit.draw(
        "invitation",
        words("Choose a password"),
        400 if error else 200,
        narrow=True,
        alert=refusal_text(error, words) if error else "",
        person=person,
        shortest=passwords.SHORTEST,
    )
