"""The desk in a real browser: from the console's address to a revoked link; small, dark, by keyboard, and for axe."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kr_app.rights import Grant, Role
from kr_app.web import COOKIE
from tests.app.authors import with_people
from tests.app.cast import someone
from tests.app.entries import CODE, OTHER, two_definitions
from tests.app.links import linked
from tests.app.people import PASSWORD, SignedIn
from tests.app.towns import Town, town_in
from tests.browser import looks
from tests.browser.conftest import DURING_THE_YEAR, settled, sign_in
from tests.browser.pages import OFFICE, PAGES
from tests.serving import serving

SHARE = f"/account/links/new?kr={CODE}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A server with people and links, which also answers to a name without https."""
    folder = tmp_path_factory.mktemp("desk")
    peopled = with_people(tmp_path_factory.mktemp("peopled") / "kr.db")
    with town_in(folder, peopled, KR_HOSTS="kr.example") as town:
        maker = someone(town.file, "maker", Grant(Role.INSPECTOR)).person
        linked(town.file, maker, CODE, OTHER, title="ผลการดำเนินงานรายไตรมาส" + "ยาวมาก" * 20, as_sent=True)
        linked(town.file, town.admin.person, CODE)
        yield town


def enter(page: Page, town: Town, who: SignedIn | None = None) -> None:
    """Give the browser somebody's session."""
    name, token = COOKIE, (who or town.admin).token
    page.context.add_cookies([{"name": name, "value": token, "url": page.url.split("/account", maxsplit=1)[0]}])


def on(opens: Callable[..., Page], town: Town, path: str, **options: object) -> Page:
    """A page of the desk as the administrator sees it."""
    page = opens(f"{town.served.url}/account/sign-in", **options)
    if not path.startswith("/account/sign-in"):
        enter(page, town)
    page.goto(town.served.url + path)
    return page


def test_from_the_consoles_address_to_a_link_that_is_revoked(tmp_path, opens) -> None:
    """The whole way of an office: administrator, coordinator, a link in two clicks, and its end."""
    definitions = str(two_definitions(tmp_path / "definitions"))
    with serving(tmp_path, KR_TODAY=DURING_THE_YEAR, KR_DEFINITIONS=definitions) as served:
        address = re.search(r"http\S+/account/set-up/\S+", served.console.read_text(encoding="utf-8"))[0]
        page = opens(address.replace("localhost", "127.0.0.1"))
        page.get_by_label("ชื่อผู้ใช้").fill("admin@example.go.th")
        page.get_by_label("ชื่อที่แสดง").fill("ผู้ดูแลระบบ สยป.")
        page.get_by_label("รหัสผ่านใหม่", exact=True).fill(PASSWORD)
        page.get_by_label("รหัสผ่านใหม่อีกครั้ง").fill(PASSWORD)
        page.get_by_role("button", name="สร้างบัญชีและเข้าสู่ระบบ").click()
        expect(page.get_by_role("status")).to_contain_text("ยินดีต้อนรับ")

        page.get_by_role("link", name="ผู้ใช้", exact=True).click()
        page.get_by_role("link", name="เพิ่มผู้ใช้").click()
        page.get_by_label("ชื่อผู้ใช้").fill("coordinator")
        page.get_by_label("ชื่อที่แสดง").fill("นักประชาสัมพันธ์")
        page.get_by_label("ปีงบประมาณ ๒๕๖๘").first.check()
        page.get_by_role("button", name="เพิ่มและสร้างคำเชิญ").click()
        invitation = page.get_by_label("ลิงก์คำเชิญ").input_value()

        theirs = opens(invitation)
        theirs.get_by_label("รหัสผ่านใหม่", exact=True).fill(PASSWORD)
        theirs.get_by_label("รหัสผ่านใหม่อีกครั้ง").fill(PASSWORD)
        theirs.get_by_role("button", name="ตั้งรหัสผ่านและเข้าสู่ระบบ").click()
        theirs.get_by_role("button", name="ออกจากระบบ", exact=True).click()
        theirs.goto(f"{served.url}/account/sign-in?next=/kr?kr={CODE}")
        theirs.get_by_label("ชื่อผู้ใช้").fill("Coordinator")
        theirs.get_by_label("รหัสผ่าน").fill(PASSWORD)
        theirs.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
        theirs.wait_for_url("**/kr?*")
        settled(theirs)

        theirs.context.grant_permissions(["clipboard-read", "clipboard-write"])
        theirs.get_by_role("link", name="แชร์", exact=True).click()
        theirs.get_by_role("button", name="สร้างลิงก์").click()
        theirs.get_by_role("button", name="คัดลอก").click()
        expect(theirs.get_by_role("status")).to_contain_text("คัดลอกแล้ว")
        link = theirs.evaluate("navigator.clipboard.readText()")
        assert link == theirs.get_by_label("ที่อยู่ของลิงก์").input_value()
        assert opens(link).locator("svg.kr-gauge").count() == 1

        theirs.locator("main").get_by_role("link", name="ลิงก์ของฉัน").click()
        theirs.get_by_label(re.compile("^ยกเลิกลิงก์: ")).click()
        theirs.get_by_role("button", name="ยกเลิกถาวร").click()
        expect(theirs.get_by_role("status")).to_contain_text("ยกเลิกลิงก์อย่างถาวรแล้ว")
        assert theirs.request.get(link).status == 404
        assert page.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_that_come_after_a_form_are_clean_too(desk, opens, scheme: str) -> None:
    """A refused form, and the page that shows an address once."""
    page = on(opens, desk, SHARE, color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 800})
    page.get_by_label("ถึงวันที่กำหนดเอง").check()
    page.get_by_role("button", name="สร้างลิงก์").click()
    expect(page.get_by_role("alert")).to_contain_text("วันสุดท้าย: อ่านวันที่ไม่ได้")
    assert looks.axe_finds(page) == ""
    page.get_by_label("วันสุดท้าย").fill("๓๐ ก.ย. ๒๕๖๘")
    page.get_by_role("button", name="สร้างลิงก์").click()
    expect(page.get_by_label("ที่อยู่ของลิงก์")).to_have_value(re.compile("/s/"))
    assert looks.axe_finds(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_link_is_made_and_revoked_by_keyboard_alone(desk, opens) -> None:
    """Enter on the form, Tab to what one wants; the focus is seen."""
    page = on(opens, desk, SHARE)
    page.locator("#title").focus()
    page.keyboard.type("ด้วยแป้นพิมพ์")
    page.keyboard.press("Enter")
    expect(page.get_by_label("ที่อยู่ของลิงก์")).to_have_value(re.compile("/s/"))
    page.goto(f"{desk.served.url}/account/links")
    row = page.locator(".kr-row").filter(has_text="ด้วยแป้นพิมพ์")
    row.get_by_role("button", name="พักลิงก์").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ยกเลิกลิงก์อย่างถาวรแล้ว")
    expect(row).to_contain_text("ยกเลิกแล้ว")


def test_copying_works_without_https_too(desk, opens) -> None:
    """An intranet has no clipboard of its own."""
    url = desk.served.url.replace("127.0.0.1", "kr.example")
    page = opens(f"{url}/account/sign-in")
    enter(page, desk)
    page.goto(f"{url}/account/links/new?kr={CODE}&lang=en")
    assert not page.evaluate("isSecureContext")
    page.get_by_role("button", name="Create the link").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_contain_text("copied")
    address = page.get_by_label("Address of the link").input_value()
    page.goto(f"{url}/account/links/new?kr={CODE}&lang=en")
    page.locator("#title").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("#title")).to_have_value(address)


