"""What differs between two versions of a form."""

from kr_core.comparison import Difference, differences
from kr_core.reading import key_result_from, refusals_of
from kr_core.writing import mapping_of
from tests.core.builders import HOST, agency, form, form_with, key_result, levels


def test_a_form_does_not_differ_from_itself():
    assert differences(key_result(), key_result()) == []


def test_every_changed_field_is_named_with_both_values():
    after = key_result(name="ชื่อใหม่", reporting_interval_days=90, levels=levels([20, 45, 60, 80, 100]))
    assert differences(key_result(), after) == [
        Difference("name", "ร้อยละความสำเร็จของการขุดลอกคลอง", "ชื่อใหม่"),
        Difference("reporting_interval_days", 30, 90),
        Difference("levels[2].percent", 40.0, 45.0),
    ]


def test_every_single_field_of_the_form_is_looked_at():
    """Each text, number and box changed alone is one difference, named as a refusal would name it."""
    base = mapping_of(key_result())
    for path in _paths(base):
        if path[-1] in ("code", "id", "number", "percent", "role", "name") and path[0] != "name":
            continue
        changed = key_result_from(form_with_all(base, path))
        found = [each.field for each in differences(key_result_from(base), changed)]
        assert len(found) == 1, path
        assert found[0].endswith(str(path[-1])), path


def _paths(table, path=()):
    items = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from _paths(value, (*path, key))
        elif (*path, key) not in [("roll_up",), ("fiscal_year",)]:
            yield (*path, key)


def form_with_all(base, path):
    changed = key_result_mapping(base)
    table = changed
    for step in path[:-1]:
        table = table[step]
    value = table[path[-1]]
    if isinstance(value, bool):
        table[path[-1]] = not value
    else:
        table[path[-1]] = value + 1 if isinstance(value, int | float) else (str(value) + " แก้").strip()
    return changed


def key_result_mapping(base):
    return mapping_of(key_result_from(base))


def test_what_is_added_or_gone_has_no_value_on_one_side():
    more = key_result(agencies=[agency(HOST, "H"), agency("another")], levels=levels([50, 100]))
    found = {each.field: (each.before, each.after) for each in differences(key_result(), more)}
    assert found["agencies[another].duty"] == (None, "ขุดลอก")
    assert found["levels[5].percent"] == (100.0, None)
    assert not any(HOST in field for field in found)


def test_a_reading_finds_everything_that_is_wrong_at_once():
    """A field once, the first thing about it; nothing is said of what only follows from it."""
    wrong = form(name=" ", fiscal_year="ปี", target={"value": 0, "unit": ""})
    wrong["levels"][1]["percent"] = "x"
    wrong["agencies"][0]["role"] = "X"
    assert [(each.field, each.reason) for each in refusals_of(wrong)] == [
        ("fiscal_year", "must be a number"),
        ("levels[2].percent", "must be a number"),
        ("agencies[1].role", "must be one of {choices}"),
        ("name", "must not be empty"),
        ("target.value", "must be greater than {above}"),
        ("target.unit", "must not be empty"),
    ]


def test_nothing_is_refused_of_a_good_form():
    assert refusals_of(form()) == []
    assert refusals_of(form_with(("levels", 0, "percent"), 0)) != []
