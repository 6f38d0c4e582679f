"""Real processes that start their work together."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKER = "tests.store.worker"


@contextmanager
def workers(*tasks: Sequence[object], module: str = WORKER) -> Iterator[list[subprocess.Popen[str]]]:
    """A process for every task, all of them past their imports and waiting for `go`; none is left behind."""
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-m", module, *map(str, task)],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for task in tasks
    ]
    try:
        for process in started:
            assert line(process) == "ready", process.stderr.read()
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def go(*processes: subprocess.Popen[str]) -> None:
    """Let them work, or go on."""
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


def line(process: subprocess.Popen[str]) -> str:
    """The next line that a process says."""
    return process.stdout.readline().rstrip("\n")


def answers(*tasks: Sequence[object], module: str = WORKER) -> list[list[str]]:
    """Run the tasks at the same time to their ends; the lines that each said."""
    with workers(*tasks, module=module) as started:
        go(*started)
        said = []
        for process in started:
            out, err = process.communicate()
            assert (process.returncode, err) == (0, ""), err
            said.append(out.splitlines())
        return said
