"""The frame of every page: the bar at the top, the title, and the way from page to page."""

import streamlit as st

from kr_app.draw.scripts import script
from kr_app.view import BOARD, KEY_RESULT, UPDATE, View, view_at

PATHS = {BOARD: "views/board.py", KEY_RESULT: "views/key_result.py", UPDATE: "views/update.py"}

_FRAME = st.components.v2.component(
    "kr_frame",
    html='<div class="kr-frame"></div>',
    js=script("calendar.js", "back.js", "frame.js"),
    isolate_styles=False,
)


def frame(view: View, html: str, *, alone: bool) -> None:
    """Draw the frame. `alone`: the page has no live part, so the frame itself takes the first paint away."""
    data = {
        "html": html,
        "page": f"{view.page}/{view.code}",
        "lang": view.words.language.value,
        "skip": view.words("Skip to the content"),
        "alone": alone,
    }
    result = _FRAME(key="frame", data=data, on_go_change=lambda: None)
    if result.go:
        go(view_at(str(result.go)))


def go(view: View) -> None:
    """Open a view without loading the page anew."""
    st.switch_page(PATHS[view.page], query_params=view.query)
