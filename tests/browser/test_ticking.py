"""The coordinator's work, seen on the screen and read from the file."""

from datetime import date

from playwright.sync_api import Page, expect

from kr_app.identity import accounts
from kr_app.store.doors import reading
from kr_core.log import Event
from tests.app.people import asking
from tests.browser.conftest import admin_of, coordinator_of, kr_page, percent, settled
from tests.serving import Served

IN_YEAR = {"KR_TODAY": "2025-07-22"}


def log_of(served: Served) -> list[Event]:
    """Everything in the file."""
    with reading(served.database) as door:
        return list(door.events_after(0))


def open_level(page: Page, number: str) -> None:
    """Open the form of a level."""
    page.get_by_role("button", name=f"บันทึกระดับ {number}", exact=True).click()
    expect(page.get_by_role("button", name=f"ยืนยันการบันทึกระดับ {number}")).to_be_visible()


def type_day(page: Page, day: date) -> None:
    """Type a day into the open form, as a person does."""
    page.get_by_label("วันที่ดำเนินการแล้วเสร็จ").fill(f"{day:%d/%m}/{day.year + 543}")
    page.keyboard.press("Tab")


def confirm(page: Page, number: str) -> None:
    """Press the confirming button of the open form."""
    page.get_by_role("button", name=f"ยืนยันการบันทึกระดับ {number}").click()


def test_a_refusal_comes_into_sight_and_has_the_focus_each_time(served, open_page, coordinator):
    """It stands above a form that is higher than a phone; the button must not seem dead, the second time either."""
    page = open_page(kr_page(served, "update", "&level=1"), coordinator, viewport={"width": 360, "height": 640})
    page.get_by_label("วันที่ดำเนินการแล้วเสร็จ").fill("เมื่อวานนี้")
    told = page.locator("#root .kr-message[data-kind=bad]")
    for _ in range(2):
        confirm(page, "๑")
        expect(told).to_be_focused()
        expect(told).to_be_in_viewport(ratio=1)
        page.get_by_label("หมายเหตุ (ไม่บังคับ)").focus()
    assert log_of(served) == []


def test_a_tick_is_on_the_gauge_in_the_ladder_and_in_the_file(serve, open_page):
    served = serve(**IN_YEAR)
    author = coordinator_of(served)
    page = open_page(kr_page(served, "update"), author)
    open_level(page, "๑")
    type_day(page, date(2025, 3, 15))
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill("ผู้บริหารเห็นชอบแล้ว")
    confirm(page, "๑")
    expect(page.get_by_text("บันทึกระดับ ๑ แล้ว ผลขณะนี้ ๒๐%")).to_be_visible()
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    expect(page.get_by_text("สำเร็จ ๑๕ มี.ค. ๒๕๖๘")).to_be_visible()
    [event] = log_of(served)
    assert (event.kind, event.level, event.day, event.note) == ("tick", 1, date(2025, 3, 15), "ผู้บริหารเห็นชอบแล้ว")
    assert event.actor == f"person:{author.person}"
    assert event.internal is False


def test_an_internal_note_stays_inside(serve, open_page):
    served = serve(**IN_YEAR)
    author = coordinator_of(served)
    page = open_page(kr_page(served, "update"), author)
    open_level(page, "๑")
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill("มติลับของที่ประชุม")
    page.get_by_text("หมายเหตุภายใน: อ่านได้เฉพาะผู้ที่เข้าสู่ระบบ").click()
    confirm(page, "๑")
    expect(page.locator(".st-key-kr_rung_1")).to_contain_text("ภายใน: มติลับของที่ประชุม")
    assert [event.internal for event in log_of(served)] == [True]
    outside, inside = open_page(kr_page(served)), open_page(kr_page(served), author)
    expect(inside.locator(".st-key-kr_card_history")).to_contain_text("ภายใน: มติลับของที่ประชุม")
    expect(inside.locator(".st-key-kr_card_history")).to_contain_text("ตำแหน่ง coordinator")
    expect(outside.locator(".st-key-kr_card_history")).to_contain_text("หมายเหตุภายใน")
    expect(outside.locator(".st-key-kr_card_history")).to_contain_text("เจ้าหน้าที่")
    for secret in ("มติลับของที่ประชุม", "ตำแหน่ง coordinator"):
        assert secret not in outside.content()


def test_a_tick_above_a_gap_says_what_it_waits_for(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๔")
    expect(page.get_by_text("แต่จะนับคะแนนเมื่อระดับ ๑ สำเร็จ")).to_be_visible()
    confirm(page, "๔")
    expect(page.get_by_text("บันทึกระดับ ๔ แล้ว รอระดับ ๑ จึงจะนับคะแนน")).to_be_visible()
    expect(page.get_by_text("ระดับ ๔ สำเร็จแล้ว แต่จะนับคะแนนเมื่อระดับ ๑ สำเร็จ")).to_be_visible()
    assert percent(page) == "0"
    assert [event.level for event in log_of(served)] == [4]


def test_a_tick_is_taken_back_with_a_reason_and_both_stay_in_the_log(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๑")
    confirm(page, "๑")
    page.get_by_role("button", name="ถอนการบันทึกระดับ ๑").click()
    page.get_by_role("button", name="ถอนการบันทึก", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="โปรดระบุเหตุผล")).to_be_visible()
    page.get_by_label("เหตุผลในการถอนการบันทึก").fill("บันทึกผิดระดับ")
    page.get_by_role("button", name="ถอนการบันทึก", exact=True).click()
    expect(page.get_by_text("ถอนการบันทึกระดับ ๑ แล้ว ผลขณะนี้ ๐%")).to_be_visible()
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "0")
    tick, withdrawal = log_of(served)
    assert (withdrawal.kind, withdrawal.refers_to, withdrawal.note) == ("withdraw", tick.id, "บันทึกผิดระดับ")


