"""Level, percent and score on a day: the ladder, its gaps, and both clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.report import level_reached
from tests.core.builders import always, days_around, key_result, key_results, levels, logs, report, tick, withdrawal

MARCH = date(2025, 3, 1)


def ladder(*ticked, on=MARCH):
    return [tick(number, level, on) for number, level in enumerate(ticked, start=1)]


def figures(answer):
    """What the future must not change."""
    return answer.reached, answer.percent, answer.score, answer.waiting, answer.counted, answer.steps


@pytest.mark.parametrize(
    ("ticked", "reached", "waiting"),
    [
        ([], 0, ()),
        ([1], 1, ()),
        ([2], 0, (2,)),
        ([1, 2, 4], 2, (4,)),
        ([5, 4, 3, 2], 0, (2, 3, 4, 5)),
        ([5, 3, 1], 1, (3, 5)),
        ([3, 1, 2], 3, ()),
        ([1, 2, 3, 4, 5], 5, ()),
    ],
)
def test_credit_stops_at_the_first_gap_and_the_rest_waits(ticked, reached, waiting):
    answer = report(ladder(*ticked), MARCH)
    assert (answer.reached, answer.waiting) == (reached, waiting)
    assert (answer.percent, answer.score) == (20 * reached, reached)
    assert answer.waits_for == reached + 1


def test_a_level_counts_on_its_day_and_not_the_day_before():
    log = ladder(1)
    assert report(log, MARCH).reached == 1
    assert report(log, MARCH - timedelta(days=1)).reached == 0
    assert report(log, MARCH - timedelta(days=1)).counted == ()


def test_a_level_that_the_scale_does_not_have_counts_for_nothing():
    answer = report(ladder(6, 0), MARCH)
    assert (answer.reached, answer.waiting, answer.counted, answer.later) == (0, (), (), ())


def test_work_done_after_the_year_is_kept_and_shown_and_changes_nothing():
    last, after = date(2025, 9, 30), date(2025, 10, 1)
    log = [tick(1, 1, last), tick(2, 2, after)]
    answer = report(log, date(2026, 1, 1))
    assert (answer.reached, answer.percent) == (1, 20)
    assert [each.level for each in answer.counted] == [1]
    assert [each.level for each in answer.later] == [2]
    assert answer.tick_of(1).done_on == last
    assert answer.tick_of(2).done_on == after
    assert answer.tick_of(3) is None


def test_work_of_within_the_year_that_is_written_after_it_still_counts():
    written = datetime(2026, 2, 1, tzinfo=UTC)
    assert report([tick(1, 1, date(2025, 9, 30), at=written)], date(2026, 2, 2)).reached == 1


def test_the_staircase_rises_on_the_days_on_which_the_figure_rose():
    """Levels 2 and 3 wait for level 1, and all three rise on its day."""
    days = {2: date(2025, 1, 5), 3: date(2025, 2, 5), 1: date(2025, 3, 5), 5: date(2025, 4, 5), 4: date(2025, 4, 5)}
    log = [tick(number, level, day) for number, (level, day) in enumerate(days.items(), start=1)]
    assert report(log, date(2025, 5, 1)).steps == ((date(2025, 3, 5), 3), (date(2025, 4, 5), 5))
    assert report(log, date(2025, 3, 31)).steps == ((date(2025, 3, 5), 3),)
    assert report(log, date(2025, 3, 1)).steps == ()


def test_a_milestone_score_on_another_scale_is_taken_to_five():
    assert report(ladder(1, 2), MARCH, key_result(levels=levels([25, 50, 75, 100]))).score == 2.5


def test_a_rule_other_than_milestone_scores_the_percent():
    stepped = key_result(rule={"name": "step", "thresholds": [10, 20, 30, 60, 100]})
    assert report(ladder(1, 2), MARCH, stepped).score == 3
    interpolated = key_result(rule={"name": "interpolated", "thresholds": [20, 60, 70, 80, 90]})
    assert report(ladder(1, 2), MARCH, interpolated).score == 1.5
    assert report(ladder(1, 2), MARCH, key_result(rule={"name": "ratio", "full_marks_at": 80})).score == 2.5


def test_nobody_has_reported_until_somebody_does():
    assert report([], MARCH).untouched
    assert not report(ladder(1), MARCH).untouched


def test_what_is_written_about_a_key_result_is_not_yet_a_report():
    """An event that is no report (its plan was set, say) leaves the figure one that nobody reported."""
    planned = tick(1, 1, MARCH)._replace(kind="plan")
    assert report([planned], MARCH).last_report is None
    assert report([planned], MARCH).untouched


def test_the_age_is_counted_in_days_of_bangkok():
    late_evening = datetime(2025, 3, 1, 16, 59, tzinfo=UTC)
    assert report([], MARCH).age_days is None
    assert report([tick(1, 1, MARCH, at=late_evening)], date(2025, 3, 2)).age_days == 1
    assert report([tick(1, 1, MARCH, at=late_evening + timedelta(minutes=1))], date(2025, 3, 2)).age_days == 0
    assert report([tick(1, 1, MARCH)], date(2025, 2, 1)).age_days == 0


@always
@given(done=st.sets(st.integers(1, 13)))
def test_the_level_reached_is_the_highest_with_all_below_it_done(done):
    assert level_reached(done) == max(top for top in range(14) if set(range(1, top + 1)) <= done)


@always
@given(st.data())
def test_figures_keep_to_their_scale(data):
    result = data.draw(key_results())
    answer = report(data.draw(logs(result)), data.draw(days_around(result.fiscal_year)), result)
    assert answer.percent in [0, *(level.percent for level in result.scale.levels)]
    assert answer.percent == result.scale.percent(answer.reached)
    assert 0 <= answer.score <= 5
    counted = {each.level for each in answer.counted}
    assert set(answer.waiting) == counted - set(range(1, answer.reached + 1))
    assert answer.waits_for not in counted
    assert answer.steps == tuple(sorted(answer.steps))
    assert (answer.steps[-1][1] if answer.steps else 0) == answer.reached


@always
@given(st.data())
def test_the_percent_never_falls_when_a_tick_is_added(data):
    result = data.draw(key_results())
    log, day = data.draw(logs(result)), data.draw(days_around(result.fiscal_year))
    level = data.draw(st.integers(1, result.scale.top))
    more = [*log, tick(99, level, data.draw(days_around(result.fiscal_year)))]
    assert report(more, day, result).percent >= report(log, day, result).percent
    assert report(more, day, result).score >= report(log, day, result).score


@always
@given(st.data())
def test_the_percent_never_falls_as_days_pass(data):
    result = data.draw(key_results())
    log = data.draw(logs(result))
    days = sorted(data.draw(st.lists(days_around(result.fiscal_year), min_size=2, max_size=6)))
    percents = [report(log, day, result).percent for day in days]
    assert percents == sorted(percents)


@always
@given(st.data())
def test_a_tick_dated_after_the_day_does_not_change_the_day(data):
    result = data.draw(key_results())
    log, day = data.draw(logs(result)), data.draw(days_around(result.fiscal_year))
    later = day + timedelta(days=data.draw(st.integers(1, 400)))
    more = [*log, tick(99, data.draw(st.integers(1, result.scale.top)), later)]
    before, after = report(log, day, result), report(more, day, result)
    assert figures(after) == figures(before)
    assert (after.verdict, after.forecast, after.expected) == (before.verdict, before.forecast, before.expected)


@always
@given(st.data())
def test_ticking_in_any_order_gives_the_same_figures(data):
    result = data.draw(key_results())
    all_levels = st.lists(st.integers(1, result.scale.top), unique=True)
    ticked = {level: data.draw(days_around(result.fiscal_year)) for level in data.draw(all_levels)}
    day = data.draw(days_around(result.fiscal_year))
    answers = []
    for order in (sorted(ticked), data.draw(st.permutations(sorted(ticked)))):
        answer = report([tick(n, level, ticked[level]) for n, level in enumerate(order, start=1)], day, result)
        answers.append((answer.reached, answer.percent, answer.waiting, answer.steps, answer.verdict))
    assert answers[0] == answers[1]


@always
@given(st.data())
def test_a_tick_taken_back_leaves_the_figures_as_they_were(data):
    result = data.draw(key_results())
    log, day = data.draw(logs(result)), data.draw(days_around(result.fiscal_year))
    mistake = tick(99, data.draw(st.integers(1, result.scale.top)), day)
    assert figures(report([*log, mistake, withdrawal(100, mistake)], day, result)) == figures(report(log, day, result))
