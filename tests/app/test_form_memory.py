"""What a page hands back to a session that never knew it: taken up from its own reader, and from nobody else."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
import streamlit as st

from kr_app.components import form_memory
from kr_app.components.form_memory import MARK, MODE, ONCE, PRESSES, SAID, SEEN, known, look_at, take_up
from kr_app.rights import ANYBODY, Visitor
from kr_app.view import UPDATE, View, view_of
from tests.app.entries import CODE

ONCE_ONLY = "0123456789abcdef" * 2
KNOWN = {
    "of": [False, CODE],
    "who": None,
    "presses": 3,
    "once": ONCE_ONLY,
    "seen": 7,
    "mark": "fedcba987654",
    "mode": [2, False],
    "said": [False, 2, "วันที่ยังมาไม่ถึง", "ร่าง"],
}


@pytest.fixture(autouse=True)
def session() -> Iterator[None]:
    """A session that knows nothing yet."""
    st.session_state.clear()
    yield
    st.session_state.clear()


def view() -> View:
    """The update page of the first key result."""
    return view_of(UPDATE, {"kr": CODE})


def test_a_new_session_goes_on_with_what_the_page_kept() -> None:
    take_up(view(), ANYBODY, KNOWN)
    state = st.session_state
    assert (state[ONCE], state[SEEN], state[MODE], state[PRESSES]) == (ONCE_ONLY, 7, (2, False), 3)
    assert state[SAID] == (False, 2, "วันที่ยังมาไม่ถึง", "ร่าง")


def test_what_it_took_up_is_not_forgotten_as_if_it_were_about_another_key_result() -> None:
    """Neither are the fields, which the browser hands in with the same message."""
    st.session_state["ticking_note_2"] = "กำลังพิมพ์"
    take_up(view(), ANYBODY, KNOWN)
    form_memory.remember_only(view())
    assert (st.session_state[ONCE], st.session_state["ticking_note_2"]) == (ONCE_ONLY, "กำลังพิมพ์")
    form_memory.remember_only(view_of(UPDATE, {"kr": "another"}))
    assert ONCE not in st.session_state
    assert "ticking_note_2" not in st.session_state


def test_a_session_that_has_heard_more_than_the_page_keeps_what_it_knows() -> None:
    st.session_state[PRESSES], st.session_state[ONCE] = 4, "f" * 32
    take_up(view(), ANYBODY, KNOWN)
    assert st.session_state[ONCE] == "f" * 32


def test_what_somebody_else_typed_at_this_machine_is_not_taken_up() -> None:
    take_up(view(), ANYBODY, KNOWN | {"who": 1})
    take_up(view(), Visitor(person=2), KNOWN | {"who": 1})
    assert ONCE not in st.session_state


def test_what_tells_the_log_that_was_seen_is_never_asked_of_a_later_log() -> None:
    """The page keeps it beside the version; of a page that kept none the session does not make one up."""
    look_at(7, lambda version: f"first-{version}")
    page = json.loads(unescape(re.findall('data-form="([^"]*)"', known(view(), ANYBODY))[0]))
    for form, mark in ((page, "first-7"), ({**page, "mark": None}, None)):
        st.session_state.clear()
        take_up(view(), ANYBODY, form)
        look_at(9, lambda version: f"restored-{version}")
        assert (st.session_state[SEEN], st.session_state.get(MARK)) == (7, mark)


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "text",
        {},
        {"of": [True, CODE]},
        {"of": [False, "another"]},
        {"presses": "3"},
        {"presses": True},
        {"once": "short"},
        {"once": [ONCE_ONLY]},
        {"seen": "7"},
        {"mark": 7},
        {"mark": "f" * 100},
        {"mode": [2]},
        {"mode": ["2", False]},
        {"said": [False, 2, "x"]},
        {"said": [False, 2, "x" * 5_000, None]},
        {"said": [False, 2, {"a": 1}, None]},
    ],
)
def test_nothing_damaged_is_taken_up(forged: object) -> None:
    take_up(view(), ANYBODY, KNOWN | forged if isinstance(forged, dict) and forged else forged)
    assert ONCE not in st.session_state
