"""Files are looked at in processes of their own, two at a time: whatever a file does there, it ends as one refusal.

A process that takes too long is stopped, one that broke down is replaced. They start once there is a file to look at,
answer many, and end by themselves (`looking`). Nothing is forked: other threads may hold anything at any time.
"""

import atexit
import json
import select
import subprocess
import sys
import threading
from pathlib import Path

from kr_app.evidence import errors
from kr_app.evidence.errors import EvidenceTrouble, NotLookedAt
from kr_app.evidence.kinds import KINDS, FileKind
from kr_app.evidence.names import shown_name

AT_ONCE = 2
# Much more than any file costs, and little enough for whoever waits: it runs behind everything else.
_SECONDS = 30
_ROOT = Path(__file__).resolve().parents[2]
# It needs nothing of what the dashboard was told, which is secret in part.
_ENVIRONMENT = {"PYTHONUTF8": "1"}

_turns = threading.BoundedSemaphore(AT_ONCE)
_idle: list["_Looker"] = []


def kind_of_file(path: Path, given_name: str) -> FileKind:
    """The kind of a file that may be kept under its name. Raises an `EvidenceTrouble` for any other, nothing else."""
    with _turns:
        answer = _asked(path, shown_name(given_name))
    if answer is None:
        raise NotLookedAt
    for kind in KINDS:
        if answer.get("kind") == kind.name:
            return kind
    raise _trouble(answer)


def _asked(path: Path, given_name: str) -> dict[str, object] | None:
    """What a process says; None if it said nothing. One that had ended by itself meanwhile is asked anew."""
    while True:
        try:
            looker = _idle.pop()
        except IndexError:
            try:
                looker = _Looker()
            except OSError:
                return None
        answer = looker.answer(path, given_name)
        if answer is not None:
            _idle.append(looker)
            return answer
        if looker.end() != 0 or looker.is_new:
            return None


def _trouble(answer: dict[str, object]) -> EvidenceTrouble:
    kind, values = getattr(errors, str(answer.get("trouble")), None), answer.get("values")
    if isinstance(kind, type) and issubclass(kind, EvidenceTrouble) and isinstance(values, list):
        return kind(*values)
    return NotLookedAt()


class _Looker:
    """One process that looks at one file after another."""

    def __init__(self) -> None:
        self.is_new = True
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kr_app.evidence.looking"],
            bufsize=0,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._answers = select.poll()
        assert self._process.stdout  # noqa: S101 — a pipe was asked for
        self._answers.register(self._process.stdout, select.POLLIN)

    def answer(self, path: Path, given_name: str) -> dict[str, object] | None:
        """What it says of a file; None if it says nothing in time."""
        assert self._process.stdin  # noqa: S101 — a pipe was asked for
        assert self._process.stdout  # noqa: S101 — a pipe was asked for
        try:
            self._process.stdin.write(json.dumps([str(path.absolute()), given_name]).encode() + b"\n")
            # Until a whole line or the end: what it says is shorter than what a pipe takes at once.
            if not self._answers.poll(_SECONDS * 1000):
                return None
            found = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            return None
        self.is_new = False
        return found if isinstance(found, dict) else None

    def end(self) -> int:
        """Stop it, unless it ended by itself; with what it ended."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        try:
            # One that is done or was done away with is gone at once; any other is stuck.
            code = self._process.wait(0.5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return -9
        return code


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()
