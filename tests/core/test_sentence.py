"""The one sentence, in both languages and both digits."""

from datetime import date

import pytest

from kr_core.digits import Digits
from kr_core.language import Language
from kr_core.sentence import sentence_of
from tests.core.builders import HOST, agency, key_result, levels, report, tick

TWENTIES = [20, 40, 60, 80, 100]
MARCH = date(2025, 3, 1)
FEBRUARY_20 = date(2025, 2, 20)


def ladder(*ticked, on=FEBRUARY_20):
    return [tick(number, level, on) for number, level in enumerate(ticked, start=1)]


def thai(answer, digits=Digits.THAI):
    return sentence_of(answer, Language.THAI, digits)


def english(answer, digits=Digits.ARABIC):
    return sentence_of(answer, Language.ENGLISH, digits)


def test_a_late_key_result_says_how_late_what_is_next_by_whom_by_when_and_at_which_pace():
    answer = report([], MARCH)
    assert english(answer).whole == (
        "Not yet at level 1 (0%), 79 days behind the assumed plan. "
        "Next: level 1, canals dredged, by Drainage Office, was due about 12 Dec 2024. "
        "One level every 42 days is needed to finish within the fiscal year. No report yet."
    )
    assert thai(answer).whole == (
        "ยังไม่ถึงระดับ ๑ (๐%) ช้ากว่าแผนโดยประมาณ ๗๙ วัน "
        "ขั้นถัดไป ระดับ ๑ ขุดลอกคลอง โดยสำนักการระบายน้ำ เลยกำหนดโดยประมาณเมื่อ ๑๒ ธ.ค. ๒๕๖๗ "
        "ต้องทำให้ได้ ๑ ระดับทุก ๔๒ วัน จึงจะครบภายในปีงบประมาณนี้ ยังไม่มีรายงาน"
    )


def test_a_key_result_on_track_with_a_level_waiting_says_what_it_waits_for():
    answer = report(ladder(1, 2, 4), MARCH)
    assert english(answer).whole == (
        "Level 2 of 5 reached (40%), on track against the assumed plan. Level 4 done, waiting for level 3 to count. "
        "Next: level 3, canals dredged, by Drainage Office, due about 7 May 2025. Last report 9 days ago."
    )
    assert thai(answer).whole == (
        "ถึงระดับ ๒ จาก ๕ (๔๐%) เป็นไปตามแผนโดยประมาณ ระดับ ๔ สำเร็จแล้ว แต่จะนับคะแนนเมื่อระดับ ๓ สำเร็จ "
        "ขั้นถัดไป ระดับ ๓ ขุดลอกคลอง โดยสำนักการระบายน้ำ กำหนดโดยประมาณวันที่ ๗ พ.ค. ๒๕๖๘ รายงานล่าสุดเมื่อ ๙ วันก่อน"
    )


