"""Ticking a level and taking a tick back: one level open at a time, in the words of the form."""

import uuid

import streamlit as st

from kr_app import actions, clock, reads, troubles
from kr_app.components.evidence_field import evidence_field, given_by
from kr_app.components.form_memory import (
    MARK,
    MODE,
    ONCE,
    SAID,
    SEEN,
    begin_anew,
    heard,
    known,
    look_again,
    look_at,
    presses,
    remember_only,
)
from kr_app.components.page import current_address, current_session, current_visitor
from kr_app.draw.pieces import draw, message
from kr_app.draw.pieces import rung as draw_rung
from kr_app.draw.rungs import Rung, rungs_of
from kr_app.draw.understood import Understood, understood
from kr_app.evidence.errors import StillSending
from kr_app.first_steps import sharing_follows
from kr_app.rights import Action, subject_of
from kr_app.settings import SETTINGS
from kr_app.view import View
from kr_core.days import parse_day
from kr_core.errors import UnreadableDay
from kr_core.log import Event, Kind
from kr_core.pasted import LONGEST
from kr_core.report import Report

# The level whose form is open. The address says it too; but a run that the live part asked for, a moment after the
# click, still carries the address of before.
OPEN_LEVEL = "open_level"


def ticking(view: View, report: Report) -> None:
    """The levels from the top, each with what may be done with it."""
    visitor = current_visitor()
    may_record = visitor.may(Action.RECORD, subject_of(report.key_result))
    names = reads.names_for(visitor)
    remember_only(view)
    if not 0 <= st.session_state.get(SAID, (True, 0))[1] <= report.key_result.scale.top:
        _box(st.session_state[SAID][2], "bad", told=presses())  # About a level that the form has lost meanwhile.
    for rung in reversed(rungs_of(report, view.words, names, view.outside)):
        number = rung.level.number
        with st.container(key=f"kr_rung_{number}"):
            st.html(draw_rung(rung, view.words))
            _say(view, report, rung)
            if not may_record:
                continue
            if view.level == number:
                _form(view, report, rung)
            else:
                words = view.words
                label = (
                    words("Withdraw the record of level {level}", level=number)
                    if rung.tick
                    else words("Record level {level}", level=number)
                )
                following = rung.tick is None and number == report.waits_for
                st.button(
                    label,
                    key=f"ticking_open_{number}",
                    type="primary" if following else "secondary",
                    on_click=_open,
                    args=(number,),
                )
    if may_record:
        st.html(known(view, visitor))


def _open(number: int | None) -> None:
    heard()
    begin_anew()
    st.session_state[OPEN_LEVEL] = number
    if number is None:
        st.query_params.pop("level", None)
    else:
        st.query_params["level"] = str(number)


def _form(view: View, report: Report, rung: Rung) -> None:
    words, number = view.words, rung.level.number
    st.session_state.setdefault(ONCE, uuid.uuid4().hex)
    look_at(report.version, reads.book_of(view).mark_of)
    # A form stays what it was opened as, whatever somebody else does meanwhile; nothing typed is lost.
    mode = st.session_state.setdefault(MODE, (number, bool(rung.tick)))
    withdrawing = mode[1] if mode[0] == number else bool(rung.tick)
    with st.container(key="kr_form_open"):
        refused = st.session_state.get(SAID, ("", 0))[1] == number
        if rung.tick and not withdrawing and not refused:
            names = reads.names_for(current_visitor())
            _box(troubles.first_text(rung.tick.actor, rung.tick.moment, number, words, names), "info")
        if withdrawing:
            st.text_area(
                words("Reason for withdrawing (needed)"), key=f"ticking_reason_{number}", height=90, max_chars=1000
            )
            label, act = words("Withdraw the record"), _withdraw
        else:
            if number > report.waits_for:
                text = words(
                    "Level {level} counts once level {below} is done. It can be recorded now.",
                    level=number,
                    below=report.waits_for,
                )
                _box(text, "info")
            chosen = _day_field(view, report, number)
            st.html(draw("reads_alone", said=chosen))
            st.text_area(words("Note (optional)"), key=f"ticking_note_{number}", height=90, max_chars=1000)
            st.checkbox(
                words("Internal note: only people who are signed in can read it"), key=f"ticking_internal_{number}"
            )
            evidence_field(view, report.key_result.code, number, st.session_state[ONCE])
            label, act = words("Confirm level {level}", level=number), _tick
        with st.container(horizontal=True):
            st.button(
                label, key="ticking_confirm", type="primary", on_click=act, args=(view, report.key_result.code, number)
            )
            st.button(words("Cancel"), key="ticking_cancel", on_click=_open, args=(None,))


