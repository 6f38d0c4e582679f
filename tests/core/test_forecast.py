"""At the pace so far, and the pace now needed."""

from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.forecast import Forecast, days_per_level_needed, forecast_of
from tests.core.builders import always, key_result, levels, report, tick

YEAR = FiscalYear(2568)
within = st.dates(YEAR.start, YEAR.end)


def test_20_percent_after_73_days_is_all_of_it_on_the_last_day():
    assert forecast_of(20, date(2024, 12, 12), YEAR) == Forecast(date(2025, 9, 30), 100)


def test_half_the_pace_gives_half_the_percent_and_twice_the_days():
    assert forecast_of(20, date(2025, 2, 23), YEAR) == Forecast(date(2026, 9, 30), 50)


def test_the_first_day_of_the_year_is_a_day_of_work():
    assert forecast_of(50, date(2024, 10, 1), YEAR) == Forecast(date(2024, 10, 2), 100)


@pytest.mark.parametrize(
    ("percent", "day"),
    [(0, date(2025, 1, 1)), (100, date(2025, 1, 1)), (20, date(2024, 9, 30)), (20, date(2025, 10, 1))],
)
def test_nothing_is_forecast_from_zero_from_all_or_outside_the_year(percent, day):
    assert forecast_of(percent, day, YEAR) is None


def test_a_forecast_is_made_on_the_first_and_on_the_last_day():
    assert forecast_of(20, YEAR.start, YEAR) is not None
    assert forecast_of(20, YEAR.end, YEAR) == Forecast(date(2029, 9, 29), 20)


@always
@given(percent=st.integers(1, 99), day=within)
def test_a_forecast_is_the_straight_line_through_today(percent, day):
    """On the day forecast the line stands at 100 or above, and on the day before it does not."""
    answer = forecast_of(percent, day, YEAR)
    elapsed = (day - YEAR.start).days + 1
    on_the_day = (answer.full_on - YEAR.start).days + 1
    assert percent * on_the_day >= 100 * elapsed > percent * (on_the_day - 1)
    assert answer.full_on > day
    assert percent <= answer.at_year_end <= 100
    assert (answer.at_year_end == 100) == (answer.full_on <= YEAR.end)
    assert isclose(answer.at_year_end, min(100, percent * 365 / elapsed))


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
    answer = report([tick(1, 1, date(2024, 12, 1))], date(2024, 12, 12))
    assert answer.forecast == Forecast(date(2025, 9, 30), 100)
    assert answer.days_per_level_needed == 73
