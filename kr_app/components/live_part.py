"""The live part of a page: drawn once per version, put in place by the event stream without a rerun."""

from urllib.parse import urlencode

import streamlit as st

from kr_app.draw.scripts import script
from kr_app.view import UPDATE, View

_LIVE = st.components.v2.component(
    "kr_live",
    html='<div class="kr-live"></div>',
    js=script("motion.js", "hold.js", "follow.js", "live.js"),
    isolate_styles=False,
)


def live_part(
    view: View,
    frame: str,
    parts: dict[str, str],
    shown: str,
    *,
    wants_rest: bool = False,
    ready: str = "",
    focus: str = "",
    field: str = "",
    still: bool = False,
) -> None:
    """Show `parts` inside `frame`, and keep them current.

    `shown` is the version and day that they were drawn from. `wants_rest`: the fragment around this part is to run
    again after each new version, for what only Streamlit can draw. `ready` selects what must stand on the page before
    the first paint goes away, `focus` what should then be in sight, `field` what in it should have the cursor. `still`:
    what is shown is of the past and does not change.
    """
    query = {"kr": view.code, "page": view.page} if view.code else {}
    asked = {**query, **view.query, "lang": view.words.language.value, "digits": view.words.digits.value}
    data = {
        "frame": frame,
        "parts": parts,
        "shown": shown,
        "stream": "" if still else f"/live?{urlencode(asked)}",
        "wants_rest": wants_rest,
        "ready": ready,
        "focus": focus,
        "field": field,
        # Whoever records is told what became of it where they did it.
        "quiet": view.page == UPDATE,
        "lost": view.words(
            "The connection is lost. The figures may be out of date; the page keeps trying to reconnect."
        ),
    }
    _LIVE(key="live", data=data, on_version_change=lambda: None)
