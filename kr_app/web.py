"""What our own HTTP pages share: who asks and from where, small forms, the session's cookie, and a strict answer."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from kr_app import access, clock
from kr_app.identity.sessions import OLDEST
from kr_app.identity.signing_in import Asking
from kr_app.origins import plain_address
from kr_app.rights import Visitor
from kr_app.settings import SETTINGS

_SECURE = SETTINGS.address.startswith("https:")
# Browsers keep a cookie of this name only from a secure page of exactly this host.
COOKIE = "__Host-kr-session" if _SECURE else "kr-session"
# Bytes and fields of a form: the usual one; one with the texts of a key result, whose Thai letters take nine bytes
# each; and what somebody may send who is not signed in.
USUAL, LARGE, OF_A_STRANGER = (64 * 1024, 500), (4 * 1024 * 1024, 2000), (16 * 1024, 50)
# A large one takes Python as long as fifty small pages: one after the other, beside whatever else there is to do.
_READ_AT_ONCE = CapacityLimiter(1)
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; font-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-src {frames}; form-action 'self'; base-uri 'none'; frame-ancestors {embedders}"
)


class FormRefused(Exception):
    """The form is larger than any of ours, or no form at all."""


def token_of(cookies: Mapping[str, str]) -> str:
    """The session's token that a browser sent; empty for somebody who is not signed in."""
    return cookies.get(COOKIE, "")


def address_of(scope: Scope) -> str:
    """Where a request came from, as the server (or the proxy that it trusts) says; empty for what is no address."""
    client = scope.get("client")
    return plain_address(str(client[0])) if client else ""


def asking(request: Request) -> Asking:
    """What identity wants to know about a request."""
    return Asking(SETTINGS.database, address_of(request.scope), token_of(request.cookies), clock.now())


def visitor(request: Request) -> Visitor:
    """Who asks."""
    return access.visitor(token_of(request.cookies))


async def form_of(request: Request, size: tuple[int, int]) -> list[tuple[str, str]]:
    """The fields of a form in their order; a name may come more than once.

    Raises `FormRefused`, and `ClientDisconnect` where it never comes whole.
    """
    largest, most = size
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise FormRefused
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise FormRefused
    return await to_thread.run_sync(_fields, bytes(body), most, limiter=_READ_AT_ONCE)


def _fields(body: bytes, most: int) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=most, errors="replace")
    except ValueError:
        raise FormRefused from None


def page(
    html: str,
    status: int = 200,
    *,
    scripts: str = "'self'",
    styles: str = "'self'",
    embedders: str = "'none'",
    frames: str = "'none'",
    **headers: str,
) -> HTMLResponse:
    """A page of ours: not stored, no script or style but those from here.

    `embedders` may frame it; it may itself frame `frames`.
    """
    policy = _POLICY.format(scripts=scripts, styles=styles, embedders=embedders, frames=frames)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HTMLResponse(
        html,
        status,
        headers={
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
            "content-security-policy": policy,
            **named,
        },
    )


def see(address: str) -> RedirectResponse:
    """Send the browser on after a form, so that a reload does not send it again."""
    return RedirectResponse(address, status_code=303, headers={"cache-control": "no-store"})


def keep_session(request: Request, response: Response, token: str) -> Response:
    """Give the browser the token of its new session; no script can read it, no other site can send it."""
    secure = _SECURE or request.url.scheme == "https"
    response.set_cookie(
        COOKIE, token, max_age=int(OLDEST.total_seconds()), path="/", secure=secure, httponly=True, samesite="lax"
    )
    return response


def lost_over_http(request: Request) -> bool:
    """Whether a sign-in would be lost: the cookie is for https only, and as far as we are told this is not."""
    return _SECURE and request.url.scheme != "https"


def drop_session(response: Response) -> Response:
    """Take the token away from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=_SECURE, httponly=True, samesite="lax")
    return response


def own_address(request: Request) -> str:
    """Our address as the outside knows it, for links that are sent."""
    return SETTINGS.address or f"{request.url.scheme}://{request.headers.get('host', '')}"
