"""Many open cards in one process, spread over some addresses: `python -m tests.bench.audience PORT COUNT ADDRESS…`.

Answers every line it reads with when each of them had the next drawing (monotonic seconds).
"""

import asyncio
import json
import sys
from contextlib import suppress

from tests.bench.stream import events

WITHIN = 60.0
AT_ONCE = 20


class Audience:
    """The open streams; `heard` are the moments of the drawing waited for."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        self._port = port
        self._addresses = addresses
        self._gate = asyncio.Semaphore(AT_ONCE)
        self.heard: list[float] = []
        self.enough = asyncio.Event()
        self.wanted = 0

    async def follow(self, number: int, opened: "asyncio.Future[None]") -> None:
        """One card, from now on."""
        address = self._addresses[number % len(self._addresses)]
        first = True
        async for told in events(self._port, f"{address}/live?after=nothing", opened):
            if not first:
                self.heard.append(told.at)
                if len(self.heard) >= self.wanted:
                    self.enough.set()
            first = False

    async def open(self, number: int) -> "asyncio.Task[None]":
        """Open a card and wait until it listens."""
        async with self._gate:
            opened = asyncio.get_running_loop().create_future()
            task = asyncio.create_task(self.follow(number, opened))
            await asyncio.wait({opened, task}, return_when=asyncio.FIRST_COMPLETED, timeout=WITHIN)
            if not opened.done():
                raise RuntimeError("an event stream did not open")
            return task

    def wait_for_all(self, count: int) -> None:
        """From now on, count who has the next drawing."""
        self.heard, self.wanted = [], count
        self.enough.clear()


async def serve(port: int, count: int, addresses: list[str]) -> None:
    """Open the cards and answer every line of the standard input."""
    audience = Audience(port, addresses)
    tasks = await asyncio.gather(*(audience.open(number) for number in range(count)))
    print(json.dumps({"open": count}), flush=True)
    loop = asyncio.get_running_loop()
    while (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        audience.wait_for_all(count)
        print(json.dumps({"waiting": count}), flush=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(audience.enough.wait(), WITHIN)
        print(json.dumps({"heard": audience.heard, "missed": count - len(audience.heard)}), flush=True)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
