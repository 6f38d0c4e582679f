"""Work for an event loop, run in a thread: the browser's tools keep a loop of their own running in the test's."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def in_a_loop(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run it to its end, and raise what it raises."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()
