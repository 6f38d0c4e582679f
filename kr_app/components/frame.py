"""The frame of every page: the bar at the top, the title, and the way from page to page."""

from typing import Any

import streamlit as st

from kr_app.components.form_memory import take_up
from kr_app.components.page import current_visitor
from kr_app.draw.scripts import build, script
from kr_app.view import BOARD, KEY_RESULT, UPDATE, View, view_at
from kr_app.words import Words

PATHS = {BOARD: "views/board.py", KEY_RESULT: "views/key_result.py", UPDATE: "views/update.py"}

_FRAME = st.components.v2.component(
    "kr_frame",
    html='<div class="kr-frame"></div>',
    js=script("reading.js", "calendar.js", "back.js", "kept.js", "session.js", "told.js", "frame.js"),
    isolate_styles=False,
)
_TURN = "frame_turn"


def frame(view: View, html: str, *, alone: bool) -> None:
    """Draw the frame. `alone`: the page has no live part, so the frame itself takes the first paint away."""
    data = {
        "html": html,
        "page": f"{view.page}/{view.code}",
        "lang": view.words.language.value,
        "skip": view.words("Skip to the content"),
        "alone": alone,
        "build": build(),
        "session": _session_texts(view.words),
    }
    result = _FRAME(key="frame", data=data, on_go_change=lambda: None, on_again_change=lambda: None)
    if result.again:
        _meet_again(view, result.again)
    if result.go:
        go(view_at(str(result.go)))


def end_of_page() -> None:
    """The last thing that is drawn: how often the page has asked for all of it since it was opened."""
    st.html(f'<i hidden data-turn="{int(st.session_state.get(_TURN, 0))}"></i>')


def _meet_again(view: View, asked: Any) -> None:
    """A page that lost its connection runs whole again: this session may be another one than it knew."""
    turn = asked.get("turn") if hasattr(asked, "get") else None
    st.session_state[_TURN] = turn if type(turn) is int else 0
    take_up(view, current_visitor(), asked.get("form") if hasattr(asked, "get") else None)


def _session_texts(words: Words) -> dict[str, str]:
    return {
        "lost": words("The connection is lost. Nothing can be recorded until it is back; what you typed stays here."),
        "held": words("Not done yet: the connection is lost. It is done as soon as the connection is back: {what}"),
        "back": words("The connection is back. This page is up to date."),
        "backTyped": words("The connection is back. This page is up to date, and what you typed is still here."),
        "brought": words("What you typed here before is in its fields again. Nothing of it is stored yet."),
    }


def go(view: View) -> None:
    """Open a view without loading the page anew."""
    st.switch_page(PATHS[view.page], query_params=view.query)
