"""What somebody types is not lost when their sign-in ends before it is sent."""

from playwright.sync_api import expect

from kr_app.identity.tokens import digest
from kr_app.store import sessions
from kr_app.store.doors import writing
from kr_app.web import COOKIE
from tests.app.authors import token_of
from tests.app.entries import CODE, log_of
from tests.browser.conftest import admin_of, settled

DONE = "ประชุมคณะทำงานครั้งที่ ๒ และจัดทำร่างแผนแล้ว"


def test_a_report_typed_while_the_sign_in_ended_is_offered_again(serve, windows):
    """After signing in anew, on the same page; once it is stored nothing is offered any more."""
    served = serve(KR_TODAY="2025-07-22")
    admin, address = admin_of(served), f"{served.url}/key-results/{CODE}/report"
    page = windows(address, admin)
    page.goto(address)
    expect(page.locator("[data-kept]")).to_be_hidden()
    page.locator("#done").fill(DONE)
    page.locator("input[value=on_plan]").check()
    with writing(served.database) as door:
        sessions.end(door, digest(admin.token), served.now)
    page.get_by_role("button", name="บันทึกรายงาน").click()
    page.wait_for_url("**/account/sign-in**")
    assert log_of(served.database) == []
    token = token_of(served.database, "admin", now=served.now)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": served.url}])
    page.goto(address)
    page.get_by_role("button", name="นำกลับมา").click()
    expect(page.locator("#done")).to_have_value(DONE)
    page.get_by_role("button", name="บันทึกรายงาน").click()
    page.wait_for_url("**/reports/**")
    assert DONE in log_of(served.database)[0].details
    page.goto(address)
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_rows_that_are_dropped_take_what_was_typed_along(serve, windows):
    """Nothing is offered on the page that holds it all; later every text comes back into its own row."""
    served = serve(KR_TODAY="2025-07-22")
    admin, address = admin_of(served), f"{served.url}/key-results/{CODE}/form"
    page = windows(address, admin)
    page.goto(address)
    page.locator("[name='levels[3].short']").fill("ระดับสามเดิม")
    page.locator("button[value='drop-levels:2']").click()
    expect(page.locator("[name='levels[2].short']")).to_have_value("ระดับสามเดิม")
    expect(page.locator("[data-kept]")).to_be_hidden()
    page.goto(address)
    expect(page.locator("[name='levels-rows']")).to_have_value("5")
    page.get_by_role("button", name="นำกลับมา").click()
    expect(page.locator("[name='levels-rows']")).to_have_value("4")
    expect(page.locator("[name='levels[2].short']")).to_have_value("ระดับสามเดิม")
    expect(page.locator("[name='levels[2].was']")).to_have_value("3")
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_whoever_signs_out_leaves_nothing_half_written_behind(serve, windows):
    """Not even in this window."""
    served = serve(KR_TODAY="2025-07-22")
    address = f"{served.url}/key-results/{CODE}/report"
    page = windows(address, admin_of(served))
    page.goto(address)
    page.locator("#done").fill(DONE)
    assert DONE in page.evaluate("JSON.stringify(sessionStorage)")
    page.goto(f"{served.url}/account")
    page.get_by_role("button", name="ออกจากระบบ", exact=True).click()
    settled(page)
    expect(page.locator("#root").get_by_role("link", name="เข้าสู่ระบบ")).to_be_visible()
    assert DONE not in page.evaluate("JSON.stringify(sessionStorage)")
