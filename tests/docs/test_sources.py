"""The sources keep to their measure: short files, docstrings, and a top level with nothing that is not meant."""

import ast
import subprocess
from pathlib import Path

import pytest

from kr_app.store import errors
from kr_app.troubles import file_lines
from kr_app.words import words_for
from tests.serving import ROOT

MODULES = sorted(file for folder in ("kr_core", "kr_app") for file in (ROOT / folder).rglob("*.py"))
CORE = [file for file in MODULES if "kr_core" in file.parts]
TOP = {"dashboard.py", "kr_core", "kr_app", "data", "tests", "requirements.txt", "README.md", "pyproject.toml"}
LONGEST_FILE = 260
ERRORS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.StoreError)]


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", [*MODULES, ROOT / "dashboard.py"], ids=_name)
def test_every_module_is_short_and_says_what_it_is(file: Path) -> None:
    """In its first line."""
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST_FILE
    assert (ast.get_docstring(ast.parse(text)) or "").strip()


@pytest.mark.parametrize("file", CORE, ids=_name)
def test_everything_public_in_the_core_has_a_docstring(file: Path) -> None:
    """Functions, classes, and what a class offers."""
    silent = [
        f"{file.name}:{node.lineno} {node.name}"
        for node in _public(ast.parse(file.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_error_of_the_file_has_its_sentences_in_both_languages(error: type, language: str) -> None:
    """A cause, that the file was left alone, and a next step."""
    lines = file_lines(error(Path("kr.db")), words_for(language, None))
    assert len(lines) == 3
    assert all(line.strip() for line in lines)


def test_the_top_level_holds_only_what_is_meant() -> None:
    """And files whose names begin with a dot."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    top = {name.split("/")[0] for name in listed}
    assert {name for name in top if not name.startswith(".")} == TOP


def test_no_database_is_kept_in_git() -> None:
    """A log belongs to those who wrote it."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in listed if ".db" in Path(name).name] == []


def _public(tree: ast.Module | ast.ClassDef) -> list[ast.FunctionDef | ast.ClassDef]:
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += _public(node)
    return found
