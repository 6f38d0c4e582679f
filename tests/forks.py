"""Processes of their own for tests, at half the price: forks of one that has imported what takes long.

Nothing of the dashboard is imported there, for it reads its settings from the environment when it is imported.
"""

import multiprocessing
import os
import sys
import time
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


def stand_apart() -> None:
    """Let forks start without the program that asks for them: they would import it, and with it the dashboard."""
    sys.modules["__main__"] = ModuleType("__main__")
