"""Signing in and out."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from kr_app import access, web
from kr_app.desk import organisation
from kr_app.desk.frame import Endpoint, Visit
from kr_app.desk.refusals import refusal_text
from kr_app.desk.views import local_address
from kr_app.identity import accounts, signing_in
from kr_app.identity.errors import IdentityRefused, TooManyAttempts
from kr_app.identity.sessions import OLDEST
from kr_app.settings import SETTINGS


def answer(visit: Visit) -> Response:
    """The page to sign in, and signing in."""
    if not visit.sent:
        return _form(visit)
    try:
        token = signing_in.sign_in(visit.asking, visit.typed("name"), visit.typed("password"))
    except IdentityRefused as error:
        return _form(visit, error)
    return web.keep_session(visit.request, web.see(local_address(visit.typed("next"))), token)


def _form(visit: Visit, error: IdentityRefused | None = None) -> Response:
    """The same for an unknown name and a wrong password, to the byte."""
    words = visit.words
    wanted = visit.typed("next") if error else visit.asked("next")
    answer = visit.draw(
        "sign_in",
        words("Sign in"),
        _status(error),
        narrow=True,
        alert=refusal_text(error, words) if error else "",
        typed=visit.typed("name"),
        next=local_address(wanted),
        first=accounts.needs_first_admin(visit.asking.path),
        may_view=access.may_view(visit.visitor),
        oidc_offered=organisation.offered(),
        oidc=visit.to("/account/identity/begin"),
        secure_address=SETTINGS.address + visit.to("/account/sign-in") if web.lost_over_http(visit.request) else "",
        wall=_is_wall(wanted),
        wall_hours=words.number(OLDEST / timedelta(hours=1)),
    )
    if isinstance(error, TooManyAttempts):
        answer.headers["retry-after"] = str(max(1, round((error.until - visit.asking.now).total_seconds())))
    return answer


def _is_wall(address: str) -> bool:
    """Whether somebody is led back to a wall screen, whose sign-in has ended."""
    return dict(parse_qsl(urlsplit(local_address(address)).query)).get("kiosk") == "1"


def _status(error: IdentityRefused | None) -> int:
    if error is None:
        return 200
    return 429 if isinstance(error, TooManyAttempts) else 401


def sign_out(visit: Visit) -> Response:
    """End this browser's session."""
    signing_in.sign_out(visit.asking)
    return web.see(visit.to("/"))


def leaving(endpoint: Endpoint) -> Endpoint:
    """Whatever the answer, the browser forgets its token: also while the file cannot be written."""

    async def left(request: Request) -> Response:
        return web.drop_session(await endpoint(request))

    return left


def sign_out_everywhere(visit: Visit) -> Response:
    """End all of one's sessions."""
    signing_in.sign_out_everywhere(visit.asking)
    return web.drop_session(web.see(visit.to("/account/sign-in")))
