"""Core: folding a log of a million events, taking in one more, and starting cold over a file that holds them.

There is no floor here: the absolute figure is what counts.
"""

import json
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from kr_app import definitions
from kr_app.books import REAL, Book
from kr_app.settings import SETTINGS
from kr_app.store import engine
from kr_app.store.doors import Draft, writing
from kr_app.store.files import prepare
from kr_core.log import Event, Ledger
from tests.bench.servers import CODE, ROOT
from tests.bench.table import Figure, show

EVENTS = 1_000_000
CODES, AGENCIES, LEVELS = 200, 50, 5
UPDATES, REFRESHES = 1_000, 50
BEGUN = datetime(2024, 10, 1, 2, tzinfo=UTC)
COLUMNS = "id, moment, actor, kind, code, agency, level, day, note, refers_to, once"


def event(number: int) -> Event:
    """The event of a number: ticks, withdrawals of them and check-ins, spread over key results and agencies."""
    round_, place = divmod(number - 1, CODES * AGENCIES)
    code, agency = f"key-result-{place % CODES}", f"agency-{place // CODES}"
    moment, level = BEGUN + timedelta(seconds=number * 20), round_ // 3 % LEVELS + 1
    kind = ("tick", "check-in", "withdraw")[round_ % 3]
    if kind == "check-in":
        return Event(number, moment, "coordinator", kind, code, agency)
    refers_to = number - 2 * CODES * AGENCIES if kind == "withdraw" else None
    day = date(2025, 1, 1) if kind == "tick" else None
    return Event(number, moment, "coordinator", kind, code, agency, level, day, None, "", refers_to)


def fold() -> list[Figure]:
    """In memory."""
    events = [event(number) for number in range(1, EVENTS + 1)]
    more = [event(number) for number in range(EVENTS + 1, EVENTS + UPDATES + 1)]
    ledger = Ledger()
    begun = time.perf_counter()
    ledger.apply(events)
    folded = time.perf_counter() - begun
    took = []
    for each in more:
        begun = time.perf_counter()
        ledger.apply([each])
        ledger.standing(each.code, each.agency)
        took.append(time.perf_counter() - begun)
    return [
        Figure(f"fold {EVENTS:,} events", None, folded * 1000, "ms"),
        Figure("one more event on top, median", None, median(took) * 1000, "ms"),
        Figure("one more event on top, worst", None, max(took) * 1000, "ms"),
    ]


def fill(path: Path) -> None:
    """A file that holds them."""
    prepare(path)
    rows = ((_row(event(number))) for number in range(1, EVENTS + 1))
    with closing(engine.connect(str(path))) as connection:
        connection.execute("begin immediate")
        connection.executemany(f"insert into event ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("commit")


def _row(each: Event) -> tuple[object, ...]:
    moment = f"{each.moment:%Y-%m-%dT%H:%M:%S.%f}Z"
    day = each.day.isoformat() if each.day else None
    who = (each.actor, each.kind, each.code, each.agency)
    return (each.id, moment, *who, each.level, day, each.note, each.refers_to, f"bench-{each.id:09d}")


def cold(path: Path) -> dict[str, float]:
    """In this process, which has never seen the file: read all of it, then one event at a time."""
    known = Book(REAL, path, lambda: definitions.load(SETTINGS.definitions))
    begun = time.perf_counter()
    known.refresh()
    start = time.perf_counter() - begun
    assert known.version == EVENTS
    key_result, took = known.definitions.key_results[CODE], []
    for _ in range(REFRESHES):
        with writing(path) as door:
            draft = Draft(uuid.uuid4().hex, datetime.now(UTC), "bench", "check-in", CODE, key_result.host.id)
            door.append(draft)
        begun = time.perf_counter()
        known.refresh()
        known.report(key_result, date(2025, 3, 1))
        took.append(time.perf_counter() - begun)
    return {"start": start, "median": median(took), "worst": max(took)}


def main() -> None:
    """Measure and print."""
    figures = fold()
    with tempfile.TemporaryDirectory(prefix="kr-bench-") as folder:
        path = Path(folder) / "kr.db"
        fill(path)
        command = [sys.executable, "-m", "tests.bench.core", str(path)]
        got = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
    figures += [
        Figure(f"cold start over a file of {EVENTS:,}", None, got["start"] * 1000, "ms"),
        Figure("one more event through the file, median", None, got["median"] * 1000, "ms"),
        Figure("one more event through the file, worst", None, got["worst"] * 1000, "ms"),
    ]
    show("Core", figures)


if __name__ == "__main__":
    print(json.dumps(cold(Path(sys.argv[1]))))
