"""Live: a commit by any process reaches every open page.

One watcher per process notices commits (`PRAGMA data_version`), takes in what is new, and hands every page
that shows a touched key result its new drawing over server-sent events: rendered once per version, the same
bytes for everybody.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kr_app import clock, reads
from kr_app.books import DEMO, REAL, Book, book
from kr_app.store.errors import StoreError
from kr_app.store.watch import Watch
from kr_app.view import BOARD, KEY_RESULT, View, view_of

WATCH_SECONDS = 0.025
HEARTBEAT_SECONDS = 15.0
# Ten times the largest number of open pages ever planned for; beyond it a page is asked to come back later.
MOST_LISTENERS = 5_000
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Listener:
    """One open page: what it shows, and where its messages wait."""

    view: View
    waiting: "asyncio.Queue[bytes]"


class Hub:
    """Who listens, and what they are told. Lives in the event loop of the server."""

    def __init__(self) -> None:
        self._listeners: dict[View, set[Listener]] = {}
        self._watches: dict[str, Watch] = {}
        self._files: dict[str, tuple[int, int]] = {}
        self.closed = False
        self._told: dict[str, tuple[int, int, date]] = {}

    @property
    def listening(self) -> int:
        """How many pages are open."""
        return sum(len(group) for group in self._listeners.values())

    def close(self) -> None:
        """Let every page go: the server is about to stop, and waits until nobody listens."""
        self.closed = True
        for group in self._listeners.values():
            for listener in group:
                with suppress(asyncio.QueueFull):
                    listener.waiting.put_nowait(b": the server stops\n\n")

    def join(self, view: View) -> Listener:
        """A page opened. The first one of a book is told only what comes after it."""
        name = DEMO if view.demo else REAL
        if not self._listening_to(name):
            self._told[name] = _state(book(name), clock.today())
        listener = Listener(view, asyncio.Queue(maxsize=8))
        self._listeners.setdefault(view, set()).add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """A page closed."""
        group = self._listeners.get(listener.view, set())
        group.discard(listener)
        if not group:
            self._listeners.pop(listener.view, None)

    async def run(self) -> None:
        """Watch until the server stops. A file that cannot be read is tried again."""
        while True:
            try:
                self._look()
            except Exception:
                _log.exception("the watcher met a problem and goes on")
            await asyncio.sleep(WATCH_SECONDS)

    def _look(self) -> None:
        for name in (REAL, DEMO):
            if self._listening_to(name):
                known = book(name)
                if self._committed(known):
                    known.refresh()
                self._tell_news(known, clock.today())

    def _tell_news(self, known: Book, day: date) -> None:
        """Tell what was not told yet, whoever it was that took it in: a page may have been quicker than the watcher."""
        now, before = _state(known, day), self._told[known.name]
        if now == before:
            return
        self._told[known.name] = now
        same_log = (before[0], before[2]) == (now[0], now[2])
        self._tell(known.name, day, known.touched_after(before[1]) if same_log else None)

    def _listening_to(self, name: str) -> bool:
        return any(view.demo == (name == DEMO) for view in self._listeners)

    def _committed(self, known: Book) -> bool:
        try:
            found = known.path.stat()
            if self._files.get(known.name) != (found.st_dev, found.st_ino):
                if old := self._watches.pop(known.name, None):
                    old.close()
                self._watches[known.name] = Watch(known.path)
                self._files[known.name] = (found.st_dev, found.st_ino)
                return True
            return self._watches[known.name].changed()
        except (OSError, StoreError):
            # Whatever is wrong with the file, look at it with new eyes next time.
            if old := self._watches.pop(known.name, None):
                old.close()
            self._files.pop(known.name, None)
            return False

    def _tell(self, name: str, day: date, touched: frozenset[str] | None) -> None:
        for view, group in list(self._listeners.items()):
            concerned = touched is None or view.page == BOARD or view.code in touched
            if view.demo == (name == DEMO) and concerned:
                message = message_for(view, day, touched)
                for listener in group:
                    # A page that stopped reading is told the newest state when it comes back.
                    with suppress(asyncio.QueueFull):
                        listener.waiting.put_nowait(message)


def _state(known: Book, day: date) -> tuple[int, int, date]:
    return known.edition, known.version, day


HUB = Hub()


def message_for(view: View, day: date, touched: frozenset[str] | None = None) -> bytes:
    """The event for a view: its parts as drawn now. `touched` limits a board to the cards that changed."""
    known = book(DEMO if view.demo else REAL)
    stamp = known.stamp(day)
    if view.page == BOARD:
        reports = [known.report(k, day) for k in known.definitions.key_results.values()]
        parts = {
            f"card:{report.key_result.code}": reads.card_of(view, report)
            for report in reports
            if touched is None or report.key_result.code in touched
        }
    else:
        report = known.report(known.definitions.key_results[view.code], day)
        parts = {f"panel:{view.code}": reads.panel_of(view, report)}
    body = json.dumps({"version": known.version, "parts": parts}, ensure_ascii=False)
    return f"id: {stamp}\ndata: {body}\n\n".encode()


async def live(request: Request) -> Response:
    """The events of one page. `after` is what the page shows already; a page that missed something gets it at once."""
    asked = view_of(KEY_RESULT if request.query_params.get("kr") else BOARD, dict(request.query_params))
    view = asked.at(asked.page)
    if view.page == KEY_RESULT and reads.key_result_of(view) is None:
        return Response(status_code=404)
    known = book(DEMO if view.demo else REAL)
    await asyncio.to_thread(known.refresh)
    if known.problem is not None or HUB.listening >= MOST_LISTENERS:
        return Response(status_code=503, headers={"retry-after": "30"})
    if request.method == "HEAD":
        return Response(media_type="text/event-stream", headers=_HEADERS)
    shown = request.headers.get("last-event-id") or request.query_params.get("after", "")
    return StreamingResponse(_events(view, shown), media_type="text/event-stream", headers=_HEADERS)


async def _events(view: View, shown: str) -> AsyncIterator[bytes]:
    listener = HUB.join(view)
    try:
        known, day = book(DEMO if view.demo else REAL), clock.today()
        yield b"retry: 2000\n\n"
        if shown != known.stamp(day):
            yield message_for(view, day)
        while not HUB.closed:
            try:
                yield await asyncio.wait_for(listener.waiting.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
    finally:
        HUB.leave(listener)
