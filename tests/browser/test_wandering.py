"""Going from page to page as people do: back, away in the middle of a sentence, from one book to the other."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import coordinator_of, kr_page, settled
from tests.browser.test_live import tick_elsewhere
from tests.browser.test_ticking import confirm, log_of, open_level
from tests.serving import CODE

IN_YEAR = {"KR_TODAY": "2025-07-22"}
GAUGE = "#root svg.kr-gauge"


def test_back_leads_to_where_one_came_from(served, open_page, coordinator):
    """One press for each page, whatever was opened and closed on it."""
    page = open_page(served.url, coordinator)
    page.get_by_role("link", name="ตัวชี้วัด", exact=True).click()
    expect(page.get_by_role("heading", name="ระดับความสำเร็จ")).to_be_visible()
    page.get_by_role("link", name="บันทึกระดับ", exact=True).click()
    page.get_by_role("button", name="บันทึกระดับ ๒", exact=True).click()
    expect(page).to_have_url(re.compile("level=2"))
    page.get_by_role("button", name="ยกเลิก").click()
    expect(page).to_have_url(kr_page(served, "update"))
    settled(page)
    page.go_back()
    expect(page.get_by_role("heading", name="ระดับความสำเร็จ")).to_be_visible()
    expect(page).to_have_url(kr_page(served))
    settled(page)
    page.go_back()
    expect(page.locator(".kr-board-card")).to_be_visible()
    expect(page).to_have_url(f"{served.url}/")
    settled(page)
    page.go_forward()
    expect(page.get_by_role("heading", name="ระดับความสำเร็จ")).to_be_visible()
    expect(page).to_have_url(kr_page(served))


def test_a_link_is_followed_in_the_middle_of_a_sentence(served, open_page, coordinator):
    page = open_page(kr_page(served, "update", "&level=2"), coordinator)
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill("ยังพิมพ์ไม่จบ")
    page.get_by_role("link", name="ภาพรวม", exact=True).click()
    expect(page.get_by_role("heading", name="ภาพรวมตัวชี้วัด")).to_be_visible()


def test_what_was_said_in_the_demonstration_is_not_said_of_the_real_book(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update", "&demo=1"), coordinator_of(served))
    open_level(page, "๔")
    confirm(page, "๔")
    expect(page.get_by_text("บันทึกระดับ ๔ แล้ว")).to_be_visible()
    page.get_by_role("link", name="กลับไปดูข้อมูลจริง").click()
    expect(page.get_by_role("heading", name="ภาพรวมตัวชี้วัด")).to_be_visible()
    page.get_by_role("link", name="บันทึกระดับ", exact=True).click()
    expect(page.get_by_role("button", name="บันทึกระดับ ๔")).to_be_visible()
    settled(page)
    assert page.get_by_text("บันทึกระดับ ๔ แล้ว").count() == 0
    assert log_of(served) == []


def test_a_form_stays_what_it_was_opened_as_and_says_who_was_first(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update", "&level=1"), coordinator_of(served))
    note = page.get_by_label("หมายเหตุ (ไม่บังคับ)")
    note.fill("ข้อความของฉัน")
    tick_elsewhere(served, 1)
    expect(page.locator(".st-key-kr_form_open")).to_contain_text("ผู้ประสานงานหลัก บันทึกระดับ ๑ ไปก่อนแล้ว")
    expect(note).to_have_value("ข้อความของฉัน")
    confirm(page, "๑")
    expect(page.locator(".st-key-kr_rung_1")).to_contain_text("หมายเหตุของท่าน: “ข้อความของฉัน”")
    assert len(log_of(served)) == 1


def test_a_level_that_does_not_exist_opens_nothing_and_keeps_nobody_waiting(served, open_page, coordinator):
    for level in ("0", "6", "99", "abc"):
        page = open_page(kr_page(served, "update", f"&level={level}"), coordinator)
        expect(page.locator(".st-key-kr_form_open")).to_have_count(0)
        expect(page.get_by_role("button", name="บันทึกระดับ ๑", exact=True)).to_be_visible()
        expect(page.locator(GAUGE)).to_be_visible()


def test_an_opened_table_stays_open_when_a_tick_arrives(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served))
    page.get_by_text("ดูเป็นตาราง").click()
    expect(page.locator(".kr-steps tbody tr")).to_have_count(5)
    tick_elsewhere(served, 1)
    expect(page.locator(".kr-steps")).to_contain_text("๑๕ มี.ค. ๒๕๖๘")
    expect(page.locator(".kr-steps tbody tr").first).to_be_visible()


def test_a_page_follows_again_after_the_server_was_started_anew(serve, open_page):
    first = serve(**IN_YEAR)
    page = open_page(kr_page(first))
    port = first.url.rsplit(":", 1)[1]
    first.process.kill()
    first.process.join(10)
    again = serve(port=int(port), **IN_YEAR)
    tick_elsewhere(again, 1)
    expect(page.locator(GAUGE)).to_have_attribute("data-percent", "20", timeout=30_000)
    assert CODE in page.url
