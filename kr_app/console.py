"""The console says everything once: what a stranger can make it say again and again is left out and counted.

Whatever stands in the program at one place is of one kind, for its text may be chosen by whoever provokes it.
"""

import logging
import threading
import time
from collections.abc import Callable

_A_MINUTE, _WITH_TRACEBACK = 5, 1
_SECONDS = 60.0


class Seldom(logging.Filter):
    """Lets so many lines of a kind through in a minute; the next one after that says how many were left out."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._lock = threading.Lock()
        # By their place in the program: since when, how many came since.
        self._kinds: dict[tuple[str, str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is said."""
        kind, now = (record.name, record.pathname, record.lineno), self._now()
        most = _WITH_TRACEBACK if record.exc_info else _A_MINUTE
        with self._lock:
            since, came = self._kinds.get(kind, (now, 0))
            over = now - since >= _SECONDS
            self._kinds[kind] = (now, 1) if over else (since, came + 1)
        if over and came > most:
            record.msg, record.args = (
                f"{record.getMessage()} ({came - most} more like the one before were left out)",
                (),
            )
        return over or came < most


def say_everything_once() -> None:
    """Of every logger that there is by now, the server's and Streamlit's among them."""
    seldom = Seldom()
    for logger in (logging.getLogger(), *logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and not any(isinstance(each, Seldom) for each in logger.filters):
            logger.addFilter(seldom)
