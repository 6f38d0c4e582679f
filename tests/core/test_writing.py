"""A definition as it goes into the log and comes back."""

import json

import pytest
from hypothesis import given

from kr_core.definition import KeyResult
from kr_core.reading import key_result_from
from kr_core.writing import mapping_of
from tests.core.builders import always, key_result, key_results


@given(key_results())
@always
def test_what_is_written_reads_as_the_same(form: KeyResult) -> None:
    """Through JSON, as the log keeps it."""
    assert key_result_from(json.loads(json.dumps(mapping_of(form)))) == form


@pytest.mark.parametrize(
    "rule",
    [
        {"name": "step", "thresholds": [1.0, 2.0, 2.0, 3.0, 4.5], "below_first": 1},
        {"name": "interpolated", "thresholds": [1.0, 2.0, 3.0, 4.0, 5.0], "below_first": 0, "zero_is_unscored": True},
        {"name": "ratio", "full_marks_at": 75.0},
        {"name": "reverse", "full_marks_at": 3.0, "zero_at": 30.0},
    ],
)
def test_every_rule_keeps_its_numbers(rule: dict[str, object]) -> None:
    """And its name."""
    form = key_result(rule=rule)
    assert key_result_from(mapping_of(form)).rule == form.rule
