"""A commit by anybody reaches every open page, without a reload."""

import subprocess
import sys
from datetime import date

from playwright.sync_api import expect

from kr_core.log import Kind
from tests.app.entries import written
from tests.browser.conftest import coordinator_of, kr_page, percent
from tests.serving import CODE, ROOT, Served

IN_YEAR = {"KR_TODAY": "2025-07-22"}

_TICK = """
import sys, uuid
from datetime import UTC, date, datetime
from pathlib import Path
from kr_app.store.doors import Draft, writing
with writing(Path(sys.argv[1])) as door:
    draft = Draft(uuid.uuid4().hex, datetime.now(UTC), "coordinator", "tick", sys.argv[2], "public-relations-office",
                  int(sys.argv[3]), date(2025, 3, 15), None, sys.argv[4])
    print(door.append(draft).id)
"""


def tick_elsewhere(served: Served, level: int, note: str = "") -> None:
    """Another process commits a tick to the same file."""
    command = [sys.executable, "-c", _TICK, str(served.database), CODE, str(level), note]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)


def test_a_commit_by_another_process_reaches_the_page_the_board_and_the_update_page(serve, open_page):
    served = serve(**IN_YEAR)
    page, board, update = (open_page(url) for url in (kr_page(served), served.url, kr_page(served, "update")))
    page.evaluate("window.sameDocument = true")
    tick_elsewhere(served, 1, "จากอีกเครื่องหนึ่ง")
    for opened in (page, board, update):
        expect(opened.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")
    expect(page.locator(".st-key-kr_card_ladder")).to_contain_text("สำเร็จ ๑๕ มี.ค. ๒๕๖๘")
    expect(page.locator(".st-key-kr_card_history")).to_contain_text("จากอีกเครื่องหนึ่ง")
    expect(page.locator(".st-key-timeline .main-svg").first).to_be_visible()
    assert page.evaluate("window.sameDocument") is True


def test_the_page_where_one_records_never_invites_to_record(serve, open_page):
    """Neither at first nor in what comes by the stream: the plan of a key result that nothing is recorded of moves."""
    served = serve(**IN_YEAR)
    page, update = (open_page(url) for url in (kr_page(served), kr_page(served, "update")))
    assumed = update.locator(".kr-panel .kr-chip.quiet")
    expect(page.locator("#root .kr-invite")).to_be_visible()
    expect(assumed).to_be_visible()
    for level in range(1, 6):
        written(served.database, Kind.PLAN, level, day=date(2025, level, 1))
    expect(assumed).to_have_count(0)
    expect(page.locator("#root .kr-invite")).to_be_visible()
    assert update.locator(".kr-panel .kr-invite").count() == 0


def test_the_timeline_follows_the_tick(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served))
    marks = page.locator(".st-key-timeline .scatterlayer .textpoint")
    assert marks.count() == 0
    tick_elsewhere(served, 1)
    expect(marks).to_have_count(1)
    expect(marks).to_have_text("๑")


def test_a_tab_that_was_hidden_catches_up_when_it_is_seen_again(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served))
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    tick_elsewhere(served, 1)
    assert percent(page) == "0"
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: false, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(page.locator("#root svg.kr-gauge")).to_have_attribute("data-percent", "20")


def test_what_is_being_typed_survives_a_live_update(serve, open_page):
    served = serve(**IN_YEAR)
    page = open_page(kr_page(served, "update", "&level=2"), coordinator_of(served))
    note = page.get_by_label("หมายเหตุ (ไม่บังคับ)")
    note.fill("กำลังพิมพ์")
    tick_elsewhere(served, 1)
    expect(page.locator(".st-key-kr_rung_1")).to_contain_text("สำเร็จ ๑๕ มี.ค. ๒๕๖๘")
    expect(note).to_have_value("กำลังพิมพ์")
