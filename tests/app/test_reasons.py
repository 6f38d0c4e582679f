"""Every reason for which a form is refused is said in the reader's language."""

import ast
import re

import pytest

from kr_app.draw.reasons import reason_text
from tests.app.drawn import ENGLISH, THAI
from tests.serving import ROOT

_REFUSING = {"DefinitionError": 2, "_refusal": 2, "refuse": 2, "Broken": 3}


def reasons() -> list[str]:
    """The reasons as they stand in the sources."""
    found = []
    for file in [*(ROOT / "kr_core").glob("*.py"), ROOT / "kr_app" / "definitions.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = _REFUSING.get(name, 99)
                if len(node.args) > place and isinstance(each := node.args[place], ast.Constant):
                    found.append(str(each.value))
    return sorted(set(found))


def test_there_are_many() -> None:
    """Otherwise the next test proves nothing."""
    assert len(reasons()) > 25


@pytest.mark.parametrize("reason", reasons())
def test_a_reason_is_thai_for_thai_readers(reason: str) -> None:
    """With its values in Thai digits; English stays as the core says it."""
    values = {name: 7 if name not in ("choices", "error") else "x" for name in re.findall(r"\{(\w+)\}", reason)}
    assert reason_text(reason, values, ENGLISH) == reason.format(**values)
    thai = reason_text(reason, values, THAI)
    assert re.search("[ก-๛]", thai)
    assert "7" not in thai
    assert not re.search("[{}]", thai)
