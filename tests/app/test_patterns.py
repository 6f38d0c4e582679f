"""No text that a person sends makes a pattern, or a field, work without end."""

import ast
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from streamlit.elements.widgets.text_widgets import TextAreaSerde, TextInputSerde

from tests.app.patterns import LENGTH, METHODS, Used, every_pattern, texts_for
from tests.serving import ROOT

# Seconds of this process's own work, whatever else runs. A pattern needs a few thousandths of one; where the
# work grows with the square it needs minutes, and is stopped here.
STOPPED_AFTER = 2
# They read what comes with the product, once, at start: never what a person sends.
OWN_FILES = {"kr_app/policy.py:_SCRIPT"}


class Endless(Exception):
    """A pattern did not come to its end."""


@contextmanager
def stopped() -> Iterator[None]:
    """Raise `Endless` inside when this process has worked for too long."""

    def stop(_: int, __: FrameType | None) -> None:
        raise Endless

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, STOPPED_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def asked(used: Used, text: str) -> None:
    """Ask the pattern as its module does."""
    ask = getattr(used.pattern, used.method)
    found = ask("", text) if used.method.startswith("sub") else ask(text)
    if used.method == "finditer":
        list(found)


def test_every_pattern_comes_to_its_end_on_a_hundred_thousand_letters_of_its_worst_kind() -> None:
    endless, seen = [], 0
    for used in every_pattern():
        if used.where in OWN_FILES:
            continue
        seen += 1
        for text in texts_for(used.pattern):
            assert len(text) > LENGTH * 0.9
            try:
                with stopped():
                    asked(used, text)
            except Endless:
                endless.append((used.where, used.method, text[:20]))
                break
    assert endless == []
    assert seen > 50


def test_the_pattern_that_took_the_site_away_is_found_out() -> None:
    """Otherwise the test above proves nothing."""
    old = Used("links", re.compile(r"^(.*?)\s*(https?://\S+)$", re.IGNORECASE), "match")
    try:
        with stopped():
            for text in texts_for(old.pattern):
                asked(old, text)
    except Endless:
        return
    raise AssertionError("it came to its end")


def test_no_pattern_escapes_the_search() -> None:
    """A compiled pattern under a name of its module, asked by it: one made inside a function would not be found."""
    for package in ("kr_core", "kr_app"):
        for file in (ROOT / package).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            inside = [
                node.lineno
                for function in ast.walk(tree)
                if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
                for node in ast.walk(function)
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
            ]
            assert inside == [], file
    assert "sub" in METHODS


def test_every_text_field_of_streamlit_has_a_length_that_the_server_keeps() -> None:
    """A frame that is made up carries any length; the browser's own limit is none."""
    fields = 0
    for file in (ROOT / "kr_app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".text_input", ".text_area")):
                fields += 1
                assert "max_chars" in {each.arg for each in node.keywords}, f"{file.name}:{node.lineno}"
    assert fields >= 3
    for kept in (TextInputSerde("", 5), TextAreaSerde("", 5)):
        assert kept.deserialize("x" * LENGTH) == "xxxxx"
