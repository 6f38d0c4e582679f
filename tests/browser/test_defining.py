"""Editing a form in the browser, by keyboard too, while others look at its key result."""

from playwright.sync_api import expect

from tests.app.entries import CODE
from tests.browser import looks
from tests.browser.conftest import admin_of, kr_page, settled


def test_an_edited_form_reaches_every_open_page_and_a_new_key_result_the_board(serve, open_page, opens, windows):
    """Name, percents and levels follow without a reload; a key result that was added stands on the open board."""
    served = serve(KR_TODAY="2025-07-22")
    admin = admin_of(served)
    page, board, wall = open_page(kr_page(served)), open_page(served.url), opens(f"{served.url}/wall")
    page.evaluate("window.sameDocument = true")
    board.evaluate("window.sameDocument = true")
    desk = windows(f"{served.url}/key-results/{CODE}/form", admin)
    desk.goto(f"{served.url}/key-results/{CODE}/form")
    assert looks.axe_finds(desk) == ""
    desk.get_by_label("ชื่อ", exact=True).first.fill("ชื่อใหม่ของตัวชี้วัด")
    desk.locator("#f-levels-1-activity").fill("งานใหม่ของระดับที่หนึ่ง")
    desk.locator("#f-levels-1-activity").press("Tab")
    desk.locator("#f-levels-1-percent").press("Enter")
    expect(desk.get_by_role("heading", name="สิ่งที่จะเปลี่ยน")).to_be_visible()
    assert looks.axe_finds(desk) == ""
    desk.locator("#reason").fill("ตามมติที่ประชุม")
    desk.get_by_role("button", name="บันทึกฉบับนี้").press("Enter")
    expect(desk.get_by_text("บันทึกแบบรายละเอียดฉบับใหม่แล้ว")).to_be_visible()
    assert looks.axe_finds(desk) == ""
    expect(page.get_by_role("heading", name="ชื่อใหม่ของตัวชี้วัด")).to_be_visible()
    expect(page.locator(".st-key-kr_card_ladder")).to_contain_text("งานใหม่ของระดับที่หนึ่ง")
    expect(board.locator("#root h2", has_text="ชื่อใหม่ของตัวชี้วัด")).to_be_visible()

    desk.goto(f"{served.url}/account/key-results/new?copy={CODE}")
    assert looks.axe_finds(desk) == ""
    desk.locator("#f-code").fill("plan-2569")
    desk.get_by_role("button", name="ตรวจสอบแบบรายละเอียด").last.click()
    desk.locator("#reason").fill("ปีงบประมาณใหม่")
    desk.get_by_role("button", name="บันทึกตัวชี้วัดใหม่").click()
    settled(desk)
    expect(desk.get_by_role("heading", name="ชื่อใหม่ของตัวชี้วัด")).to_be_visible()
    expect(board.locator("#root a[data-part='card:plan-2569']")).to_be_visible()
    expect(wall.locator("[data-part='slide:plan-2569']")).to_be_attached()
    assert page.evaluate("window.sameDocument") is True
    assert board.evaluate("window.sameDocument") is True
    assert [*page.said, *board.said, *desk.said] == []


def test_the_editor_fits_a_phone(serve, windows):
    """No sideways scroll at 360 px, in the dark, with the preview open and with refusals."""
    served = serve(KR_TODAY="2025-07-22")
    admin, address = admin_of(served), f"{served.url}/key-results/{CODE}/form"
    phone = windows(address, admin, viewport={"width": 360, "height": 740}, color_scheme="dark")
    phone.goto(address)
    for fill in ("๔๕", "x"):
        phone.locator("#f-levels-2-percent").fill(fill)
        phone.get_by_role("button", name="ดูสิ่งที่จะเปลี่ยน").last.click()
        phone.wait_for_load_state()
        assert phone.evaluate("document.documentElement.scrollWidth") == 360
        assert looks.axe_finds(phone) == ""
