"""A tick that arrives moves nothing under the reader's eyes and hands: an open page stays where its reader is."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.links import linked
from tests.browser import looks
from tests.browser.conftest import coordinator_of, kr_page, settled
from tests.browser.test_live import IN_YEAR, tick_elsewhere
from tests.serving import CODE, Served

WIDTHS = (1440, 360)
ADMIN = Grant(Role.ADMIN)
NOTE = "หมายเหตุที่มีมากกว่าหนึ่งบรรทัด " * 4
TABLE, LOOK_BACK, FORM = "ดูเป็นตาราง", "ดูข้อมูลย้อนหลัง", "แบบรายละเอียด KRs ฉบับเต็ม"
_SAID = "(each) => each.innerText.trim()"

_HEIGHTS = "(all) => all.map((each) => Math.round(each.getBoundingClientRect().height))"


@dataclass
class Place:
    """Where a reader is: the open panels, what has the focus, and how far from the top of the window they look."""

    page: Page
    at: str
    open: list[str]
    focus: str
    y: float
    moved: float

    @classmethod
    def of(cls, page: Page, at: str) -> "Place":
        """Once nothing moves any more."""
        looks.at_rest(page)
        opened = page.locator("details[open] > summary").evaluate_all(f"(all) => all.map({_SAID})")
        focus = page.evaluate(f"({_SAID})(document.activeElement)")
        box = page.locator(at).last.bounding_box()
        assert box
        return cls(page, at, opened, focus, box["y"], looks.shifts(page)[0])

    def is_kept(self) -> None:
        """The reader is where they were, and hardly anything they saw has moved."""
        now = Place.of(self.page, self.at)
        assert now.moved - self.moved <= looks.MOST_SHIFT, looks.shifts(self.page)
        assert (now.open, now.focus) == (self.open, self.focus)
        assert abs(now.y - self.y) <= 2


def reading(window: Page, served: Served) -> Page:
    """Open the key result with every panel open."""
    window.add_init_script(looks.WATCH_SHIFTS)
    window.goto(kr_page(served))
    settled(window)
    looks.at_rest(window)
    for summary in (TABLE, LOOK_BACK, FORM):
        window.locator("summary").filter(has_text=summary).click()
    return window


def followed(page: Page) -> None:
    """Wait until every part of the page has heard of the second level."""
    expect(page.locator(".st-key-kr_card_look_back input[type=range]")).to_have_attribute("max", "2")
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "40")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_that_comes_late_moves_nothing(served: Served, windows: Callable[..., Page], width: int) -> None:
    """The contents of the help page lead to the right place before the pictures on the way are there."""
    page = windows(served.url, viewport={"width": width, "height": 900})
    page.route("**/*.webp*", lambda route: route.abort())
    page.goto(f"{served.url}/help")
    rooms = page.locator(".kr-help-picture")
    empty = rooms.evaluate_all(_HEIGHTS)
    page.unroute("**/*.webp*")
    page.reload()
    for room in rooms.all():
        room.scroll_into_view_if_needed()
        expect(room.locator("img")).to_have_js_property("complete", True)
    assert rooms.evaluate_all(_HEIGHTS) == pytest.approx(empty, abs=2)


@pytest.mark.parametrize("width", WIDTHS[1:])
def test_a_tick_leaves_a_reader_where_they_are_at_the_top_and_at_the_end(
    serve: Callable[..., Served], windows: Callable[..., Page], width: int
) -> None:
    """At the gauge with the focus in the bar, and in the form with the focus in a part that is drawn anew."""
    served = serve(**IN_YEAR)
    tick_elsewhere(served, 1)
    who, viewport = coordinator_of(served), {"width": width, "height": 800}
    top, end = (reading(windows(served.url, who, viewport=viewport), served) for _ in range(2))
    top.evaluate("scrollTo(0, 0)")
    top.get_by_role("link", name="EN", exact=True).focus()
    end.locator("summary").filter(has_text=LOOK_BACK).focus()
    end.locator(".kr-form h3").last.scroll_into_view_if_needed()
    places = Place.of(top, "#root svg.kr-gauge"), Place.of(end, ".kr-form h3")
    assert len(places[1].open) >= 3
    tick_elsewhere(served, 2, NOTE)
    for place in places:
        followed(place.page)
        place.is_kept()


def test_what_was_typed_into_a_part_that_is_drawn_anew_stays(
    serve: Callable[..., Served], windows: Callable[..., Page]
) -> None:
    """The day to look back at, half typed."""
    served = serve(**IN_YEAR)
    tick_elsewhere(served, 1)
    page = reading(windows(served.url), served)
    day = page.get_by_label("หรือ ณ สิ้นวันที่")
    day.fill("๑๕ มี.ค.")
    tick_elsewhere(served, 2, NOTE)
    followed(page)
    expect(day).to_have_value("๑๕ มี.ค.")
    expect(day).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_tick_leaves_the_reader_of_a_card_where_they_are(
    serve: Callable[..., Served], windows: Callable[..., Page], width: int
) -> None:
    """With the focus on the way to the other language."""
    served = serve(**IN_YEAR)
    tick_elsewhere(served, 1)
    link = linked(served.database, someone(served.database, "sender", ADMIN, now=served.now).person, CODE)
    page = windows(served.url, viewport={"width": width, "height": 800})
    page.add_init_script(looks.WATCH_SHIFTS)
    page.goto(served.url + link.path)
    page.locator("html.kr-on").wait_for()
    page.get_by_role("link", name="EN", exact=True).focus()
    place = Place.of(page, "svg.kr-gauge")
    tick_elsewhere(served, 2)
    expect(page.locator("svg.kr-gauge")).to_have_attribute("data-percent", "40")
    place.is_kept()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_tick_leaves_the_reader_of_the_history_at_their_row(
    serve: Callable[..., Served], windows: Callable[..., Page], width: int
) -> None:
    """The newer row comes in above what is being read."""
    served = serve(**IN_YEAR)
    for level in (1, 4, 5):
        tick_elsewhere(served, level, f"แถว {level}")
    page = windows(served.url, viewport={"width": width, "height": 800})
    page.add_init_script(looks.WATCH_SHIFTS)
    page.goto(kr_page(served))
    settled(page)
    row = page.locator(".st-key-kr_card_history tr", has_text="แถว 5")
    row.evaluate("(each) => window.scrollBy(0, each.getBoundingClientRect().top - 60)")
    page.get_by_role("link", name="EN", exact=True).evaluate("(each) => each.focus({preventScroll: true})")
    place = Place.of(page, ".st-key-kr_card_history tr:has-text('แถว 5')")
    assert 0 <= place.y < 400
    tick_elsewhere(served, 2, NOTE)
    expect(page.locator(".st-key-kr_card_history tr", has_text=NOTE.strip())).to_be_attached()
    expect(page.locator(".st-key-kr_card_look_back input[type=range]")).to_have_attribute("max", "4")
    place.is_kept()
