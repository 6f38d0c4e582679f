"""Live: from a commit by another process to the gauge, and to the rest of the page, on 1, 20 and 100 open pages."""

import time

from tests.bench.crowd import Burst, crowd
from tests.bench.servers import DASHBOARD, FLOOR, Server, running
from tests.bench.table import Figure, first_median_last, show

COUNTS = (1, 20, 100)
TICKS = 11  # the first is dropped
# Seconds between ticks; a fraction more each time, so that commits meet the watcher at every phase of its sleep.
PAUSE, MORE = 1.5, 0.0073


def bursts(server: Server, count: int) -> list[Burst]:
    """The ticks that count."""
    found = []
    with crowd(server, count) as pages:
        for number in range(TICKS):
            time.sleep(PAUSE + number * MORE)
            found.append(pages.tick())
    return found[1:]


def main() -> None:
    """Measure and print."""
    for count in COUNTS:
        with running(FLOOR) as server:
            low = bursts(server, count)
        with running(DASHBOARD) as server:
            high = bursts(server, count)
        title = f"Live, {count} open page{'s' * (count > 1)} (mean over {TICKS - 1} ticks, the first dropped)"
        show(title, _figures(low, high))
        _say_what_went_wrong(high, count)


def _figures(low: list[Burst], high: list[Burst]) -> list[Figure]:
    gauge = _over_ticks("gauge", [burst.gauge for burst in low], [burst.gauge for burst in high])
    rest = _over_ticks("rest of the page", [], [burst.rest for burst in high])
    worst = Figure("rest of the page, last, worst tick", None, max(max(burst.rest, default=0) for burst in high), "ms")
    clients = [sum(burst.client_cpu for burst in each) / len(each) * 1000 for each in (low, high)]
    sent = sum(burst.bytes for burst in high) / len(high)
    return [
        *gauge,
        *rest,
        worst,
        Figure("the clients' own CPU for it", *clients, "ms"),
        Figure("sent for the rest, per page", None, sent, "bytes"),
    ]


def _over_ticks(name: str, low: list[list[float]], high: list[list[float]]) -> list[Figure]:
    """First, median and last of each tick, as the mean over the ticks."""
    rows = []
    floors = [first_median_last(name, each, [], "ms") for each in low]
    boards = [first_median_last(name, [], each, "ms") for each in high]
    for line in range(3):
        floor = [value for each in floors if (value := each[line].floor) is not None]
        board = [value for each in boards if (value := each[line].dashboard) is not None]
        label = (floors or boards)[0][line].name
        rows.append(Figure(label, _mean(floor), _mean(board), "ms"))
    return rows


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _say_what_went_wrong(high: list[Burst], count: int) -> None:
    for number, burst in enumerate(high, start=1):
        if burst.missed or burst.without_new_text:
            print(
                f"tick {number}: {burst.missed} of {count} pages missed it, {burst.without_new_text} got a rest"
                f" without its text {' '.join(burst.problems)}"
            )
