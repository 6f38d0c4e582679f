"""Signing in with the organisation's own account (OIDC), as an option: Streamlit's `st.login` routes do the talking.

Streamlit answers with a cookie that lasts 30 days and survives a sign-out. It is used once, within minutes, to find
the local person by issuer and subject, and then taken away: from there on our own session counts.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.auth_util import get_cookie_with_chunks, get_secrets_auth_section, validate_auth_credentials
from streamlit.errors import StreamlitAuthError
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from kr_app import web
from kr_app.desk.frame import Visit, page
from kr_app.identity import signing_in
from kr_app.identity.errors import WrongNameOrPassword

_PROVIDER = "default"
# How long after the provider's answer it may be used here.
_FRESH = timedelta(minutes=10)


class Claims(NamedTuple):
    """Whom the account service says is at the browser; `name` only to greet with."""

    issuer: str
    subject: str
    name: str


def offered() -> bool:
    """Whether the person who runs it has set up an account service (`[auth]` in `.streamlit/secrets.toml`)."""
    if not get_secrets_auth_section():
        return False
    try:
        validate_auth_credentials(_PROVIDER)
    except StreamlitAuthError:
        return False
    return True


def claims_of(cookies: Mapping[str, str]) -> Claims | None:
    """Whom a fresh answer of the provider names; None without one."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        days = _FRESH / timedelta(days=1)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"), days) if value else None

    found = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    if found is None:
        return None
    claims = json.loads(found)
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not issuer or not subject:
        return None
    return Claims(issuer, subject, str(claims.get("name") or claims.get("email") or subject))


async def begin(_: Request) -> Response:
    """Lead to the account service. Nothing changes by this."""
    if not offered():
        return web.see("/account/sign-in")
    return web.see(generate_login_redirect_url(_PROVIDER))


def ask(visit: Visit) -> Response:
    """Back from the account service: ask whether to sign in as that person here."""
    return _page(visit, _claims(visit), unknown=False)


def enter(visit: Visit) -> Response:
    """Sign in as the local person to whom the identity belongs."""
    claims = _claims(visit)
    if claims is None:
        return _page(visit, None, unknown=False)
    try:
        token = signing_in.sign_in_with_identity(visit.asking, claims.issuer, claims.subject)
    except WrongNameOrPassword:
        return _used(visit, _page(visit, claims, unknown=True))
    return _used(visit, web.keep_session(visit.request, web.see(visit.to("/")), token))


def _claims(visit: Visit) -> Claims | None:
    return claims_of(visit.request.cookies) if offered() else None


def _page(visit: Visit, claims: Claims | None, *, unknown: bool) -> Response:
    status = 403 if unknown or claims is None else 200
    title = visit.words("Sign in with the organisation's account")
    return visit.draw("organisation", title, status, claims=claims, unknown=unknown, narrow=True)


def _used(visit: Visit, response: Response) -> Response:
    """The provider's answer has served."""
    for name in visit.request.cookies:
        if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            response.delete_cookie(name, path="/", httponly=True, samesite="lax")
    return response


routes = [
    Route("/account/identity/begin", begin),
    Route("/account/identity", page(ask, anybody=True), methods=["GET"]),
    Route("/account/identity", page(enter, anybody=True), methods=["POST"]),
]
