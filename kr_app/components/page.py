"""What the running page knows about its reader: the view that the address asks for, who asks, light or dark."""

import streamlit as st

from kr_app.access import may_view, note_activity, visitor
from kr_app.rights import Visitor
from kr_app.view import View, view_of


def current_view(page: str) -> View:
    """The view of this run."""
    return view_of(page, dict(st.query_params))


def current_session() -> str:
    """The session that this page was opened with; whether it still holds is asked every time."""
    return str(st.user.get("session") or "")


def current_visitor(*, active: bool = False) -> Visitor:
    """Who asks in this run. Looked up anew in every run; `active` if the person did something themselves."""
    session = current_session()
    who = visitor(session)
    if active:
        note_activity(session, who)
    return who


def stop_unless_viewing() -> None:
    """In a fragment, which runs without the frame around it: let the whole page say that a sign-in is needed."""
    if not may_view(current_visitor()):
        st.rerun()


def current_address() -> str:
    """Where the page was opened, for the audit trail."""
    return st.context.ip_address or ""


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"
