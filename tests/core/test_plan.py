"""When each level is due: as the form says, or spread over the year and marked as assumed."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.plan import Due, plan_of
from tests.core.builders import always, days_around, key_result, key_results, levels

YEAR = FiscalYear(2568)
TWENTIES = [20, 40, 60, 80, 100]
ASSUMED = [date(2024, 12, 12), date(2025, 2, 23), date(2025, 5, 7), date(2025, 7, 19), date(2025, 9, 30)]


def planned(percents=TWENTIES, dues=()):
    return plan_of(key_result(levels=levels(percents, dues)).scale, YEAR)


def test_a_form_without_days_is_spread_evenly_to_30_september():
    plan = planned()
    assert plan.dues == tuple(Due(number, day, True) for number, day in enumerate(ASSUMED, start=1))
    assert plan.assumed
    assert planned([100]).dues == (Due(1, date(2025, 9, 30), True),)


def test_days_of_the_form_are_kept_and_the_others_spread_between_them():
    april, august = date(2025, 4, 1), date(2025, 8, 1)
    plan = planned(dues=[None, april, None, august])
    days = [date(2024, 12, 30), april, date(2025, 6, 1), august, date(2025, 9, 30)]
    assert [due.day for due in plan.dues] == days
    assert [due.assumed for due in plan.dues] == [True, False, True, False, True]
    assert plan.assumed


def test_a_plan_that_the_form_gives_whole_is_not_assumed():
    plan = planned([50, 100], [date(2025, 1, 1), date(2025, 2, 1)])
    assert not plan.assumed
    assert [plan.due(1), plan.due(2)] == [date(2025, 1, 1), date(2025, 2, 1)]


def test_a_level_is_expected_from_its_due_day_on():
    plan = planned()
    day_before = timedelta(days=1)
    for number, due in enumerate(ASSUMED, start=1):
        assert plan.expected(due) == number
        assert plan.expected(due - day_before) == number - 1


def test_the_next_level_due_is_the_one_after_the_level_reached():
    assert planned().next_due(0).level == 1
    assert planned().next_due(4).level == 5
    assert planned().next_due(5) is None


@always
@given(st.data())
def test_a_plan_never_falls_and_keeps_the_days_of_the_form(data):
    result = data.draw(key_results())
    year, plan = result.fiscal_year, plan_of(result.scale, result.fiscal_year)
    days = [due.day for due in plan.dues]
    assert days == sorted(days)
    assert [due.level for due in plan.dues] == [level.number for level in result.scale.levels]
    for due, level in zip(plan.dues, result.scale.levels, strict=True):
        assert due.assumed == (level.due is None)
        assert level.due is None or due.day == level.due
    if plan.dues[-1].assumed:
        assert days[-1] == year.end
    assert plan.assumed == any(level.due is None for level in result.scale.levels)
    expected = [plan.expected(day) for day in sorted(data.draw(st.lists(days_around(year), min_size=2)))]
    assert expected == sorted(expected)


@always
@given(top=st.integers(1, 12), number=st.integers(2560, 2580))
def test_an_assumed_plan_has_the_same_number_of_days_for_every_level_give_or_take_one(top, number):
    year = FiscalYear(number)
    scale = key_result(fiscal_year=number, levels=levels([*range(1, top), 100])).scale
    days = [year.start - timedelta(days=1), *(due.day for due in plan_of(scale, year).dues)]
    gaps = {(after - before).days for before, after in pairwise(days)}
    assert max(gaps) - min(gaps) <= 1


@always
@given(key_results())
def test_an_assumed_due_day_lies_within_the_fiscal_year(result):
    """A level due before the year begins would be late on its first day."""
    for due in plan_of(result.scale, result.fiscal_year).dues:
        assert due.day in result.fiscal_year
