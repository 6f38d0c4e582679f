"""Where the processes of `alone` come from: one that has imported what takes long, and nothing of the dashboard.

It forks a child for each line that it reads, a job as JSON, and answers each with the child's exit code.
"""

import importlib
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

_SLOW_TO_IMPORT = (
    "streamlit",
    "streamlit.testing.v1",
    "streamlit.starlette",
    "pandas",
    "plotly",
    "babel.messages.pofile",
    "jinja2",
    "sqlite_utils",
    "argon2",
)


def main() -> None:
    """Serve until nobody asks any more."""
    for name in _SLOW_TO_IMPORT:
        importlib.import_module(name)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            _work(job)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    os._exit(0)  # What the imports would tidy up is nobody's.


def _work(job: dict[str, Any]) -> None:
    """Do one job, with an environment and an output of its own; never comes back."""
    signal.alarm(job["seconds"])
    for number in (1, 2):
        os.dup2(os.open(job["said"][number - 1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.environ.clear()
    os.environ.update(job["environment"])
    time.tzset()
    code = 1
    try:
        function = getattr(importlib.import_module(job["module"]), job["name"])
        Path(job["answer"]).write_text(json.dumps(function(*job["arguments"])), encoding="utf-8")
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
