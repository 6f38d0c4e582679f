"""At the pace so far, and the pace now needed."""

from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.forecast import Line, days_per_level_needed, forecast_of
from tests.core.builders import always, key_result, levels, report, tick

YEAR = FiscalYear(2568)
within = st.dates(YEAR.start, YEAR.end)


START = YEAR.start


def after(days):
    """A day of the year; its first is day 1."""
    return START + timedelta(days=days - 1)


def test_the_middle_goes_on_at_the_average_pace_of_the_year_so_far():
    """40 percent after 146 days are 0.274 a day: all of it on day 365."""
    answer = forecast_of([(after(73), 20), (after(146), 40)], after(146), YEAR)
    assert answer.middle == Line(date(2025, 9, 30), 100)


def test_the_range_is_that_of_the_slowest_and_the_fastest_average_pace():
    """Slowest just before level 2 (20 percent on day 100), fastest on the day of level 1 (20 percent on day 50)."""
    answer = forecast_of([(after(50), 20), (after(100), 40)], after(100), YEAR)
    assert isclose(answer.slow.at_year_end, 40 + 0.2 * 265)
    assert answer.fast.full_on == after(100) + timedelta(days=150)
    assert answer.middle == answer.fast


@pytest.mark.parametrize(
    ("steps", "day"),
    [
        ([], after(200)),
        ([(after(150), 20)], after(200)),
        ([(after(150), 20), (after(150), 40)], after(200)),
        ([(after(10), 20), (after(20), 40)], after(59)),
        ([(after(10), 20), (after(90), 100)], after(200)),
        ([(after(10), 20), (after(90), 40)], START - timedelta(days=1)),
        ([(after(10), 20), (after(90), 40)], YEAR.end + timedelta(days=1)),
        ([(START - timedelta(days=9), 20), (START - timedelta(days=5), 40)], after(200)),
    ],
)
def test_nothing_is_forecast_from_too_little_from_all_or_outside_the_year(steps, day):
    """Two levels on two days of the year, and two months, are the least."""
    assert forecast_of(steps, day, YEAR) is None


def test_two_levels_and_two_months_are_enough():
    assert forecast_of([(after(10), 20), (after(20), 40)], after(60), YEAR) is not None


@st.composite
def risings(draw):
    """Days on which a figure rose, and a day on or after the last."""
    days = sorted(draw(st.sets(st.integers(1, 365), min_size=2, max_size=11)))
    percents = sorted(draw(st.sets(st.integers(1, 99), min_size=len(days), max_size=len(days))))
    day = draw(st.integers(max(days[-1], 60), 365))
    return [(after(each), float(percent)) for each, percent in zip(days, percents, strict=True)], after(day)


@always
@given(risings())
def test_a_forecast_holds_its_middle_and_never_falls_below_what_is_reached(rising):
    """Nor above 100, whatever the days were."""
    steps, day = rising
    answer = forecast_of(steps, day, YEAR)
    low, middle, high = (line.at_year_end for line in (answer.slow, answer.middle, answer.fast))
    assert steps[-1][1] <= low <= middle <= high <= 100
    days = [line.full_on for line in (answer.fast, answer.middle, answer.slow)]
    assert all(day < each for each in days if each)
    assert days == sorted(days, key=lambda each: each or date.max)
    assert isclose(middle, min(100, steps[-1][1] * 365 / ((day - START).days + 1)))


@pytest.mark.parametrize("percent", [0.01, 0.000001])
def test_the_smallest_first_level_is_forecast_without_failing(percent):
    """A definition may begin with any percent above 0; at such a pace 100 % lies beyond the calendar."""
    result = key_result(levels=levels([percent, 100]))
    assert report([tick(1, 1, date(2025, 9, 30))], date(2025, 9, 30), result).percent == percent


@pytest.mark.parametrize(
    ("reached", "day", "days"),
    [
        (0, date(2025, 3, 1), 42),
        (3, date(2025, 3, 1), 107),
        (0, date(2024, 10, 1), 73),
        (0, date(2025, 9, 27), 0),
        (0, date(2025, 9, 26), 1),
        (4, date(2025, 9, 30), 1),
        (5, date(2025, 3, 1), None),
        (0, date(2024, 9, 30), None),
        (0, date(2025, 10, 1), None),
    ],
)
def test_the_pace_needed_is_the_whole_days_left_for_each_level_left(reached, day, days):
    assert days_per_level_needed(reached, 5, day, YEAR) == days


@always
@given(reached=st.integers(0, 11), day=within)
def test_the_pace_needed_finishes_within_the_year_and_a_slower_one_does_not(reached, day):
    days = days_per_level_needed(reached, 12, day, YEAR)
    yesterday = day - timedelta(days=1)
    assert yesterday + timedelta(days=days * (12 - reached)) <= YEAR.end
    assert yesterday + timedelta(days=(days + 1) * (12 - reached)) > YEAR.end


def test_a_report_carries_its_forecast_and_the_pace_needed():
    log = [tick(1, 1, after(30)), tick(2, 2, after(73))]
    answer = report(log, after(73))
    assert answer.forecast == forecast_of([(after(30), 20), (after(73), 40)], after(73), YEAR)
    assert answer.days_per_level_needed == 97
