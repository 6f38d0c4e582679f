"""Server start: from the start of the process to its first page."""

from statistics import median

from tests.bench.servers import KINDS, running
from tests.bench.table import Figure, show

RUNS = 3


def main() -> None:
    """Measure and print."""
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(RUNS):
        for kind in KINDS:
            with running(kind) as server:
                took[kind].append(server.started_in)
    floor, dashboard = (median(took[kind]) for kind in KINDS)
    show(f"Server start (median of {RUNS})", [Figure("process start to first page", floor, dashboard, "s")])
