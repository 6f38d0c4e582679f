"""The five score rules against the public cases, and what each refuses."""

import json
from datetime import date
from math import inf, nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.errors import DefinitionError, KeyResultError
from kr_core.reading import key_result_from
from kr_core.rollup import weighted_mean
from kr_core.scoring import Interpolated, Milestone, NotANumber, Ratio, Reverse, Step
from tests.core.builders import always, form, key_result, report, tick

CASES = json.loads((Path(__file__).parent / "scoring_cases.json").read_text(encoding="utf-8"))["cases"]
RULES = {"step", "interpolated", "ratio", "reverse"}
SCORED = [
    pytest.param(case, value, score, id=f"{case['id']} at {value}")
    for case in CASES
    if case["rule"] in RULES
    for value, score in case["expect"]
]
values = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9)
five = st.lists(st.floats(-1000, 1000), min_size=5, max_size=5).map(sorted)


def case_of(rule):
    return next(case for case in CASES if case["rule"] == rule)


def rule_of(case):
    """The rule of a case, read as a definition would give it."""
    fields = {"thresholds", "below_first", "zero_is_unscored", "full_marks_at", "zero_at"}
    table = {"name": case["rule"]} | {name: case[name] for name in fields & set(case)}
    return key_result_from(form(rule=table)).rule


@pytest.mark.parametrize(("case", "value", "score"), SCORED)
def test_every_public_case_gets_its_score(case, value, score):
    assert rule_of(case).score(value) == pytest.approx(score, abs=1e-9)


def test_no_public_case_is_left_out():
    """A case added to the file with a rule that no test here reads fails this one."""
    others = {"milestone", "weighted mean of scores", "fiscal year of a day"}
    assert {case["rule"] for case in CASES} == RULES | others


def test_the_seed_ladder_gives_each_level_its_percent_and_its_number_as_score():
    percents = case_of("milestone")["percent_of_level"]
    assert sorted(percents) == list("012345")
    for reached, percent in percents.items():
        log = [tick(level, level, date(2025, 1, level)) for level in range(1, int(reached) + 1)]
        answer = report(log, date(2025, 2, 1))
        assert (answer.reached, answer.percent, answer.score) == (int(reached), percent, float(reached))
        assert key_result().scale.percent(int(reached)) == percent


def test_the_weighted_mean_of_the_public_case_is_3_8():
    case = case_of("weighted mean of scores")
    assert weighted_mean(case["scores"], case["weights"]) == pytest.approx(case["expect"])


def test_the_public_days_fall_in_their_fiscal_years():
    for day, year in case_of("fiscal year of a day")["expect"]:
        assert FiscalYear.of(date.fromisoformat(day)) == FiscalYear(year)


def test_equal_thresholds_are_fine_for_steps_and_refused_for_interpolation():
    """The refusal names the field, the thresholds found, and what to do instead."""
    flat = (40, 50, 60, 60, 70)
    assert Step(flat).score(60) == 4
    with pytest.raises(DefinitionError) as refused:
        Interpolated(flat)
    assert refused.value.field == "rule.thresholds"
    assert refused.value.value == [40, 50, 60, 60, 70]
    assert "equal" in refused.value.why
    assert "'step'" in refused.value.why
    assert all(part in str(refused.value) for part in ("rule.thresholds", "[40, 50, 60, 60, 70]", "equal"))


@pytest.mark.parametrize("rule", [Step, Interpolated])
@pytest.mark.parametrize(
    ("thresholds", "reason"),
    [
        ((20, 40, 60, 80), "five"),
        ((10, 20, 40, 60, 80, 100), "five"),
        ((), "five"),
        ((20, 40, 60, 80, nan), "finite"),
        ((-inf, 40, 60, 80, 100), "finite"),
        ((100, 80, 60, 40, 20), "reverse"),
        ((20, 40, 60, 80, 79), "fall"),
    ],
)
def test_impossible_thresholds_are_refused(rule, thresholds, reason):
    with pytest.raises(DefinitionError) as refused:
        rule(thresholds)
    assert refused.value.field == "rule.thresholds"
    assert str(refused.value.value) == str(list(thresholds))
    assert reason in refused.value.why


