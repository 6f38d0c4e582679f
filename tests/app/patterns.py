"""Every pattern of the sources, and the texts that are hardest for each."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tests.serving import ROOT

LENGTH = 100_000
METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
# What every kind of pattern stumbles over, beside the letters that it names itself: blanks, words, marks, brackets.
PIECES = (" ", "a", "1", "\u0e48", "ก", "a ", "a.", "\n", "\u0e4d\u0e32")
_OWN = 8


class Used(NamedTuple):
    """A pattern, where it stands, and the way in which it is asked."""

    where: str
    pattern: re.Pattern[str]
    method: str


def every_pattern() -> Iterator[Used]:
    """All of `kr_core` and `kr_app`: named ones by how their module asks them, others where they are asked."""
    for package in ("kr_core", "kr_app"):
        for file in sorted((ROOT / package).rglob("*.py")):
            yield from _of_file(file)


def texts_for(pattern: re.Pattern[str]) -> Iterator[str]:
    """A hundred thousand letters, over and over the same, ended by something else."""
    words = re.findall(r"[\w\u0e00-\u0e7f]{2,}|[^\w\\\s]", pattern.pattern)
    whole = re.sub(r"\\(.)|\(\?.|[()?*+\[\]{}|^$]", r"\1", pattern.pattern)[:40]
    for piece in dict.fromkeys([*PIECES, *islice(words, _OWN), whole or "-"]):
        yield piece * (LENGTH // len(piece)) + "\x00"


def _of_file(file: Path) -> Iterator[Used]:
    source = file.read_text(encoding="utf-8")
    if "import re\n" not in source:
        return
    tree, where = ast.parse(source), file.relative_to(ROOT).as_posix()
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    asked: dict[str, set[str]] = {}
    for call in calls:
        value = getattr(call.func, "value", None)
        method = getattr(call.func, "attr", "")
        if isinstance(value, ast.Name) and method in METHODS:
            if value.id == "re":
                assert call.args and isinstance(call.args[0], ast.Constant), f"{where}:{call.lineno}: name the pattern"
                yield Used(f"{where}:{call.lineno}", re.compile(str(call.args[0].value), _flags(call)), method)
            asked.setdefault(value.id, set()).add(method)
    module = import_module(where.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    for name, kept in vars(module).items():
        for pattern in kept if isinstance(kept, tuple | list) else (kept,):
            if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                yield from (Used(f"{where}:{name}", pattern, method) for method in sorted(asked.get(name, {"sub"})))


def _flags(call: ast.Call) -> int:
    named = [key.value for key in call.keywords if key.arg == "flags"]
    return int(re.DOTALL) if named else 0
