"""Taking turns with files: however many come at once, most threads are left for pages.

Whoever waits for a turn waits without a thread.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from kr_app.evidence.apart import AT_ONCE

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")

_WRITING, _LOOKING = CapacityLimiter(3), CapacityLimiter(AT_ONCE)


async def in_turn(function: Callable[_Asked, _Answer], *args: _Asked.args, **named: _Asked.kwargs) -> _Answer:
    """What a function answers that writes a piece of a file: three at a time."""
    return await to_thread.run_sync(lambda: function(*args, **named), limiter=_WRITING)


async def looked_at(function: Callable[_Asked, _Answer], *args: _Asked.args, **named: _Asked.kwargs) -> _Answer:
    """What a function answers that looks at a whole file: as many at a time as there are to look."""
    return await to_thread.run_sync(lambda: function(*args, **named), limiter=_LOOKING)
