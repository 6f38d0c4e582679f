"""The wall screen in a browser: it goes round, fits its screen, and says when it has lost its server."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app.entries import ticked
from tests.browser.conftest import DURING_THE_YEAR
from tests.serving import serving


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
    foot = page.locator(".kr-wallfoot").bounding_box()
    assert foot
    slides = page.locator(".kr-slide *:not(svg *)").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().bottom)"
    )
    assert max(slides) <= foot["y"] + 1
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
