"""What is shown instead of a page that cannot be shown: one calm explanation, and the next step."""

import streamlit as st

from kr_app import troubles
from kr_app.books import Book
from kr_app.definitions import Definitions
from kr_app.draw.pieces import button, problem
from kr_app.draw.reasons import reason_text
from kr_app.view import BOARD, View


def show_store_problem(book: Book, view: View) -> None:
    """Say why the file cannot be used, that it was left as it is, and offer to look at it anew."""
    if book.problem is not None:
        words = view.words
        lines = troubles.file_lines(book.problem, words)
        st.html(problem(words("The figures cannot be read just now"), lines, view, words("Try again")))


def show_sign_in(view: View) -> None:
    """Viewing needs a person who is signed in, and this one is not, or no longer."""
    words = view.words
    lines = [words("Your sign-in has ended, or this page needs one. Nothing that was stored is lost.")]
    st.html(problem(words("Please sign in"), lines))
    with st.container(key="kr_sign_in"):
        st.html(button(view.outside("/account/sign-in", next=view.address), words("Sign in")))


def show_unknown(view: View) -> None:
    """There is no such key result."""
    words = view.words
    line = (
        words("There is no key result “{code}” here.", code=view.code)
        if view.code
        else words("No key result was named.")
    )
    lines = [line, words("The address may be incomplete, or the key result may have been renamed.")]
    st.html(problem(words("Key result not found"), lines, view.at(BOARD, code=""), words("To the overview")))


def show_broken(definitions: Definitions, view: View) -> None:
    """Name each definition that cannot be used: file, field, value and why, and what to do."""
    words = view.words
    for item in definitions.broken:
        lines = [words("File {file}", file=item.file)]
        if item.field:
            lines.append(words("Field {field}, value {value}", field=item.field, value=item.value))
        lines.append(words("Reason: {why}", why=reason_text(item.reason, item.values, words)))
        lines.append(words("Correct the file, then start the dashboard again."))
        if definitions.key_results:
            lines.append(words("The other key results are shown as usual."))
        st.html(problem(words("A definition cannot be used"), lines))