def test_everything_works_without_a_script(desk, opens) -> None:
    """The choices, the forms and the disclosure are plain HTML."""
    page = on(opens, desk, SHARE, java_script_enabled=False)
    page.get_by_label("หลายตัวชี้วัด").check()
    page.locator("input[name=codes]").last.uncheck()
    page.get_by_role("button", name="สร้างลิงก์").click()
    expect(page.get_by_label("ที่อยู่ของลิงก์")).to_have_value(re.compile("/s/"))
    expect(page.get_by_role("button", name="คัดลอก")).to_have_count(0)
    page.goto(f"{desk.served.url}/account/people/{desk.cast['viewer'].person}")
    page.locator("input[value=inspector]").check()
    page.get_by_role("button", name="บันทึกสิทธิ์").click()
    expect(page.get_by_role("status")).to_contain_text("บันทึกสิทธิ์แล้ว")


def test_a_refusal_is_in_sight_and_has_the_focus(desk, opens) -> None:
    """On the smallest phone too: whoever pressed the button is told why nothing happened."""
    page = on(opens, desk, "/account/sign-in", viewport={"width": 360, "height": 640})
    page.get_by_label("ชื่อผู้ใช้").fill("nobody")
    page.get_by_label("รหัสผ่าน").fill("not the password of anybody")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport(ratio=1)


def test_a_double_click_shows_the_address(desk, opens) -> None:
    """The second click sends nothing, so that the page with the address is the one that stays."""
    page = on(opens, desk, SHARE)
    page.get_by_role("button", name="สร้างลิงก์").dblclick()
    expect(page.get_by_label("ที่อยู่ของลิงก์")).to_have_value(re.compile("/s/"))


def test_a_sending_that_was_stopped_can_be_started_again(desk, opens) -> None:
    """As with the browser's own button during a long upload: the form is still there, and a later click sends it."""
    page = on(opens, desk, SHARE)
    page.clock.install()
    page.route("**/*", lambda route: route.abort("aborted"), times=1)
    create = page.get_by_role("button", name="สร้างลิงก์")
    with page.expect_event("requestfailed"):
        create.click()
    page.clock.fast_forward(6000)
    create.click()
    expect(page.get_by_label("ที่อยู่ของลิงก์")).to_have_value(re.compile("/s/"))


def test_the_text_of_a_report_is_copied(scenes, opens) -> None:
    """For BMA Policy Tracking: the button puts all of it where one can paste it."""
    here, page = scenes(OFFICE), next(page for page in PAGES if page.name == "one-report")
    window = opens(f"{here.served.url}/healthz")
    sign_in(window.context, here.served.url, here.who(page))
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.goto(here.url(page))
    window.get_by_role("button", name="คัดลอก").click()
    expect(window.get_by_role("status")).to_contain_text("คัดลอกข้อความแล้ว")
    assert window.evaluate("navigator.clipboard.readText()") == window.locator("#address").input_value()
