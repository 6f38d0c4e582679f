"""The calendar of a day's field: Buddhist years, the reader's digits, by pointer and by keyboard alone."""

from datetime import date

from playwright.sync_api import expect

from tests.app.entries import CODE
from tests.browser import looks
from tests.browser.conftest import coordinator_of, kr_page
from tests.browser.test_ticking import confirm, log_of, open_level

FIELD = "วันที่ดำเนินการแล้วเสร็จ"


def test_a_day_is_taken_with_two_clicks_and_stored(serve, open_page):
    """In the months and years of the Thai reader; what is typed closes it again, and is repeated while it is typed."""
    served = serve(KR_TODAY="2025-07-22")
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๑")
    field, calendar = page.get_by_label(FIELD), page.get_by_role("dialog", name="เลือกวันที่")
    expect(field).to_have_value("๒๒ ก.ค. ๒๕๖๘")
    expect(calendar).to_be_hidden()
    field.click()
    expect(calendar).to_contain_text("กรกฎาคม ๒๕๖๘")
    assert looks.axe_finds(page) == ""
    calendar.get_by_role("button", name="เดือนก่อนหน้า").click()
    expect(calendar).to_contain_text("มิถุนายน ๒๕๖๘")
    calendar.get_by_role("button", name="๑๕ มิ.ย. ๒๕๖๘").click()
    expect(calendar).to_be_hidden()
    expect(field).to_have_value("๑๕ มิ.ย. ๒๕๖๘")
    expect(page.get_by_text("วันอาทิตย์ที่ ๑๕ มิถุนายน พ.ศ. ๒๕๖๘")).to_be_visible()
    field.fill("10/7/3111")
    expect(page.get_by_text("ปี ๓๑๑๑ ดูเหมือนบวก ๕๔๓ ซ้ำสองครั้ง")).to_be_visible()
    field.fill("15/6/68")
    expect(page.get_by_text("วันอาทิตย์ที่ ๑๕ มิถุนายน พ.ศ. ๒๕๖๘")).to_be_visible()
    confirm(page, "๑")
    expect(page.get_by_text("บันทึกระดับ ๑ แล้ว")).to_be_visible()
    assert [event.day for event in log_of(served)] == [date(2025, 6, 15)]
    assert page.said == []


def test_a_day_is_taken_by_keyboard_alone(serve, windows):
    """Down opens it, arrows and page keys walk, Enter takes, Escape leaves; across the leap day and the year's end."""
    served = serve(KR_TODAY="2025-07-22")
    address = f"{served.url}/key-results/{CODE}/plan?lang=en"
    page = windows(address, coordinator_of(served))
    page.goto(address)
    field, calendar = page.locator("#day-2"), page.get_by_role("dialog", name="Choose a day")
    field.fill("29-กพ.-67")
    expect(page.locator("#day-2-reads")).to_have_text("Thursday, 29 February 2024 (B.E. 2567)")
    field.press("ArrowDown")
    expect(calendar.get_by_role("button", name="29 Feb 2024", exact=True)).to_be_focused()
    assert looks.axe_finds(page) == ""
    for key, day in (
        ("ArrowRight", "1 Mar 2024"),
        ("ArrowUp", "23 Feb 2024"),
        ("PageDown", "23 Mar 2024"),
        ("ArrowDown", "30 Mar 2024"),
        ("PageUp", "29 Feb 2024"),
    ):
        page.keyboard.press(key)
        expect(calendar.get_by_role("button", name=day, exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(calendar).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("29-กพ.-67")
    field.fill("30 Sep 2025")
    field.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(field).to_have_value("1 Oct 2025")
    expect(field).to_be_focused()
    assert page.said == []


def test_the_calendar_fits_a_phone_and_the_dark(serve, windows):
    """Nothing scrolls sideways, and a day is as large as a thumb needs."""
    served = serve(KR_TODAY="2025-07-22")
    address = f"{served.url}/key-results/{CODE}/plan"
    page = windows(address, coordinator_of(served), viewport={"width": 360, "height": 740}, color_scheme="dark")
    page.goto(address)
    page.locator("#day-3").click()
    calendar = page.get_by_role("dialog", name="เลือกวันที่")
    expect(calendar).to_be_visible()
    assert looks.axe_finds(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = calendar.get_by_role("button", name="๑๕", exact=False).first.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 40
