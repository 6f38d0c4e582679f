"""An open page that loses its server, or meets a session that never knew it: nothing typed and no press is lost."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from kr_app.identity.tokens import digest
from kr_app.store import sessions
from kr_app.store.doors import writing
from kr_app.web import COOKIE
from tests.app.authors import token_of
from tests.app.entries import log_of
from tests.app.papers import PDF
from tests.browser.conftest import DURING_THE_YEAR, coordinator_of, kr_page
from tests.browser.test_live import tick_elsewhere
from tests.relay import relayed
from tests.serving import Served, free_port, serving

NOTE = "ประชุมคณะทำงานแล้ว กำลังพิมพ์ต่อ"
PAPER = {"name": "รายงาน.pdf", "mimeType": "application/pdf", "buffer": PDF}


class Service:
    """The dashboard at one address with one file, started and ended as often as a test wants."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._running: list[AbstractContextManager[Served]] = []

    def start(self) -> Served:
        """Start it, and wait until it answers."""
        self._running.append(serving(self._folder, self._port, KR_TODAY=DURING_THE_YEAR))
        return self._running[-1].__enter__()

    def end(self) -> None:
        """End it, if it runs."""
        while self._running:
            self._running.pop().__exit__(None, None, None)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service that ends with the test."""
    made = Service(tmp_path)
    yield made
    made.end()


def fill_in(page: Page) -> None:
    """A day, a note, the box and a file in the form that is open; the cursor stays in the note."""
    page.get_by_label("หลักฐาน: ไฟล์").set_input_files(PAPER)
    expect(page.locator(".kr-upload-there")).to_be_visible()
    page.get_by_text("หมายเหตุภายใน: อ่านได้เฉพาะผู้ที่เข้าสู่ระบบ").click()
    page.get_by_label("วันที่ดำเนินการแล้วเสร็จ").fill("1/7/2568")
    page.get_by_label("หมายเหตุ (ไม่บังคับ)").fill(NOTE)


def expect_filled_in(page: Page) -> None:
    """All of it is still there."""
    expect(page.get_by_label("วันที่ดำเนินการแล้วเสร็จ")).to_have_value("1/7/2568")
    expect(page.get_by_label("หมายเหตุ (ไม่บังคับ)")).to_have_value(NOTE)
    expect(page.locator(".st-key-kr_form_open input[type=checkbox]")).to_be_checked()
    expect(page.locator(".kr-upload-there")).to_be_visible()


def confirm(page: Page, level: str = "๒") -> None:
    """Press the button of the open form."""
    page.get_by_role("button", name=f"ยืนยันการบันทึกระดับ {level}").click()


def expect_stored_once(page: Page, served: Served, level: int, shown: str) -> None:
    """One record of the level with all that was given, and the page says so."""
    expect(page.locator(f".st-key-kr_rung_{level}")).to_contain_text(f"บันทึกระดับ {shown} แล้ว")
    entries = [event for event in log_of(served.database) if event.level == level]
    assert sorted(event.kind for event in entries) == ["evidence", "tick"]
    [tick] = [event for event in entries if event.kind == "tick"]
    assert (tick.note, tick.internal, str(tick.day)) == (NOTE, True, "2025-07-01")


def test_open_pages_outlive_a_restart_of_the_service(service, open_page):
    """They run whole again with all that was typed; what was pressed meanwhile is said to wait, and is done once."""
    served = service.start()
    who = coordinator_of(served)
    reader = open_page(kr_page(served))
    pressed, typing = (open_page(kr_page(served, "update", f"&level={level}"), who) for level in (3, 2))
    for page in (pressed, typing):
        fill_in(page)
        page.evaluate("window.sameDocument = true")
    service.end()
    for _ in range(3):
        confirm(pressed, "๓")
    expect(pressed.locator(".kr-session.now")).to_contain_text("ยังไม่ได้ดำเนินการ")
    typing.keyboard.type("!")
    service.start()
    for page in (pressed, typing, reader):
        expect(page.locator(".kr-session")).to_contain_text("เชื่อมต่อได้แล้ว")
    expect_stored_once(pressed, served, 3, "๓")
    note = typing.get_by_label("หมายเหตุ (ไม่บังคับ)")
    expect(note).to_be_focused()
    expect(note).to_have_value(f"{NOTE}!")
    typing.keyboard.press("Backspace")
    expect_filled_in(typing)
    confirm(typing)
    expect_stored_once(typing, served, 2, "๒")
    tick_elsewhere(served, 1)
    expect(reader.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "60")
    expect(reader.locator(".st-key-kr_card_ladder")).to_contain_text("สำเร็จ ๑๕ มี.ค. ๒๕๖๘")
    expect(reader.locator(".st-key-timeline .scatterlayer .textpoint").first).to_have_text("๑")
    assert [page.evaluate("window.sameDocument") for page in (pressed, typing)] == [True, True]


def test_a_connection_that_died_without_a_word_is_found_out_and_what_was_pressed_into_it_is_stored_once(
    service, open_page
):
    """As after sleep, or behind a router that forgot it: the network is there, only this connection is not."""
    served = service.start()
    who = coordinator_of(served)
    with relayed(served.url) as relay:
        page = open_page(kr_page(served, "update", "&level=2").replace(served.url, relay.url), who)
        fill_in(page)
        relay.swallow()
        relay.mend()
        confirm(page)
        # The browser's own question may take 26 s to find it dead; a loaded machine takes longer to connect anew.
        expect(page.locator(".kr-session")).to_contain_text("เชื่อมต่อได้แล้ว", timeout=90_000)
        expect_stored_once(page, served, 2, "๒")


def test_what_is_typed_beside_a_level_survives_a_sign_in_that_ended(service, open_page):
    """After signing in anew on the same page; it is stored once, and then kept no longer."""
    served = service.start()
    who = coordinator_of(served)
    page = open_page(kr_page(served, "update", "&level=2"), who)
    fill_in(page)
    with writing(served.database) as door:
        sessions.end(door, digest(who.token), served.now)
    refused = page.get_by_text("โปรดเข้าสู่ระบบก่อนบันทึกระดับความสำเร็จ")
    # What was on its way when the sign-in ended may close the form under the finger that presses.
    for _ in range(20):
        if not refused.count():
            with suppress(TimeoutError):
                page.get_by_role("button", name="ยืนยันการบันทึกระดับ ๒").click(timeout=3_000)
    expect(refused).to_be_visible()
    token = token_of(served.database, now=served.now)
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": served.url}])
    page.reload()
    expect_filled_in(page)
    confirm(page)
    expect_stored_once(page, served, 2, "๒")
    expect(page.locator(".st-key-kr_form_open")).to_have_count(0)
    assert NOTE not in page.evaluate("JSON.stringify(sessionStorage)")
