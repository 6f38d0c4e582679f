"""Changes of the plan: the newest day of each level, and never a plan that falls."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.plan import plan_of
from tests.core.builders import always, key_result, key_results, levels

YEAR = FiscalYear(2568)


@given(st.data())
@always
def test_whatever_days_were_set_the_plan_never_falls_and_stays_in_the_year(data) -> None:
    """Against any form, for levels that it has and levels that it has not."""
    form = data.draw(key_results())
    year = form.fiscal_year
    around = st.dates(year.start - timedelta(days=500), year.end + timedelta(days=500))
    plan = plan_of(form.scale, year, data.draw(st.dictionaries(st.integers(1, 12), around)))
    days = [due.day for due in plan.dues]
    assert days == sorted(days)
    assert all(day in year for day in days)
    assert [due.level for due in plan.dues] == [level.number for level in form.scale.levels]


def test_a_level_has_the_day_that_was_set_and_its_neighbours_are_spread_around_it() -> None:
    """Only the others are assumed."""
    plan = plan_of(key_result().scale, YEAR, {3: date(2025, 8, 31)})
    assert (plan.due(3), [due.assumed for due in plan.dues]) == (date(2025, 8, 31), [True, True, False, True, True])
    assert plan.due(4) < plan.due(5) == YEAR.end


def test_a_day_set_later_goes_before_the_form() -> None:
    """The other days of the form stay."""
    form = key_result(levels=levels([20, 40, 60, 80, 100], [date(2025, month, 1) for month in (1, 2, 3, 4, 5)]))
    plan = plan_of(form.scale, YEAR, {2: date(2025, 2, 20)})
    assert [due.day.month for due in plan.dues] == [1, 2, 3, 4, 5]
    assert plan.due(2).day == 20
