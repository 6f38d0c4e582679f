"""Visits to the pages without a browser, in a process of their own: `token` is what the gate's header would say."""

import re
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from kr_app import clock
from kr_app.books import DEMO, REAL, book
from kr_app.components.frame import PATHS
from kr_app.identity import accounts
from kr_app.rights import Grant, Role
from kr_app.settings import SETTINGS
from kr_app.view import View, view_at
from tests.app.entries import CODE, HOST, log_of, ticked
from tests.app.people import SignedIn, admin_in, asking, person_in
from tests.serving import ROOT

MAIN = ROOT / "kr_app" / "main.py"
UPDATE = f"/update?kr={CODE}&lang=en"
OF_THE_KEY_RESULT, OF_THE_AGENCY = Grant(Role.COORDINATOR, code=CODE), Grant(Role.COORDINATOR, agency=HOST)
_MESSAGE = re.compile(r'<p class="kr-message"[^>]*><span[^>]*>.</span> (.*?)</p>', re.DOTALL)


def _admin(name: str = "admin") -> SignedIn:
    return admin_in(SETTINGS.database, name, now=clock.now())


def _somebody(*grants: Grant, name: str = "coordinator") -> SignedIn:
    return person_in(SETTINGS.database, _admin(f"admin-of-{name}"), name, *grants, now=clock.now())


def _coordinator() -> SignedIn:
    return _somebody(OF_THE_KEY_RESULT)


def _open(address: str, token: str = "") -> AppTest:
    view: View = view_at(address)
    visit = AppTest.from_file(str(MAIN), default_timeout=20)
    visit.user = {"session": token}
    # Pages are known by their addresses only after a first run.
    visit.run().switch_page(PATHS[view.page])
    for name, value in view.query.items():
        visit.query_params[name] = value
    return visit.run()


def _seen(visit: AppTest) -> dict[str, Any]:
    html = " ".join(str(each.proto.body) for each in visit.get("html"))
    return {
        "exceptions": [each.message for each in visit.exception],
        "buttons": [str(each.key) for each in visit.button],
        "said": [unescape(text) for text in _MESSAGE.findall(html)],
        "address": {name: str(value) for name, value in dict(visit.query_params).items()},
        "html": html,
        "log": [[event.kind, event.level, event.actor, event.note] for event in log_of(SETTINGS.database)]
        if SETTINGS.database.exists() and SETTINGS.database.stat().st_size
        else [],
    }


def seen(addresses: list[str], token: str = "") -> list[dict[str, Any]]:
    """What stands on each page for somebody without the right, one after the other in one server."""
    return [_seen(_open(address, token)) for address in addresses]


def seen_by(role: str, addresses: list[str]) -> list[dict[str, Any]]:
    """The same for somebody signed in with a role over everything that it can name."""
    agency = HOST if role == Role.COORDINATOR else ""
    return seen(addresses, _somebody(Grant(Role(role), agency=agency), name="somebody").token)


def ticked_and_withdrawn() -> dict[str, Any]:
    """The coordinator opens level 1, confirms it with a note, opens it again and withdraws it with a reason."""
    author = _coordinator()
    visit = _open(UPDATE, author.token)
    story = [_seen(visit)]
    visit.button(key="ticking_open_1").click().run()
    story.append(_seen(visit))
    visit.text_area(key="ticking_note_1").input("เสนอแล้ว")
    visit.button(key="ticking_confirm").click().run()
    story.append(_seen(visit))
    visit.button(key="ticking_open_1").click().run()
    visit.button(key="ticking_confirm").click().run()
    story.append(_seen(visit))
    visit.text_area(key="ticking_reason_1").input("ผิดวัน")
    visit.button(key="ticking_confirm").click().run()
    story.append(_seen(visit))
    return {"actor": f"person:{author.person}", "story": story}


def confirmed_after_the_right_was_lost(how: str) -> dict[str, Any]:
    """The form is open when the right goes; the click still calls what it was to call."""
    author = _coordinator()
    visit = _open(f"{UPDATE}&level=1", author.token)
    assert "ticking_confirm" in [each.key for each in visit.button]
    admin = asking(SETTINGS.database, _admin().token, now=clock.now())
    match how:
        case "signed out":
            accounts.end_sessions(admin, author.person)
        case "closed":
            accounts.set_disabled(admin, author.person, True)
        case "not granted any more":
            accounts.set_rights(admin, author.person, [Grant(Role.VIEWER)])
        case "another browser":
            visit.user = {"session": ""}
    visit.button(key="ticking_confirm").click().run()
    return _seen(visit)


def confirmed_after_somebody_else() -> dict[str, Any]:
    """The form is open when another process ticks the same level."""
    visit = _open(f"{UPDATE}&level=1", _coordinator().token)
    ticked(book(REAL).path, 1)
    visit.text_area(key="ticking_note_1").input("ของฉัน")
    visit.button(key="ticking_confirm").click().run()
    return _seen(visit)


def noted(internal: bool) -> dict[str, Any]:
    """The coordinator records a level with a note; what they, and what somebody outside, then see of it."""
    author = _coordinator()
    visit = _open(f"{UPDATE}&level=1", author.token)
    visit.text_area(key="ticking_note_1").input("มติลับของที่ประชุม")
    if internal:
        visit.checkbox(key="ticking_internal_1").check()
    visit.button(key="ticking_confirm").click().run()
    kept = [event.internal for event in log_of(SETTINGS.database)]
    page = f"/kr?kr={CODE}&lang=en"
    outside = [_seen(_open(address)) for address in (UPDATE, page)]
    inside = [_seen(_open(address, author.token)) for address in (UPDATE, page)]
    return {"kept": kept, "outside": outside, "inside": inside}


def recorded_in_the_demonstration(address: str) -> dict[str, Any]:
    """Who may record there: the coordinators of the key result, of its agency, an administrator, and nobody."""
    people = {
        "key result": _somebody(OF_THE_KEY_RESULT, name="one").token,
        "agency": _somebody(OF_THE_AGENCY, name="two").token,
        "admin": _admin().token,
        "nobody": "",
    }
    buttons = {name: _seen(_open(address, token))["buttons"] for name, token in people.items()}
    before = len(log_of(book(DEMO).path))
    visit = _open(f"{address}&level=5", people["agency"])
    visit.button(key="ticking_confirm").click().run()
    added = [[event.kind, event.level] for event in log_of(book(DEMO).path)[before:]]
    return {"buttons": buttons, "added": added, "real log": len(log_of(SETTINGS.database)), "page": _seen(visit)}


def cancelled() -> dict[str, Any]:
    """The form is opened and closed again."""
    visit = _open(f"{UPDATE}&level=2", _coordinator().token)
    visit.button(key="ticking_cancel").click().run()
    return _seen(visit)
