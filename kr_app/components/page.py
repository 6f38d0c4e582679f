"""What the running page knows about its reader: the view that the address asks for, who asks, light or dark."""

import streamlit as st

from kr_app.access import Visitor, visitor
from kr_app.view import View, view_of


def current_view(page: str) -> View:
    """The view of this run."""
    return view_of(page, dict(st.query_params))


def current_visitor() -> Visitor:
    """Who asks in this run. Looked up anew in every run and every write."""
    return visitor(st.user.get("place"))


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"
