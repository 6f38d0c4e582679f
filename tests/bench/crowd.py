"""A crowd of viewers and a committing process, steered from here."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.bench.servers import CODE, ROOT, Server

AT_MOST = 180.0


class Helper:
    """A helping process that answers a line with a line. It is ended after `AT_MOST` seconds of silence."""

    def __init__(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(self, line: str) -> None:
        """Send a line."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """The next line, as JSON."""
        assert self.process.stdout
        alarm = threading.Timer(AT_MOST, self.process.kill)
        alarm.start()
        try:
            line = self.process.stdout.readline()
        finally:
            alarm.cancel()
        if not line:
            raise RuntimeError("a helping process ended without an answer")
        return json.loads(line)

    def end(self) -> None:
        """Let it finish by itself, then make sure."""
        assert self.process.stdin
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True)
class Burst:
    """What one tick brought to the crowd, in milliseconds after its commit."""

    gauge: list[float]
    rest: list[float]
    client_cpu: float
    bytes: int
    missed: int
    without_new_text: int
    problems: list[str]


class Crowd:
    """Open pages of one server."""

    def __init__(self, viewers: Helper, ticker: Helper) -> None:
        self._viewers = viewers
        self._ticker = ticker
        self._ticks = 0

    def tick(self) -> Burst:
        """Commit one change from another process, and wait until every page has it."""
        self._ticks += 1
        note = f"bench-{self._ticks:04d}"
        self._viewers.say(note)
        self._viewers.hear()
        self._ticker.say(note)
        at = float(self._ticker.hear())
        got = self._viewers.hear()
        gauge, rest = ([1000 * (each - at) for each in got[part]] for part in ("gauge", "rest"))
        return Burst(gauge, rest, got["cpu"], got["bytes"], got["missed"], got["without_new_text"], got["problems"])


@contextmanager
def crowd(server: Server, count: int) -> Iterator[Crowd]:
    """So many open pages; all are closed afterwards."""
    from kr_app.books import REAL, book

    agency = book(REAL).definitions.key_results[CODE].host.id
    ticker = Helper("ticker", str(server.database), CODE, agency)
    viewers = Helper("viewers", server.kind, str(server.port), str(count))
    try:
        viewers.hear()
        yield Crowd(viewers, ticker)
    finally:
        viewers.end()
        ticker.end()
