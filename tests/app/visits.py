"""Visits to the pages without a browser, in a process of their own: `place` is what the gate's header would say."""

from typing import Any

from streamlit.testing.v1 import AppTest

from kr_app.access import LOOPBACK_WORD
from kr_app.books import REAL, book
from kr_app.components.frame import PATHS
from kr_app.settings import SETTINGS
from kr_app.view import View, view_at
from tests.app.entries import CODE, log_of, ticked
from tests.serving import ROOT

MAIN = ROOT / "kr_app" / "main.py"
UPDATE = f"/update?kr={CODE}&lang=en"


def _open(address: str, place: str = "") -> AppTest:
    view: View = view_at(address)
    visit = AppTest.from_file(str(MAIN), default_timeout=20)
    visit.user = {"place": place}
    # Pages are known by their addresses only after a first run.
    visit.run().switch_page(PATHS[view.page])
    for name, value in view.query.items():
        visit.query_params[name] = value
    return visit.run()


def _seen(visit: AppTest) -> dict[str, Any]:
    return {
        "exceptions": [each.message for each in visit.exception],
        "buttons": [str(each.key) for each in visit.button],
        "said": [each.value for each in (*visit.success, *visit.error, *visit.info)],
        "address": {name: str(value) for name, value in dict(visit.query_params).items()},
        "html": " ".join(str(each.proto.body) for each in visit.get("html")),
        "log": [[event.kind, event.level, event.actor, event.note] for event in log_of(SETTINGS.database)]
        if SETTINGS.database.exists() and SETTINGS.database.stat().st_size
        else [],
    }


def seen(addresses: list[str], place: str = "") -> list[dict[str, Any]]:
    """What stands on each page for somebody without the right, one after the other in one server."""
    return [_seen(_open(address, place)) for address in addresses]


def ticked_and_withdrawn() -> list[dict[str, Any]]:
    """The coordinator opens level 1, confirms it with a note, opens it again and withdraws it with a reason."""
    visit = _open(UPDATE, LOOPBACK_WORD)
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
    return story


def confirmed_after_the_right_was_lost() -> dict[str, Any]:
    """The form is open when the right goes; the click still calls what it was to call."""
    visit = _open(f"{UPDATE}&level=1", LOOPBACK_WORD)
    assert "ticking_confirm" in [each.key for each in visit.button]
    visit.user = {"place": ""}
    visit.button(key="ticking_confirm").click().run()
    return _seen(visit)


def confirmed_after_somebody_else() -> dict[str, Any]:
    """The form is open when another process ticks the same level."""
    visit = _open(f"{UPDATE}&level=1", LOOPBACK_WORD)
    ticked(book(REAL).path, 1)
    visit.text_area(key="ticking_note_1").input("ของฉัน")
    visit.button(key="ticking_confirm").click().run()
    return _seen(visit)


def cancelled() -> dict[str, Any]:
    """The form is opened and closed again."""
    visit = _open(f"{UPDATE}&level=2", LOOPBACK_WORD)
    visit.button(key="ticking_cancel").click().run()
    return _seen(visit)
