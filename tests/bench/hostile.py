"""A hundred hostile pictures and other files, thirty at a time: what memory and everybody else see of it."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from statistics import median

import psutil

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.costly import costly
from tests.app.people import SignedIn
from tests.bench.servers import CODE, DASHBOARD, Server, running
from tests.bench.table import Figure, show

FILES, AT_A_TIME = 100, 30
MEGABYTE = 1024 * 1024


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
    calm = [_health(server) for _ in range(100)]
    before = _memory(server)
    with _watching(server) as (health, memory), ThreadPoolExecutor(AT_A_TIME) as pool:
        begun = time.perf_counter()
        work = [
            (server, name, files[name], senders[n % len(senders)]) for n, name in enumerate((names * FILES)[:FILES])
        ]
        statuses = Counter(pool.map(lambda each: _sent(*each), work))
        took = time.perf_counter() - begun
    time.sleep(1)
    figures = [
        Figure("taken", None, statuses[200], ""),
        Figure("refused in words", None, statuses[413] + statuses[422], ""),
        Figure("failed", None, statuses.total() - statuses[200] - statuses[413] - statuses[422], ""),
        Figure("all of them", None, took, "s"),
        Figure("/healthz while nothing happens, median", None, median(calm), "ms"),
        Figure("/healthz meanwhile, median", None, median(health), "ms"),
        Figure("/healthz meanwhile, slowest", None, max(health), "ms"),
        Figure("memory of the server and its children before", None, before / MEGABYTE, "MiB"),
        Figure("the same at most meanwhile", None, max(memory) / MEGABYTE, "MiB"),
        Figure("the same afterwards", None, _memory(server) / MEGABYTE, "MiB"),
    ]
    show(f"{FILES} hostile {title}, {AT_A_TIME} at a time", figures)


def _sent(server: Server, name: str, content: bytes, who: SignedIn) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        headers = {"Origin": server.address, "Cookie": who.cookie, "Content-Type": "application/octet-stream"}
        connection.request("POST", f"/key-results/{CODE}/uploads?name={name}", content, headers)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status


def _health(server: Server) -> float:
    begun = time.perf_counter()
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    return (time.perf_counter() - begun) * 1000


def _memory(server: Server) -> int:
    """What the server and all that it started take, each page of memory counted in full."""
    process = psutil.Process(server.process.pid)
    found = 0
    for each in (process, *process.children(recursive=True)):
        try:
            found += int(each.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return found


@contextmanager
def _watching(server: Server) -> Iterator[tuple[list[float], list[int]]]:
    health: list[float] = []
    memory: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            health.append(_health(server))
            memory.append(_memory(server))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield health, memory
    finally:
        over.set()
        thread.join()
