"""The fields for evidence in the form that records a level: files, which are sent at once, and addresses."""

from typing import Any

import streamlit as st

from kr_app.actions import MOST_PIECES, Given
from kr_app.draw.evidence import taken_text, trouble_text
from kr_app.draw.scripts import script
from kr_app.evidence.errors import TooLarge, TooManyPieces
from kr_app.evidence.folder import LARGEST
from kr_app.evidence.kinds import ENDINGS
from kr_app.evidence.links import MOST_TYPED
from kr_app.view import View

_FILES = st.components.v2.component(
    "kr_evidence", html='<div class="kr-upload"></div>', js=script("files.js", "evidence.js"), isolate_styles=False
)
_CONFIRM = ".st-key-ticking_confirm button"


def evidence_field(view: View, code: str, number: int, once: str) -> None:
    """Draw them for a level. `once` tells one opening of the form from the next."""
    words = view.words
    texts = {
        "label": words("Evidence: files (optional)"),
        "choose": words("Choose files"),
        "hint": taken_text(LARGEST, MOST_PIECES, words),
        "remove": words("Remove {name}", name="{name}"),
        "there": words("already sent"),
        "wait": words("A file is still being sent. The level is recorded as soon as it is there."),
        "failed": words("It could not be sent. Check the connection and that you are signed in, then choose it again."),
        "front": words(
            "Something in front of the dashboard refuses a file of this size; nothing else is lost. Whoever runs the"
            " dashboard lets the proxy take more: client_max_body_size in nginx, request_body in Caddy."
        ),
        "folder": words("A folder cannot be given. Choose the files in it."),
        "large": trouble_text(TooLarge(LARGEST), words),
        "full": trouble_text(TooManyPieces(MOST_PIECES), words),
    }
    data = {
        "upload": view.outside(f"/key-results/{code}/uploads"),
        "accept": ",".join(ENDINGS),
        "largest": LARGEST,
        "most": MOST_PIECES,
        "confirm": _CONFIRM,
        "once": once,
        "texts": texts,
    }
    key = _key(number, once)
    _FILES(key=_files(key), data=data, on_given_change=lambda: None)
    st.text_area(
        words("Evidence: links, one per line (optional)"),
        key=_links(key),
        height=68,
        placeholder="https://",
        max_chars=MOST_TYPED,
    )


def given_by(number: int, once: str) -> tuple[Given, bool]:
    """What was given there, and whether a file is still on its way."""
    key = _key(number, once)
    found: Any = st.session_state.get(_files(key))
    given = (found.get("given") if hasattr(found, "get") else None) or {}
    ids = given.get("ids", []) if hasattr(given, "get") else []
    files = tuple(each for each in ids if isinstance(each, str)) if isinstance(ids, list) else ()
    return Given(files, str(st.session_state.get(_links(key), ""))), bool(given.get("busy"))


def _key(number: int, once: str) -> str:
    return f"{number}_{once}"


def _files(key: str) -> str:
    return f"ticking_files_{key}"


def _links(key: str) -> str:
    return f"ticking_links_{key}"
