"""A hundred hostile texts in the fields of every form, ten at a time: how long others wait, and the memory."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import product
from statistics import median
from urllib.parse import urlencode

import psutil

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import ticked
from tests.app.people import SignedIn
from tests.bench.servers import CODE, DASHBOARD, Server, running
from tests.bench.table import Figure, show

_ELSE = {
    "agencies-rows": "1",
    "levels-rows": "1",
    "do": "preview",
    "kind": "key-result",
    "code": CODE,
    "way": "webhook",
}
TEXTS, AT_A_TIME, QUIET_SECONDS = 100, 10, 5
# As long as a form of their kind may be: letters of Thai take nine bytes each on their way.
WORST = {
    "blanks": "x" + " " * 30_000 + "x",
    "marks": "ก" + "\u0e38\u0e48" * 3_000,
    "accents": "a" + "\u0301\u0327" * 4_500,
    "zero-width": "\u200b" * 6_000,
    "split am": "\u0e4d\u0e32" * 3_000,
    "addresses": "https://a" * 6_000,
    "brackets": "[(" * 10_000,
    "digits": "๑" * 6_000,
    "ligatures": "\ufdfa" * 6_000,
    "lines": "x\n" * 10_000,
}
# Address and field; all else that the form has is left out.
FIELDS = (
    ("/account/sign-in", "name"),
    ("/account/sign-in", "password"),
    ("/account/people/new", "name"),
    ("/account/people/new", "shown"),
    (f"/key-results/{CODE}/report", "done"),
    (f"/key-results/{CODE}/plan", "reason"),
    (f"/key-results/{CODE}/evidence/{{event}}", "links"),
    (f"/key-results/{CODE}/form", "agencies[1].name"),
    ("/account/links/new", "title"),
    ("/account/reminders", "address"),
)


def main() -> None:
    """Measure and print."""
    with running(DASHBOARD) as server:
        admin = someone(server.database, "names", Grant(Role.ADMIN))
        _sent(server, "/account/sign-in", "name", "warm", None)
        event = ticked(server.database, 1).id
        with _watching(server.port) as quiet:
            time.sleep(QUIET_SECONDS)
        memory, busy = psutil.Process(server.process.pid).memory_info().rss, _busy(server)
        work = list(product(WORST.values(), FIELDS))[:TEXTS]
        begun = time.perf_counter()
        with _watching(server.port) as waits, ThreadPoolExecutor(AT_A_TIME) as pool:
            kinds = Counter(
                pool.map(lambda each: _sent(server, each[1][0].format(event=event), each[1][1], each[0], admin), work)
            )
        took, busy = time.perf_counter() - begun, _busy(server) - busy
        grown = psutil.Process(server.process.pid).memory_info().rss - memory
    show(
        f"{len(work)} hostile texts, {AT_A_TIME} at a time",
        [
            Figure("/healthz with nothing else going on, median", None, median(quiet) * 1000, "ms"),
            Figure("/healthz with nothing else going on, slowest", None, max(quiet) * 1000, "ms"),
            Figure("/healthz meanwhile, median", None, median(waits) * 1000, "ms"),
            Figure("/healthz meanwhile, slowest", None, max(waits) * 1000, "ms"),
            Figure("all of them answered after", None, took, "s"),
            Figure("processor time of the server", None, busy, "s"),
            Figure("growth of memory", None, grown / 2**20, "MiB"),
            Figure("answered with a fault of ours (5xx)", None, sum(n for s, n in kinds.items() if s >= 500), ""),
        ],
    )


def _busy(server: Server) -> float:
    return sum(psutil.Process(server.process.pid).cpu_times()[:2])


def _sent(server: Server, path: str, field: str, text: str, who: SignedIn | None) -> int:
    headers = {"Origin": server.address, "Content-Type": "application/x-www-form-urlencoded"}
    if who and path != "/account/sign-in":
        headers["Cookie"] = who.cookie
    body = urlencode({**_ELSE, field: text})
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        connection.request("POST", path, body, headers)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status


@contextmanager
def _watching(port: int) -> Iterator[list[float]]:
    """How long `/healthz` takes, asked again and again from a thread of its own."""
    seen: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            begun = time.perf_counter()
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=600)) as connection:
                connection.request("GET", "/healthz")
                connection.getresponse().read()
            seen.append(time.perf_counter() - begun)
            over.wait(0.02)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