def _day_field(view: View, report: Report, number: int) -> Understood:
    """The field for a day, typed as people write it or taken from its calendar; answers what was understood."""
    words = view.words
    typed = st.text_input(
        words("Day on which it was done"),
        value=words.day(min(clock.today(), report.key_result.fiscal_year.end)),
        key=f"ticking_day_{number}",
        max_chars=LONGEST,
        autocomplete="off",
    )
    return understood("day", typed, words)


def _write(view: View, code: str) -> actions.Write:
    heard()
    known = reads.book_of(view)
    current_visitor(active=True)
    return actions.Write(
        path=known.path,
        identity=SETTINGS.database,
        token=current_session(),
        address=current_address(),
        key_result=known.definitions.key_results[code],
        seen=int(st.session_state.get(SEEN, 0)),
        mark=str(st.session_state.get(MARK, "")),
        once=str(st.session_state[ONCE]),
        now=clock.now(),
    )


def _tick(view: View, code: str, number: int) -> None:
    typed, note = (str(st.session_state.get(f"ticking_{name}_{number}", "")) for name in ("day", "note"))
    write = _write(view, code)
    try:
        day = parse_day(typed)
        internal = bool(st.session_state.get(f"ticking_internal_{number}"))
        given, busy = given_by(number, st.session_state[ONCE])
        if busy:
            raise actions.EvidenceRefused(StillSending())
        event = actions.tick(write, number, day, note, internal=internal, evidence=given)
    except (actions.Refused, UnreadableDay) as error:
        _refuse(view, error, number, note)
    else:
        _finish(view, code, event)


def _withdraw(view: View, code: str, number: int) -> None:
    reason = str(st.session_state.get(f"ticking_reason_{number}", ""))
    write = _write(view, code)
    try:
        event = actions.withdraw(write, number, reason)
    except actions.Refused as error:
        _refuse(view, error, number, reason)
    else:
        _finish(view, code, event)


def _refuse(view: View, error: Exception, number: int, typed: str) -> None:
    text = troubles.refusal_text(error, number, view.words, reads.names_for(current_visitor()))
    st.session_state[SAID] = (False, number, text, typed)
    look_again()


def _finish(view: View, code: str, event: Event) -> None:
    """Close the form and say what came of it, with the figures of that moment."""
    level = event.level or 0
    report = reads.report_of(view, reads.book_of(view).definitions.key_results[code])
    words = view.words
    if event.kind == Kind.WITHDRAW:
        text = words(
            "The record of level {level} was withdrawn. The result is now {percent}%.",
            level=level,
            percent=report.percent,
        )
    elif level in report.waiting:
        text = words(
            "Level {level} is recorded and waits for level {below} to count.", level=level, below=report.waits_for
        )
    else:
        text = words("Level {level} is recorded. The result is now {percent}%.", level=level, percent=report.percent)
    _open(None)
    standing = event.id if event.kind == Kind.TICK else None
    st.session_state[SAID] = (True, level, text, standing)


def _say(view: View, report: Report, rung: Rung) -> None:
    """What became of the last action, beside the level that it was about, as long as it still holds."""
    done, level, text, extra = st.session_state.get(SAID) or (True, 0, "", None)
    if level != rung.level.number:
        return
    if not done:
        _box(text + (" " + view.words("Your note: “{note}”", note=extra) if extra else ""), "bad", told=presses())
    elif extra == (rung.tick.event if rung.tick else None):
        address = sharing_follows(view, current_visitor(), subject_of(report.key_result)) if extra else ""
        _box(text, "good", address, view.words("Share a link"), told=presses())


def _box(text: str, kind: str, address: str = "", link: str = "", told: int = 0) -> None:
    """What is said holds what people typed; Streamlit's own boxes would read it as Markdown."""
    st.html(message(text, kind, address, link, told))
