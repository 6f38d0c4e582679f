"""Eight readers at once of a key result's whole history of 50,000 entries: memory, and how long others wait."""

import http.client
import json
import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kr_app.identity.tokens import digest, new_token
from kr_app.rights import Grant, Role
from kr_app.store import people
from kr_app.store import sessions as rows
from kr_app.store.doors import Draft, writing
from kr_app.web import COOKIE
from tests.bench.servers import CODE, DASHBOARD, Server, running
from tests.bench.table import Figure, show
from tests.bench.watching import waits, watching

ENTRIES = int(os.environ.get("ENTRIES", "50000"))
READERS = int(os.environ.get("READERS", "8"))
HOST = "public-relations-office"
HISTORY = f"/key-results/{CODE}/history"


def main() -> None:
    """Fill, read, print."""
    with running(DASHBOARD) as server:
        cookie = _signed_in(server)
        _filled(server.database)
        for path in (HISTORY, f"/key-results/{CODE}/reports"):
            _read(server, path, cookie)  # one reader finds what the others share
        pages = [f"{HISTORY}?start={start}" for start in range(0, ENTRIES, ENTRIES // 20)]
        pages += [f"{HISTORY}?kind=plan&start=500", f"{HISTORY}?text=9999", f"/kr?kr={CODE}&step={ENTRIES // 2}"]
        pages += [f"/kr?kr={CODE}", f"/kr?kr={CODE}&on=2025-03-01", f"/key-results/{CODE}/reports", "/account/trail"]
        with watching(server) as calm:
            time.sleep(5)
        before = _memory(server, "VmRSS")
        (Path("/proc") / str(server.process.pid) / "clear_refs").write_text("5")
        with watching(server) as meanwhile, ThreadPoolExecutor(READERS) as pool:
            begun = time.perf_counter()
            took = list(pool.map(lambda page: _read(server, page, cookie), pages * READERS))
            seconds = time.perf_counter() - begun
        figures = [
            Figure("pages read", None, len(took), ""),
            Figure("a page, median", None, sorted(took)[len(took) // 2] * 1000, "ms"),
            Figure("a page, slowest", None, max(took) * 1000, "ms"),
            Figure("all of them", None, seconds, "s"),
            Figure("memory before", None, before, "MB"),
            Figure("memory at its highest, over that", None, _memory(server, "VmHWM") - before, "MB"),
            *waits(calm, meanwhile),
        ]
    show(f"A history of {ENTRIES:,} entries, {READERS} readers at once", figures)


def _signed_in(server: Server) -> str:
    token, now = new_token(), datetime.now(UTC)
    with writing(server.database) as door:
        person = people.add(door, "reader", "ผู้อ่าน", "", now)
        people.set_grants(door, person, (Grant(Role.ADMIN),))
        rows.begin(door, digest(token), person, now, "127.0.0.1")
    return f"{COOKIE}={token}"


def _filled(path: Path) -> None:
    """Ticks and withdrawals, changes of the plan, reports, evidence and decisions, as twenty years would leave them."""
    begin, ticked = datetime(2024, 10, 1, 3, tzinfo=UTC), dict[int, int]()
    with writing(path) as door:
        for number in range(ENTRIES):
            level, moment = number % 5 + 1, begin + timedelta(minutes=8 * number)
            bare = Draft(uuid.uuid4().hex, moment, "person:1", "check-in", CODE, HOST)
            turn = number % 10
            if turn < 5 and level in ticked:
                door.append(bare._replace(kind="withdraw", level=level, note="ผิดวัน", refers_to=ticked.pop(level)))
            elif turn < 5:
                tick = bare._replace(kind="tick", level=level, day=date(2025, 1, level), note=f"ครั้งที่ {number}")
                ticked[level] = door.append(tick).id
            elif turn < 7:
                moved = date(2025, 2, 1) + timedelta(days=level * 30)
                door.append(bare._replace(kind="plan", level=level, day=moved, note="รอมติ"))
            elif turn == 7 and ticked:
                level, tick_id = next(iter(ticked.items()))
                link = json.dumps({"address": f"https://example.go.th/{number}", "title": ""})
                door.append(bare._replace(kind="evidence", level=level, refers_to=tick_id, details=link))
            else:
                report = {"period": "2025-01-01", "done": "ดำเนินการแล้ว " * 20, "confidence": "on_plan"}
                door.append(bare._replace(details=json.dumps(report, ensure_ascii=False)))


def _read(server: Server, path: str, cookie: str) -> float:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)) as connection:
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
        with connection.getresponse() as answer:
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
        return time.perf_counter() - begun


def _memory(server: Server, line: str) -> float:
    status = (Path("/proc") / str(server.process.pid) / "status").read_text()
    return int(status.split(f"{line}:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
