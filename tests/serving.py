"""A real server for tests: what the README's command runs, on a free port, with a file of its own."""

import os
import socket
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.error import URLError

from kr_core.calendar import BANGKOK
from kr_core.days import parse_day
from tests.forks import outer, settle, started

ROOT = Path(__file__).resolve().parent.parent
CODE = "communication-plan-2568"


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address, the file behind it, and where its console went."""

    url: str
    database: Path
    console: Path
    process: BaseProcess
    today: str = ""

    @property
    def now(self) -> datetime:
        """The moment on this server's clock: sessions that a test makes must hold there."""
        day = parse_day(self.today) if self.today else datetime.now(BANGKOK).date()
        return datetime.combine(day, datetime.now(BANGKOK).timetz()).astimezone(UTC)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an address, as a browser asks for a page."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers={"Accept": "text/html", **named})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read().decode()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int = 0, *, script: str = "dashboard.py", **environment: str) -> Iterator[Served]:
    """Run the dashboard with its file in a folder. Further settings are environment variables (KR_TODAY="…")."""
    port = port or free_port()
    database = Path(environment.get("KR_DB", folder / "kr.db"))
    console = folder / f"console-{port}.txt"
    command = ["streamlit", "run", script, "--server.port", str(port), "--server.address", "127.0.0.1"]
    settings = outer(**{"KR_DB": str(database), **environment})
    process = started(_run, command, settings, str(console), daemon=True)
    served = Served(f"http://127.0.0.1:{port}", database, console, process, environment.get("KR_TODAY", ""))
    try:
        _wait_until_alive(served)
        yield served
    finally:
        process.terminate()
        process.join(10)
        if process.is_alive():
            process.kill()
            process.join(10)


def _run(command: list[str], environment: dict[str, str], console: str) -> None:
    """Become what the command would have started."""
    settle(environment, console, console)
    os.chdir(ROOT)
    sys.argv = command
    from streamlit.web.cli import main

    main()


def _wait_until_alive(served: Served) -> None:
    for _ in range(300):
        if not served.process.is_alive():
            raise RuntimeError(served.console.read_text(encoding="utf-8", errors="replace"))
        try:
            if served.get("/healthz")[0] == 200:
                return
        except (URLError, ConnectionError, TimeoutError):
            pass
        served.process.join(0.1)
    raise RuntimeError("the server did not come up: " + served.console.read_text(encoding="utf-8", errors="replace"))
