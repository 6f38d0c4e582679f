"""A key result as it stood earlier: the same page, without what is live and without what can be done."""

import streamlit as st

from kr_app import reads
from kr_app.components.live_part import live_part
from kr_app.components.timeline import timeline_parts
from kr_app.draw import pieces
from kr_app.draw.form import form
from kr_app.rights import Visitor
from kr_app.view import View
from kr_core.past import Past


def earlier(view: View, then: Past, visitor: Visitor, dark: bool) -> None:
    """Drawn anew for each reader: nobody else looks at the same moment."""
    words, report, names = view.words, then.report, reads.names_for(visitor)
    with st.container(key="kr_card_look_back"):
        st.html(reads.look_back_of(view, report, then))
    with st.container(key="kr_columns"):
        left, right = st.columns([1, 2])
    with left, st.container(key="kr_card_panel"):
        part = f"panel:{then.key_result.code}"
        drawn = {part: str(pieces.panel(report, view))}
        live_part(
            view,
            f'<div data-part="{part}"></div>',
            drawn,
            f"{report.version}@{then.day}",
            ready=".st-key-timeline .main-svg",
            still=True,
        )
    with right:
        with st.container(key="kr_card_timeline"):
            timeline_parts(view, *reads.timeline_then(report, words, dark))
        with st.container(key="kr_card_ladder"):
            st.html(pieces.ladder(report, words, names))
        with st.container(key="kr_card_history"):
            newest, older = pieces.history(then.newest, words, reads.NEWEST_SHOWN, names)
            st.html(newest)
            if older:
                with st.expander(words("Older entries"), key="kr_older"):
                    st.html(older)
    with st.container(key="kr_card_form"):
        st.html(form(then.key_result, visitor, words))
