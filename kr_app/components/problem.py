"""What is shown instead of a page that cannot be shown: one calm explanation, and the next step."""

import streamlit as st

from kr_app.definitions import Broken
from kr_app.draw.pieces import problem
from kr_app.store.errors import (
    Busy,
    DamagedFile,
    DiskFull,
    EmptyFile,
    ForeignFile,
    NewerFile,
    ReadOnly,
    StoreError,
)
from kr_app.view import BOARD, View


def show_store_problem(error: StoreError, view: View) -> None:
    """Say why the file cannot be used, and that it was left as it is."""
    words, file = view.words, error.path.name
    causes = {
        EmptyFile: words("The file {file} is empty: it holds nothing at all, not even an empty log.", file=file),
        ForeignFile: words("The file {file} is not a database of this dashboard.", file=file),
        NewerFile: words("The file {file} was written by a newer version of this dashboard.", file=file),
        DamagedFile: words("The file {file} is damaged and cannot be read.", file=file),
        ReadOnly: words("The file {file} can be read but not written.", file=file),
        Busy: words("The file {file} is in use by another program.", file=file),
        DiskFull: words("The disk is full."),
    }
    steps = {
        EmptyFile: words("Put the last backup in its place, or delete it to begin a new log."),
        ForeignFile: words("Name the right file in KR_DB, or move this one away."),
        NewerFile: words("Install the newer version, or name another file in KR_DB."),
        DamagedFile: words("Put the last backup in its place."),
        DiskFull: words("Make room on the disk and try again."),
        Busy: words("Try again in a moment."),
    }
    cause = causes.get(type(error), words("The file {file} or its folder cannot be opened.", file=file))
    step = steps.get(type(error), words("Check that the folder exists and may be written, then load this page again."))
    lines = [cause, words("The file was left as it is."), step]
    st.html(problem(words("The figures cannot be read just now"), lines))


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


def show_broken(broken: tuple[Broken, ...], view: View) -> None:
    """Name each definition that cannot be used: file, field, value and why."""
    words = view.words
    for item in broken:
        lines = [words("File {file}", file=item.file)]
        if item.field:
            lines.append(words("Field {field}, value {value}", field=item.field, value=item.value))
        lines.append(words("Reason: {why}", why=item.why))
        lines.append(words("The other key results are shown as usual."))
        st.html(problem(words("A definition cannot be used"), lines))
