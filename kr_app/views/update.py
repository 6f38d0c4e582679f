"""The update page: the coordinator ticks levels off, and takes back mistakes."""

import streamlit as st

from kr_app import reads
from kr_app.components.live_part import live_part
from kr_app.components.page import current_view, current_visitor, stop_unless_viewing
from kr_app.components.problem import show_unknown
from kr_app.components.ticking import OPEN_LEVEL, ticking
from kr_app.draw.pieces import writing_notice
from kr_app.rights import Action, subject_of
from kr_app.view import UPDATE, View
from kr_core.definition import KeyResult

_FIRST_FIELD = ".st-key-kr_form_open :is(input[type=text], textarea)"


@st.fragment
def levels(view: View, key_result: KeyResult) -> None:
    """The gauge beside the levels; runs again when the live part has heard of a new version."""
    stop_unless_viewing()
    asked = st.session_state.get(OPEN_LEVEL)
    view = view.at(UPDATE, level=asked if asked in range(1, key_result.scale.top + 1) else None)
    shown = reads.shown_by(view)
    report = reads.report_of(view, key_result)
    part = f"panel:{key_result.code}"
    with st.container(key="kr_columns"):
        left, right = st.columns([1, 2])
    with left, st.container(key="kr_card_panel"):
        frame = f'<div data-part="{part}"></div>'
        parts = {part: reads.panel_of(view, report)}
        visitor = current_visitor()
        may_record = visitor.may(Action.RECORD, subject_of(key_result))
        form_open = view.level is not None and may_record
        ready = ".st-key-kr_form_open textarea" if form_open else ".st-key-kr_rung_1 .kr-rung"
        focus = f".st-key-kr_rung_{view.level}" if view.level else ""
        field = _FIRST_FIELD if form_open else ""
        live_part(view, frame, parts, shown, wants_rest=True, ready=ready, focus=focus, field=field)
    with right, st.container(key="kr_card_ticking"):
        st.html(writing_notice(visitor, may_record, view))
        ticking(view, report)


view = current_view(UPDATE)
key_result = reads.key_result_of(view)
if key_result is None:
    show_unknown(view)
else:
    st.session_state[OPEN_LEVEL] = view.level
    levels(view, key_result)
