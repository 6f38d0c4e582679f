"""First paints made in a process of their own, where the settings are what the test says."""

from pathlib import Path
from urllib.parse import urlsplit

import streamlit

from kr_app import access, clock, reads
from kr_app.first_bytes import with_first_paint
from kr_app.reads import kept
from kr_app.rights import ANYBODY, Grant, Role, Visitor
from kr_app.settings import SETTINGS
from kr_app.view import view_at
from tests.app.entries import ticked
from tests.app.people import admin_in, person_in

_STREAMLITS_OWN = Path(streamlit.__file__).parent / "static" / "index.html"


def page_at(address: str, visitor: Visitor = ANYBODY) -> str:
    """The page that is served for an address."""
    parts = urlsplit(address)
    return with_first_paint(_STREAMLITS_OWN.read_bytes(), parts.path, parts.query.encode(), visitor).decode()


def page_of(code: str) -> str:
    """The English page of a key result."""
    return page_at(f"/kr?kr={code}&lang=en")


def kept_after_unknown_codes() -> list[int]:
    """How many drawings are kept after one unknown code on every page, and after a hundred more."""
    counts = []
    for codes in (range(1), range(100)):
        for code in codes:
            for page in ("/", "/kr", "/update"):
                reads.first_paint_of(view_at(f"{page}?kr=unknown-{code}"), ANYBODY)
        counts.append(len(kept._kept))
    return counts


def pages_by_turns(address: str) -> dict[str, list[str]]:
    """A page with a recorded level, for people inside and outside in turns: what one is shown must not reach another.

    The last inside is somebody without any right, who is signed in all the same.
    """
    admin = admin_in(SETTINGS.database, now=clock.now())
    grants = {"writer": [Grant(Role.COORDINATOR, agency="public-relations-office")], "reader": [Grant(Role.VIEWER)]}
    tokens = {
        name: person_in(SETTINGS.database, admin, name, *rights, now=clock.now()).token
        for name, rights in {**grants, "bystander": []}.items()
    }
    people = {"anybody": ANYBODY, **{name: access.visitor(token) for name, token in tokens.items()}}
    ticked(SETTINGS.database, 1, actor=people["writer"].actor, note="มติลับของที่ประชุม", internal=True)
    turns = ["anybody", "writer", "anybody", "reader", "bystander", "writer", "anybody"]
    pages: dict[str, list[str]] = {name: [] for name in people}
    for name in turns:
        pages[name].append(page_at(address, people[name]))
    return pages
