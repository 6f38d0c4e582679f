"""The floor: the barest server that could do the work. Starlette, one page, one event stream, one file.

Started with `python -m tests.bench.floor --database FILE --port N`. It draws the product's own gauge and watches
the same file at the same interval, so what the dashboard takes beyond it is the price of everything else.
"""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from kr_app import clock, definitions
from kr_app.draw.gauge import gauge
from kr_app.settings import SETTINGS
from kr_app.store.doors import reading
from kr_app.store.files import prepare
from kr_app.store.watch import Watch
from kr_app.words import words_for
from kr_core.log import Ledger
from kr_core.report import report_on

PAGE = """<!doctype html>
<html lang="th"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>floor</title>
<div id="gauge" data-version="{version}">{gauge}</div>
<script>
const shown = document.getElementById("gauge")
const source = new EventSource("/live?after=" + shown.dataset.version)
source.onmessage = (event) => {{ shown.innerHTML = JSON.parse(event.data).gauge }}
</script>
"""


class Floor:
    """One key result, its gauge as drawn last, and who waits for the next one."""

    def __init__(self, database: Path, code: str, watch_seconds: float, heartbeat_seconds: float) -> None:
        prepare(database)
        self._database = database
        self._watch_seconds = watch_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._key_result = definitions.load(SETTINGS.definitions).key_results[code]
        self._words = words_for(None, None)
        self._ledger = Ledger()
        self._waiting: set[asyncio.Queue[bytes]] = set()
        self.gauge = ""
        self._draw()

    def _draw(self) -> None:
        with reading(self._database) as door:
            self._ledger.apply(door.events_after(self._ledger.version))
        standing = self._ledger.standing(self._key_result.code, self._key_result.host.id)
        self.gauge = gauge(report_on(self._key_result, standing, clock.today()), self._words)

    def _message(self) -> bytes:
        version = self._ledger.version
        body = json.dumps({"version": version, "gauge": self.gauge}, ensure_ascii=False)
        return f"id: {version}\ndata: {body}\n\n".encode()

    async def watch(self) -> None:
        """Look for commits until the server stops; one drawing per version, the same bytes for everybody."""
        watch = Watch(self._database)
        while True:
            if watch.changed():
                self._draw()
                message = self._message()
                for queue in self._waiting:
                    queue.put_nowait(message)
            await asyncio.sleep(self._watch_seconds)

    async def page(self, _: Request) -> Response:
        """The page with the gauge in it."""
        return HTMLResponse(PAGE.format(version=self._ledger.version, gauge=self.gauge))

    async def live(self, request: Request) -> Response:
        """The events."""
        after = request.query_params.get("after", "")
        return StreamingResponse(self._events(after), media_type="text/event-stream")

    async def _events(self, after: str) -> AsyncIterator[bytes]:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self._waiting.add(queue)
        try:
            yield b"retry: 2000\n\n"
            if after != str(self._ledger.version):
                yield self._message()
            while True:
                try:
                    yield await asyncio.wait_for(queue.get(), self._heartbeat_seconds)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._waiting.discard(queue)


def app(floor: Floor) -> Starlette:
    """The floor as an application."""

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        watcher = asyncio.create_task(floor.watch())
        yield
        watcher.cancel()

    return Starlette(routes=[Route("/", floor.page), Route("/live", floor.live)], lifespan=lifespan)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--code", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--watch-seconds", type=float, required=True)
    parser.add_argument("--heartbeat-seconds", type=float, required=True)
    asked = parser.parse_args()
    served = Floor(asked.database, asked.code, asked.watch_seconds, asked.heartbeat_seconds)
    uvicorn.run(app(served), host="127.0.0.1", port=asked.port, log_level="warning")
