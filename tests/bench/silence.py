"""2,000 connections that say nothing, as many that begin a form, 100 long texts: what they cost, and who waits."""

import argparse
import asyncio
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote_plus

import psutil

from tests.bench.servers import DASHBOARD, ROOT, Server, running
from tests.bench.table import Figure, show

COUNT, SECONDS, TEXTS = 2000, 20.0, 100
STRANGER = "127.0.0.2"
# What the system grants a process that asks for nothing.
DESCRIPTORS = 1024
LONGEST_WAIT = 10.0
_WORST = (" " * 20_000, "ก" * 6_000, "https://" + "a." * 9_000, "1" * 60_000, "\u200b" * 6_000 + "x", "(" * 60_000)


def main(stranger: str = STRANGER) -> None:
    """Measure and print. The floor has no defence to compare with."""
    with running(DASHBOARD, DESCRIPTORS) as server:
        # The start is over when the first hash is made, and the first password was looked at.
        asyncio.run(_texts(server.port, "127.0.0.1", 1))
        time.sleep(5)
        figures = _measured(server, stranger, "none", "nothing going on")
        figures += _measured(server, stranger, "silent", f"{COUNT} silent connections")
        figures += _measured(server, stranger, "forms", f"{COUNT} halves of a form")
        figures += _measured(server, stranger, "texts", f"{TEXTS} long texts")
    show(f"Silence from {stranger}, {DESCRIPTORS} descriptors granted at first", figures)


def _measured(server: Server, stranger: str, kind: str, name: str) -> list[Figure]:
    process = psutil.Process(server.process.pid)
    before = most = process.memory_info().rss
    busy = sum(process.cpu_times()[:2])
    waits: dict[str, list[float]] = {"127.0.0.1": [], stranger: []}
    with _attack(server.port, stranger, kind) as attack:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and (kind != "texts" or attack.poll() is None):
            for address, found in waits.items():
                found.append(asyncio.run(_asked(server.port, address)))
            most = max(most, process.memory_info().rss)
            time.sleep(0.1)
    grown = [("at most", most), ("afterwards", process.memory_info().rss)]
    figures = [Figure(f"{name}: growth of memory, {when}", None, (rss - before) / 2**20, "MiB") for when, rss in grown]
    figures.append(Figure(f"{name}: processor time of the server", None, sum(process.cpu_times()[:2]) - busy, "s"))
    for address, found in waits.items():
        late = sum(each >= LONGEST_WAIT for each in found)
        about = f"{name}: /healthz to {address}"
        figures += [
            Figure(f"{about}, slowest", None, 1000 * max(found), "ms"),
            Figure(f"{about}, median", None, 1000 * sorted(found)[len(found) // 2], "ms"),
            Figure(f"{about}, not within {LONGEST_WAIT:.0f} s", None, late, f"of {len(found)}"),
        ]
    return figures


async def _asked(port: int, address: str) -> float:
    """Seconds until `/healthz` answers over a new connection."""
    begun = time.perf_counter()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
            writer.write(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
            status = await reader.readline()
            writer.close()
            if b" 200 " in status:
                return time.perf_counter() - begun
    return LONGEST_WAIT


@contextmanager
def _attack(port: int, stranger: str, kind: str) -> "Iterator[subprocess.Popen[bytes]]":
    """In a process of its own, so that it does not make the measuring wait."""
    words = ["-m", "tests.bench.silence", "--attack", kind, "--port", str(port), "--from", stranger]
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


async def _nothing(port: int, stranger: str) -> None:
    """What the others are compared with."""


async def _silent(port: int, stranger: str) -> None:
    await _opened(port, stranger, (b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: "))


async def _forms(port: int, stranger: str) -> None:
    half_form = f"POST /account/sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
    half_form += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nname="
    await _opened(port, stranger, (half_form.encode(),))


async def _opened(port: int, stranger: str, kinds: tuple[bytes, ...]) -> None:
    async def one(number: int) -> None:
        said = kinds[number % len(kinds)]
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(stranger, 0))
                writer.write(said)
                await reader.read()
                writer.close()
            await asyncio.sleep(1)

    await asyncio.gather(*(one(number) for number in range(COUNT)))


async def _texts(port: int, stranger: str, count: int = TEXTS) -> None:
    free = asyncio.Semaphore(20)

    async def one(number: int) -> None:
        text = quote_plus(_WORST[number % len(_WORST)])[:60_000]
        body = f"name={text}&password=x&next={text[:3000]}".encode()
        head = f"POST /account/sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        async with free:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(stranger, 0))
                writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
                await reader.read()
                writer.close()

    await asyncio.gather(*(one(number) for number in range(count)))


_ATTACKS = {"none": _nothing, "silent": _silent, "forms": _forms, "texts": _texts}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.silence")
    parser.add_argument("--from", dest="stranger", default=STRANGER)
    parser.add_argument("--attack", choices=tuple(_ATTACKS))
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if given.attack:
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        asyncio.run(_ATTACKS[given.attack](given.port, given.stranger))
    else:
        main(given.stranger)
