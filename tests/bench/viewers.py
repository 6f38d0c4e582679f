"""Many open pages in one process of their own: `python -m tests.bench.viewers floor|dashboard PORT COUNT`.

Says `{"open": n}` when all are open. For every line it then reads (the note of the next tick), it waits until every
page has the new gauge and, on the dashboard, the rest of the page, and answers with the times as one line of JSON.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field

from tests.bench.servers import CODE, DASHBOARD
from tests.bench.session import Session, open_session
from tests.bench.stream import Told, events

AT_ONCE = 4
GAUGE_WITHIN = 20.0
REST_WITHIN = 40.0


@dataclass
class Viewer:
    """One open page and what it was told."""

    told: "asyncio.Queue[Told]" = field(default_factory=asyncio.Queue)
    session: Session | None = None
    follows: list["asyncio.Task[None]"] = field(default_factory=list)
    gauge: float | None = None
    rest: float | None = None

    async def open(self, kind: str, port: int) -> None:
        """Open the page, and its event stream as the page does."""
        address = "/live?after=nothing"
        if kind == DASHBOARD:
            self.session = await open_session(port, "kr", f"kr={CODE}")
            data = self.session.part.data
            address = f"{data['stream']}&after={data['shown']}"
        opened = asyncio.get_running_loop().create_future()
        self.follows.append(asyncio.create_task(self._follow(port, address, opened)))
        await asyncio.wait({opened, self.follows[0]}, return_when=asyncio.FIRST_COMPLETED, timeout=GAUGE_WITHIN)
        if not opened.done():
            raise RuntimeError("the event stream did not open")
        if kind != DASHBOARD:
            await asyncio.wait_for(self.told.get(), GAUGE_WITHIN)

    async def _follow(self, port: int, address: str, opened: "asyncio.Future[None]") -> None:
        async for told in events(port, address, opened):
            self.told.put_nowait(told)

    async def next_version(self) -> None:
        """Wait for the next drawing, then for the rest."""
        self.gauge = self.rest = None
        told = await asyncio.wait_for(self.told.get(), GAUGE_WITHIN)
        self.gauge = told.at
        if self.session:
            version = int(told.id.split("-")[0])
            self.rest = await asyncio.wait_for(self.session.rerun_fragment(version), REST_WITHIN)

    async def close(self) -> None:
        """Leave."""
        for task in self.follows:
            task.cancel()
        if self.session:
            await self.session.socket.close()


async def serve(kind: str, port: int, count: int) -> None:
    """Open the pages and answer every line of the standard input."""
    viewers = [Viewer() for _ in range(count)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def opened(viewer: Viewer) -> None:
        async with gate:
            await viewer.open(kind, port)

    await asyncio.gather(*(opened(viewer) for viewer in viewers))
    print(json.dumps({"open": count}), flush=True)
    loop = asyncio.get_running_loop()
    while note := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        begun = time.process_time()
        waiting = asyncio.gather(*(viewer.next_version() for viewer in viewers), return_exceptions=True)
        await asyncio.sleep(0)
        print(json.dumps({"waiting": count}), flush=True)
        problems = [repr(each) for each in await waiting if isinstance(each, BaseException)]
        cpu = time.process_time() - begun
        sessions = [viewer.session for viewer in viewers if viewer.session and viewer.rest]
        answer = {
            "gauge": [viewer.gauge for viewer in viewers if viewer.gauge],
            "rest": [viewer.rest for viewer in viewers if viewer.rest],
            "cpu": cpu,
            "without_new_text": sum(not session.rest_has(note) for session in sessions),
            "bytes": max((session.bytes_last_run for session in sessions), default=0),
            "problems": problems[:3],
            "missed": len(problems),
        }
        print(json.dumps(answer), flush=True)
    await asyncio.gather(*(viewer.close() for viewer in viewers))


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
