"""One process among several: `python -m tests.store.worker <task> <path> …`.

It says that it is ready, waits for a line, and works.
"""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from kr_app.store import engine
from kr_app.store.doors import writing
from kr_app.store.files import prepare
from tests.store.drafts import draft, stored, told


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def prepare_each(folder: Path, files: str) -> None:
    """Prepare some new files, one after the other."""
    for number in range(int(files)):
        prepare(folder / f"{number}.db")
    _say("prepared")


def append(path: Path, prefix: str, ticks: str) -> None:
    """Store ticks, each in its own transaction, and acknowledge each by its id."""
    for number in range(int(ticks)):
        once = f"{prefix}-{number:06}"
        _say(stored(path, draft(once, actor=prefix))[0].id, once)


def append_forever(path: Path, prefix: str) -> None:
    """Store and acknowledge ticks until killed."""
    for number in count():
        once = f"{prefix}-{number:06}"
        _say(stored(path, draft(once, actor=prefix))[0].id, once)


def same(path: Path, actor: str, ids: str) -> None:
    """Store the ticks that everybody stores, and say who each one belongs to."""
    for number in range(int(ids)):
        event = stored(path, draft(f"the-same-{number:06}", actor=actor))[0]
        _say(event.id, event.actor)


def hold(path: Path) -> None:
    """Append inside a transaction and keep it open until told to go on."""
    with writing(path) as log:
        log.append(draft("held-open"))
        _say("holding")
        sys.stdin.readline()


def journal(path: Path) -> None:
    """Prepare the file, store a tick, and name the engine and the journal that it uses."""
    prepare(path)
    stored(path, draft("by-another-engine"))
    _say(*engine.version(), told(path, "pragma journal_mode")[0][0])


TASKS: dict[str, Callable[..., None]] = {
    task.__name__: task for task in (prepare_each, append, append_forever, same, hold, journal)
}

if __name__ == "__main__":
    _say("ready")
    sys.stdin.readline()
    TASKS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
