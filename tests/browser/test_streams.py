"""Many open pages over plain HTTP/1.1, and connections that die without a word: every page learns, or says so."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import ticked
from tests.app.links import linked
from tests.browser.conftest import DURING_THE_YEAR, WIDE, settled
from tests.relay import relayed
from tests.serving import Served, serving

# More than a browser has connections to one server.
FRAMES = 8


class _Intranet(BaseHTTPRequestHandler):
    """Another site, whose page frames what its address says."""

    def do_GET(self) -> None:
        """The page."""
        frames = "".join(
            f'<iframe width="420" height="640" src="{each}"></iframe>' for each in self.path.split("!")[1:]
        )
        page = f"<!doctype html><title>Intranet</title>{frames}".encode()
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def intranet() -> Iterator[str]:
    """The address of another site, which is no secure one."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Intranet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://kr.example:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory, intranet: str) -> Iterator[Served]:
    """A dashboard whose cards that site may frame."""
    folder = tmp_path_factory.mktemp("framed")
    with serving(folder, KR_TODAY=DURING_THE_YEAR, KR_EMBED=intranet) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one reader: what it keeps, all its windows share."""
    made = browser.new_context(**WIDE)
    made.set_default_timeout(60_000)
    yield made
    made.close()


@pytest.mark.parametrize(("workers", "levels"), [("shared", 1), ("none", 2)])
def test_eight_framed_cards_on_another_site_learn_of_a_tick_and_the_next_page_loads(
    context: BrowserContext, framed: Served, intranet: str, workers: str, levels: int
) -> None:
    """Also where the browser has no shared workers, or its rules for frames forbid them: then they take turns."""
    if workers == "none":
        context.add_init_script("delete window.SharedWorker")
    sender = someone(framed.database, workers, Grant(Role.ADMIN)).person
    cards = [framed.url + linked(framed.database, sender).path for _ in range(FRAMES + 1)]
    page = context.new_page()
    page.goto("!".join((intranet + "/", *cards[:FRAMES])))
    gauges = [page.frame_locator("iframe").nth(place).locator("svg.kr-gauge") for place in range(FRAMES)]
    for gauge in gauges:
        expect(gauge).to_have_attribute("data-percent", str(20 * (levels - 1)))
    ticked(framed.database, levels)
    for gauge in gauges:
        expect(gauge).to_have_attribute("data-percent", str(20 * levels))
    page.evaluate("(card) => document.querySelector('iframe').src = card", cards[FRAMES])
    expect(page.frame_locator("iframe").first.locator("svg.kr-gauge")).to_have_attribute(
        "data-percent", str(20 * levels)
    )
    page.goto(framed.url + "/wall")
    expect(page.locator("svg.kr-gauge").first).to_be_visible()


def test_every_kind_of_page_says_that_its_connection_died_and_catches_up(
    context: BrowserContext, tmp_path: Path
) -> None:
    """Eight open pages whose words all vanish, as after a sleep or behind a NAT that forgot: none looks connected."""
    with serving(tmp_path, KR_TODAY=DURING_THE_YEAR) as served, relayed(served.url) as relay:
        sender = someone(served.database, "sender", Grant(Role.ADMIN)).person
        ours = ["/?", "/kr?kr=communication-plan-2568", "/update?kr=communication-plan-2568", "/?kiosk=1"]
        cards = [linked(served.database, sender).path for _ in range(FRAMES - len(ours))]
        pages = [_opened(context, relay.url + address) for address in (*ours, *cards)]
        relay.swallow()
        ticked(served.database, 1)
        for page in pages:
            page.clock.run_for(40_000)
            expect(_lost(page)).to_have_count(1)
            expect(_gauge(page)).to_have_attribute("data-percent", "0")
        relay.mend()
        for page in pages:
            page.clock.run_for(20_000)
        # A try that began a moment before is waited for first, and the next one comes by the clock of the pages.
        for page in pages:
            expect(_gauge(page)).to_have_attribute("data-percent", "20", timeout=90_000)
            expect(_lost(page)).to_have_count(0)


def _opened(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.clock.install()
    page.goto(url)
    if page.locator("#root").count():
        settled(page)
    expect(_gauge(page)).to_be_visible()
    return page


def _gauge(page: Page) -> Locator:
    return page.locator("svg.kr-gauge").first


def _lost(page: Page) -> Locator:
    """What a page says of it; where the session has gone too, that is said alone."""
    return page.locator(":is(.kr-news.bad.now, .kr-lost:not(:empty)):visible")
