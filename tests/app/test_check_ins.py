"""Progress reports: written, corrected, refused, taken over, read by whom, and ready to paste."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.draw.reports import tracking_text
from kr_app.words import words_for
from kr_core.check_in import CheckIn, Confidence, as_details, check_in_of
from kr_core.log import Event, Kind, standing_after
from kr_core.report import report_on
from tests.app.authors import KEY_RESULT, NOW, write
from tests.app.cast import cast_in
from tests.app.desks import alert_in, get, post, value_of
from tests.app.entries import CODE, HOST, log_of, ticked, written
from tests.app.sheets import sheet_in
from tests.app.towns import Town

JULY, JUNE = date(2025, 7, 1), date(2025, 6, 1)
REPORT = CheckIn(JULY, "ยกร่างแผนแล้ว", "ข้อมูลล่าช้า", "ขอให้กำชับหน่วยงาน", Confidence.AT_RISK)
FORM = f"/key-results/{CODE}/report"


def test_a_report_is_kept_as_it_was_written(path: Path) -> None:
    """For its period, with all its words, and as a report that the age of the figure counts from."""
    event = actions.check_in(write(path), REPORT)
    assert (check_in_of(event), event.day, event.kind) == (REPORT, date(2025, 7, 31), "check-in")
    standing = standing_after(log_of(path), CODE, HOST)
    assert standing.last_report == NOW


@pytest.mark.parametrize(
    ("report", "refusal"),
    [
        (replace(REPORT, done=" \x00 "), actions.ReportEmpty),
        (replace(REPORT, period=date(2025, 8, 1)), actions.PeriodNotBegun),
        (replace(REPORT, period=date(2025, 7, 2)), actions.PeriodNotBegun),
        (replace(REPORT, needed="ก" * 2001), actions.NoteTooLong),
    ],
)
def test_a_report_that_cannot_be_is_refused_by_name(path: Path, report: CheckIn, refusal: type[Exception]) -> None:
    """And nothing is stored."""
    with pytest.raises(refusal):
        actions.check_in(write(path), report)
    assert log_of(path) == []


def test_a_period_of_a_year_that_is_over_can_still_be_reported(path: Path) -> None:
    """Late is better than never."""
    later = NOW.replace(year=2026)
    assert actions.check_in(write(path, now=later), REPORT).moment == later


def test_a_second_report_corrects_the_first_unless_somebody_else_was_faster(path: Path) -> None:
    """Who has seen the first may correct it; who has not is told of it."""
    first = actions.check_in(write(path), REPORT)
    with pytest.raises(actions.SomeoneWasFirst) as told:
        actions.check_in(write(path, seen=first.id - 1), REPORT)
    assert told.value.event == first
    second = actions.check_in(write(path, seen=first.id), replace(REPORT, done="แก้ไข"))
    assert log_of(path) == [first, second]


@pytest.mark.parametrize(
    "who", ["nobody", "without-grants", "viewer", "confirmer", "inspector", "coordinator-of-another"]
)
def test_only_who_may_record_may_report(path: Path, who: str) -> None:
    """Nothing is stored for anybody else."""
    token = cast_in(path, now=NOW)[who].token
    with pytest.raises(actions.NotAllowed):
        actions.check_in(write(path, token=token), REPORT)
    assert log_of(path) == []


def test_the_text_to_paste_says_everything_in_thai(path: Path) -> None:
    """With the level, percent and score of that moment."""
    ticked(path, 1)
    report = report_on(KEY_RESULT, standing_after(log_of(path), CODE, HOST), date(2025, 7, 22))
    assert tracking_text(report, replace(REPORT, needed=""), words_for("th", None)) == (
        "ตัวชี้วัด: ร้อยละความสำเร็จในการจัดทำแผนสื่อสารเมือง (Communication Plan)\n"
        "หน่วยงานรับผิดชอบหลัก: สำนักงานประชาสัมพันธ์\n"
        "ปีงบประมาณ ๒๕๖๘ รอบรายงาน: ก.ค. ๒๕๖๘\n"
        "ผลการดำเนินงาน: ร้อยละ ๒๐ (ระดับ ๑ จาก ๕) คะแนน ๑ เต็ม ๕\n"
        "สถานะเทียบกับแผน: ช้ากว่าแผน ๑๔๙ วัน\n"
        "ความมั่นใจของผู้ประสานงาน: มีความเสี่ยง\n\n"
        "สิ่งที่ดำเนินการแล้ว:\nยกร่างแผนแล้ว\n\n"
        "ปัญหาอุปสรรค:\nข้อมูลล่าช้า\n\n"
        "สิ่งที่ต้องการการสนับสนุน:\nไม่มี"
    )


def test_a_check_in_that_nobody_could_write_is_a_bare_sign_of_life() -> None:
    """Whatever stands in its details."""
    bare = Event(1, NOW, "x", Kind.CHECK_IN, CODE, HOST)
    for details in ("", "{}", "[]", "null", "{", '{"period": "x"}', '{"period": "2025-07-01", "confidence": "sure"}'):
        assert check_in_of(bare._replace(details=details)) is None


def filled(**changed: str) -> dict[str, str]:
    """The form as the coordinator sends it."""
    texts = {"done": "ประชุมแล้ว", "obstacles": "", "needed": "", "confidence": "on_plan"}
    return {"period": "2025-07-01", "seen": "99999", **texts, **changed}


def test_from_the_form_to_the_text(desk: Town) -> None:
    """The coordinator opens the form, finds the last report as a draft, sends it, and copies the text."""
    who = desk.cast["coordinator"]
    last = replace(REPORT, period=JUNE, done="งานของเดือนมิถุนายน <i>")
    written(desk.file, Kind.CHECK_IN, details=as_details(last))
    page = get(desk, f"{FORM}?period=2025-07-01", who)
    assert "มาเป็นร่าง โปรดปรับ" in page.text
    assert "งานของเดือนมิถุนายน &lt;i&gt;</textarea>" in page.text
    assert value_of(page, "period") == "2025-07-01"
    empty = post(desk, FORM, filled(done="  ", obstacles="ฝนตก"), who)
    assert ("โปรดระบุอย่างน้อย" in alert_in(empty), ">ฝนตก</textarea>" in empty.text) == (True, True)
    stored = post(desk, FORM, filled(), who)
    assert stored.status == 303
    text = get(desk, stored.headers["location"], who).text
    assert "สิ่งที่ดำเนินการแล้ว:\nประชุมแล้ว" in unescape(text)


def test_a_report_is_stored_for_the_period_that_its_button_names(desk: Town) -> None:
    """Nothing on the page can be chosen that is not sent: another period is another address."""
    who = desk.cast["coordinator"]
    for period, name in (("2025-02-01", "ก.พ. ๒๕๖๘"), ("2025-04-01", "เม.ย. ๒๕๖๘")):
        page = get(desk, f"{FORM}?period={period}", who)
        sent = sheet_in(page.text)
        assert f">บันทึกรายงานเดือน{name}</button>" in page.text
        assert "<select" not in page.text
        assert re.findall(r'period=([0-9-]+)" aria-current="page"', page.text) == [sent["period"]] == [period]
        stored = post(desk, FORM, {**sent, "seen": "99999", "done": f"งานของ {name}", "confidence": "on_plan"}, who)
        event = log_of(desk.file)[-1]
        assert (stored.status, check_in_of(event).period.isoformat()) == (303, period)
    offered = re.findall(r'<li [^>]*><a href="[^"]*/report\?period=([0-9-]+)"', page.text)
    assert (offered[0], offered[-1], len(offered)) == ("2024-10-01", "2025-07-01", 10)


def test_an_internal_report_is_read_inside_only(desk: Town) -> None:
    """Others learn that there is one, and how sure the coordinator is."""
    stored = post(
        desk,
        FORM,
        filled(period="2025-05-01", done="ความลับของสำนักงาน", internal="1", confidence="off_plan"),
        desk.cast["coordinator"],
    )
    for path in (stored.headers["location"], f"/key-results/{CODE}/reports", f"/kr?kr={CODE}"):
        outside, inside = get(desk, path), get(desk, path, desk.cast["viewer"])
        assert "ความลับของสำนักงาน" not in outside.text, path
        assert "shown-cast-coordinator" not in outside.text, path
        if "/kr?" not in path:
            assert "ความลับของสำนักงาน" in inside.text
            assert "ไม่เป็นไปตามแผน" in outside.text


def test_a_report_that_was_corrected_to_internal_is_no_longer_read_outside(desk: Town) -> None:
    """By its number neither; people inside still read what was written first."""
    who = desk.cast["coordinator"]
    first = post(desk, FORM, filled(period="2025-03-01", done="เปิดเผยเร็วเกินไป"), who).headers["location"]
    assert "เปิดเผยเร็วเกินไป" in get(desk, first).text
    post(desk, FORM, filled(period="2025-03-01", done="เฉพาะภายใน", internal="1"), who)
    assert "เปิดเผยเร็วเกินไป" not in get(desk, first).text
    assert "เปิดเผยเร็วเกินไป" in get(desk, first, who).text


def test_a_report_without_a_chosen_confidence_is_not_taken_for_on_plan(desk: Town) -> None:
    """What was typed stays; a first report has none chosen."""
    who = desk.cast["coordinator"]
    refused = post(desk, FORM, filled(period="2025-02-01", done="คำที่พิมพ์ไว้", confidence=""), who)
    assert (refused.status, "คำที่พิมพ์ไว้" in refused.text) == (409, True)
    assert "checked" not in get(desk, f"{FORM}?period=2024-10-01", who).text


def test_the_form_is_for_who_may_record_and_the_reports_for_everybody(desk: Town) -> None:
    """A report of another key result, or none, is not found."""
    assert [get(desk, FORM, desk.cast[who]).status for who in ("coordinator", "viewer", "inspector")] == [200, 403, 403]
    assert get(desk, FORM).status == 303
    assert get(desk, f"/key-results/{CODE}/reports").status == 200
    assert get(desk, "/key-results/nothing/reports").status == 404
    for number in ("0", "999999", "x", "9" * 30):
        assert "ไม่พบ" in get(desk, f"/key-results/{CODE}/reports/{number}").text
    # What was stuck to the address of the list leads to it.
    led = get(desk, f"/key-results/{CODE}/reports/-1")
    assert (led.status, led.headers["location"]) == (307, f"/key-results/{CODE}/reports")
