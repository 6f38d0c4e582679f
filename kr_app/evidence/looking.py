"""The other side of `apart`: looks at one file after another, named in lines on its input, and answers in lines.

Nobody waits for it: it runs behind everything else, may take neither much time nor much memory nor write a byte, and
ends by itself once nobody has asked for a while.
"""

import json
import os
import resource
import select
import signal
import time
from contextlib import suppress
from pathlib import Path

from kr_app.evidence.errors import EvidenceTrouble, NotLookedAt
from kr_app.evidence.inspection import kind_of_file

_SECONDS_EACH = 5
_MOST_MEMORY = 512 * 1024 * 1024
_IDLE_SECONDS = 60
# What it once took the system seldom gets back: a fresh one begins small.
_MOST_FILES, _GROWN = 500, 48 * 1024 * 1024


def main() -> None:
    """Until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    _limit(resource.RLIMIT_AS, _MOST_MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    with open(0, "rb", buffering=0, closefd=False) as asked:
        waiting = select.poll()
        waiting.register(asked, select.POLLIN)
        for _ in range(_MOST_FILES):
            if not waiting.poll(_IDLE_SECONDS * 1000) or not (line := asked.readline()):
                break
            _limit(resource.RLIMIT_CPU, int(time.process_time()) + 1 + _SECONDS_EACH)
            os.write(1, json.dumps(_answer(*json.loads(line))).encode() + b"\n")
            if _memory() > _GROWN:
                break


def _answer(path: str, given_name: str) -> dict[str, object]:
    try:
        return {"kind": kind_of_file(Path(path), given_name).name}
    except EvidenceTrouble as trouble:
        return {"trouble": type(trouble).__name__, "values": trouble.args}
    except Exception:
        return {"trouble": NotLookedAt.__name__, "values": ()}


def _memory() -> int:
    """What this process takes now. The system's own count of the most begins with what its parent took."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


if __name__ == "__main__":
    main()
