"""What a definition may say, and what is kept of it."""

from datetime import date

import pytest

from kr_core.calendar import FiscalYear
from kr_core.definition import RollUp
from kr_core.reading import key_result_from
from kr_core.scoring import Interpolated, Ratio, Reverse, Step
from tests.core.builders import form, key_result, levels

TWENTIES = [20, 40, 60, 80, 100]
OCTOBER = date(2024, 10, 1)
STEP = {"name": "step", "thresholds": [1, 2, 3, 4, 5]}


def test_reading_leaves_the_mapping_as_it_was():
    mapping = form()
    key_result_from(mapping)
    assert mapping == form()


def test_numbers_in_thai_digits_are_numbers():
    thai = form(fiscal_year="๒๕๖๘", reporting_interval_days="๔๕", target={"value": "๑.๕", "unit": "คลอง"})
    thai["levels"] = levels(["๒๐", "40", 100])
    result = key_result_from(thai)
    assert result.fiscal_year == FiscalYear(2568)
    assert result.reporting_interval_days == 45
    assert result.target.value == 1.5
    assert [level.percent for level in result.scale.levels] == [20, 40, 100]


def test_texts_lose_their_outer_white_space_only():
    assert key_result(name="  แผน  สื่อสาร\n").name.thai == "แผน  สื่อสาร"


def test_the_longest_text_and_the_longest_code_are_taken():
    assert len(key_result(definition="ก" * 4000).definition.thai) == 4000
    assert len(key_result(code="a" * 64).code) == 64
    assert key_result(code="7").code == "7"


def test_one_level_and_twelve_levels_are_taken():
    assert key_result(levels=levels([100])).scale.top == 1
    assert key_result(levels=levels([*range(1, 12), 100])).scale.top == 12


def test_the_edges_of_the_year_and_equal_due_days_are_taken():
    last = date(2025, 9, 30)
    scale = key_result(levels=levels(TWENTIES, [OCTOBER, OCTOBER, None, last, last])).scale
    assert [level.due for level in scale.levels] == [OCTOBER, OCTOBER, None, last, last]


def test_a_form_that_says_nothing_about_reporting_reports_every_30_days():
    silent = form()
    del silent["reporting_interval_days"]
    assert key_result_from(silent).reporting_interval_days == 30


@pytest.mark.parametrize(("name", "kind"), [(kind.value, kind) for kind in RollUp])
def test_every_roll_up_can_be_named(name, kind):
    assert key_result(roll_up=name).roll_up is kind


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (STEP, Step((1, 2, 3, 4, 5), 0)),
        (STEP | {"below_first": 1}, Step((1, 2, 3, 4, 5), 1)),
        (STEP | {"name": "interpolated"}, Interpolated((1, 2, 3, 4, 5), 1, False)),
        (STEP | {"name": "interpolated", "zero_is_unscored": True}, Interpolated((1, 2, 3, 4, 5), 1, True)),
        ({"name": "ratio", "full_marks_at": "๔๐"}, Ratio(40)),
        ({"name": "reverse", "full_marks_at": 10, "zero_at": 20}, Reverse(10, 20)),
    ],
)
def test_every_rule_can_be_named_with_its_numbers(table, rule):
    assert key_result(rule=table).rule == rule


def test_a_milestone_rule_has_as_many_levels_as_the_scale():
    assert key_result(levels=levels([25, 50, 75, 100])).rule.top == 4


def test_what_follows_the_data_system_box_is_kept():
    words = {"data_system_detail": "ระบบแจ้งเหตุ", "data_system_detail_en": "Incident system"}
    follow_up = key_result(follow_up=form()["follow_up"] | words).follow_up
    assert (follow_up.data_system_detail.thai, follow_up.data_system_detail.english) == (
        "ระบบแจ้งเหตุ",
        "Incident system",
    )
    assert not follow_up.host_monitors
    assert not follow_up.data_system
