"""A function run in a process of its own: the settings are read from the environment when they are imported."""

import importlib
import json
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.forks import outer, settle, started

_LONGEST_SECONDS = 180


def alone(function: Callable[..., Any], database: Path, *arguments: object, **environment: str) -> Any:
    """What a function answers there; a warning there is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        answer, said, wrong = (str(Path(folder) / name) for name in ("answer", "said", "wrong"))
        settings = outer(**{"KR_DB": str(database), **environment})
        job = (function.__module__, function.__name__, arguments, settings, answer, said, wrong)
        process = started(_work, *job)
        process.join(_LONGEST_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        heard = Path(wrong).read_text(encoding="utf-8") if Path(wrong).exists() else ""
        assert process.exitcode == 0, f"{process.exitcode} {heard[-4000:]}"
        return json.loads(Path(answer).read_text(encoding="utf-8"))


def _work(
    module: str,
    name: str,
    arguments: tuple[object, ...],
    environment: dict[str, str],
    answer: str,
    said: str,
    wrong: str,
) -> None:
    settle(environment, said, wrong)
    warnings.simplefilter("error")
    function = getattr(importlib.import_module(module), name)
    Path(answer).write_text(json.dumps(function(*arguments)), encoding="utf-8")
