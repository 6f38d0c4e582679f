"""A text of the form that must be there holds a letter that is seen."""

import pytest

from kr_core.errors import DefinitionError
from kr_core.reading import key_result_from, refusals_of
from tests.core.builders import form
from tests.core.test_spelling import UNSEEN


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_a_text_of_nothing_seen_is_refused_by_its_field(unseen: str) -> None:
    mapping = form(name=unseen, dimension=f" {unseen}-")
    mapping["levels"][0]["activity"] = unseen
    mapping["agencies"][0]["name"] = unseen
    mapping["target"]["unit"] = unseen
    refused = {error.field: error.why for error in refusals_of(mapping)}
    assert refused == {
        **dict.fromkeys(("name", "levels[1].activity", "agencies[1].name", "target.unit"), "must not be empty"),
        "dimension": "must hold a letter or a digit",
    }


def test_a_sign_will_do_as_a_unit_only() -> None:
    mapping = form(name="%")
    mapping["target"]["unit"] = "%"
    assert [error.field for error in refusals_of(mapping)] == ["name"]


def test_a_form_that_was_stored_before_this_was_asked_is_read_still() -> None:
    """Else the key result would be gone from the board, and nobody could mend it."""
    mapping = form(name="\u200b")
    with pytest.raises(DefinitionError):
        key_result_from(mapping)
    assert key_result_from(mapping, kept=True).name.thai == ""


def test_what_is_shown_is_composed() -> None:
    mapping = form(name="\ufeffน\u0e4d\u0e49\u0e32ท\u0e48วม\u200b")
    assert key_result_from(mapping).name.thai == "น้ำท่วม"
