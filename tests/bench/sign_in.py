"""Signing in: whether the time tells a known name from an unknown one, and what a thousand guesses get."""

import http.client
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from kr_app.store.doors import reading, writing
from tests.app.people import PASSWORD, admin_in
from tests.bench.servers import DASHBOARD, Server, running
from tests.bench.table import Figure, show

TRIES = 20
GUESSES = 1000
GUESSERS = 16
KNOWN, UNKNOWN = "admin", "other"


def main() -> None:
    """Measure and print."""
    with running(DASHBOARD) as server:
        admin_in(server.database, KNOWN)
        _tried(server, KNOWN)  # the first one warms what the others find warm
        times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
        # In turns, so that whatever else the machine does meets both alike.
        for name, _ in zip(cycle(times), range(2 * TRIES), strict=False):
            _forget_attempts(server.database)
            times[name].append(_tried(server, name)[1] * 1000)
        calm = [_asked_health(server, 1)[0] for _ in range(100)]
        _forget_attempts(server.database)
        with _asking_health(server) as meanwhile:
            begun = time.perf_counter()
            statuses = _guessed(server)
            took = time.perf_counter() - begun
        known, unknown = median(times[KNOWN]), median(times[UNKNOWN])
        figures = [
            Figure("a wrong password, known name, median", None, known, "ms"),
            Figure("a wrong password, unknown name, median", None, unknown, "ms"),
            Figure("known over unknown", None, known / unknown, ""),
            Figure(f"of {GUESSES} guesses: answered 'too many attempts'", None, statuses.count(429), ""),
            Figure(f"of {GUESSES} guesses: passwords looked at", None, _attempts(server.database), ""),
            Figure(f"{GUESSES} guesses by {GUESSERS} at a time", None, took, "s"),
            Figure("/healthz while nothing happens, median", None, median(calm), "ms"),
            Figure("/healthz during the guesses, median", None, median(meanwhile), "ms"),
            Figure("/healthz during the guesses, 95 of 100", None, quantiles(meanwhile, n=20)[-1], "ms"),
        ]
    show(f"Signing in ({TRIES} tries each)", figures)


def _guessed(server: Server) -> list[int]:
    """Statuses of guesses at one account, many at a time."""
    with ThreadPoolExecutor(GUESSERS) as pool:
        return list(pool.map(lambda _: _tried(server, KNOWN)[0], range(GUESSES)))


def _tried(server: Server, name: str) -> tuple[int, float]:
    """Status and seconds of one wrong password."""
    form = urlencode({"name": name, "password": f"not {PASSWORD}", "next": "/"})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": server.address}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        begun = time.perf_counter()
        connection.request("POST", "/account/sign-in", form, headers)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status, time.perf_counter() - begun


def _asked_health(server: Server, times: int) -> list[float]:
    """Milliseconds of questions whether it is alive, one after the other."""
    found = []
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        for _ in range(times):
            begun = time.perf_counter()
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            found.append((time.perf_counter() - begun) * 1000)
    return found


@contextmanager
def _asking_health(server: Server) -> Iterator[list[float]]:
    """Ask it all the while."""
    found: list[float] = []
    over = threading.Event()

    def ask() -> None:
        while not over.wait(0.02):
            found.extend(_asked_health(server, 1))

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        yield found
    finally:
        over.set()
        asker.join()


def _attempts(database: Path) -> int:
    with reading(database) as door:
        return int(door.connection.execute("select count(*) from attempt").fetchone()[0])


def _forget_attempts(database: Path) -> None:
    with writing(database) as door:
        door.connection.execute("delete from attempt")
