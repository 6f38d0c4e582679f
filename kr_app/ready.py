"""Whether the file can be read and written: looked at by one at a time, however many ask."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from kr_app.books import DEMO, REAL, book
from kr_app.settings import SETTINGS
from kr_app.store.errors import StoreError
from kr_app.store.files import try_to_write

# A look begins a write, and waits a second for another program's. Anybody may ask, so it is not made for each of them.
KEPT_SECONDS = 2.0


def look() -> StoreError | None:
    """What keeps the file from being used; None for nothing."""
    known = book(DEMO if SETTINGS.demo else REAL)
    known.refresh()
    if known.problem is not None:
        return known.problem
    try:
        try_to_write(known.path)
    except StoreError as problem:
        return problem
    return None


class Readiness:
    """What was found last, for as long as it is kept. Lives in the event loop of the server."""

    def __init__(self, look: Callable[[], StoreError | None]) -> None:
        self._look = look
        # A thread of its own: whoever waits for pages needs the others.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ready")
        self._found: asyncio.Future[StoreError | None] | None = None
        self._asked_at = 0.0

    async def problem(self, now: float) -> StoreError | None:
        """What a look finds that others may have asked for, too."""
        if self._found is None or (self._found.done() and now - self._asked_at >= KEPT_SECONDS):
            self._found, self._asked_at = asyncio.get_running_loop().run_in_executor(self._thread, self._look), now
        # Whoever asks and goes away takes it from nobody.
        return await asyncio.shield(self._found)


READINESS = Readiness(look)