@pytest.mark.parametrize(
    ("ticked", "day", "in_english", "in_thai"),
    [
        ([], date(2024, 9, 30), "Fiscal year 2568 begins on 1 Oct 2024.", "ปีงบประมาณ ๒๕๖๘ จะเริ่มวันที่ ๑ ต.ค. ๒๕๖๗"),
        (
            [1, 2, 3],
            MARCH,
            "…, 67 days ahead of the assumed plan.",
            "เร็วกว่าแผนโดยประมาณ ๖๗ วัน",
        ),
        (
            [1, 2],
            date(2025, 5, 8),
            "…, 1 day behind the assumed plan.",
            "ช้ากว่าแผนโดยประมาณ ๑ วัน",
        ),
        ([1, 2], date(2025, 5, 7), "…, level 3 is due today.", "ระดับ ๓ ครบกำหนดวันนี้"),
        (
            [1, 2],
            date(2025, 5, 6),
            "…, level 3 is due in 1 day.",
            "ระดับ ๓ จะครบกำหนดในอีก ๑ วัน",
        ),
        (
            [1, 2],
            date(2025, 5, 1),
            "…, level 3 is due in 6 days.",
            "ระดับ ๓ จะครบกำหนดในอีก ๖ วัน",
        ),
        ([1, 2, 3, 4, 5], MARCH, "Level 5 of 5 reached (100%), every level done.", "สำเร็จครบทุกระดับ"),
        (
            [1, 2, 3, 4, 5],
            date(2025, 10, 1),
            "Result of fiscal year 2568: all 5 levels done (100%).",
            "ผลปีงบประมาณ ๒๕๖๘ สำเร็จครบ ๕ ระดับ (๑๐๐%)",
        ),
        (
            [1, 2, 3],
            date(2025, 10, 1),
            "Result of fiscal year 2568: level 3 of 5 reached (60%), short of the target.",
            "ผลปีงบประมาณ ๒๕๖๘ ถึงระดับ ๓ จาก ๕ (๖๐%) ไม่ครบตามเป้าหมาย",
        ),
        (
            [2],
            date(2025, 10, 1),
            "Result of fiscal year 2568: level 1 not reached (0%), short of the target.",
            "ผลปีงบประมาณ ๒๕๖๘ ไม่ถึงระดับ ๑ (๐%) ไม่ครบตามเป้าหมาย",
        ),
        (
            [],
            date(2025, 10, 1),
            "Fiscal year 2568 is over and no level has been recorded.",
            "ปีงบประมาณ ๒๕๖๘ สิ้นสุดแล้ว และยังไม่มีการบันทึกระดับใด",
        ),
    ],
)
def test_the_standing_is_said_in_every_state(ticked, day, in_english, in_thai):
    """Above, … stands for the level and the percent; the Thai given is how the clause ends."""
    answer = report(ladder(*ticked), day)
    assert english(answer).standing == in_english.replace(
        "…", f"Level {len(ticked)} of 5 reached ({20 * len(ticked)}%)"
    )
    assert thai(answer).standing.endswith(in_thai)
    assert thai(answer).standing.startswith(("ปี", "ผลปี", "ถึงระดับ"))


def test_a_plan_of_the_form_is_not_called_assumed():
    given_plan = key_result(levels=levels([50, 100], [date(2025, 1, 1), date(2025, 6, 1)]))
    late, soon = report([], date(2025, 1, 3), given_plan), report(ladder(1), MARCH, given_plan)
    assert english(late).standing == "Not yet at level 1 (0%), 2 days behind plan."
    assert english(late).following == "Next: level 1, canals dredged, by Drainage Office, was due on 1 Jan 2025."
    assert thai(late).following == "ขั้นถัดไป ระดับ ๑ ขุดลอกคลอง โดยสำนักการระบายน้ำ เลยกำหนดเมื่อ ๑ ม.ค. ๒๕๖๘"
    assert english(soon).following == "Next: level 2, canals dredged, by Drainage Office, due on 1 Jun 2025."
    assert thai(soon).following == "ขั้นถัดไป ระดับ ๒ ขุดลอกคลอง โดยสำนักการระบายน้ำ กำหนดวันที่ ๑ มิ.ย. ๒๕๖๘"


def test_only_the_days_that_the_form_does_not_give_are_called_about():
    mixed = key_result(levels=levels([50, 100], [date(2025, 6, 1)]))
    assert english(report([], MARCH, mixed)).following.endswith("due on 1 Jun 2025.")
    assert english(report(ladder(1), MARCH, mixed)).following.endswith("due about 30 Sep 2025.")


def test_work_done_only_after_the_year_is_not_called_no_record():
    late = report(ladder(1, on=date(2025, 10, 5)), date(2025, 10, 6))
    assert english(late).standing == "Result of fiscal year 2568: level 1 not reached (0%), short of the target."


def test_a_level_due_today_is_due_and_was_not():
    assert "due about 7 May 2025" in english(report(ladder(1, 2), date(2025, 5, 7))).following
    assert "was due" not in english(report(ladder(1, 2), date(2025, 5, 7))).following


def test_several_levels_waiting_are_named_together():
    answer = report(ladder(1, 3, 5), MARCH)
    assert english(answer).waiting == "Levels 3 and 5 done, waiting for level 2 to count."
    assert thai(answer).waiting == "ระดับ ๓ และ ๕ สำเร็จแล้ว แต่จะนับคะแนนเมื่อระดับ ๒ สำเร็จ"
    assert english(report(ladder(1), MARCH)).waiting == ""


