"""What a person sees when something failed that nobody foresaw: one calm sentence. The whole of it goes to the log."""

import logging

import streamlit as st

from kr_app.components.frame import end_of_page
from kr_app.components.page import current_view
from kr_app.draw.pieces import problem
from kr_app.view import BOARD

_log = logging.getLogger(__name__)


def show_mishap(error: Exception) -> bool:
    """Log the error whole, show the sentence, and keep Streamlit's own report off the screen."""
    _log.error("a page failed", exc_info=error)
    words = current_view(BOARD).words
    lines = [words("Nothing was lost. Load the page again; if this stays, tell the person who runs the dashboard.")]
    with st.container(key="kr_mishap"):
        st.html(problem(words("Something went wrong on this page"), lines))
    end_of_page()
    # The first paint would cover the sentence: nothing else may be left to take it away.
    st.html("<style>#kr-first { display: none } body:has(#kr-first) #root { visibility: visible }</style>")
    return True
