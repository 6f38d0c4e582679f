"""A newcomer's first minute: from a one-time address to the card behind a link, by what each page offers next."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from kr_app.identity import accounts
from kr_app.identity.accounts import Details
from kr_app.rights import Grant, Role
from tests.app.people import PASSWORD, asking
from tests.browser import looks
from tests.browser.conftest import DURING_THE_YEAR, admin_of, settled
from tests.serving import CODE, Served

# Sending the form, the gauge, the level, its confirmation, sharing, making the link, opening it.
MOST_CLICKS = 7


@dataclass
class Walk:
    """Somebody on the way: where they are, and how often they had to click."""

    page: Page
    clicks: int = 0

    def click(self, what: Locator) -> None:
        """Do what is offered, once it is seen that it is."""
        expect(what).to_be_visible()
        what.click()
        self.clicks += 1

    def arrives(self, address: str, *, streamlit: bool = False) -> None:
        """The next page is there, and fit to be looked at."""
        self.page.wait_for_url(re.compile(address))
        if streamlit:
            settled(self.page)
        assert fits(self.page), address
        assert looks.axe_finds(self.page) == "", address

    def steps(self) -> list[str]:
        """What the panel says of each of its steps: done, next, or later."""
        return [
            "done"
            if each.get_attribute("data-done") is not None
            else "next"
            if each.locator(".primary").count()
            else ""
            for each in self.page.locator(".kr-first-steps li").all()
        ]


def fits(page: Page) -> bool:
    """Whether nothing has to be pushed sideways, once the page's styles are there."""
    page.wait_for_load_state("load")
    size = page.viewport_size
    return size is not None and page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def chooses_a_password(page: Page, new: str, again: str) -> None:
    """Type it twice."""
    page.get_by_label(new, exact=True).fill(PASSWORD)
    page.get_by_label(again).fill(PASSWORD)


def from_the_welcome_to_the_card(walk: Walk, said: dict[str, str]) -> Page:
    """The way that both have in common; answers with the card."""
    page = walk.page
    walk.arrives("/account")
    assert walk.steps() == ["next", "", ""]
    walk.click(page.get_by_role("link", name=said["see"]))
    walk.arrives("/kr", streamlit=True)
    walk.click(page.locator("#root").get_by_role("link", name=said["first"]))
    walk.arrives("/update.*level=1", streamlit=True)
    walk.click(page.get_by_role("button", name=said["confirm"]))
    told = page.locator(".st-key-kr_rung_1 .kr-message")
    expect(told).to_contain_text(said["recorded"])
    settled(page)
    assert fits(page)
    assert looks.axe_finds(page) == ""
    walk.click(told.get_by_role("link", name=said["share"]))
    walk.arrives("/account/links/new")
    walk.click(page.get_by_role("button", name=said["create"]))
    expect(page.get_by_label(said["address"])).to_have_value(re.compile("/s/"))
    assert fits(page)
    assert looks.axe_finds(page) == ""
    with page.context.expect_page() as opened:
        walk.click(page.get_by_role("link", name=said["open"]))
    return opened.value


THAI = {
    "see": "ดูมาตรวัด", "first": "บันทึกระดับแรก", "confirm": "ยืนยันการบันทึกระดับ ๑", "recorded": "ผลขณะนี้ ๒๐%",
    "share": "แชร์ลิงก์", "create": "สร้างลิงก์", "address": "ที่อยู่ของลิงก์", "open": "เปิดลิงก์",
}  # fmt: skip
ENGLISH = {
    "see": "See the gauge", "first": "Record the first level", "confirm": "Confirm level 1", "recorded": "now 20%",
    "share": "Share a link", "create": "Create the link", "address": "Address of the link", "open": "Open the link",
}  # fmt: skip


def test_the_first_administrator_goes_from_the_consoles_address_to_a_card(
    serve: Callable[..., Served], windows: Callable[..., Page]
) -> None:
    """On a telephone, in Thai; afterwards nothing urges any more."""
    served = serve(KR_TODAY=DURING_THE_YEAR)
    printed = re.search(r"http\S+/account/set-up/\S+", served.console.read_text(encoding="utf-8"))
    assert printed
    address = printed[0].replace("localhost", "127.0.0.1")
    walk = Walk(windows(address, viewport={"width": 360, "height": 800}, bypass_csp=True))
    page = walk.page
    page.goto(address)
    walk.arrives("/account/set-up/")
    page.get_by_label("ชื่อผู้ใช้").fill("admin@example.go.th")
    page.get_by_label("ชื่อที่แสดง").fill("ผู้ดูแลระบบ")
    chooses_a_password(page, "รหัสผ่านใหม่", "รหัสผ่านใหม่อีกครั้ง")
    walk.click(page.get_by_role("button", name="สร้างบัญชีและเข้าสู่ระบบ"))
    card = from_the_welcome_to_the_card(walk, THAI)
    expect(card.locator("svg.kr-gauge")).to_have_attribute("data-percent", "20")
    assert walk.clicks <= MOST_CLICKS
    page.goto(f"{served.url}/account")
    expect(page.get_by_role("button", name="ออกจากระบบ", exact=True)).to_be_visible()
    assert walk.steps() == []
    assert page.said == []


def test_an_invited_coordinator_goes_from_the_invitation_to_a_card(
    serve: Callable[..., Served], windows: Callable[..., Page]
) -> None:
    """Wide, dark and in English; what is done is ticked off on the way."""
    served = serve(KR_TODAY=DURING_THE_YEAR)
    asked = asking(served.database, admin_of(served).token, now=served.now)
    grant = Grant(Role.COORDINATOR, code=CODE)
    _, invitation = accounts.add(asked, "newcomer", Details("Coordinator of the plan"), (grant,))
    address = f"{served.url}/account/invitation/{invitation}?lang=en"
    walk = Walk(windows(address, color_scheme="dark", bypass_csp=True))
    page = walk.page
    page.goto(address)
    walk.arrives("/account/invitation/")
    chooses_a_password(page, "New password", "The new password again")
    walk.click(page.get_by_role("button", name="Set the password and sign in"))
    card = from_the_welcome_to_the_card(walk, ENGLISH)
    expect(card.locator("svg.kr-gauge")).to_have_attribute("data-percent", "20")
    assert walk.clicks <= MOST_CLICKS
    assert page.said == []


@pytest.mark.parametrize("width", [360])
def test_the_panel_ticks_off_what_was_recorded_and_leads_on_by_keyboard(
    serve: Callable[..., Served], open_page: Callable[..., Page], windows: Callable[..., Page], width: int
) -> None:
    """From the log itself: whoever left after the first level finds what is left."""
    served = serve(KR_TODAY=DURING_THE_YEAR)
    admin = admin_of(served)
    viewport = {"width": width, "height": 800}
    page = open_page(f"{served.url}/update?kr={CODE}&level=1", admin, viewport=viewport)
    page.get_by_role("button", name=THAI["confirm"]).click()
    expect(page.locator(".st-key-kr_rung_1 .kr-message")).to_contain_text(THAI["recorded"])
    walk = Walk(windows(served.url, admin, viewport=viewport, bypass_csp=True))
    walk.page.goto(f"{served.url}/account")
    walk.arrives("/account")
    assert walk.steps() == ["done", "done", "next"]
    following = walk.page.locator(".kr-first-steps .primary")
    walk.page.locator(".kr-first-steps a").nth(1).focus()
    walk.page.keyboard.press("Tab")
    expect(following).to_be_focused()
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/account/links/new?*")
    walk.page.close()