def test_a_day_that_is_still_to_come_is_refused_and_nothing_is_stored_or_lost(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๑")
    type_day(page, date(2025, 8, 1))
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill("ร่างบันทึกของฉัน")
    confirm(page, "๑")
    expect(page.get_by_text("วันที่ ๑ ส.ค. ๒๕๖๘ ยังมาไม่ถึง")).to_be_visible()
    expect(page.get_by_label("หมายเหตุ (ไม่บังคับ)")).to_have_value("ร่างบันทึกของฉัน")
    assert log_of(served) == []


def test_a_double_click_stores_once(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๑")
    page.get_by_role("button", name="ยืนยันการบันทึกระดับ ๑").dblclick()
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    settled(page)
    assert [event.kind for event in log_of(served)] == ["tick"]


def test_of_two_people_at_the_same_level_the_second_is_told_who_was_first_and_when(serve, open_page):
    served = serve(**IN_YEAR)
    admin = admin_of(served)
    first, second = (open_page(kr_page(served, "update"), who) for who in (coordinator_of(served, admin), admin))
    open_level(first, "๑")
    open_level(second, "๑")
    second.get_by_label("หมายเหตุ (ไม่บังคับ)").fill("ข้อความของคนที่สอง")
    # The second one's screen hears nothing any more, as on a train: it still shows the level as open.
    second.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true});document.dispatchEvent(new Event('visibilitychange'))"
    )
    confirm(first, "๑")
    expect(first.get_by_text("บันทึกระดับ ๑ แล้ว")).to_be_visible()
    confirm(second, "๑")
    told = second.get_by_text("ตำแหน่ง coordinator บันทึกระดับ ๑ ไปก่อนแล้ว เมื่อ ๒๒ ก.ค. ๒๕๖๘")
    expect(told).to_be_visible()
    expect(told).to_contain_text("ข้อความของคนที่สอง")
    assert len(log_of(served)) == 1


def test_a_year_that_is_over_still_takes_a_tick_dated_within_it(serve, open_page):
    served = serve(KR_TODAY="2026-11-23")
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๑")
    confirm(page, "๑")
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    expect(page.get_by_text("ผลปีงบประมาณ ๒๕๖๘ ถึงระดับ ๑ จาก ๕ (๒๐%)")).to_be_visible()
    assert log_of(served)[0].day == date(2025, 9, 30)


def test_a_tick_dated_after_the_year_is_kept_and_does_not_change_its_result(serve, open_page):
    served = serve(KR_TODAY="2026-11-23")
    page = open_page(kr_page(served, "update"), coordinator_of(served))
    open_level(page, "๑")
    type_day(page, date(2025, 10, 1))
    confirm(page, "๑")
    expect(page.get_by_text("หลังสิ้นปีงบประมาณ จึงไม่นับเป็นผลของปี")).to_be_visible()
    assert percent(page) == "0"
    assert log_of(served)[0].day == date(2025, 10, 1)


def test_somebody_who_is_not_signed_in_sees_and_cannot_write(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update", "&level=1"))
    expect(page.get_by_text("โปรดเข้าสู่ระบบก่อนบันทึกระดับความสำเร็จ")).to_be_visible()
    expect(page.locator("#root svg.kr-gauge")).to_be_visible()
    assert page.locator(".st-key-kr_card_ticking button").count() == 0
    way_in = page.locator(".st-key-kr_card_ticking").get_by_role("link", name="เข้าสู่ระบบ")
    assert way_in.get_attribute("href").startswith("/account/sign-in?next=%2Fupdate")


def test_whoever_records_works_under_a_name_that_was_set_as_well(serve, open_page):
    served = serve(KR_HOSTS="kr.example", **IN_YEAR)
    page = open_page(kr_page(served, "update").replace("127.0.0.1", "kr.example"), coordinator_of(served))
    open_level(page, "๑")
    confirm(page, "๑")
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    assert [event.level for event in log_of(served)] == [1]


def test_a_right_that_is_taken_while_the_form_is_open_is_gone_at_the_next_click(serve, open_page):
    served = serve(**IN_YEAR)
    admin = admin_of(served)
    author = coordinator_of(served, admin)
    page = open_page(kr_page(served, "update"), author)
    open_level(page, "๑")
    accounts.set_disabled(asking(served.database, admin.token, now=served.now), author.person, True)
    confirm(page, "๑")
    expect(page.get_by_text("ท่านออกจากระบบแล้ว หรือไม่มีสิทธิ์บันทึก")).to_be_visible()
    expect(page.locator(".st-key-kr_card_ticking button")).to_have_count(0)
    assert log_of(served) == []
