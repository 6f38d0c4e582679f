"""Where new connections wait until they are begun: addresses take turns, and of one address the newest goes first.

Beginning a connection costs some ten times what accepting it does. Whoever opens thousands at once waits for
themselves: other addresses come between, and whoever asks next from the same one comes before those that are silent.
"""

import asyncio
import socket
from collections import deque
from collections.abc import Awaitable, Callable

from kr_app.identity.names import place_of
from kr_app.origins import plain_address

# In one turn of the loop, which everybody waits for.
_ACCEPTED_AT_ONCE, _BEGUN_AT_ONCE = 2048, 2
# Where the system has no room for another, as the loop itself would wait.
_PAUSE_SECONDS = 1.0
Begin = Callable[[socket.socket], Awaitable[object]]


class Intake:
    """Connections of one listening socket, which `begin` makes conversations of; `most` wait here, the rest outside."""

    def __init__(self, listening: socket.socket, begin: Begin, most: int) -> None:
        self._listening = listening
        self._begin = begin
        self._most = most
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[str, deque[socket.socket]] = {}
        self._count = 0
        self._begun: set[asyncio.Future[object]] = set()

    def open(self) -> None:
        """Take the socket over from whoever listened in this loop."""
        self._loop.remove_reader(self._listening)
        self._loop.add_reader(self._listening, self._accept)

    def _accept(self) -> None:
        idle = not self._waiting
        for _ in range(min(_ACCEPTED_AT_ONCE, self._most - self._count)):
            try:
                found, address = self._listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                break
            except OSError:
                self._loop.remove_reader(self._listening)
                self._loop.call_later(_PAUSE_SECONDS, self._resume)
                break
            found.setblocking(False)
            place = place_of(plain_address(str(address[0])) if address else "")
            self._waiting.setdefault(place, deque()).append(found)
            self._count += 1
        if idle and self._waiting:
            self._loop.call_soon(self._take_turns)

    def _resume(self) -> None:
        if self._listening.fileno() >= 0:
            self._loop.add_reader(self._listening, self._accept)

    def _newest_of_next(self) -> socket.socket:
        """The newest connection of the place whose turn it is, which comes last in the turns from now on."""
        place = next(iter(self._waiting))
        of_place = self._waiting.pop(place)
        self._count -= 1
        newest = of_place.pop()
        if of_place:
            self._waiting[place] = of_place
        return newest

    def _take_turns(self) -> None:
        for _ in range(min(_BEGUN_AT_ONCE, self._count)):
            begun = asyncio.ensure_future(self._begin(self._newest_of_next()))
            self._begun.add(begun)
            begun.add_done_callback(self._over)
        if self._waiting:
            self._loop.call_soon(self._take_turns)

    def _over(self, begun: "asyncio.Future[object]") -> None:
        self._begun.discard(begun)
        if not begun.cancelled():
            begun.exception()  # Whoever goes away in the middle of a beginning is nobody's fault.
