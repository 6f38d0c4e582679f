"""The shipped definition says what the official form says."""

import tomllib
from pathlib import Path

import pytest

from kr_core.calendar import FiscalYear
from kr_core.definition import AgencyKind, FollowUp, References, Role, RollUp, Text
from kr_core.digits import to_arabic
from kr_core.errors import LevelOutOfRange
from kr_core.language import Language
from kr_core.reading import key_result_from
from kr_core.scoring import Milestone
from tests.core.builders import key_result

SHIPPED = Path(__file__).parents[2] / "data" / "key_results" / "communication-plan-2568.toml"
PLAN = "แผนสื่อสารเมือง (Communication Plan)"
CITY = "กรุงเทพมหานคร"
FORM_LEVELS = [
    (20, f"จัดทำ{PLAN} เสนอผู้บริหารให้ความเห็นชอบ"),
    (
        40,
        "ศึกษา วิเคราะห์สภาพแวดล้อมต่าง ๆ ในระดับเมือง ที่ส่งผลต่อการสื่อสารเมือง "
        f"และศึกษาความเชื่อมโยงกับแผนที่เกี่ยวข้องเพื่อใช้เป็นกรอบแนวทางในการจัดทำ{PLAN}",
    ),
    (60, f"รวบรวมและคัดเลือกภารกิจของ{CITY} จากผู้บริหาร{CITY} เพื่อใช้ประกอบการร่าง{PLAN} ของ{CITY}"),
    (
        80,
        f"จัดทำ{PLAN} โดยกำหนดกลยุทธ์ กิจกรรม และตัวชี้วัดความสำเร็จของแผนฯ จำนวน ๑ ฉบับ พร้อมเวียนแจ้งหน่วยงานเพื่อถือปฏิบัติ",
    ),
    (100, f"สรุปรายงานผลการดำเนินงาน พร้อมนำข้อมูลที่ได้มาวิเคราะห์ สังเคราะห์เป็นข้อเสนอแนะต่อผู้บริหาร{CITY}"),
]


@pytest.fixture(scope="module")
def shipped():
    return key_result_from(tomllib.loads(SHIPPED.read_text(encoding="utf-8")))


def test_the_five_levels_are_the_forms_own_words_and_percents(shipped):
    found = [(level.number, level.percent, level.activity.thai) for level in shipped.scale.levels]
    assert found == [(number, *row) for number, row in enumerate(FORM_LEVELS, start=1)]
    assert shipped.scale.top == 5


def test_the_form_gives_no_due_day(shipped):
    assert [level.due for level in shipped.scale.levels] == [None] * 5


def test_the_heading_is_the_forms(shipped):
    assert shipped.code == "communication-plan-2568"
    assert shipped.form_code == ""
    assert shipped.name.thai == "ร้อยละความสำเร็จในการจัดทำแผนสื่อสารเมือง (Communication Plan)"
    assert shipped.fiscal_year == FiscalYear(2568)
    assert shipped.dimension.thai == "บริหารจัดการดี"
    assert shipped.issue.thai == "ส่งเสริมการมีส่วนร่วมของประชาชนในการร่วมบริหารจัดการเมือง"
    assert shipped.method.thai == "ตรวจสอบจากผลการดำเนินงานเทียบกับระดับความสำเร็จ"
    assert shipped.definition.thai == (
        f"{PLAN} หมายถึง แผนกลยุทธ์การสื่อสารและกำหนดทิศทางในการดำเนินงานประชาสัมพันธ์ผ่านช่องทางสื่อต่าง ๆ ได้อย่างเหมาะสม "
        "สามารถสร้างการรับรู้ให้แก่ประชาชน ทั้งในส่วนของความคืบหน้าของการดำเนินการและผลสำเร็จที่เกิดขึ้นภายใต้นโยบายที่กำหนด"
    )


