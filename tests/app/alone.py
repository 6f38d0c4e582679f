"""A function run in a process of its own: the settings are read from the environment when they are imported."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.serving import ROOT

_RUN = "import json, sys; from {module} import {name}; print(json.dumps({name}(*json.loads(sys.argv[1]))))"


def alone(function: Callable[..., Any], database: Path, *arguments: object, **environment: str) -> Any:
    """What a function answers there; a warning there is a failure."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KR_")}
    command = _RUN.format(module=function.__module__, name=function.__name__)
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", command, json.dumps(arguments)],
        cwd=ROOT,
        env={**kept, "KR_DB": str(database), **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-4000:]
    return json.loads(ended.stdout.splitlines()[-1])
