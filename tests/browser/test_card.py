"""The light card and the wall screen in a browser: live, printed, without script, on a phone, for everybody."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from tests.app.cast import someone
from tests.app.entries import CODE, OTHER, ticked, two_definitions
from tests.app.links import Made, disabled, linked, revoked
from tests.browser.conftest import DURING_THE_YEAR
from tests.serving import Served, serving

Opens = Callable[..., Page]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
MADE = datetime(2025, 7, 1, 7, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with two key results and some levels recorded."""
    folder = tmp_path_factory.mktemp("shared")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=DURING_THE_YEAR, KR_DEFINITIONS=definitions) as running:
        ticked(running.database, 1, day=date(2024, 11, 20))
        yield running


@pytest.fixture(scope="module")
def sender(shared: Served) -> int:
    """Whoever makes the links."""
    return someone(shared.database, "sender", Grant(Role.ADMIN)).person


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Open an address in a new window, keeping what its console says in `page.said`."""
    contexts: list[BrowserContext] = []

    def opened(url: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def addresses(shared: Served, sender: int) -> dict[str, str]:
    """One of each kind of screen."""
    path = shared.database
    selection = linked(path, sender, CODE, OTHER, kind=LinkKind.SELECTION, title="ผลงานไตรมาสที่ ๓ " + "ยาว" * 40)
    made = {
        "card": linked(path, sender).path,
        "selection": selection.path,
        "snapshot": linked(path, sender, as_sent=True, made=MADE).path,
        "demonstration": linked(path, sender, "public-relations-office", kind=LinkKind.AGENCY, demo=True).path,
        "wall": "/wall",
        "wall of a link": f"{selection.path}?kiosk=1",
    }
    return {name: shared.url + below for name, below in made.items()}


SCREENS = ("card", "selection", "snapshot", "demonstration", "wall", "wall of a link")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_reads_without_javascript_and_fits_a_phone(opens, addresses, screen):
    page = opens(addresses[screen], java_script_enabled=False, viewport={"width": 360, "height": 740})
    expect(page.locator("svg.kr-gauge").first).to_be_visible()
    expect(page.locator(".kr-sentence").first).to_be_visible()
    count = page.locator("svg.kr-gauge").count()
    assert [page.locator("svg.kr-gauge").nth(n).is_visible() for n in range(count)] == [True] * count
    wide = opens(addresses[screen], viewport={"width": 360, "height": 740})
    assert wide.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_the_console_is_clean(opens, addresses, screen, scheme):
    page = opens(addresses[screen], color_scheme=scheme, bypass_csp=True)
    expect(page.locator("svg.kr-gauge").first).to_be_visible()
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    strict = opens(addresses[screen], color_scheme=scheme)
    strict.evaluate("document.fonts.ready")
    assert strict.said == []


def test_the_small_fonts_are_used(opens, addresses):
    page = opens(addresses["card"])
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)")
    assert sorted(name.strip('"') for name in loaded) == ["Sarabun", "Sarabun Figures"]


def test_a_tick_reaches_an_open_card_whole(opens, shared, sender):
    page = opens(f"{shared.url}{linked(shared.database, sender, OTHER).path}")
    page.evaluate("window.sameDocument = true")
    gauge = page.locator("svg.kr-gauge")
    expect(gauge).to_have_attribute("data-percent", "0")
    ticked(shared.database, 1, code=OTHER, day=date(2025, 3, 15))
    expect(gauge).to_have_attribute("data-percent", "20")
    expect(page.locator(".kr-rung").last).to_contain_text("สำเร็จ ๑๕ มี.ค. ๒๕๖๘")
    expect(page.locator(".kr-stairs circle")).to_have_count(1)
    assert page.evaluate("window.sameDocument") is True


@pytest.mark.parametrize("how", ["revoked", "its maker gone"])
def test_a_card_that_ends_while_it_is_open_goes_blank(opens, shared, how):
    maker = someone(shared.database, f"maker {how}", Grant(Role.ADMIN)).person
    link: Made = linked(shared.database, maker)
    page = opens(shared.url + link.path)
    expect(page.locator("svg.kr-gauge")).to_be_visible()
    if how == "revoked":
        revoked(shared.database, link)
    else:
        disabled(shared.database, maker)
    expect(page.get_by_role("heading", name="ไม่สามารถเปิดลิงก์นี้ได้")).to_be_visible()
    assert page.locator("svg.kr-gauge").count() == 0
    assert "%" not in page.locator("body").inner_text()


def test_a_card_that_ended_while_its_tab_was_hidden_is_blank_when_it_is_seen_again(opens, shared, sender):
    link = linked(shared.database, sender)
    page = opens(shared.url + link.path)
    expect(page.locator("svg.kr-gauge")).to_be_visible()
    _hide(page, True)
    revoked(shared.database, link)
    _hide(page, False)
    expect(page.get_by_role("heading", name="ไม่สามารถเปิดลิงก์นี้ได้")).to_be_visible()


def test_a_snapshot_leads_to_the_figure_of_today_and_back(opens, shared, sender):
    link = linked(shared.database, sender, as_sent=True, made=MADE)
    page = opens(f"{shared.url}{link.path}?lang=en")
    expect(page.locator(".kr-asof")).to_contain_text("As of 1 Jul 2025, 14:05")
    page.get_by_role("link", name="See the figures of today").click()
    expect(page.locator(".kr-asof")).to_contain_text("The figures of today")
    page.get_by_role("link", name="Back to the figures as sent").click()
    expect(page.locator(".kr-asof")).to_contain_text("As of 1 Jul 2025, 14:05")


@pytest.mark.parametrize("query", ["", "?lang=en"])
@pytest.mark.parametrize("screen", ["card", "snapshot", "selection"])
def test_a_card_prints_on_one_page(opens, addresses, screen, query):
    page = opens(addresses[screen] + query, color_scheme="dark")
    page.evaluate("document.fonts.ready")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_a_wall_goes_round_until_somebody_pauses_it(opens, addresses):
    page = opens("about:blank")
    page.clock.install()
    page.goto(f"{addresses['wall']}?seconds=20")
    slides = page.locator(".kr-slide")
    expect(slides.nth(0)).to_be_visible()
    expect(slides.nth(1)).to_be_hidden()
    expect(page.locator(".kr-dots")).to_contain_text("๑/๒")
    page.clock.run_for(20_000)
    expect(slides.nth(1)).to_be_visible()
    expect(slides.nth(0)).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="เล่นต่อ")).to_have_attribute("aria-pressed", "true")
    page.clock.run_for(60_000)
    expect(slides.nth(1)).to_be_visible()
    page.get_by_role("button", name="เล่นต่อ").click()
    page.clock.run_for(20_000)
    expect(slides.nth(0)).to_be_visible()


def test_a_wall_does_not_move_for_whoever_wants_no_motion(opens, addresses):
    page = opens(addresses["wall"], reduced_motion="reduce")
    expect(page.locator(".kr-slide").first).to_have_css("transition-duration", "0s")
    assert opens(addresses["wall"]).locator(".kr-slide").first.evaluate(
        "(slide) => getComputedStyle(slide).transitionDuration"
    ) == ("0.6s")


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160)])
def test_every_slide_of_a_wall_fits_the_screen_in_large_type(opens, addresses, width, height):
    page = opens(addresses["wall"], viewport={"width": width, "height": height})
    expect(page.locator(".kr-slide.now")).to_be_visible()
    boxes = page.locator(".kr-slide *:not(svg *), .kr-dots").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect()).map((box) => [box.top, box.bottom, box.right])"
    )
    assert min(box[0] for box in boxes) >= 0
    assert max(box[1] for box in boxes) <= height
    assert max(box[2] for box in boxes) <= width
    size = page.locator(".kr-slide .kr-sentence").first.evaluate(
        "(text) => parseFloat(getComputedStyle(text).fontSize)"
    )
    assert size >= width / 50


def test_a_wall_says_that_it_has_lost_its_server_and_follows_when_that_is_back(opens, tmp_path: Path):
    with ExitStack() as first:
        served = first.enter_context(serving(tmp_path, KR_TODAY=DURING_THE_YEAR))
        page = opens("about:blank")
        page.clock.install()
        page.goto(f"{served.url}/?kiosk=1&digits=arabic")
        expect(page.locator("svg.kr-gauge")).to_have_attribute("data-percent", "0")
    ticked(tmp_path / "kr.db", 1)
    page.clock.run_for(40_000)
    lost = page.locator(".kr-lost")
    expect(lost).to_have_text(re.compile(r"^ขาดการเชื่อมต่อ ตัวเลขอาจไม่เป็นปัจจุบัน ข้อมูลล่าสุดเมื่อ \d+ \S+ \d{4} \d\d\.\d\d น\.$"))
    with serving(tmp_path, int(served.url.rpartition(":")[2]), KR_TODAY=DURING_THE_YEAR):
        expect(page.locator("svg.kr-gauge")).to_have_attribute("data-percent", "20", timeout=20_000)
        expect(lost).to_be_empty()


def _hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        "(hidden) => {Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))}",
        hidden,
    )