def test_one_agency_hosts_it_with_a_target_of_one_plan(shipped):
    assert [(agency.name.thai, agency.role) for agency in shipped.agencies] == [("สำนักงานประชาสัมพันธ์", Role.HOST)]
    assert shipped.host is shipped.agencies[0]
    for target in (shipped.target, shipped.host.target):
        assert (target.value, target.unit.thai) == (1, "ฉบับ")


def test_the_hosts_duty_names_all_five_levels(shipped):
    duty = to_arabic(shipped.host.duty)
    places = [duty.index(f"ระดับที่ {number} ") for number in range(1, 6)]
    assert places == sorted(places)
    assert duty.startswith(f"ระดับที่ 1 จัดทำ{PLAN} เสนอผู้บริหารให้ความเห็นชอบ ระดับที่ 2")
    assert duty.endswith("ต่อผู้บริหารกรุงเทพมหานคร")


def test_the_score_is_the_level_reached_and_the_hosts_figure_is_the_figure(shipped):
    assert shipped.rule == Milestone(5)
    assert shipped.roll_up is RollUp.HOST
    assert shipped.reporting_interval_days == 30


def test_the_boxes_are_ticked_as_on_the_form(shipped):
    assert shipped.agency_kind == AgencyKind(True, False, False, False)
    assert shipped.references == References(standard=True, target_details=False, good_practice=False)
    assert shipped.follow_up == FollowUp(False, False, False, False, Text(""))
    channels = shipped.reporting_channels
    assert (channels.policy_tracking, channels.other) == (True, True)
    assert channels.other_detail.thai == "รายงานความก้าวหน้าต่อผู้บริหารหน่วยงาน"


def test_the_coordinator_is_the_forms_and_the_informant_has_not_signed(shipped):
    coordinator = shipped.coordinator
    assert coordinator.name == "นางสาวดี เทศกุล"
    assert coordinator.position.thai == "นักประชาสัมพันธ์ชำนาญการ"
    assert to_arabic(coordinator.phone) == "1376"
    assert coordinator.section.thai == "กลุ่มงานแผนและประเมินผล ส่วนยุทธศาสตร์การประชาสัมพันธ์"
    assert coordinator.agency.thai == "สำนักงานประชาสัมพันธ์ สำนักปลัดกรุงเทพมหานคร"
    assert (shipped.informant.name, shipped.informant.position) == ("", "")


def test_every_text_that_is_shown_in_english_has_its_translation(shipped):
    parts = [shipped.name, shipped.dimension, shipped.issue, shipped.definition, shipped.method, shipped.target.unit]
    parts += [text for level in shipped.scale.levels for text in (level.activity, level.short)]
    parts += [shipped.host.name, shipped.host.target.unit, shipped.reporting_channels.other_detail]
    parts += [shipped.coordinator.position, shipped.coordinator.section, shipped.coordinator.agency]
    for text in parts:
        assert text.english.isascii()
        assert text.english
        assert text.in_language(Language.ENGLISH) == text.english
        assert text.in_language(Language.THAI) == text.thai


def test_a_text_without_translation_is_shown_in_thai_and_says_so():
    text = Text("น้ำ")
    assert text.in_language(Language.ENGLISH) == "น้ำ"
    assert text.language_shown(Language.ENGLISH) is Language.THAI
    assert Text("น้ำ", "Water").language_shown(Language.ENGLISH) is Language.ENGLISH
    assert Text("น้ำ", "Water").language_shown(Language.THAI) is Language.THAI


def test_the_percent_below_level_1_is_0_and_of_the_top_100():
    scale = key_result().scale
    assert [scale.percent(reached) for reached in range(6)] == [0, 20, 40, 60, 80, 100]
    assert scale.level(3).number == 3


@pytest.mark.parametrize("number", [-1, 6, 100])
def test_a_level_that_the_scale_does_not_have_is_refused(number):
    with pytest.raises(LevelOutOfRange) as refused:
        key_result().scale.percent(number)
    assert (refused.value.level, refused.value.top) == (number, 5)


def test_level_0_has_a_percent_but_is_no_level():
    with pytest.raises(LevelOutOfRange):
        key_result().scale.level(0)
