"""A page's event stream, read as a browser reads it and with as little work as can be."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

LONGEST_LINE = 1 << 20


@dataclass(frozen=True)
class Told:
    """One event: its id, and when its last byte was here (monotonic seconds)."""

    id: str
    at: float


async def events(port: int, address: str, opened: "asyncio.Future[None]") -> AsyncIterator[Told]:
    """The events of a stream, until it is closed. `opened` is done with the first bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LONGEST_LINE)
    head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
    try:
        writer.write(head.encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"{address}: {status!r}")
        event = ""
        while line := await reader.readline():
            if line.startswith(b"event:"):
                await reader.readline()  # a heartbeat tells nothing
            elif line.startswith(b"data:"):
                yield Told(event, time.monotonic())
            elif line.startswith(b"id:"):
                event = line[3:].strip().decode()
            elif line.startswith(b"retry:") and not opened.done():
                opened.set_result(None)
    finally:
        writer.close()
