"""Who did something, noted beside the answers: it waits in memory, alike ones are one, and no reader waits for it."""

import threading
from datetime import datetime
from pathlib import Path

from kr_app.identity import sessions
from kr_app.identity.tokens import digest

# More sessions than are ever in use within a second: a flood of made-up tokens is not kept.
_MOST_WAITING = 5_000


class Activity:
    """The newest moment of each session that did something since the last writing. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, datetime] = {}

    def note(self, token: str, now: datetime) -> None:
        """The person behind a token did something. Touches no file."""
        known = digest(token)
        with self._lock:
            if known in self._waiting or len(self._waiting) < _MOST_WAITING:
                self._waiting[known] = now

    def flush(self, path: Path) -> None:
        """Write what waits. What cannot be written waits on; a writer elsewhere is not waited for."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
        try:
            sessions.touch_all(path, taken)
        except BaseException:
            with self._lock:
                self._waiting = {**taken, **self._waiting}
            raise


ACTIVITY = Activity()
