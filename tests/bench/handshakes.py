"""200 handshakes from foreign pages, 20 at a time: how long each takes to be refused, and how long others wait."""

import asyncio
import time
from statistics import median

from tests.bench.servers import DASHBOARD, running
from tests.bench.table import Figure, show

COUNT, AT_ONCE = 200, 20


def main() -> None:
    """Measure and print. The floor has no socket to knock at."""
    with running(DASHBOARD) as server:
        idle, answers, refusals, after = asyncio.run(_stormed(server.port))
    figures = [
        Figure("/healthz with nothing else going on, median", None, idle * 1000, "ms"),
        Figure(f"/healthz during {COUNT} foreign handshakes, median", None, median(answers) * 1000, "ms"),
        Figure(f"/healthz during {COUNT} foreign handshakes, slowest", None, max(answers) * 1000, "ms"),
        Figure("a foreign handshake to its refusal, slowest", None, max(refusals) * 1000, "ms"),
        Figure("/healthz right after the last of them", None, after * 1000, "ms"),
    ]
    show(f"Foreign handshakes ({COUNT}, {AT_ONCE} at a time)", figures)


async def _stormed(port: int) -> tuple[float, list[float], list[float], float]:
    idle = median([await _asked(port, "/healthz", b" 200 ") for _ in range(20)])
    free, answers = asyncio.Semaphore(AT_ONCE), []

    async def knock(number: int) -> float:
        async with free:
            return await _asked(port, "/_stcore/stream", b" 403 ", number)

    storm = asyncio.gather(*(knock(number) for number in range(COUNT)))
    while not storm.done():
        answers.append(await _asked(port, "/healthz", b" 200 "))
    return idle, answers, await storm, await _asked(port, "/healthz", b" 200 ")


async def _asked(port: int, path: str, expected: bytes, foreign: int | None = None) -> float:
    """Seconds until the first line of an answer; with a number, as a WebSocket from that foreign page."""
    knock = (
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://evil{foreign}.example\r\n"
    )
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{knock if foreign is not None else ''}\r\n"
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode())
        status = await reader.readline()
        if expected not in status:
            raise RuntimeError(f"{path}: {status!r}")
        return time.perf_counter() - begun
    finally:
        writer.close()
