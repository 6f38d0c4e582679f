"""The figures, and the plain table that they are printed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

COLUMNS = ("figure", "floor", "dashboard", "unit", "ratio")


@dataclass(frozen=True)
class Figure:
    """One line: the same thing measured on the floor and on the dashboard. `None` where there is no such thing."""

    name: str
    floor: float | None
    dashboard: float | None
    unit: str

    @property
    def ratio(self) -> float | None:
        """How many times the floor the dashboard takes."""
        if self.floor is None or self.dashboard is None or self.floor <= 0:
            return None
        return self.dashboard / self.floor


def first_median_last(name: str, floor: Iterable[float], dashboard: Iterable[float], unit: str) -> list[Figure]:
    """Three lines for a group of pages: the first one served, the one in the middle, the last one."""
    low, high = sorted(floor), sorted(dashboard)
    asked = (("first", lambda all_: all_[0]), ("median", median), ("last", lambda all_: all_[-1]))
    return [
        Figure(f"{name}, {word}", pick(low) if low else None, pick(high) if high else None, unit)
        for word, pick in asked
    ]


def show(title: str, figures: list[Figure]) -> None:
    """Print one part."""
    rows = [
        (each.name, _shown(each.floor), _shown(each.dashboard), each.unit, f"{each.ratio:.2f}" if each.ratio else "–")
        for each in figures
    ]
    widths = [max(len(row[column]) for row in (COLUMNS, *rows)) for column in range(len(COLUMNS))]
    print(f"\n{title}\n")
    for row in (COLUMNS, tuple("-" * width for width in widths), *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(cells).rstrip(), flush=True)


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"
