"""From several figures to one: who counts, who is missing, and what a weight may be."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.errors import KeyResultError
from kr_core.rollup import Rolled, Weighted, WeightRefused, group_score, rolled_up, weighted_mean
from tests.core.builders import agency, always, key_result

FIGURES = {"office": 60.0, "dusit": 20.0, "bang-rak": 100.0}
scores = st.floats(0, 5)
weights = st.floats(0.01, 1000)


def shared(roll_up):
    """A key result of three agencies with targets 1, 3 and 4; the host is not the first."""
    agencies = [agency("dusit", target=3), agency("office", "H"), agency("bang-rak", target=4)]
    return key_result(roll_up=roll_up, agencies=agencies)


@pytest.mark.parametrize(
    ("roll_up", "value"), [("host", 60), ("mean", 60), ("target_weighted", (60 + 3 * 20 + 4 * 100) / 8), ("all", 20)]
)
def test_each_rule_makes_its_own_figure_of_three_agencies(roll_up, value):
    assert rolled_up(shared(roll_up), FIGURES).value == value


@pytest.mark.parametrize(
    ("roll_up", "value"), [("mean", 80), ("target_weighted", (60 + 4 * 100) / 5), ("all", 60), ("host", 60)]
)
def test_not_reported_is_not_zero(roll_up, value):
    silent = FIGURES | {"dusit": None}
    assert rolled_up(shared(roll_up), silent).value == pytest.approx(value)
    del silent["dusit"]
    assert rolled_up(shared(roll_up), silent).value == pytest.approx(value)


def test_zero_reported_is_zero():
    zero = FIGURES | {"dusit": 0.0}
    assert rolled_up(shared("all"), zero) == Rolled(0, ("dusit", "office", "bang-rak"), ())
    assert rolled_up(shared("mean"), zero).value == pytest.approx(160 / 3)


def test_who_has_not_reported_is_named():
    rolled = rolled_up(shared("mean"), {"office": 60.0, "dusit": None})
    assert (rolled.reported, rolled.missing) == (("office",), ("dusit", "bang-rak"))


def test_under_host_only_the_host_counts_and_only_the_host_can_be_missing():
    assert rolled_up(shared("host"), FIGURES) == Rolled(60, ("office",), ())
    assert rolled_up(shared("host"), {"dusit": 20.0}) == Rolled(None, (), ("office",))


@pytest.mark.parametrize("roll_up", ["host", "mean", "target_weighted", "all"])
def test_where_nobody_has_reported_there_is_no_figure(roll_up):
    assert rolled_up(shared(roll_up), {}).value is None
    assert rolled_up(shared(roll_up), {}).reported == ()


def test_a_group_is_the_mean_of_scores_by_weight_of_those_who_reported():
    members = [Weighted("a", 5, 20), Weighted("b", None, 50), Weighted("c", 3, 30)]
    assert group_score(members) == Rolled(pytest.approx(3.8), ("a", "c"), ("b",))


def test_a_group_in_which_nobody_reported_has_no_score():
    assert group_score([Weighted("a", None, 1)]) == Rolled(None, (), ("a",))
    assert group_score([]) == Rolled(None, (), ())


def test_a_score_of_zero_counts_in_its_group():
    assert group_score([Weighted("a", 0, 1), Weighted("b", 4, 1)]) == Rolled(2, ("a", "b"), ())


@pytest.mark.parametrize("weight", [0, -1, nan, inf])
def test_a_weight_that_is_not_a_number_above_zero_is_refused(weight):
    with pytest.raises(WeightRefused, match=str(weight)) as refused:
        weighted_mean([5, 3], [1, weight])
    assert isinstance(refused.value, KeyResultError)


def test_every_value_needs_its_weight():
    with pytest.raises(ValueError, match="shorter"):
        weighted_mean([5, 3], [1])


@always
@given(st.lists(st.tuples(scores, weights), min_size=1, max_size=8))
def test_a_group_score_lies_between_its_lowest_and_its_highest(members):
    rolled = group_score([Weighted(str(place), *member) for place, member in enumerate(members)])
    lowest, highest = min(score for score, _ in members), max(score for score, _ in members)
    assert lowest - 1e-9 <= rolled.value <= highest + 1e-9


@always
@given(st.lists(weights, min_size=1, max_size=50))
def test_a_group_of_full_scores_never_scores_more_than_five(all_weights):
    assert group_score([Weighted("x", 5.0, weight) for weight in all_weights]).value <= 5


@always
@given(st.lists(st.tuples(scores, weights), min_size=1, max_size=8), st.floats(0.1, 10))
def test_only_the_proportion_of_weights_matters(members, factor):
    values, plain = zip(*members, strict=True)
    assert weighted_mean(values, [factor * weight for weight in plain]) == pytest.approx(weighted_mean(values, plain))
