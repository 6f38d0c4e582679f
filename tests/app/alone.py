"""A function run in a process of its own: the settings are read from the environment when they are imported."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.serving import ROOT

_LONGEST_SECONDS = 180


@cache
def _nursery() -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "error", "-m", "tests.app.nursery"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def alone(function: Callable[..., Any], database: Path, *arguments: object, **environment: str) -> Any:
    """What a function answers there; a warning there is a failure."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KR_")}
    nursery = _nursery()
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        answer, said, wrong = (Path(folder) / name for name in ("answer", "said", "wrong"))
        job = {
            "module": function.__module__,
            "name": function.__name__,
            "arguments": arguments,
            "environment": {**kept, "KR_DB": str(database), **environment},
            "answer": str(answer),
            "said": [str(said), str(wrong)],
            "seconds": _LONGEST_SECONDS,
        }
        nursery.stdin.write(json.dumps(job) + "\n")
        nursery.stdin.flush()
        code = nursery.stdout.readline().strip()
        assert code == "0", f"{code} {wrong.read_text(encoding='utf-8')[-4000:] if wrong.exists() else ''}"
        return json.loads(answer.read_text(encoding="utf-8"))
