"""What happens on an open page when news comes: the gauge moves, a quiet note says who did what, nothing jumps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kr_core.log import Kind
from tests.app.entries import ticked, written
from tests.app.links import linked
from tests.app.streams import eventually
from tests.browser.conftest import admin_of, kr_page, percent
from tests.serving import Served

# Which animations run is asked in the same moment in which the new gauge is put in place.
_WATCH = """() => {
  window.moved = 0
  const watch = new MutationObserver(() => queueMicrotask(() => {
    window.moved += document.querySelectorAll("#root svg.kr-gauge .band").values()
      .reduce((sum, band) => sum + band.getAnimations().length, 0)
  }))
  watch.observe(document.querySelector("#root [data-part]"), {childList: true})
}"""

# A busy page draws its frames late. What each frame showed is read at the next.
_BUSY = """() => {
  window.figures = []
  const read = () => {
    figures.push(document.querySelector("svg.kr-gauge .percent").textContent)
    requestAnimationFrame(read)
  }
  const busy = () => {
    const end = performance.now() + 40
    while (performance.now() < end);
    setTimeout(busy)
  }
  read()
  busy()
}"""
_AT_REST = """(last) => new Promise((done) => {
  const look = () => (figures.slice(-2).every((each) => each === last) ? done(figures) : requestAnimationFrame(look))
  look()
})"""


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_the_gauge_moves_to_its_new_value_unless_nothing_should_move(
    serve, open_page: Callable[..., Page], motion, moves
):
    """And ends at the right figure either way; the note is read out and goes away by itself."""
    served = serve(KR_TODAY="2025-07-22")
    page = open_page(kr_page(served), reduced_motion=motion)
    page.evaluate(_WATCH)
    ticked(served.database, 1)
    news = page.get_by_role("status").filter(has_text="บันทึกระดับ ๑")
    expect(news).to_be_visible()
    expect(news).to_contain_text("เจ้าหน้าที่")
    expect(page.locator("#root svg.kr-gauge .percent")).to_have_text("๒๐%")
    assert percent(page) == "20"
    assert (page.evaluate("window.moved") > 0) is moves
    assert page.said == []


# The note lets clicks through; what is painted there is asked as if it did not.
_COVERED = """(note) => {
  note.style.pointerEvents = "auto"
  const {left, top, width, height} = note.getBoundingClientRect()
  const points = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.25, 0.75].map((y) => [left + x * width, top + y * height]))
  return points.filter(([x, y]) => document.elementFromPoint(x, y) !== note)
}"""
# Streamlit fades what it is about to draw anew; what fades is laid over what stands before it.
_FADING = '[data-testid="stElementContainer"] { opacity: .99 !important; }'


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_is_painted_over_the_news(serve, open_page: Callable[..., Page], width: int):
    """Neither the ladder beside the gauge nor anything below it, wherever the reader is."""
    served = serve(KR_TODAY="2025-07-22")
    page = open_page(kr_page(served), viewport={"width": width, "height": 900})
    page.add_style_tag(content=_FADING)
    for level, where in enumerate((0, 300, 700), start=1):
        page.evaluate("(where) => window.scrollTo(0, where)", where)
        ticked(served.database, level)
        news = page.get_by_role("status").filter(has_text=f"บันทึกระดับ {'๑๒๓'[level - 1]}")
        expect(news).to_be_visible()
        assert news.evaluate(_COVERED) == []


def wait_until_listening(served: Served) -> None:
    """A page that is not listening yet is brought up to date without a word."""
    assert eventually(lambda: '"listening":1' in served.get("/readyz")[2])


def test_what_is_open_stays_open_when_news_comes(serve, open_page: Callable[..., Page]):
    """The legend of the gauge, with the focus on it, and where the reader has scrolled to."""
    served = serve(KR_TODAY="2025-07-22")
    ticked(served.database, 1)
    page = open_page(kr_page(served))
    legend = page.locator("#root .kr-reading")
    legend.locator("summary").click()
    page.evaluate("window.scrollTo(0, 400)")
    wait_until_listening(served)
    written(served.database, Kind.PLAN, 4, day=served.now.date())
    expect(page.get_by_role("status").filter(has_text="กำหนด")).to_be_visible()
    expect(legend.locator("li").first).to_be_visible()
    expect(legend.locator("summary")).to_be_focused()
    assert page.evaluate("window.scrollY") == 400


def test_a_lost_connection_is_said_for_as_long_as_it_is_lost(serve, open_page: Callable[..., Page]):
    """Also when the server went right after news: the end of that news takes only the news away."""
    served = serve(KR_TODAY="2025-07-22")
    page = open_page(kr_page(served))
    wait_until_listening(served)
    ticked(served.database, 1)
    status = page.locator(".kr-news")
    expect(status).to_contain_text("บันทึกระดับ ๑")
    said = page.evaluate("performance.now()")
    served.process.terminate()
    expect(status).to_contain_text("ขาดการเชื่อมต่อ")
    page.wait_for_function("(said) => performance.now() > said + 10_000", arg=said)
    expect(status).to_be_visible()


def test_the_board_says_whose_news_it_is(serve, open_page: Callable[..., Page]):
    """By the name of the key result."""
    served = serve(KR_TODAY="2025-07-22")
    board = open_page(served.url)
    wait_until_listening(served)
    ticked(served.database, 1, note="ความลับ", internal=True)
    news = board.get_by_role("status").filter(has_text="บันทึกระดับ ๑")
    expect(news).to_contain_text("แผนสื่อสารเมือง")
    assert "ความลับ" not in board.content()
    expect(board.get_by_role("link", name="บันทึกระดับแรก")).to_be_hidden()


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_an_open_card_moves_too_and_says_what_happened(serve, opens: Callable[..., Page], motion, moves):
    """To whoever got the link."""
    served = serve(KR_TODAY="2025-07-22")
    sender = admin_of(served).person
    card = opens("about:blank", reduced_motion=motion)
    card.goto(served.url + linked(served.database, sender).path)
    wait_until_listening(served)
    news = card.locator(".kr-news")
    card.evaluate(_WATCH.replace("#root ", ""))
    ticked(served.database, 1)
    expect(news).to_have_text("บันทึกระดับ ๑ สำเร็จเมื่อ ๑๐ ก.ค. ๒๕๖๘ · เจ้าหน้าที่")
    expect(card.locator("svg.kr-gauge .percent")).to_have_text("๒๐%")
    assert (card.evaluate("window.moved") > 0) is moves
    assert card.said == []


def test_the_figure_never_counts_beyond_its_old_and_its_new_value(serve, opens: Callable[..., Page]):
    """Whatever else the page is busy with: no percent below nothing is ever on the screen."""
    served = serve(KR_TODAY="2025-07-22")
    card = opens(served.url + linked(served.database, admin_of(served).person).path)
    expect(card.locator(".kr-news")).to_be_attached()
    card.evaluate(_BUSY)
    for level in (5, 4, 3, 2, 1):
        ticked(served.database, level)
    figures = card.evaluate(_AT_REST, "๑๐๐%")
    assert [figure for figure in figures if not figure[:-1].isdecimal()] == []
