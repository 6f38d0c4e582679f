"""The light card: its first paint and its weight beside the floor, and a commit to the last of 1,000 open cards."""

import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from re import findall
from statistics import median

from playwright.sync_api import Browser

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import HOST
from tests.app.links import Made, linked
from tests.bench.crowd import Helper
from tests.bench.first_load import RUNS, WIDTHS, Load, chromium, load
from tests.bench.servers import CODE, DASHBOARD, FLOOR, Server, running
from tests.bench.table import Figure, show

CARDS, LINKS = 1_000, (1, 100)
TICKS = 6  # the first is dropped
PAUSE, MORE = 1.5, 0.0073


def main() -> None:
    """Measure and print."""
    with running(FLOOR) as floor, running(DASHBOARD) as dashboard, chromium() as browser:
        link = _links(dashboard, 1)[0]
        for width in WIDTHS:
            addresses = (floor.page, dashboard.address + link.path)
            # In turns, so that whatever else the machine does meets both alike.
            low, high = zip(*(_pair(browser, addresses, width) for _ in range(RUNS)), strict=True)
            title = f"First load of the card, {width} px wide (median of {RUNS - 1}, the first dropped)"
            show(title, _loads(low[1:], high[1:]))
        show("Sent for a card with an empty cache", _weights(dashboard.address, link.path))
    for links in LINKS:
        with running(DASHBOARD) as server:
            figures = _commit_to_last(server, links)
        show(
            f"A commit to {CARDS:,} open cards of {links} link{'s' * (links > 1)} (mean over {TICKS - 1} ticks)",
            figures,
        )


def _links(server: Server, count: int) -> list[Made]:
    person = someone(server.database, "bench", Grant(Role.ADMIN)).person
    return [linked(server.database, person) for _ in range(count)]


def _pair(browser: Browser, addresses: tuple[str, str], width: int) -> tuple[Load, Load]:
    first, second = (load(browser, address, width, streamlit=False) for address in addresses)
    return first, second


def _loads(low: Sequence[Load], high: Sequence[Load]) -> list[Figure]:
    def both(label: str, name: str, unit: str) -> Figure:
        return Figure(label, *(median(getattr(each, name) for each in loads) for loads in (low, high)), unit)

    return [
        both("gauge painted", "painted", "ms"),
        both("first contentful paint", "contentful", "ms"),
        both("cumulative layout shift", "shift", "score"),
        both("requests beside the page", "requests", "count"),
    ]


def _weights(address: str, path: str) -> list[Figure]:
    page = _sent(address + path)
    text = _plain(address + path)
    files = sorted({unescape(each) for each in findall(r"/assets/(?:card|text|figures)[^\")]+", text)})
    sizes = [("page with its style", page), *((each.partition("?")[0], _sent(address + each)) for each in files)]
    whole = sum(size for _, size in sizes)
    return [
        Figure(name, None, size, "bytes") for name, size in [*sizes, ("all of it, compressed, without headers", whole)]
    ]


def _sent(address: str) -> int:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return len(answer.read())


def _plain(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def _commit_to_last(server: Server, links: int) -> list[Figure]:
    addresses = [link.path for link in _links(server, links)]
    rows: list[list[float]] = []
    missed = 0
    with _audience(server, addresses) as audience, _ticker(server, HOST) as ticker:
        for number in range(TICKS):
            time.sleep(PAUSE + number * MORE)
            audience.say("next")
            audience.hear()
            ticker.say(f"bench-{number:04d}")
            at = float(ticker.hear())
            got = audience.hear()
            missed += got["missed"]
            rows.append(sorted(1000 * (each - at) for each in got["heard"]))
    kept = rows[1:]

    def mean(pick: int) -> float:
        return sum(row[pick * (len(row) - 1) // 2] for row in kept) / len(kept)

    return [
        Figure("first card", None, mean(0), "ms"),
        Figure("median card", None, mean(1), "ms"),
        Figure("last card", None, mean(2), "ms"),
        Figure("last card, worst tick", None, max(row[-1] for row in kept), "ms"),
        Figure("missed", None, missed, "count"),
    ]


@contextmanager
def _audience(server: Server, addresses: list[str]) -> Iterator[Helper]:
    helper = Helper("audience", str(server.port), str(CARDS), *addresses)
    try:
        helper.hear()
        yield helper
    finally:
        helper.end()


@contextmanager
def _ticker(server: Server, host: str) -> Iterator[Helper]:
    helper = Helper("ticker", str(server.database), CODE, host)
    try:
        yield helper
    finally:
        helper.end()
