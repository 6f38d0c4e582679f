"""The core reads no clock, no file, no network and no chance: its code is walked, and its answers repeat."""

import ast
import sys
from pathlib import Path

import pytest

import kr_core

MODULES = sorted(Path(kr_core.__file__).parent.glob("*.py"))
KEPT_OUT = {"os", "pathlib", "io", "sys", "time", "random", "secrets", "uuid", "logging", "sqlite3", "socket"}
KEPT_OUT |= {"urllib", "http", "subprocess", "threading", "asyncio", "tempfile", "shutil", "glob", "locale"}
KEPT_OUT |= {"importlib", "zoneinfo"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp", "tzlocal"}
DOORS = {"open", "print", "input", "eval", "exec", "__import__", "compile"}


def imported(tree):
    """The top-level names of every module that a tree imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else node.module.split(".")[0]


def impurities(source):
    """What a source text takes from the world, in words."""
    tree = ast.parse(source)
    for name in imported(tree):
        if name in KEPT_OUT or name not in sys.stdlib_module_names | {"kr_core"}:
            yield f"imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS | DOORS - {"compile"}:
            yield f"uses .{node.attr}"
        elif isinstance(node, ast.Name) and node.id in DOORS:
            yield f"uses {node.id}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_of_the_core_takes_nothing_from_the_world(module):
    assert list(impurities(module.read_text(encoding="utf-8"))) == []


def test_the_walk_reaches_every_module_of_the_core():
    names = {module.stem for module in MODULES}
    assert names >= {"calendar", "definition", "digits", "log", "plan", "reading", "report", "scoring", "sentence"}
    assert not [
        path for path in Path(kr_core.__file__).parent.iterdir() if path.is_dir() and path.name != "__pycache__"
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os.path", "imports os"),
        ("import re, io", "imports io"),
        ("from pathlib import Path", "imports pathlib"),
        ("def f():\n    import random", "imports random"),
        ("from pandas import DataFrame", "imports pandas"),
        ("import streamlit as st", "imports streamlit"),
        ("from . import calendar", "imports ."),
        ("day = date.today()", "uses .today"),
        ("clock = datetime.now", "uses .now"),
        ("datetime.utcnow()", "uses .utcnow"),
        ("open('x')", "uses open"),
        ("path.open()", "uses .open"),
    ],
)
def test_the_walk_finds_what_it_looks_for(source, found):
    assert list(impurities(source)) == [found]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_every_module_and_public_name_of_the_core_says_what_it_is(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = (ast.FunctionDef, ast.ClassDef)
    inner = [node for outer in tree.body if isinstance(outer, ast.ClassDef) for node in outer.body]
    public = [node for node in (*tree.body, *inner) if isinstance(node, named) and not node.name.startswith("_")]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
    assert ast.get_docstring(tree)
