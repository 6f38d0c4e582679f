"""Another process that commits: one tick or withdrawal for every line it reads, answering when (monotonic seconds).

Started with `python -m tests.bench.ticker FILE CODE AGENCY`.
"""

import sys
import time
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

from kr_app.store.doors import Draft, writing
from kr_core.log import Kind

LEVELS = 5
DONE_ON = date(2025, 1, 15)


def commit(path: Path, code: str, agency: str, note: str) -> float:
    """Tick the next level, or take the last one back when all are ticked. The time is taken just before the commit."""
    with writing(path) as door:
        standing = [tick for level in range(1, LEVELS + 1) if (tick := door.last_word(code, agency, level))]
        ticked = [event for event in standing if event.kind == Kind.TICK]
        draft = Draft(uuid.uuid4().hex, datetime.now(UTC), "bench", Kind.TICK, code, agency, note=note)
        if len(ticked) == LEVELS:
            draft = draft._replace(kind=Kind.WITHDRAW, level=LEVELS, refers_to=ticked[-1].id)
        else:
            draft = draft._replace(level=len(ticked) + 1, day=DONE_ON)
        door.append(draft)
        return time.monotonic()


if __name__ == "__main__":
    _, file, key_result, host = sys.argv
    for line in sys.stdin:
        print(commit(Path(file), key_result, host, line.strip()), flush=True)
