"""The hub with something that takes long to draw, in a process of its own: what goes on meanwhile."""

import asyncio
import threading
import time
from dataclasses import dataclass
from datetime import date

from kr_app import clock
from kr_app.books import REAL, book
from kr_app.identity import signing_in
from kr_app.live import Hub
from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import prepared, ticked
from tests.app.people import asking

# What a drawing waits for, and what it found out; in this process there is one story.
_MAY_GO_ON, _BEGUN = threading.Event(), threading.Event()
_DRAWINGS: list[str] = []
_LONGEST = 20


@dataclass(frozen=True)
class Slow:
    """A topic whose drawing waits until somebody else says that it may go on."""

    name: str

    @property
    def book(self) -> str:
        """The real one."""
        return REAL

    def concerned(self, touched: frozenset[str] | None) -> bool:
        """By everything."""
        return True

    def stamp(self, day: date) -> str:
        """The name is enough."""
        return self.name

    def message(self, day: date, touched: frozenset[str] | None = None) -> bytes:
        """Drawn, or too late."""
        _DRAWINGS.append(self.name)
        _BEGUN.set()
        return b"drawn" if _MAY_GO_ON.wait(_LONGEST) else b"too late"

    def farewell(self) -> bytes:
        """Its end."""
        return b"gone"


def drawn_while_the_loop_goes_on() -> list[str]:
    """Four pages join; what each was told, and how often it was drawn."""

    async def story() -> list[str]:
        hub = Hub()
        prepared(book(REAL).path)
        joining = [asyncio.create_task(hub.newest.of(Slow("board"), clock.today())) for _ in range(4)]
        while not _BEGUN.is_set():
            await asyncio.sleep(0.01)
        _MAY_GO_ON.set()
        return [(await each).message.decode() for each in joining]

    return [*asyncio.run(story()), str(len(_DRAWINGS))]


def news_while_the_loop_goes_on() -> list[str]:
    """A level is recorded while two listen; while that is drawn, one of them signs out: what each is told."""
    path = prepared(book(REAL).path)
    leaving = someone(path, "leaving", Grant(Role.ADMIN), now=clock.now())

    async def story() -> list[str]:
        hub = Hub()
        book(REAL).refresh()
        staying, going = hub.join(Slow("board")), hub.join(Slow("board"), leaving.token)
        watcher = asyncio.create_task(hub.run())
        try:
            ticked(path, 1)
            while not _BEGUN.is_set():
                await asyncio.sleep(0.01)
            signing_in.sign_out(asking(path, leaving.token, now=clock.now()))
            while time.monotonic() < hub._keys_rest_until:  # it asks who may look as often as it may, not oftener
                await asyncio.sleep(0.01)
            _MAY_GO_ON.set()
            told = [await asyncio.wait_for(each.waiting.get(), _LONGEST) for each in (staying, going)]
        finally:
            watcher.cancel()
        return [message.decode() for message in told]

    return asyncio.run(story())
