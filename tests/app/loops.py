"""Work for an event loop, run in a thread: the browser's tools keep a loop of their own running in the test's."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")


def in_a_loop(work: Callable[[], Coroutine[Any, Any, _Answer]]) -> _Answer:
    """What it answers at its end; raises what it raises."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()
