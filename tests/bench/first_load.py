"""First load: a browser that has never been here, from the start of the navigation to the gauge on the screen.

Also what happens when Streamlit takes over from the first bytes: when, how far the gauge moves, and how much the
page shifts in all.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.bench.servers import DASHBOARD, FLOOR, running
from tests.bench.table import Figure, show
from tests.chromium import FLAGS, browser_path

RUNS = 6  # the first is dropped
WIDTHS = {1440: 900, 360: 740}
TAKEN_OVER_WITHIN = 30_000
SETTLED_AFTER = 2_500

# Notes, frame by frame, where the gauge is and whether the first bytes still cover Streamlit's page.
WATCH = """
(() => {
  const seen = (window.__bench = { frames: [], shift: 0, moved: 0 })
  const box = (svg) => {
    const { x, y, width, height } = svg.getBoundingClientRect()
    return [x, y + window.scrollY, width, height]
  }
  const look = () => {
    const svg = document.querySelector("svg.kr-gauge")
    if (!svg || seen.waiting) return
    const [, , width, height] = box(svg)
    if (!width || !height) return
    seen.waiting = true
    requestAnimationFrame(() => requestAnimationFrame(() => { seen.painted = performance.now() }))
    observer.disconnect()
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true, attributes: true })
  const frame = () => {
    const cover = document.getElementById("kr-first")
    if (cover) seen.covered = true
    if (seen.covered && !cover && seen.over === undefined) seen.over = performance.now()
    const svg = (cover ?? document).querySelector("svg.kr-gauge")
    seen.frames.push([performance.now(), Boolean(cover), svg ? box(svg) : null])
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value
  }).observe({ type: "layout-shift", buffered: true })
})()
"""
PAINTED = """
() => window.__bench?.painted !== undefined && performance.getEntriesByName("first-contentful-paint").length > 0
"""
READ = """
() => {
  const seen = window.__bench
  const paint = performance.getEntriesByName("first-contentful-paint")[0]
  const before = seen.frames.filter((frame) => frame[1] && frame[2]).pop()
  const after = seen.frames.filter((frame) => seen.over !== undefined && frame[0] >= seen.over)
  return {
    painted: seen.painted, contentful: paint.startTime, over: seen.over ?? null, shift: seen.shift,
    before: before?.[2] ?? null, after: after[0]?.[2] ?? null, boxes: after.map((frame) => frame[2]),
    bytes: performance.getEntriesByType("resource").reduce((sum, entry) => sum + entry.transferSize, 0),
    requests: performance.getEntriesByType("resource").length,
  }
}
"""


@dataclass(frozen=True)
class Load:
    """One load. Times in milliseconds since the navigation began, boxes as x, y, width, height in pixels."""

    painted: float
    contentful: float
    over: float | None
    shift: float
    before: list[float] | None
    after: list[float] | None
    boxes: list[list[float] | None]
    bytes: int
    requests: int

    @property
    def jump(self) -> float | None:
        """How far any side of the gauge is, in the first frame of Streamlit's page, from where it was."""
        return _distance(self.before, self.after) if self.before else None

    @property
    def blink(self) -> float | None:
        """The same over every frame from then until the page has settled; a missing gauge counts as its height."""
        if self.before is None:
            return None
        before = self.before
        return max((_distance(before, box) for box in self.boxes), default=None)


def _distance(before: list[float], after: list[float] | None) -> float:
    if after is None:
        return before[3]
    return max(abs(old - new) for old, new in zip(before, after, strict=True))


@contextmanager
def chromium() -> Iterator[Browser]:
    """The whole browser, as people have it, where it is installed; else the one of the tests."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=shutil.which("chromium") or browser_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def load(browser: Browser, address: str, width: int, *, streamlit: bool) -> Load:
    """Open an address in a context with an empty cache, and wait until nothing moves any more."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    try:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_function(PAINTED, timeout=TAKEN_OVER_WITHIN)
        if streamlit:
            page.wait_for_function("() => window.__bench.over !== undefined", timeout=TAKEN_OVER_WITHIN)
            page.wait_for_timeout(SETTLED_AFTER)
        found: dict[str, Any] = page.evaluate(READ)
        return Load(**found)
    finally:
        context.close()


def several(browser: Browser, address: str, width: int, *, streamlit: bool) -> list[Load]:
    """The loads that count."""
    return [load(browser, address, width, streamlit=streamlit) for _ in range(RUNS)][1:]


def main() -> None:
    """Measure and print."""
    with running(FLOOR) as floor, running(DASHBOARD) as dashboard, chromium() as browser:
        for width in WIDTHS:
            low = several(browser, floor.page, width, streamlit=False)
            for name, address in (("key result", dashboard.page), ("board", dashboard.address + "/")):
                high = several(browser, address, width, streamlit=True)
                title = f"First load of the {name}, {width} px wide (median of {RUNS - 1}, the first dropped)"
                show(title, _figures(low, high))
                print(f"gauge x, y, width, height before {_box(high[-1].before)}, after {_box(high[-1].after)}")


def _figures(low: list[Load], high: list[Load]) -> list[Figure]:
    def middle(loads: list[Load], name: str) -> float | None:
        values = [value for each in loads if (value := getattr(each, name)) is not None]
        return median(values) if values else None

    def both(label: str, name: str, unit: str) -> Figure:
        return Figure(label, middle(low, name), middle(high, name), unit)

    return [
        both("gauge painted", "painted", "ms"),
        both("first contentful paint", "contentful", "ms"),
        both("Streamlit has taken over", "over", "ms"),
        both("jump of the gauge then", "jump", "px"),
        both("farthest it is from there until settled", "blink", "px"),
        both("cumulative layout shift", "shift", "score"),
        both("requests", "requests", "count"),
        both("bytes beside the page", "bytes", "bytes"),
    ]


def _box(box: list[float] | None) -> str:
    return ", ".join(f"{side:.1f}" for side in box) if box else "–"
