"""Messages are drawn in threads of their own: however long that takes, the server answers meanwhile.

Each is marked with the state that it shows at least, so that a page which was just brought to a state is not taken back
to an older one by what still waits for it.
"""

import asyncio
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import NamedTuple, Protocol

from kr_app.books import Book, book

# Two, so that news do not wait for the one page that is drawn whole; more would only take turns.
_THREADS = ThreadPoolExecutor(2, thread_name_prefix="drawing")
State = tuple[int, int, date]


class Gone(Exception):
    """What a page shows is not there any more: the file was restored from a copy that does not know it."""


class Drawable(Hashable, Protocol):
    """What an open page shows, as far as drawing goes."""

    @property
    def book(self) -> str:
        """The name of the book that it is about."""

    def message(self, day: date, touched: frozenset[str] | None = None) -> bytes:
        """The event with the parts as drawn now; `touched` limits it to what changed. Raises `Gone`."""

    def farewell(self) -> bytes:
        """The event for a page whose reader may no longer look."""


class Drawn(NamedTuple):
    """A message, and the state that it shows at least; None for what is no state of the page."""

    message: bytes
    state: State | None = None


def state_of(known: Book, day: date) -> State:
    """What names all that is known of a book on a day; grows."""
    return known.edition, known.version, day


async def drawn(topic: Drawable, day: date, touched: frozenset[str] | None) -> Drawn | None:
    """The news of a topic; None if it is gone."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _draw, topic, day, touched)


def _draw(topic: Drawable, day: date, touched: frozenset[str] | None) -> Drawn | None:
    state = state_of(book(topic.book), day)
    try:
        return Drawn(topic.message(day, touched), state)
    except Gone:
        return None


class Newest:
    """Whole messages for pages that join: drawn once for each state of what they show, whoever asks meanwhile."""

    def __init__(self) -> None:
        self._drawings: dict[Drawable, tuple[State, asyncio.Future[Drawn | None]]] = {}

    async def of(self, topic: Drawable, day: date) -> Drawn:
        """The whole of a topic as it is now, or the farewell where it is gone."""
        state = state_of(book(topic.book), day)
        known = self._drawings.get(topic)
        if known is None or known[0] != state or (known[1].done() and (known[1].cancelled() or known[1].exception())):
            known = self._drawings[topic] = (state, asyncio.ensure_future(drawn(topic, day, None)))
        # A page that leaves meanwhile takes it from nobody else.
        return await asyncio.shield(known[1]) or Drawn(topic.farewell())

    def forget(self, topic: Drawable) -> None:
        """Nobody shows it any more."""
        self._drawings.pop(topic, None)
