"""The light card and the wall screen in a browser: live, printed, without script, on a phone, for everybody."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import OTHER, ticked
from tests.app.links import Made, disabled, linked, revoked
from tests.browser.conftest import MADE

SCREENS = ("card", "selection", "snapshot", "demonstration", "wall", "wall of a link")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_reads_without_javascript_and_fits_a_phone(opens, addresses, screen):
    page = opens(addresses[screen], java_script_enabled=False, viewport={"width": 360, "height": 740})
    expect(page.locator("svg.kr-gauge").first).to_be_visible()
    expect(page.locator(".kr-sentence").first).to_be_visible()
    count = page.locator("svg.kr-gauge").count()
    assert [page.locator("svg.kr-gauge").nth(n).is_visible() for n in range(count)] == [True] * count
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# They come after the first frame, brought by the script; the policy leaves no other way to wait for them.
_LOADED = """() => new Promise((done) => {
  const look = () => {
    // Those that stand in until then are of the reader's own machine.
    const ours = [...document.fonts].filter((face) => !face.family.includes("till Sarabun"))
    const loaded = ours.filter((face) => face.status === "loaded")
    loaded.length === 2 ? done(loaded.map((face) => face.family)) : requestAnimationFrame(look)
  }
  look()
})"""


def test_what_can_be_read_stays_while_the_small_fonts_are_on_their_way(opens, addresses):
    """Without `swap`, a browser hides every letter for up to three seconds."""
    page = opens(addresses["card"])
    page.evaluate(_LOADED)
    assert page.evaluate(
        "[...document.fonts].filter(({family}) => !family.includes('till')).map((f) => f.display)"
    ) == [
        "swap",
        "swap",
    ]


def test_the_small_fonts_are_used(opens, addresses):
    page = opens(addresses["card"])
    loaded = page.evaluate(_LOADED)
    assert sorted(name.strip('"') for name in loaded) == ["Sarabun", "Sarabun Figures"]


def test_without_javascript_the_gauge_the_sentence_and_the_ladder_are_seen(opens, addresses):
    page = opens(addresses["card"], java_script_enabled=False)
    for part in ("svg.kr-gauge", ".kr-sentence", ".kr-ladder"):
        expect(page.locator(part)).to_be_visible()


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


def _hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        "(hidden) => {Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))}",
        hidden,
    )
