"""A hundred hostile pictures and other files, thirty at a time: what memory and everybody else see of it."""

import http.client
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from statistics import median, quantiles

import psutil

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.costly import costly
from tests.app.people import SignedIn
from tests.bench.servers import CODE, DASHBOARD, Server, running
from tests.bench.table import Figure, show

FILES, AT_A_TIME, QUIET_SECONDS = 100, 30, 15
MEGABYTE = 1024 * 1024
# How long /healthz took (ms), and the memory of the server and of its children.
Seen = tuple[float, int, int]


def main() -> None:
    """Measure and print."""
    files = costly()
    pictures = {name: content for name, content in files.items() if not name.endswith((".docx", ".pdf"))}
    with running(DASHBOARD) as server:
        # Each sends as one of several people: nobody may have that much on the way alone.
        senders = [
            someone(server.database, f"sender-{number}", Grant(Role.COORDINATOR, code=CODE)) for number in range(4)
        ]
        _sent(server, "warm.png", pictures["passes.jpg"][:999], senders[0])
        for title, chosen in (("pictures", pictures), ("pictures, packages and PDFs", files)):
            _measured(server, senders, title, chosen)


def _measured(server: Server, senders: list[SignedIn], title: str, files: dict[str, bytes]) -> None:
    names = list(files)
    with _watching(server) as quiet:
        time.sleep(QUIET_SECONDS)
    calm = [each[0] for each in quiet]
    before = _memory(server.process.pid)
    work = [(server, name, files[name], senders[n % len(senders)]) for n, name in enumerate((names * FILES)[:FILES])]
    with _watching(server) as seen, ThreadPoolExecutor(AT_A_TIME) as pool:
        begun = time.perf_counter()
        statuses = Counter(pool.map(lambda each: _sent(*each), work))
        took = time.perf_counter() - begun
    time.sleep(1)
    after, health = _memory(server.process.pid), [each[0] for each in seen]
    figures = [
        Figure("taken", None, statuses[200], ""),
        Figure("refused in words", None, statuses[413] + statuses[422], ""),
        Figure("failed", None, statuses.total() - statuses[200] - statuses[413] - statuses[422], ""),
        Figure("all of them", None, took, "s"),
        Figure("/healthz while nothing happens, median", None, median(calm), "ms"),
        Figure("/healthz while nothing happens, slowest", None, max(calm), "ms"),
        Figure("/healthz meanwhile, median", None, median(health), "ms"),
        Figure("/healthz meanwhile, 99 of 100", None, quantiles(health, n=100)[-1], "ms"),
        Figure("/healthz meanwhile, slowest", None, max(health), "ms"),
        Figure("memory of the server before", None, before[0] / MEGABYTE, "MiB"),
        Figure("the same at most meanwhile", None, max(each[1] for each in seen) / MEGABYTE, "MiB"),
        Figure("the same afterwards", None, after[0] / MEGABYTE, "MiB"),
        Figure("memory of its children before", None, before[1] / MEGABYTE, "MiB"),
        Figure("the same at most meanwhile", None, max(each[2] for each in seen) / MEGABYTE, "MiB"),
        Figure("the same afterwards", None, after[1] / MEGABYTE, "MiB"),
    ]
    show(f"{FILES} hostile {title}, {AT_A_TIME} at a time", figures)


def _sent(server: Server, name: str, content: bytes, who: SignedIn) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        headers = {"Origin": server.address, "Cookie": who.cookie, "Content-Type": "application/octet-stream"}
        connection.request("POST", f"/key-results/{CODE}/uploads?name={name}", content, headers)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status


def _health(port: int) -> float:
    begun = time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    return (time.perf_counter() - begun) * 1000


def _memory(number: int) -> tuple[int, int]:
    """What the server takes, and what all that it started takes."""
    process = psutil.Process(number)
    children = 0
    for each in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            children += int(each.memory_info().rss)
    return int(process.memory_info().rss), children


@contextmanager
def _watching(server: Server) -> Iterator[list[Seen]]:
    """Watch from a process of its own: the senders keep this one busy."""
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


def _watch(port: int, number: int, told: Connection) -> None:
    told.send("here")
    seen: list[Seen] = []
    while not told.poll(0.02):
        seen.append((_health(port), *_memory(number)))
    told.send(seen)
