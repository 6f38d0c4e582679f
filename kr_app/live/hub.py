"""Who listens, and what they are told.

One watcher per process notices commits (`PRAGMA data_version`), takes in what is new, and hands every page that
shows a touched key result its new drawing over server-sent events: rendered once per version, the same bytes for
everybody. After each commit, and every few seconds, it also asks once per distinct key whether it still opens.
"""

import asyncio
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from kr_app import clock
from kr_app.books import DEMO, REAL, Book, book
from kr_app.definitions import Definitions
from kr_app.live.commits import Commits
from kr_app.live.drawing import Drawable, Drawn, Newest, State, drawn, state_of
from kr_app.live.keys import Held, Key, still_holding
from kr_app.settings import SETTINGS
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError

WATCH_SECONDS = 0.025
# Time itself ends links and sessions, without a commit.
KEYS_LOOKED_AT_SECONDS = 5.0
# Asking whether keys hold may take a tenth of the watcher's time, not more, however often somebody commits.
_REST_AFTER_LOOKING = 10.0
_Name = TypeVar("_Name")
_log = logging.getLogger(__name__)


class Topic(Drawable, Protocol):
    """What an open page shows. Hashable: pages that show the same share every message."""

    def concerned(self, touched: frozenset[str] | None) -> bool:
        """Whether a change of these key results (None: of anything) changes the page."""

    def stamp(self, day: date) -> str:
        """What names the state shown on a day."""

    def anew(self) -> bytes:
        """The event for a page whose reader may look at something else now: it is to load anew."""


class Listener:
    """One open page: what it shows, what lets it, and where its messages wait."""

    def __init__(self, topic: Topic, key: Key | None) -> None:
        self.topic = topic
        self.key = key
        self.waiting: asyncio.Queue[bytes] = asyncio.Queue(maxsize=8)
        self.over = False
        # What comes while the page is brought to the newest state; None before and after.
        self._held: list[Drawn] | None = None

    def tell(self, message: bytes, state: State | None = None) -> None:
        """Hand over a message. A page that stopped reading is told the newest state when it comes back."""
        if self._held is not None:
            self._held.append(Drawn(message, state))
        elif not self.over:
            with suppress(asyncio.QueueFull):
                self.waiting.put_nowait(message)

    def hold(self) -> None:
        """What comes now waits until the page was brought to a state."""
        self._held = []

    def go_on_from(self, shown: State | None) -> None:
        """The page was brought to a state: what shows no more than that would take it back."""
        held, self._held = self._held or [], None
        for message, state in held:
            if state is None or shown is None or state > shown:
                self.tell(message)

    def send_away(self, last: bytes = b"") -> None:
        """Nothing more but a last word, which is the farewell."""
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self._held = None
        self.tell(last or self.topic.farewell())
        self.over = True


