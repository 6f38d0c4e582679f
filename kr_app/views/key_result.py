"""One key result: the answer first, then the timeline, the ladder, the reports, the history and the whole form."""

import streamlit as st

from kr_app import reads
from kr_app.components.earlier import earlier
from kr_app.components.live_part import live_part
from kr_app.components.page import current_view, current_visitor, is_dark, stop_unless_viewing
from kr_app.components.problem import show_unknown
from kr_app.components.timeline import timeline
from kr_app.draw.claims import deciding_of
from kr_app.draw.form import form
from kr_app.draw.look_back import unread
from kr_app.rights import Action, subject_of
from kr_app.view import KEY_RESULT, View
from kr_core.definition import KeyResult


@st.fragment
def answer(view: View, key_result: KeyResult, dark: bool) -> None:
    """Everything that moves with the log; runs again when the live part has heard of a new version."""
    stop_unless_viewing()
    shown = reads.shown_by(view)
    if reads.key_result_of(view) != key_result:
        st.rerun()  # The form was edited: name, levels and all that stands outside of this part follow.
    report = reads.report_of(view, key_result)
    visitor = current_visitor()
    names, may_record = reads.names_for(visitor), visitor.may(Action.RECORD, subject_of(key_result))
    part = f"panel:{key_result.code}"
    with st.container(key="kr_columns"):
        left, right = st.columns([1, 2])
    with left, st.container(key="kr_card_panel"):
        frame = f'<div data-part="{part}"></div>'
        live_part(
            view,
            frame,
            {part: reads.panel_of(view, report)},
            shown,
            wants_rest=True,
            ready=".st-key-timeline .main-svg",
        )
    with right:
        with st.container(key="kr_card_timeline"):
            timeline(view, report, dark)
        with st.container(key="kr_card_ladder"):
            st.html(reads.ladder_of(view, report, names, deciding_of(report, view, visitor)))
        with st.container(key="kr_card_reports"):
            st.html(reads.reports_section_of(view, report, names, may_record))
        with st.container(key="kr_card_history"):
            newest, older = reads.history_of(view, report, names)
            st.html(newest)
            if older:
                with st.expander(view.words("Older entries"), key="kr_older"):
                    st.html(older)
        with st.container(key="kr_card_look_back"):
            st.html(reads.look_back_of(view, report))


view = current_view(KEY_RESULT)
key_result = reads.key_result_of(view)
then = reads.past_of(view)
if key_result is None:
    show_unknown(view)
elif then is not None:
    earlier(view, then, current_visitor(), is_dark())
else:
    if banner := unread(view):
        with st.container(key="kr_card_unread"):
            st.html(str(banner))
        view = view.at(KEY_RESULT)
    answer(view, key_result, is_dark())
    with st.container(key="kr_card_form"):
        st.html(form(key_result, current_visitor(), view.words))
