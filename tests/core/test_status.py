"""The first status that applies, its level and days, and whether the figure is stale."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.plan import plan_of
from kr_core.status import Status, Verdict, is_stale, verdict_of
from tests.core.builders import always, days_around, key_result, key_results, levels, logs, report, tick

YEAR = FiscalYear(2568)


def verdict(reached, day, dues=()):
    scale = key_result(levels=levels([20, 40, 60, 80, 100], dues)).scale
    return verdict_of(reached, plan_of(scale, YEAR), day, YEAR)


@pytest.mark.parametrize(
    ("reached", "day", "expected"),
    [
        (0, date(2024, 9, 30), Verdict(Status.NOT_STARTED)),
        (5, date(2024, 9, 30), Verdict(Status.NOT_STARTED)),
        (0, date(2024, 10, 1), Verdict(Status.ON_TRACK)),
        (0, date(2024, 11, 27), Verdict(Status.ON_TRACK)),
        (0, date(2024, 11, 28), Verdict(Status.AT_RISK, 1, 14)),
        (0, date(2024, 12, 12), Verdict(Status.AT_RISK, 1, 0)),
        (0, date(2024, 12, 13), Verdict(Status.LATE, 1, 1)),
        (1, date(2024, 12, 11), Verdict(Status.AHEAD, 1, 1)),
        (1, date(2024, 12, 12), Verdict(Status.ON_TRACK)),
        (1, date(2025, 2, 13), Verdict(Status.AT_RISK, 2, 10)),
        (3, date(2024, 12, 1), Verdict(Status.AHEAD, 3, 157)),
        (2, date(2025, 8, 1), Verdict(Status.LATE, 3, 86)),
        (5, date(2024, 10, 1), Verdict(Status.DONE)),
        (4, date(2025, 9, 30), Verdict(Status.AT_RISK, 5, 0)),
        (4, date(2025, 10, 1), Verdict(Status.MISSED)),
        (5, date(2025, 10, 1), Verdict(Status.DONE)),
    ],
)
def test_the_first_status_that_applies_is_given_with_its_level_and_days(reached, day, expected):
    assert verdict(reached, day) == expected


def test_at_risk_comes_before_ahead():
    """Level 1 is reached early, and level 2 is due within 14 days: the second is said."""
    dues = [date(2025, 3, 10), date(2025, 3, 12)]
    assert verdict(1, date(2025, 3, 1), dues) == Verdict(Status.AT_RISK, 2, 11)


def plainly_told(reached, dues, day, year):
    """The status from first principles, as the rule is worded."""
    top, missing = len(dues), dues[reached:]
    answers = [
        (Status.NOT_STARTED, day < date(year.number - 544, 10, 1)),
        (Status.DONE, reached == top),
        (Status.MISSED, day > date(year.number - 543, 9, 30)),
        (Status.LATE, any(due < day for due in missing)),
        (Status.AT_RISK, bool(missing) and (missing[0] - day).days <= 14),
        (Status.AHEAD, reached > sum(due <= day for due in dues)),
        (Status.ON_TRACK, True),
    ]
    return next(status for status, applies in answers if applies)


@always
@given(st.data())
def test_the_status_is_what_the_rule_says_in_its_order(data):
    result = data.draw(key_results())
    day = data.draw(days_around(result.fiscal_year))
    answer = report(data.draw(logs(result)), day, result)
    dues = [due.day for due in answer.plan.dues]
    found = answer.verdict
    assert found.status is plainly_told(answer.reached, dues, day, result.fiscal_year)
    if found.status is Status.LATE:
        assert (found.level, found.days) == (answer.reached + 1, (day - dues[answer.reached]).days)
        assert found.days > 0
    elif found.status is Status.AT_RISK:
        assert (found.level, found.days) == (answer.reached + 1, (dues[answer.reached] - day).days)
        assert 0 <= found.days <= 14
    elif found.status is Status.AHEAD:
        assert (found.level, found.days) == (answer.reached, (dues[answer.reached - 1] - day).days)
        assert found.days > 0
    else:
        assert (found.level, found.days) == (None, None)
    assert answer.final == (day > result.fiscal_year.end)


def test_a_result_is_final_from_1_october_on():
    log = [tick(1, 1, date(2025, 9, 30))]
    assert not report(log, date(2025, 9, 30)).final
    assert report(log, date(2025, 10, 1)).final


def at(day):
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "day", "stale"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), False),
        (date(2025, 3, 1), date(2025, 4, 1), True),
        (None, date(2024, 10, 31), False),
        (None, date(2024, 11, 1), True),
        (date(2024, 1, 1), date(2024, 10, 31), False),
        (date(2024, 1, 1), date(2024, 11, 1), True),
        (None, date(2024, 9, 30), False),
        (None, date(2025, 9, 30), True),
        (None, date(2025, 10, 1), False),
        (date(2025, 5, 1), date(2025, 4, 1), False),
    ],
)
def test_a_figure_is_stale_when_no_report_came_within_the_interval_while_the_year_runs(last, day, stale):
    assert is_stale(at(last) if last else None, 30, day, YEAR) is stale


def test_the_reporting_interval_is_the_key_results_own():
    monthly, weekly = key_result(), key_result(reporting_interval_days=7)
    log = [tick(1, 1, date(2025, 3, 1))]
    assert not report(log, date(2025, 3, 9), monthly).stale
    assert report(log, date(2025, 3, 9), weekly).stale
    assert not report(log, date(2025, 3, 8), weekly).stale


def test_the_age_that_makes_a_figure_stale_is_counted_in_days_of_bangkok():
    """Half a minute before and at midnight in Bangkok; both are 1 March in UTC."""
    assert is_stale(datetime(2025, 3, 1, 16, 59, 30, tzinfo=UTC), 30, date(2025, 4, 1), YEAR)
    assert not is_stale(datetime(2025, 3, 1, 17, 0, tzinfo=UTC), 30, date(2025, 4, 1), YEAR)
