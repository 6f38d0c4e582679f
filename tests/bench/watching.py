"""How long `/healthz` takes while something goes on, asked every 20 ms by a process that does nothing else."""

import http.client
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from statistics import median, quantiles
from typing import NamedTuple

import psutil

from tests.bench.servers import Server
from tests.bench.table import Figure

_EVERY_SECONDS = 0.02
_MEGABYTE = 1024 * 1024


class Seen(NamedTuple):
    """How long it took (ms), and the memory of the server and of all that it started (bytes)."""

    wait: float
    own: int
    children: int


@contextmanager
def watching(server: Server) -> Iterator[list[Seen]]:
    """Watch as long as the block runs; afterwards the list is filled."""
    seen: list[Seen] = []
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    watcher = context.Process(target=_watch, args=(server.port, server.process.pid, theirs))
    watcher.start()
    ours.recv()
    try:
        yield seen
    finally:
        ours.send("over")
        seen += ours.recv()
        watcher.join()


def waits(calm: list[Seen], meanwhile: list[Seen]) -> list[Figure]:
    """`/healthz` while nothing happens, and meanwhile."""
    return [
        Figure(f"/healthz {when}, {what}", None, figure, "ms")
        for when, seen in (("while nothing happens", calm), ("meanwhile", meanwhile))
        for what, figure in (
            ("median", median(each.wait for each in seen)),
            ("99 of 100", quantiles((each.wait for each in seen), n=100, method="inclusive")[-1]),
            ("slowest", max(each.wait for each in seen)),
        )
    ]


def memory(calm: list[Seen], meanwhile: list[Seen], after: Seen) -> list[Figure]:
    """What the server and what it started take before, at most meanwhile, and afterwards."""
    return [
        Figure(f"memory of {whose} {when}", None, taken / _MEGABYTE, "MiB")
        for whose, own in (("the server", True), ("its children", False))
        for when, taken in (
            ("before", _taken(calm[-1], own)),
            ("at most", max(_taken(each, own) for each in meanwhile)),
            ("afterwards", _taken(after, own)),
        )
    ]


def look(server: Server) -> Seen:
    """One look."""
    return _look(server.port, psutil.Process(server.process.pid))


def _taken(seen: Seen, own: bool) -> int:
    return seen.own if own else seen.children


def _watch(port: int, number: int, told: Connection) -> None:
    process, seen = psutil.Process(number), list[Seen]()
    told.send("here")
    while not told.poll(_EVERY_SECONDS):
        seen.append(_look(port, process))
    told.send(seen)


def _look(port: int, process: psutil.Process) -> Seen:
    begun = time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    wait = (time.perf_counter() - begun) * 1000
    children = 0
    for each in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            children += int(each.memory_info().rss)
    return Seen(wait, int(process.memory_info().rss), children)
