"""Each wrong definition is refused with the field, the value found, and the reason."""

from datetime import UTC, date, datetime

import pytest

from kr_core.errors import DefinitionError, KeyResultError
from kr_core.reading import key_result_from
from tests.core.builders import CODE, GONE, HOST, agency, form_with, key_result, levels

TWENTIES = [20, 40, 60, 80, 100]
MAY, JUNE = date(2025, 5, 1), date(2025, 6, 1)
MIDNIGHT = datetime(2025, 6, 1, tzinfo=UTC)
STEP = {"name": "step", "thresholds": [1, 2, 3, 4, 5]}
LINEAR = STEP | {"name": "interpolated"}
FLAT = [1, 2, 2, 4, 5]
TOP_LEVELS = ["code", "name", "fiscal_year", "dimension", "issue", "definition", "method", "roll_up", "rule", "target"]
TOP_LEVELS += ["agency_kind", "agencies", "levels", "references", "reporting_channels", "follow_up", "coordinator"]

# Where the field stands, what is put there, the field named, the value named, a word of the reason.
WRONG = [
    (("nmae",), "x", "nmae", "x", "not a field"),
    (("levels", 1, "percnt"), 40, "levels[2].percnt", 40, "not a field"),
    (("agencies", 0, "phone"), "1", "agencies[1].phone", "1", "not a field"),
    (("rule", "thresholds"), [1], "rule.thresholds", [1], "not a field"),
    (("coordinator", "email"), "a@b", "coordinator.email", "a@b", "not a field"),
    (("informant", "phone"), "1", "informant.phone", "1", "not a field"),
    (("target", "extra"), 1, "target.extra", 1, "not a field"),
    (("references", "extra"), True, "references.extra", True, "not a field"),
    (("agency_kind", "extra"), True, "agency_kind.extra", True, "not a field"),
    (("reporting_channels", "extra"), True, "reporting_channels.extra", True, "not a field"),
    (("follow_up", "extra"), True, "follow_up.extra", True, "not a field"),
    (("levels", 2, "activity"), GONE, "levels[3].activity", None, "missing"),
    (("levels", 2, "percent"), GONE, "levels[3].percent", None, "missing"),
    (("levels", 2, "number"), GONE, "levels[3].number", None, "missing"),
    (("agencies", 0, "target"), GONE, "agencies[1].target", None, "missing"),
    (("target", "value"), GONE, "target.value", None, "missing"),
    (("references", "standard"), GONE, "references.standard", None, "missing"),
    (("coordinator", "section"), GONE, "coordinator.section", None, "missing"),
    (("rule", "name"), GONE, "rule.name", None, "missing"),
    (("name",), "", "name", "", "empty"),
    (("name",), " \n", "name", " \n", "empty"),
    (("name",), 5, "name", 5, "a text"),
    (("name_en",), ["x"], "name_en", ["x"], "a text"),
    (("form_code",), None, "form_code", None, "a text"),
    (("name",), "ก" * 4001, "name", "ก" * 40 + "…", "4000"),
    (("agencies", 0, "duty"), "ก" * 4001, "agencies[1].duty", "ก" * 40 + "…", "4000"),
    (("code",), "../x", "code", "../x", "hyphens"),
    (("code",), "a/b", "code", "a/b", "hyphens"),
    (("code",), "a\\b", "code", "a\\b", "hyphens"),
    (("code",), "a.b", "code", "a.b", "hyphens"),
    (("code",), "a b", "code", "a b", "hyphens"),
    (("code",), "a\nb", "code", "a\nb", "hyphens"),
    (("code",), "A", "code", "A", "hyphens"),
    (("code",), "-a", "code", "-a", "hyphens"),
    (("code",), "a-", "code", "a-", "hyphens"),
    (("code",), "แผน", "code", "แผน", "hyphens"),
    (("code",), "๑", "code", "๑", "hyphens"),
    (("code",), "a" * 65, "code", "a" * 65, "64"),
    (("agencies", 0, "id"), "../x", "agencies[1].id", "../x", "hyphens"),
    (("fiscal_year",), 2025, "fiscal_year", 2025, "2500"),
    (("fiscal_year",), 2701, "fiscal_year", 2701, "2700"),
    (("fiscal_year",), 2568.5, "fiscal_year", 2568.5, "whole"),
    (("fiscal_year",), True, "fiscal_year", True, "number"),
    (("fiscal_year",), "ปี", "fiscal_year", "ปี", "number"),
    (("reporting_interval_days",), 0, "reporting_interval_days", 0, "1"),
    (("reporting_interval_days",), 367, "reporting_interval_days", 367, "366"),
    (("reporting_interval_days",), True, "reporting_interval_days", True, "number"),
    (("target", "value"), 0, "target.value", 0, "greater than 0"),
    (("target", "value"), True, "target.value", True, "number"),
    (("target", "value"), [1], "target.value", [1], "number"),
    (("target", "value"), float("inf"), "target.value", float("inf"), "number"),
    (("target", "value"), "nan", "target.value", "nan", "number"),
    (("target", "value"), 10**400, "target.value", 10**400, "number"),
    (("agencies", 0, "target"), -1, "agencies[1].target", -1, "greater than 0"),
    (("target",), "x", "target", "x", "table"),
    (("target",), [], "target", [], "table"),
    (("levels",), {}, "levels", {}, "list of tables"),
    (("levels",), [1], "levels", [1], "list of tables"),
    (("agencies",), "x", "agencies", "x", "list of tables"),
    (("references", "standard"), 1, "references.standard", 1, "true or false"),
    (("references", "standard"), "true", "references.standard", "true", "true or false"),
    (("follow_up", "inspector"), 0, "follow_up.inspector", 0, "true or false"),
    (("roll_up",), "sum", "roll_up", "sum", "target_weighted"),
    (("roll_up",), ["host"], "roll_up", ["host"], "one of"),
    (("rule", "name"), "linear", "rule.name", "linear", "milestone"),
    (("agencies", 0, "role"), "X", "agencies[1].role", "X", "H, R"),
    (("agencies",), [agency("a"), agency("b")], "agencies", [], "exactly one"),
    (("agencies",), [], "agencies", [], "exactly one"),
    (("agencies",), [agency("a", "H"), agency("b", "H")], "agencies", ["a", "b"], "exactly one"),
    (("agencies",), [agency("a", "H"), agency("a")], "agencies", ["a", "a"], "share"),
    (("levels",), [], "levels", 0, "1 to 12"),
    (("levels",), levels([*range(1, 13), 100]), "levels", 13, "1 to 12"),
    (("levels", 1, "number"), 3, "levels[2].number", 3, "2 is needed"),
    (("levels", 0, "number"), 0, "levels[1].number", 0, "whole"),
    (("levels", 0, "number"), True, "levels[1].number", True, "number"),
    (("levels",), levels(TWENTIES)[::-1], "levels[1].number", 5, "1 is needed"),
    (("levels", 2, "percent"), 40, "levels[3].percent", 40, "rise"),
    (("levels", 2, "percent"), 30, "levels[3].percent", 30, "rise"),
    (("levels", 4, "percent"), 99, "levels[5].percent", 99, "100"),
    (("levels", 4, "percent"), 101, "levels[5].percent", 101, "at most 100"),
    (("levels", 0, "percent"), 0, "levels[1].percent", 0, "greater than 0"),
    (("levels", 0, "percent"), True, "levels[1].percent", True, "number"),
    (("levels", 0, "due"), date(2024, 9, 30), "levels[1].due", "2024-09-30", "2568"),
    (("levels", 4, "due"), date(2025, 10, 1), "levels[5].due", "2025-10-01", "2568"),
    (("levels", 0, "due"), "soon", "levels[1].due", "soon", "a day"),
    (("levels", 0, "due"), MIDNIGHT, "levels[1].due", MIDNIGHT, "a day"),
    (("levels",), levels(TWENTIES, [JUNE, MAY]), "levels[2].due", "2025-05-01", "before a lower"),
    (("levels",), levels(TWENTIES, [JUNE, None, MAY]), "levels[3].due", "2025-05-01", "before a lower"),
    (("rule",), STEP | {"below_first": 2}, "rule.below_first", 2, "0 to 1"),
    (("rule",), STEP | {"below_first": True}, "rule.below_first", True, "number"),
    (("rule",), STEP | {"thresholds": 5}, "rule.thresholds", 5, "list"),
    (("rule",), STEP | {"thresholds": [1, 2, 3, 4, True]}, "rule.thresholds", True, "number"),
    (("rule",), STEP | {"thresholds": [5, 4, 3, 2, 1]}, "rule.thresholds", [5, 4, 3, 2, 1], "fall"),
    (
        ("rule",),
        STEP | {"name": "interpolated", "thresholds": [1, 2, 2, 4, 5]},
        "rule.thresholds",
        [1, 2, 2, 4, 5],
        "equal",
    ),
    (("rule",), LINEAR | {"zero_is_unscored": 0}, "rule.zero_is_unscored", 0, "true or false"),
    (("rule",), STEP | {"zero_is_unscored": True}, "rule.zero_is_unscored", True, "not a field"),
    (("rule",), {"name": "ratio", "full_marks_at": 0}, "rule.full_marks_at", 0, "greater than 0"),
    (("rule",), {"name": "ratio"}, "rule.full_marks_at", None, "missing"),
    (("rule",), {"name": "reverse", "full_marks_at": 20, "zero_at": 10}, "rule.zero_at", 10, "greater"),
]
WRONG += [((name,), GONE, name, None, "missing") for name in TOP_LEVELS]


@pytest.mark.parametrize(("path", "put", "field", "value", "reason"), WRONG)
def test_a_wrong_definition_is_refused_naming_field_value_and_reason(path, put, field, value, reason):
    with pytest.raises(DefinitionError) as refused:
        key_result_from(form_with(path, put))
    assert (refused.value.field, refused.value.value) == (field, value)
    assert reason in refused.value.why
    assert str(refused.value) == f"{field} = {refused.value.value!r}: {refused.value.why}"
    assert isinstance(refused.value, KeyResultError)


def test_the_form_beside_the_wrong_ones_is_good():
    """Otherwise every refusal above could have another reason."""
    result = key_result()
    assert (result.code, result.host.id, result.scale.top) == (CODE, HOST, 5)
    assert result.informant.name == ""
