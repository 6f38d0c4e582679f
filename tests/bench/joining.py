"""Four streams of a board of 3,000 key results that join at once: how long others wait while it is drawn for them."""

import http.client
import multiprocessing
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.busy import definition_of
from tests.bench.table import Figure, show
from tests.serving import serving

KEY_RESULTS, STREAMS = 3000, 4


def main() -> None:
    """Measure and print. The floor draws one key result only."""
    with tempfile.TemporaryDirectory(prefix="kr-bench-") as name:
        folder = Path(name)
        for number in range(KEY_RESULTS):
            definition_of(folder / "definitions", f"key-result-{number:04}", 5)
        with serving(folder, KR_DEFINITIONS=str(folder / "definitions")) as served:
            port = int(served.url.rpartition(":")[2])
            _first_drawing(port)  # What is built once is built now; the next ones ask for another language.
            idle = max(_asked(port) for _ in range(50))
            waits = multiprocessing.get_context("spawn").SimpleQueue()
            over = multiprocessing.get_context("spawn").Event()
            asking = multiprocessing.get_context("spawn").Process(target=_ask_on, args=(port, waits, over))
            asking.start()
            waits.get()
            with ThreadPoolExecutor(STREAMS) as threads:
                drawn = list(threads.map(lambda _: _first_drawing(port, "&lang=en"), range(STREAMS)))
            over.set()
            slowest = waits.get()
            asking.join()
    figures = [
        Figure("/healthz with nothing else going on, slowest of 50", None, 1000 * idle, "ms"),
        Figure(f"/healthz while {STREAMS} boards join, slowest", None, 1000 * slowest, "ms"),
        Figure("a board that joins to its first drawing, slowest", None, max(drawn), "s"),
    ]
    show(f"Boards of {KEY_RESULTS} key results that join at once", figures)


def _ask_on(port: int, waits: "multiprocessing.SimpleQueue[float]", over: object) -> None:
    found = [_asked(port)]
    waits.put(found[0])
    while not over.is_set():  # type: ignore[attr-defined]
        found.append(_asked(port))
        time.sleep(0.01)
    waits.put(max(found))


def _asked(port: int) -> float:
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    connection.close()
    return time.perf_counter() - begun


def _first_drawing(port: int, further: str = "") -> float:
    """Seconds from asking for a stream to the end of its first message."""
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", f"/live?after=nothing{further}")
    answer = connection.getresponse()
    while not answer.readline().startswith(b"data:"):
        pass
    connection.close()
    return time.perf_counter() - begun
