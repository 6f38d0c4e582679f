"""A line of 400 kbit/s, as on a train: when gauge and timeline are seen, and when plotly's timeline takes over."""

from playwright.sync_api import Browser, Page

from tests.bench.first_load import chromium
from tests.bench.servers import DASHBOARD, running
from tests.bench.table import Figure, show

_BYTES_A_SECOND, _DELAY = 400_000 / 8, 100
_LONGEST = 180_000
_SEEN = {
    "gauge": "svg.kr-gauge",
    "timeline, as a drawing or by plotly": ":is(#kr-first svg.kr-stairs, .st-key-timeline .main-svg)",
    "plotly's timeline": ".st-key-timeline .main-svg",
}


def main() -> None:
    """Measure and print."""
    with running(DASHBOARD) as dashboard, chromium() as browser:
        figures = _seen_after(browser, dashboard.page)
        show("A key result's page at 400 kbit/s with an empty cache: seen after", figures)


def _seen_after(browser: Browser, address: str) -> list[Figure]:
    context = browser.new_context(viewport={"width": 360, "height": 1800})
    page = context.new_page()
    _slow(page)
    page.goto(address, wait_until="commit", timeout=_LONGEST)
    found = [Figure(name, None, _after(page, selector), "ms") for name, selector in _SEEN.items()]
    context.close()
    return found


def _slow(page: Page) -> None:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    limits = {"latency": _DELAY, "downloadThroughput": _BYTES_A_SECOND, "uploadThroughput": _BYTES_A_SECOND}
    network.send("Network.emulateNetworkConditions", {"offline": False, **limits})


def _after(page: Page, selector: str) -> float:
    page.wait_for_selector(selector, state="visible", timeout=_LONGEST)
    return float(page.evaluate("performance.now()"))
