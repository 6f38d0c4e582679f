"""A hundred hostile texts in the fields of every form, ten at a time: how long others wait, and the memory."""

import http.client
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import product
from urllib.parse import urlencode

import psutil

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import ticked
from tests.app.people import SignedIn
from tests.bench.servers import CODE, DASHBOARD, Server, running
from tests.bench.table import Figure, show
from tests.bench.watching import look, memory, waits, watching

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
        admin = someone(server.database, "names", Grant(Role.ADMIN), now=datetime.now(UTC))
        event = ticked(server.database, 1).id
        for path, field in FIELDS:
            _sent(server, path.format(event=event), field, "warm", admin)
        with watching(server) as calm:
            time.sleep(QUIET_SECONDS)
        busy = _busy(server)
        work = list(product(WORST.values(), FIELDS))[:TEXTS]
        begun = time.perf_counter()
        with watching(server) as meanwhile, ThreadPoolExecutor(AT_A_TIME) as pool:
            kinds = Counter(
                pool.map(lambda each: _sent(server, each[1][0].format(event=event), each[1][1], each[0], admin), work)
            )
        took, busy, after = time.perf_counter() - begun, _busy(server) - busy, look(server)
    figures = [
        *waits(calm, meanwhile),
        Figure("all of them answered after", None, took, "s"),
        Figure("processor time of the server", None, busy, "s"),
        *memory(calm, meanwhile, after),
        Figure("led away to sign in", None, kinds[303], ""),
        Figure("answered with a fault of ours (5xx)", None, sum(n for s, n in kinds.items() if s >= 500), ""),
    ]
    show(f"{len(work)} hostile texts, {AT_A_TIME} at a time", figures)


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
