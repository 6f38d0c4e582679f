"""SQL and its engine live in the store and nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORE = ROOT / "kr_app" / "store"
ENGINES = re.compile(r"\b(py)?sqlite(3|_utils)\b")
# The shapes of statements; "Update every minute" and "Select a level" are English.
SQL = re.compile(
    r"\s*(select\b.*\bfrom\b|select\s+[\w*]+\s*[(,]|insert\s+(or\s+\w+\s+)?into\b|replace\s+into\b"
    r"|update\s+(or\s+\w+\s+)?\S+\s+set\b|delete\s+from\b|pragma\s+\w|vacuum\b|begin\s+(immediate|exclusive|deferred)"
    r"|(create|drop|alter)\s+(temp\s+|temporary\s+|unique\s+)?(table|index|trigger|view|virtual)\b)",
    re.IGNORECASE | re.DOTALL,
)
SAMPLES = [
    "select id from event",
    "SELECT\n *\nFROM event",
    "select count(*)",
    "insert into event values (1)",
    "insert or replace into event values (1)",
    "update event set note = ''",
    "delete from event",
    "  create table t (a)",
    "create unique index i on t (a)",
    "pragma user_version",
    "begin immediate",
    "vacuum into 'copy.db'",
]


def test_nothing_outside_the_store_holds_sql_or_its_engine() -> None:
    assert [each for module in _modules() if STORE not in module.parents for each in _found(module)] == []


def test_the_search_finds_the_sql_and_the_engine_of_the_store() -> None:
    found = {(each.split(":")[0], each.split(": ")[1]) for module in STORE.glob("*.py") for each in _found(module)}
    assert {("doors.py", "SQL"), ("files.py", "SQL"), ("schema.py", "SQL"), ("watch.py", "SQL")} <= found
    assert {("engine.py", "engine"), ("files.py", "engine"), ("schema.py", "engine")} <= found


@pytest.mark.parametrize("text", SAMPLES)
def test_the_search_knows_sql(text: str) -> None:
    assert SQL.match(text)


@pytest.mark.parametrize("text", ["Select a level", "Update the plan", "Create a link", "Delete?", "Insert a code"])
def test_the_search_knows_english(text: str) -> None:
    assert not SQL.match(text)


def _modules() -> list[Path]:
    launcher = [each for each in [ROOT / "dashboard.py"] if each.exists()]
    return [*launcher, *(ROOT / "kr_app").rglob("*.py"), *(ROOT / "kr_core").rglob("*.py")]


def _found(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    documented = _docstrings(tree)
    for node in ast.walk(tree):
        where = f"{module.name}:{getattr(node, 'lineno', 0)}"
        if id(node) in documented:
            continue
        if any(ENGINES.search(name) for name in _names(node)):
            yield f"{where}: engine"
        if SQL.match(_text(node)):
            yield f"{where}: SQL"


def _docstrings(tree: ast.AST) -> set[int]:
    """The strings that stand alone: docstrings, which may talk about SQL."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names):
            return [module or "", *(alias.name for alias in names)]
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return [name]
        case ast.Constant(value=str(text)):
            return [text] if re.fullmatch(ENGINES, text) else []
    return []


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)
    return ""
