"""Processes of their own for tests, at half the price: forks of one that has imported what takes long.

Nothing of the dashboard is imported there, for it reads its settings from the environment when it is imported.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import ModuleType

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "streamlit",
        "streamlit.starlette",
        "streamlit.testing.v1",
        "streamlit.web.cli",
        "pandas",
        "plotly",
        "babel.messages.pofile",
        "jinja2",
        "sqlite_utils",
        "argon2",
    ]
)


def started(target: Callable[..., None], *args: object, daemon: bool = False) -> BaseProcess:
    """A process of its own that does nothing but this.

    It is not told which program runs here: it would import that first, and the dashboard with it.
    """
    process = FORKS.Process(target=target, args=args, daemon=daemon)
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = program
    return process


def settle(environment: dict[str, str], out: str, error: str) -> None:
    """Give this process an environment of its own, and files for what it says."""
    assert "kr_app.settings" not in sys.modules, "the settings were read before they were given"
    for number, file in ((1, out), (2, error)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


def outer(**environment: str) -> dict[str, str]:
    """What the environment of this process is without the dashboard's settings, and these with it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KR_")} | environment
