"""The two servers side by side, each on a file of its own in a temporary folder, and how long each takes to answer."""

import http.client
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = "communication-plan-2568"
FLOOR, DASHBOARD = "floor", "dashboard"
KINDS = (FLOOR, DASHBOARD)
START_WITHIN = 60.0


@dataclass(frozen=True)
class Server:
    """A running server: which one, where, on which file, and how long it took to its first page (seconds)."""

    kind: str
    port: int
    process: "subprocess.Popen[bytes]"
    database: Path
    started_in: float
    log: Path

    @property
    def address(self) -> str:
        """Its own address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        """The page of the key result."""
        return self.address + ("/" if self.kind == FLOOR else f"/kr?kr={CODE}")


@contextmanager
def running(kind: str, descriptors: int = 0) -> Iterator[Server]:
    """Start a server and stop it afterwards; with a number, where the system grants so many descriptors at first."""
    with tempfile.TemporaryDirectory(prefix="kr-bench-") as folder:
        database, log, port = Path(folder) / "kr.db", Path(folder) / "log.txt", free_port()
        command, environment = _command(kind, database, port), _environment(database)
        begun = time.perf_counter()
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        if descriptors:
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (descriptors, hard))
        try:
            _wait_for_page(process, port, log)
            yield Server(kind, port, process, database, time.perf_counter() - begun, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _command(kind: str, database: Path, port: int) -> list[str]:
    if kind == DASHBOARD:
        where = ["--server.port", str(port), "--server.address", "127.0.0.1"]
        return [sys.executable, "-m", "streamlit", "run", "dashboard.py", *where]
    # The floor is told the intervals instead of importing the dashboard's whole live module.
    from kr_app.live import HEARTBEAT_SECONDS, WATCH_SECONDS

    intervals = ["--watch-seconds", str(WATCH_SECONDS), "--heartbeat-seconds", str(HEARTBEAT_SECONDS)]
    what = ["--database", str(database), "--code", CODE, "--port", str(port)]
    return [sys.executable, "-m", "tests.bench.floor", *what, *intervals]


def _environment(database: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("KR_", "STREAMLIT_"))}
    return {**ours, "KR_DB": str(database)}


def _wait_for_page(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.perf_counter() + START_WITHIN
    while time.perf_counter() < until:
        if process.poll() is not None:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/", headers={"Accept": "text/html"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.01)
    raise RuntimeError(f"the server gave no page:\n{log.read_text(errors='replace')[-3000:]}")
