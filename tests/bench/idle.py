"""Idle: what 100 open pages cost the server while nothing happens."""

import time

import psutil

from tests.bench.crowd import crowd
from tests.bench.servers import KINDS, Server, running
from tests.bench.table import Figure, show

COUNT = 100
SECONDS = 60.0
SETTLE = 5.0
MEGABYTE = 1 << 20


def main() -> None:
    """Measure and print."""
    cpu, alone, memory = [], [], []
    for kind in KINDS:
        with running(kind) as server:
            with crowd(server, 1):
                pass
            time.sleep(SETTLE)
            before = _memory(server)
            alone.append(_cpu_per_minute(server, SECONDS / 4))
            with crowd(server, COUNT):
                time.sleep(SETTLE)
                cpu.append(_cpu_per_minute(server, SECONDS))
                memory.append((_memory(server) - before) / COUNT / MEGABYTE)
    figures = [
        Figure(f"CPU with {COUNT} idle pages", cpu[0], cpu[1], "s/min"),
        Figure("CPU with none", alone[0], alone[1], "s/min"),
        Figure("memory per open page", memory[0], memory[1], "MiB"),
    ]
    show(f"Idle ({SECONDS:.0f} s)", figures)


def _cpu_per_minute(server: Server, seconds: float) -> float:
    begun, before = time.monotonic(), _cpu(server)
    time.sleep(seconds)
    return (_cpu(server) - before) * 60 / (time.monotonic() - begun)


def _cpu(server: Server) -> float:
    return float(sum(sum(each.cpu_times()[:2]) for each in _family(server)))


def _memory(server: Server) -> float:
    return float(sum(each.memory_info().rss for each in _family(server)))


def _family(server: Server) -> list[psutil.Process]:
    parent = psutil.Process(server.process.pid)
    return [parent, *parent.children(recursive=True)]
