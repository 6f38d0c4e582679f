"""A hundred hostile pictures and other files, thirty at a time: what memory and everybody else see of it."""

import http.client
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.costly import costly
from tests.app.people import SignedIn
from tests.bench.servers import CODE, DASHBOARD, Server, running
from tests.bench.table import Figure, show
from tests.bench.watching import look, memory, waits, watching

FILES, AT_A_TIME, QUIET_SECONDS = 100, 30, 15


def main() -> None:
    """Measure and print."""
    files = costly()
    pictures = {name: content for name, content in files.items() if not name.endswith((".docx", ".pdf"))}
    with running(DASHBOARD) as server:
        # Each sends as one of several people: nobody may have that much on the way alone.
        senders = [
            someone(server.database, f"sender-{number}", Grant(Role.COORDINATOR, code=CODE), now=datetime.now(UTC))
            for number in range(4)
        ]
        _sent(server, "warm.png", pictures["passes.jpg"][:999], senders[0])
        for title, chosen in (("pictures", pictures), ("pictures, packages and PDFs", files)):
            _measured(server, senders, title, chosen)


def _measured(server: Server, senders: list[SignedIn], title: str, files: dict[str, bytes]) -> None:
    names = list(files)
    with watching(server) as calm:
        time.sleep(QUIET_SECONDS)
    work = [(server, name, files[name], senders[n % len(senders)]) for n, name in enumerate((names * FILES)[:FILES])]
    with watching(server) as meanwhile, ThreadPoolExecutor(AT_A_TIME) as pool:
        begun = time.perf_counter()
        statuses = Counter(pool.map(lambda each: _sent(*each), work))
        took = time.perf_counter() - begun
    time.sleep(1)
    figures = [
        Figure("taken", None, statuses[200], ""),
        Figure("refused in words", None, statuses[413] + statuses[422], ""),
        Figure("failed", None, statuses.total() - statuses[200] - statuses[413] - statuses[422], ""),
        Figure("all of them", None, took, "s"),
        *waits(calm, meanwhile),
        *memory(calm, meanwhile, look(server)),
    ]
    show(f"{FILES} hostile {title}, {AT_A_TIME} at a time", figures)


def _sent(server: Server, name: str, content: bytes, who: SignedIn) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        headers = {"Origin": server.address, "Cookie": who.cookie, "Content-Type": "application/octet-stream"}
        connection.request("POST", f"/key-results/{CODE}/uploads?name={name}", content, headers)
        with connection.getresponse() as answer:
            answer.read()
            return answer.status
