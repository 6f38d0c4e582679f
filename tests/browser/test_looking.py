"""What a reader meets: first paint, languages, digits, the demonstration, small screens, and no errors."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import kr_page, percent, settled
from tests.serving import CODE, Served

RECTANGLE = "e => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map(Math.round) }"


def ticked(served: Served) -> bool:
    """Whether anything was recorded in the file behind a server of these tests."""
    return percent_of(served) != "0"


def percent_of(served: Served) -> str:
    """The percent in the first bytes of the page."""
    match = re.search(r'data-percent="([^"]+)"', served.get(f"/kr?kr={CODE}")[2])
    assert match
    return match[1]


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("path", ["", f"kr?kr={CODE}"])
def test_the_gauge_of_the_first_paint_stands_where_streamlit_puts_it(served, browser: Browser, width, path):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{served.url}/{path}", wait_until="commit")
    first = page.locator("#kr-first svg.kr-gauge")
    first.wait_for()
    page.evaluate("document.fonts.ready")
    before = first.evaluate(RECTANGLE)
    settled(page)
    assert page.locator("#root svg.kr-gauge").evaluate(RECTANGLE) == before
    context.close()


def test_the_page_is_thai_first_and_english_in_one_click_and_by_address(served, open_page):
    page = open_page(kr_page(served))
    assert page.evaluate("document.documentElement.lang") == "th"
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "ร้อยละความสำเร็จในการจัดทำแผนสื่อสารเมือง (Communication Plan)"
    )
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Success in preparing the city communication plan (percent)"
    )
    assert "lang=en" in page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    again = open_page(page.url)
    expect(again.get_by_role("heading", name="Success levels")).to_be_visible()


def test_either_digits_can_be_chosen_and_stay_in_the_address(served, open_page):
    page = open_page(kr_page(served))
    expect(page.locator("#root svg.kr-gauge .mark").last).to_have_text("๑๐๐")
    page.get_by_role("link", name="เลขอารบิก").click()
    expect(page.locator("#root svg.kr-gauge .mark").last).to_have_text("100")
    assert "digits=arabic" in page.url


def test_the_board_leads_to_the_key_result_and_its_address_can_be_sent(served, open_page):
    page = open_page(served.url)
    page.locator(".kr-board-card").click()
    expect(page.get_by_role("heading", name="ระดับความสำเร็จ")).to_be_visible()
    assert f"kr?kr={CODE}" in page.url
    short = open_page(f"{served.url}/?kr={CODE}")
    expect(short.get_by_role("heading", name="ระดับความสำเร็จ")).to_be_visible()


def test_the_whole_form_can_be_read(served, open_page, coordinator):
    page = open_page(kr_page(served), coordinator)
    page.get_by_text("แบบรายละเอียด KRs ฉบับเต็ม").click()
    form = page.locator(".kr-form")
    for text in ("☑ มาตรฐานการดำเนินงาน", "☐ ผู้ตรวจราชการกรุงเทพมหานครกำกับเชิงคุณภาพ", "รายงานความก้าวหน้าต่อผู้บริหารหน่วยงาน"):
        expect(form).to_contain_text(text)
    expect(form).to_contain_text("๑๓๗๖")


def test_the_phone_number_is_not_for_everybody(served, open_page):
    page = open_page(kr_page(served))
    page.get_by_text("แบบรายละเอียด KRs ฉบับเต็ม").click()
    expect(page.locator(".kr-form")).to_contain_text("แสดงเฉพาะผู้ที่เข้าสู่ระบบ")
    assert "๑๓๗๖" not in page.content()


def test_the_empty_key_result_invites_the_first_tick_and_a_demonstration_in_a_file_of_its_own(
    served, open_page, coordinator
):
    page = open_page(served.url, coordinator)
    page.get_by_role("link", name="ดูข้อมูลตัวอย่าง").click()
    expect(page.locator(".kr-ribbon")).to_contain_text("ไม่ใช่ผลการดำเนินงานจริง")
    page.locator(".kr-board-card").click()
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "60")
    expect(page.locator(".kr-ribbon")).to_be_visible()
    page.get_by_role("link", name="กลับไปดูข้อมูลจริง").click()
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "0")
    assert page.locator(".kr-ribbon").count() == 0
    page.get_by_role("link", name="บันทึกระดับแรก").click()
    expect(page.get_by_role("button", name="ยืนยันการบันทึกระดับ ๑")).to_be_visible()
    assert not ticked(served)


def test_the_first_tick_needs_somebody_who_is_signed_in(served, open_page):
    page = open_page(served.url)
    page.get_by_role("link", name="บันทึกระดับแรก").click()
    expect(page.get_by_text("โปรดเข้าสู่ระบบก่อนบันทึกระดับความสำเร็จ")).to_be_visible()
    assert page.locator(".st-key-kr_card_ticking button").count() == 0


def test_the_bar_says_who_is_signed_in_and_offers_everybody_else_to(served, open_page, coordinator):
    inside, outside = open_page(served.url, coordinator), open_page(served.url)
    bars = (inside.locator("#root .kr-header"), outside.locator("#root .kr-header"))
    expect(bars[0].get_by_role("link", name="ตำแหน่ง coordinator")).to_be_visible()
    expect(bars[0].get_by_role("link", name="บันทึกระดับ", exact=True)).to_be_visible()
    expect(bars[1].get_by_role("link", name="เข้าสู่ระบบ")).to_be_visible()
    expect(bars[1]).not_to_contain_text("บันทึกระดับ")


def test_a_gauge_has_a_name_and_a_figure_has_its_words(served, open_page):
    page = open_page(kr_page(served))
    name = page.locator("#root svg.kr-gauge").get_attribute("aria-label")
    assert name is not None
    assert name.startswith("ร้อยละ ๐ ระดับ ๐ จาก ๕ · แผนวันนี้ร้อยละ ๘๐")
    assert percent(page) == "0"
    page.get_by_text("ดูเป็นตาราง").click()
    expect(page.locator(".kr-steps tbody tr")).to_have_count(5)