class Hub:
    """Lives in the event loop of the server."""

    def __init__(self) -> None:
        self._listeners: dict[Topic, set[Listener]] = {}
        self._keys: dict[Key, set[Listener]] = {}
        self._commits = Commits()
        self._told: dict[str, State] = {}
        self._keys_in_doubt = False
        self._forms: dict[str, Definitions] = {}
        self._keys_looked_at = self._keys_rest_until = 0.0
        self.newest = Newest()
        self.closed = False

    @property
    def listening(self) -> int:
        """How many pages are open."""
        return sum(len(group) for group in self._listeners.values())

    def close(self) -> None:
        """Let every page go: the server is about to stop, and waits until nobody listens."""
        self.closed = True
        for group in self._listeners.values():
            for listener in group:
                listener.tell(b": the server stops\n\n")

    def join(self, topic: Topic, key: Key | None = None) -> Listener:
        """A page opened. The first one of a book is told only what comes after it."""
        if not self._listening_to(topic.book):
            self._told[topic.book] = state_of(book(topic.book), clock.today())
        listener = Listener(topic, key)
        self._listeners.setdefault(topic, set()).add(listener)
        if key is not None:
            self._keys.setdefault(key, set()).add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """A page closed."""
        _taken_out(self._listeners, listener.topic, listener)
        if listener.topic not in self._listeners:
            self.newest.forget(listener.topic)
        if listener.key is not None:
            _taken_out(self._keys, listener.key, listener)

    async def run(self) -> None:
        """Watch until the server stops. A file that cannot be read is tried again."""
        while True:
            try:
                await self._look()
            except Exception:
                _log.exception("the watcher met a problem and goes on")
            await asyncio.sleep(WATCH_SECONDS)

    async def _look(self) -> None:
        books = [book(name) for name in (REAL, DEMO) if self._listening_to(name)]
        self._take_in(books)
        for known in books:
            news = await self._news(known, clock.today())
            if news:
                # Who lost their right while it was drawn is not told what that brought.
                self._take_in(books)
            for listener, (message, state) in news:
                listener.tell(message, state)

    def _take_in(self, books: list[Book]) -> None:
        paths = {known.path for known in books} | ({SETTINGS.database} if self._keys else set())
        committed = {path for path in paths if self._commits.noticed(path)}
        for known in books:
            if known.path in committed:
                known.refresh()
        # Whoever lost their right with this commit is not told what else it brought. By another host in a form they
        # lose it at once: that question does not wait.
        forms = self._forms | {known.name: known.definitions for known in books}
        if forms != self._forms:
            self._forms, self._keys_in_doubt, self._keys_rest_until = forms, True, 0.0
        self._look_at_keys(committed)

    def _look_at_keys(self, committed: set[Path]) -> None:
        self._keys_in_doubt |= SETTINGS.database in committed
        now = time.monotonic()
        due = self._keys_in_doubt or now - self._keys_looked_at >= KEYS_LOOKED_AT_SECONDS
        if not self._keys or not due or now < self._keys_rest_until:
            return
        try:
            with reading(SETTINGS.database) as door:
                held = still_holding(door, self._keys, clock.now())
        except StoreError:
            held = Held(frozenset(self._keys), frozenset())  # a file that cannot be read took nobody's right away
        self._keys_in_doubt, self._keys_looked_at = False, time.monotonic()
        self._keys_rest_until = self._keys_looked_at + (self._keys_looked_at - now) * _REST_AFTER_LOOKING
        for key in self._keys.keys() - held.holding:
            self._send_away(self._keys[key])
        for listener in [each for key in held.otherwise for each in self._keys[key]]:
            listener.send_away(listener.topic.anew())
            self.leave(listener)

    async def _news(self, known: Book, day: date) -> list[tuple[Listener, Drawn]]:
        """What was not told yet, whoever it was that took it in (a page may have been quicker than the watcher), for
        those who listen now: whoever joins while it is drawn begins with something newer."""
        now, before = state_of(known, day), self._told.get(known.name)
        if before is None or now == before:
            return []
        self._told[known.name] = now
        same_log = (before[0], before[2]) == (now[0], now[2])
        touched = known.touched_after(before[1]) if same_log else None
        concerned = [
            (topic, list(group))
            for topic, group in self._listeners.items()
            if topic.book == known.name and topic.concerned(touched)
        ]
        news = []
        for topic, group in concerned:
            message = await drawn(topic, day, touched)
            if message is None:
                self._send_away(group)
            else:
                news += [(listener, message) for listener in group]
        return news

    def _send_away(self, group: Iterable[Listener]) -> None:
        for listener in list(group):
            listener.send_away()
            self.leave(listener)

    def _listening_to(self, name: str) -> bool:
        return any(topic.book == name for topic in self._listeners)


def _taken_out(groups: dict[_Name, set[Listener]], name: _Name, listener: Listener) -> None:
    group = groups.get(name, set())
    group.discard(listener)
    if not group:
        groups.pop(name, None)


HUB = Hub()
