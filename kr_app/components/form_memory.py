"""What the form that records a level knows of itself, beside what is typed into it.

The session keeps it, and so does the page: a session that the page meets later takes it from there.
"""

import json
import re
import uuid
from collections.abc import Callable
from html import escape

import streamlit as st

from kr_app.rights import Visitor
from kr_app.view import View

# All of it is about one key result of one book: `OF` says which. `PRESSES` counts the buttons that were heard. `MARK`
# tells the log with the entry `SEEN` from an earlier copy in its place: known only at the moment that it is seen.
OF, ONCE, SEEN, MODE, SAID = "ticking_of", "ticking_once", "ticking_seen", "ticking_mode", "ticking_said"
MARK = "ticking_mark"
PRESSES = "form_presses"
_ONCE_ONLY = re.compile(r"[0-9a-f]{32}")
_LONGEST = 4_000
_LONGEST_MARK = 64


def remember_only(view: View) -> None:
    """Forget what was typed and said about another key result, or in another book."""
    of = (view.demo, view.code)
    if st.session_state.get(OF, of) != of:
        for key in [key for key in st.session_state if str(key).startswith("ticking_")]:
            del st.session_state[key]
    st.session_state[OF] = of


def begin_anew() -> None:
    """Another opening of the form has an id of its own."""
    st.session_state[ONCE] = uuid.uuid4().hex
    for key in (SEEN, MARK, MODE, SAID):
        st.session_state.pop(key, None)


def look_at(version: int, mark_of: Callable[[int], str]) -> None:
    """A form is shown: what its author saw is the version of its opening, whatever the log says of it later."""
    if SEEN not in st.session_state:
        st.session_state[SEEN], st.session_state[MARK] = version, mark_of(version)


def look_again() -> None:
    """What the author sees next is the newest state: a second try is made knowing it."""
    for key in (SEEN, MARK):
        st.session_state.pop(key, None)


def heard() -> None:
    """A button was heard: the page need not send that press again."""
    st.session_state[PRESSES] = presses() + 1


def presses() -> int:
    """How many buttons of the form were heard."""
    return int(st.session_state.get(PRESSES, 0))


def known(view: View, visitor: Visitor) -> str:
    """The same for the page to keep, as an element that shows nothing."""
    state = st.session_state
    found = {
        "of": [view.demo, view.code],
        "who": visitor.person,
        "level": view.level,
        "presses": presses(),
        **{name: state.get(key) for name, key in _KEPT.items()},
    }
    return f'<i hidden data-form="{escape(json.dumps(found))}"></i>'


def take_up(view: View, visitor: Visitor, form: object) -> None:
    """Go on with what a page kept, unless this session has heard more than the page, or somebody else is here now.

    What comes from a page is shown to nobody but its reader, and decides no right.
    """
    if not isinstance(form, dict) or form.get("of") != [view.demo, view.code] or form.get("who") != visitor.person:
        return
    if not _is_sound(form) or form["presses"] < presses():
        return
    st.session_state[OF], st.session_state[PRESSES] = (view.demo, view.code), form["presses"]
    for name, key in _KEPT.items():
        value = form.get(name)
        if value is None:
            st.session_state.pop(key, None)
        else:
            st.session_state[key] = tuple(value) if isinstance(value, list) else value


_KEPT = {"once": ONCE, "seen": SEEN, "mark": MARK, "mode": MODE, "said": SAID}


def _is_sound(form: dict[str, object]) -> bool:
    once, seen, mark, mode, said = (form.get(name) for name in _KEPT)
    return (
        type(form.get("presses")) is int
        and (once is None or (isinstance(once, str) and _ONCE_ONLY.fullmatch(once) is not None))
        and (seen is None or type(seen) is int)
        and (mark is None or (isinstance(mark, str) and len(mark) <= _LONGEST_MARK))
        and (mode is None or _has(mode, int, bool))
        and (said is None or (_has(said, bool, int, str, (str, int, type(None))) and len(json.dumps(said)) < _LONGEST))
    )


def _has(value: object, *types: type | tuple[type, ...]) -> bool:
    if not isinstance(value, list) or len(value) != len(types):
        return False
    return all(isinstance(value[place], kind) for place, kind in enumerate(types))
