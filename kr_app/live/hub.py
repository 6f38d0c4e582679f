"""Who listens, and what they are told.

One watcher per process notices commits (`PRAGMA data_version`), takes in what is new, and hands every page that
shows a touched key result its new drawing over server-sent events: rendered once per version, the same bytes for
everybody. After each commit, and every few seconds, it also asks once per distinct key whether it still opens.
"""

import asyncio
import logging
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from kr_app import clock
from kr_app.books import DEMO, REAL, Book, book
from kr_app.definitions import Definitions
from kr_app.live.commits import Commits
from kr_app.live.keys import Key, still_holding
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


class Gone(Exception):
    """What a page shows is not there any more: the file was restored from a copy that does not know it."""


class Topic(Protocol):
    """What an open page shows. Hashable: pages that show the same share every message."""

    @property
    def book(self) -> str:
        """The name of the book that it is about."""

    def concerned(self, touched: frozenset[str] | None) -> bool:
        """Whether a change of these key results (None: of anything) changes the page."""

    def stamp(self, day: date) -> str:
        """What names the state shown on a day."""

    def message(self, day: date, touched: frozenset[str] | None = None) -> bytes:
        """The event with the parts as drawn now; `touched` limits it to what changed. Raises `Gone`."""

    def farewell(self) -> bytes:
        """The event for a page whose reader may no longer look."""


class Listener:
    """One open page: what it shows, what lets it, and where its messages wait."""

    def __init__(self, topic: Topic, key: Key | None) -> None:
        self.topic = topic
        self.key = key
        self.waiting: asyncio.Queue[bytes] = asyncio.Queue(maxsize=8)
        self.over = False

    def tell(self, message: bytes) -> None:
        """Hand over a message. A page that stopped reading is told the newest state when it comes back."""
        with suppress(asyncio.QueueFull):
            self.waiting.put_nowait(message)

    def send_away(self) -> None:
        """Nothing more but the farewell."""
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.over = True
        self.tell(self.topic.farewell())


class Hub:
    """Lives in the event loop of the server."""

    def __init__(self) -> None:
        self._listeners: dict[Topic, set[Listener]] = {}
        self._keys: dict[Key, set[Listener]] = {}
        self._commits = Commits()
        self._told: dict[str, tuple[int, int, date]] = {}
        self._keys_in_doubt = False
        self._forms: dict[str, Definitions] = {}
        self._keys_looked_at = self._keys_rest_until = 0.0
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
            self._told[topic.book] = _state(book(topic.book), clock.today())
        listener = Listener(topic, key)
        self._listeners.setdefault(topic, set()).add(listener)
        if key is not None:
            self._keys.setdefault(key, set()).add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """A page closed."""
        _taken_out(self._listeners, listener.topic, listener)
        if listener.key is not None:
            _taken_out(self._keys, listener.key, listener)

    async def run(self) -> None:
        """Watch until the server stops. A file that cannot be read is tried again."""
        while True:
            try:
                self._look()
            except Exception:
                _log.exception("the watcher met a problem and goes on")
            await asyncio.sleep(WATCH_SECONDS)

    def _look(self) -> None:
        books = [book(name) for name in (REAL, DEMO) if self._listening_to(name)]
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
        for known in books:
            self._tell_news(known, clock.today())

    def _look_at_keys(self, committed: set[Path]) -> None:
        self._keys_in_doubt |= SETTINGS.database in committed
        now = time.monotonic()
        due = self._keys_in_doubt or now - self._keys_looked_at >= KEYS_LOOKED_AT_SECONDS
        if not self._keys or not due or now < self._keys_rest_until:
            return
        try:
            with reading(SETTINGS.database) as door:
                holding = still_holding(door, self._keys, clock.now())
        except StoreError:
            holding = frozenset(self._keys)  # a file that cannot be read took nobody's right away
        self._keys_in_doubt, self._keys_looked_at = False, time.monotonic()
        self._keys_rest_until = self._keys_looked_at + (self._keys_looked_at - now) * _REST_AFTER_LOOKING
        for key in self._keys.keys() - holding:
            self._send_away(self._keys[key])

    def _tell_news(self, known: Book, day: date) -> None:
        """Tell what was not told yet, whoever it was that took it in: a page may have been quicker than the watcher."""
        now, before = _state(known, day), self._told[known.name]
        if now == before:
            return
        self._told[known.name] = now
        same_log = (before[0], before[2]) == (now[0], now[2])
        touched = known.touched_after(before[1]) if same_log else None
        for topic, group in list(self._listeners.items()):
            if topic.book == known.name and topic.concerned(touched):
                try:
                    message = topic.message(day, touched)
                except Gone:
                    self._send_away(group)
                    continue
                for listener in group:
                    listener.tell(message)

    def _send_away(self, group: set[Listener]) -> None:
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


def _state(known: Book, day: date) -> tuple[int, int, date]:
    return known.edition, known.version, day


HUB = Hub()
