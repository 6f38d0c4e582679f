"""A key result on paper: one light A4 sheet that can be handed on, whatever the screen was."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kr_app.rights import Grant, Role
from tests.app.entries import HOST
from tests.app.links import linked
from tests.app.people import SignedIn, person_in
from tests.browser.conftest import admin_of
from tests.browser.pages import DEMO_CODE
from tests.serving import Served, serving

DARK = {"color_scheme": "dark"}
# What would be printed and can only be used on a screen.
TOOLS = "button, input, textarea, nav, form, summary, .kr-button, .kr-link, .kr-switch, .st-key-timeline, [role=tab]"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Late in its year, when every kind of thing has happened."""
    with serving(tmp_path_factory.mktemp("paper"), KR_TODAY="2027-07-22", KR_DEMO="1") as running:
        yield running


@pytest.fixture(scope="module")
def admin(demonstration: Served) -> SignedIn:
    """Whoever makes the link."""
    return admin_of(demonstration)


@pytest.fixture(scope="module")
def insider(demonstration: Served, admin: SignedIn) -> SignedIn:
    """The coordinator, who sees names and evidence."""
    grant = Grant(Role.COORDINATOR, agency=HOST)
    return person_in(demonstration.database, admin, "coordinator", grant, now=demonstration.now)


@pytest.fixture
def sheet(demonstration: Served, insider: SignedIn, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open the key result on a dark screen, drawn whole; `inside` for its coordinator."""

    def opened(language: str, more: str = "", *, inside: bool = False) -> Page:
        address = f"{demonstration.url}/kr?kr={DEMO_CODE}&lang={language}{more}"
        page = open_page(address, insider if inside else None, **DARK)
        expect(page.locator(".st-key-timeline .main-svg").first).to_be_visible()
        page.locator(".st-key-timeline_paper .kr-stairs").wait_for(state="attached")
        page.evaluate("document.fonts.ready")
        return page

    return opened


@pytest.mark.parametrize(("language", "inside"), [("th", True), ("en", False)])
def test_a_key_result_prints_on_one_sheet(sheet, language, inside):
    assert _pages(sheet(language, inside=inside)) == 1


@pytest.mark.parametrize("inside", [False, True])
def test_the_sheet_has_the_answer_and_nothing_to_press(sheet, inside):
    page = sheet("th", inside=inside)
    page.emulate_media(media="print")
    for part in (
        "h1",
        "#root svg.kr-gauge",
        ".kr-sentence",
        "svg.kr-stairs",
        ".kr-ladder",
        ".kr-printed",
        ".kr-ribbon",
    ):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator(".kr-printed")).to_have_text("ข้อมูล ณ วันที่ ๒๒ ก.ค. ๒๕๗๐")
    expect(page.locator(".kr-rung")).to_have_count(5)
    for rung in page.locator(".kr-rung .kr-facts").all():
        expect(rung).to_contain_text(re.compile("[๐-๙]{4}"))
    assert [each.inner_text() for each in page.locator(TOOLS).all() if each.is_visible()] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sheet_is_light_though_the_screen_was_dark(sheet):
    page = sheet("en")
    page.emulate_media(media="print", color_scheme="dark")
    grounds = page.locator("body, [data-testid=stApp], [class*=st-key-kr_card_]").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).backgroundColor)"
    )
    assert set(grounds) == {"rgb(255, 255, 255)"}
    inks = page.locator("h1, .kr-sentence, .kr-rung[data-state=done] .kr-activity").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).color)"
    )
    assert set(inks) == {"rgb(23, 35, 30)"}


def test_a_sheet_of_the_past_says_so(sheet):
    page = sheet("en", "&step=3")
    page.emulate_media(media="print")
    expect(page.locator(".kr-banner")).to_contain_text("As it stood on")
    expect(page.locator(".kr-banner a")).to_be_hidden()
    assert _pages(page) == 1


def test_the_light_card_prints_on_one_sheet_from_the_first_moment_on(demonstration, admin, opens):
    link = linked(demonstration.database, admin.person, DEMO_CODE, demo=True, made=demonstration.now)
    page = opens(demonstration.url + link.path, **DARK)
    page.emulate_media(media="print")
    for part in (".kr-sentence", ".kr-stairs", ".kr-ladder", ".kr-printed"):
        expect(page.locator(part)).to_be_visible()
    animated = page.locator(".kr-right, .kr-sentence").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).animationName)"
    )
    assert set(animated) == {"none"}
    assert _pages(page) == 1


def _pages(page: Page) -> int:
    """How many sheets a browser makes of a page."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", print_background=True)))