@pytest.mark.parametrize(
    ("day", "pace"),
    [
        (date(2025, 9, 10), "One level every 4 days is needed to finish within the fiscal year."),
        (date(2025, 9, 26), "One level every day is needed to finish within the fiscal year."),
        (date(2025, 9, 27), "Too few days are left for every level."),
        (date(2024, 12, 12), ""),
        (date(2025, 10, 1), ""),
    ],
)
def test_the_pace_is_said_while_late(day, pace):
    assert english(report([], day)).pace == pace
    assert bool(thai(report([], day)).pace) == bool(pace)


def test_after_the_year_it_says_that_work_of_the_year_can_still_be_recorded_unless_all_is_done():
    over = date(2025, 10, 1)
    assert english(report([], over)).following == "Levels achieved within the year can still be recorded."
    assert thai(report([], over)).following == "ระดับที่ทำสำเร็จภายในปีงบประมาณยังบันทึกย้อนหลังได้"
    assert english(report(ladder(*range(1, 6)), over)).following == ""
    assert english(report(ladder(*range(1, 6)), MARCH)).following == ""


@pytest.mark.parametrize(
    ("on", "in_english", "in_thai"),
    [
        (date(2025, 3, 1), "Last report today.", "รายงานล่าสุดวันนี้"),
        (date(2025, 2, 28), "Last report yesterday.", "รายงานล่าสุดเมื่อวานนี้"),
        (date(2025, 2, 27), "Last report 2 days ago.", "รายงานล่าสุดเมื่อ ๒ วันก่อน"),
    ],
)
def test_the_age_of_the_figure_is_said_in_days(on, in_english, in_thai):
    answer = report(ladder(1, on=on), MARCH)
    assert (english(answer).age, thai(answer).age) == (in_english, in_thai)


def test_a_level_without_a_short_text_is_named_by_its_activity():
    rows = levels(TWENTIES)
    del rows[0]["short"], rows[0]["short_en"], rows[1]["short_en"]
    plain = key_result(levels=rows)
    assert "level 1, Dredge the canals, by" in english(report([], MARCH, plain)).following
    assert "ระดับ ๑ ขุดลอกคลองตามแผน โดย" in thai(report([], MARCH, plain)).following
    assert "level 2, Dredge the canals, by" in english(report(ladder(1), MARCH, plain)).following


def test_the_host_is_named_even_where_it_is_not_listed_first():
    other = agency("other-office") | {"name_en": "Other Office", "name": "สำนักอื่น"}
    answer = report([], MARCH, key_result(agencies=[other, agency(HOST, "H")]))
    assert "by Drainage Office," in english(answer).following
    assert "โดยสำนักการระบายน้ำ " in thai(answer).following


ASKED = {"support_reports": False, "host_monitors": True, "inspector": False, "data_system": False}


@pytest.mark.parametrize(
    ("ticked", "said", "in_english", "in_thai"),
    [
        ([], [], "", ""),
        (
            [1, 2],
            [],
            "Not yet confirmed to level 1 (0%); levels 1 and 2 wait for confirmation.",
            "ยังยืนยันผลไม่ถึงระดับ ๑ (๐%) ระดับ ๑ และ ๒ รอการยืนยันผล",
        ),
        (
            [1, 2, 3],
            [(1, "confirm"), (2, "confirm"), (3, "return")],
            "Confirmed up to level 2 (40%); level 3 was returned for correction.",
            "ยืนยันผลแล้วถึงระดับ ๒ (๔๐%) ระดับ ๓ ถูกส่งคืนให้แก้ไข",
        ),
        (
            [1, 2],
            [(2, "confirm")],
            "Not yet confirmed to level 1 (0%); level 1 waits for confirmation.",
            "ยังยืนยันผลไม่ถึงระดับ ๑ (๐%) ระดับ ๑ รอการยืนยันผล",
        ),
        ([1], [(1, "confirm")], "Everything recorded is confirmed.", "ยืนยันผลครบทุกระดับที่บันทึก"),
    ],
)
def test_where_the_form_asks_for_it_the_sentence_says_how_much_is_confirmed(ticked, said, in_english, in_thai):
    log = ladder(*ticked)
    log += [log[ticked.index(of)]._replace(id=50 + of, kind=kind, refers_to=ticked.index(of) + 1) for of, kind in said]
    answer = report(log, MARCH, key_result(follow_up=ASKED))
    assert english(answer).confirmed == in_english
    assert thai(answer).confirmed == in_thai
    assert english(report(log, MARCH)).confirmed == ""
