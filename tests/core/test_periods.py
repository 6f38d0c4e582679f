"""Reporting periods: without gap or overlap, and what state each is in on a day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.periods import PeriodState, period_state, periods_of
from tests.core.builders import always

YEAR = FiscalYear(2568)


@given(st.integers(2560, 2580), st.integers(1, 366))
@always
def test_the_periods_cover_the_year_without_gap_or_overlap(number: int, interval: int) -> None:
    """From 1 October to 30 September, numbered from 1."""
    year = FiscalYear(number)
    periods = periods_of(year, interval)
    assert (periods[0].first, periods[-1].last) == (year.start, year.end)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(periods))
    assert all(period.first <= period.last for period in periods)
    assert [period.number for period in periods] == list(range(1, len(periods) + 1))


@pytest.mark.parametrize(
    ("interval", "count"),
    [
        (7, 52),
        (14, 26),
        (10, 37),
        (27, 14),
        (28, 12),
        (30, 12),
        (31, 12),
        (60, 6),
        (90, 4),
        (92, 4),
        (120, 3),
        (180, 2),
        (365, 1),
    ],
)
def test_an_interval_is_read_as_months_where_it_can_be(interval: int, count: int) -> None:
    """30 days is a month, 90 a quarter; less than 28 days is that many days."""
    assert len(periods_of(YEAR, interval)) == count


def test_a_weekly_year_does_not_end_in_a_period_of_one_day() -> None:
    """The last week takes the day that is left."""
    last = periods_of(YEAR, 7)[-1]
    assert (last.first, last.last) == (date(2025, 9, 23), date(2025, 9, 30))


def test_february_of_a_leap_year_has_its_last_day() -> None:
    """Fiscal year 2567 holds 29 February 2024."""
    february = periods_of(FiscalYear(2567), 30)[4]
    assert (february.first, february.last, february.until) == (date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 7))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 9, 30), PeriodState.AHEAD),
        (date(2024, 10, 1), PeriodState.RUNNING),
        (date(2024, 10, 31), PeriodState.RUNNING),
        (date(2024, 11, 1), PeriodState.DUE),
        (date(2024, 11, 7), PeriodState.DUE),
        (date(2024, 11, 8), PeriodState.MISSED),
        (date(2026, 1, 1), PeriodState.MISSED),
    ],
)
def test_a_period_is_to_come_under_way_due_and_missed(day: date, state: PeriodState) -> None:
    """And reported on whatever day, once it is."""
    october = periods_of(YEAR, 30)[0]
    assert period_state(october, (), day) is state
    assert period_state(october, {october.first}, day) is PeriodState.REPORTED


def test_the_last_period_is_due_in_the_next_fiscal_year() -> None:
    """September's report may come until 7 October."""
    september = periods_of(YEAR, 30)[-1]
    assert (september.last, september.until) == (date(2025, 9, 30), date(2025, 10, 7))
    assert period_state(september, (), date(2025, 10, 1)) is PeriodState.DUE