@pytest.mark.parametrize("rule", [Step, Interpolated])
def test_below_the_first_threshold_lies_0_or_1_and_nothing_else(rule):
    thresholds = (10, 20, 30, 40, 50)
    assert rule(thresholds, below_first=0).score(9.99) == 0
    assert rule(thresholds, below_first=1).score(9.99) == 1
    for wrong in (-1, 2, 0.5):
        with pytest.raises(DefinitionError) as refused:
            rule(thresholds, below_first=wrong)
        assert (refused.value.field, refused.value.value) == ("rule.below_first", wrong)


def test_below_the_first_threshold_is_0_for_steps_and_1_for_interpolation_unless_the_definition_says():
    assert Step((10, 20, 30, 40, 50)).score(0) == 0
    assert Interpolated((10, 20, 30, 40, 50)).score(0) == 1


def test_zero_is_unscored_only_where_the_definition_says_so():
    thresholds = (10, 20, 30, 40, 50)
    assert Interpolated(thresholds, zero_is_unscored=True).score(0) == 0
    assert Interpolated(thresholds, zero_is_unscored=True).score(-3) == 0
    assert Interpolated(thresholds, zero_is_unscored=True).score(0.01) == 1


@pytest.mark.parametrize("full", [0, -1, nan, inf])
def test_a_ratio_needs_a_positive_value_for_full_marks(full):
    with pytest.raises(DefinitionError) as refused:
        Ratio(full)
    assert refused.value.field == "rule.full_marks_at"
    assert str(refused.value.value) == str(full)


@pytest.mark.parametrize(("full", "zero"), [(10, 10), (20, 10), (nan, 20), (10, inf), (-inf, 10)])
def test_a_reverse_rule_needs_its_zero_above_full_marks(full, zero):
    with pytest.raises(DefinitionError) as refused:
        Reverse(full, zero)
    assert (refused.value.field, refused.value.value) == ("rule.zero_at", zero)


@pytest.mark.parametrize("value", [nan, inf, -inf])
@pytest.mark.parametrize(
    "rule", [Milestone(), Step((1, 2, 3, 4, 5)), Interpolated((1, 2, 3, 4, 5)), Ratio(40), Reverse(10, 20)]
)
def test_no_rule_scores_what_is_not_a_finite_number(rule, value):
    with pytest.raises(NotANumber, match=str(value)) as refused:
        rule.score(value)
    assert isinstance(refused.value, KeyResultError)


@pytest.mark.parametrize(
    ("rule", "value", "score"),
    [
        (Milestone(), 7, 5),
        (Milestone(), -1, 0),
        (Milestone(10), 7, 3.5),
        (Ratio(40), -1, 0),
        (Ratio(40), 41, 5),
        (Reverse(10, 20), 9, 5),
        (Reverse(10, 20), 21, 0),
        (Interpolated((1, 2, 3, 4, 5)), 1e300, 5),
    ],
)
def test_a_score_is_capped_at_both_ends(rule, value, score):
    assert rule.score(value) == score


@always
@given(thresholds=five, below=st.sampled_from([0, 1]), low=values, high=values)
def test_more_never_scores_less_and_every_score_lies_within_0_and_5(thresholds, below, low, high):
    low, high = sorted((low, high))
    rules = [Step(tuple(thresholds), below), Ratio(abs(thresholds[0]) + 1), Milestone(7)]
    if len(set(thresholds)) == 5:
        rules += [Interpolated(tuple(thresholds), below), Interpolated(tuple(thresholds), below, True)]
    for rule in rules:
        if not getattr(rule, "zero_is_unscored", False):
            assert rule.score(low) <= rule.score(high)
        assert 0 <= rule.score(low) <= 5
    reverse = Reverse(thresholds[0], thresholds[-1] + 1)
    assert 5 >= reverse.score(low) >= reverse.score(high) >= 0


@always
@given(thresholds=five.filter(lambda five: len(set(five)) == 5), value=values)
def test_interpolation_never_strays_a_whole_band_from_the_step(thresholds, value):
    stepped, interpolated = Step(tuple(thresholds)).score(value), Interpolated(tuple(thresholds), 0).score(value)
    assert stepped <= interpolated <= min(5, stepped + 1)
    for band, threshold in enumerate(thresholds, start=1):
        assert Interpolated(tuple(thresholds)).score(threshold) == band
