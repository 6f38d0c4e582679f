"""The address of a page of the desk, and the way back from signing in."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from starlette.requests import Request

from kr_app.view import View, view_of

DESK = "account"
SIGN_IN = "/account/sign-in"
_LONGEST_ADDRESS = 2000
_LONGEST_NUMBER = 18
# What says how a page is shown, or what just happened there, and not which page it is.
_OF_THE_VIEW = ("lang", "digits", "demo", "said")


@dataclass(frozen=True)
class DeskView(View):
    """A page of the desk as one reader sees it. `back` is where signing in leads."""

    path: str = "/account"
    more: tuple[tuple[str, str], ...] = ()
    back: str = "/"

    @property
    def address(self) -> str:
        """The whole address below the server's own."""
        return self.outside(self.path, **dict(self.more)) if self.page == DESK else super().address

    def outside(self, path: str, **query: str) -> str:
        """An address for the same reader; signing in leads back to where it was asked for."""
        if path == SIGN_IN:
            query["next"] = self.back
        return super().outside(path, **query)


def view_of_request(request: Request) -> DeskView:
    """The page that a request asks for."""
    query = request.query_params
    asked = view_of("", query)
    more = tuple((name, value) for name, value in query.items() if name not in _OF_THE_VIEW)
    view = DeskView(DESK, "", asked.words, asked.demo, path=request.url.path, more=more)
    return replace(view, back=_back(view, query.get("next", "")))


def local_address(text: str) -> str:
    """Where to go after signing in: a page of ours, and the first one for anything else."""
    odd = any(not char.isprintable() or char in "\\ " for char in text)
    if odd or len(text) > _LONGEST_ADDRESS or not text.startswith("/") or text.startswith("//"):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path.startswith(SIGN_IN) else text


def _back(view: DeskView, wanted: str) -> str:
    """A one-time address is never handed on."""
    if view.path.startswith((SIGN_IN, "/account/set-up", "/account/invitation")):
        return local_address(wanted)
    return view.address


def number_in(text: str) -> int | None:
    """A row's number as an address or a form carries it; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if plain else None
