"""Words: texts, numbers, days and moments as one reader wants them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kr_app.words import Words, words_for
from kr_core.digits import Digits
from kr_core.language import Language

THAI, ENGLISH = words_for("th", None), words_for("en", None)
READERS = [Words(language, digits) for language in Language for digits in Digits]


def test_thai_comes_with_thai_digits_and_english_with_arabic() -> None:
    """Unless the reader says otherwise."""
    assert Words(Language.THAI, Digits.THAI) == THAI
    assert Words(Language.ENGLISH, Digits.ARABIC) == ENGLISH
    assert words_for("th", "arabic") == Words(Language.THAI, Digits.ARABIC)
    assert words_for("en", "thai") == Words(Language.ENGLISH, Digits.THAI)


@pytest.mark.parametrize("digits", ["roman", "", "THAI", None, "<b>"])
def test_unknown_digits_are_the_languages_own(digits: str | None) -> None:
    """No address is an error."""
    assert words_for("th", digits) == THAI
    assert words_for("en", digits) == ENGLISH


def test_a_text_is_filled_in_with_the_readers_digits() -> None:
    """Numbers only; a name keeps the digits that it was given."""
    assert ENGLISH("Level {level}", level=3) == "Level 3"
    assert "๓" in THAI("Level {level}", level=3)
    assert "kr-2568" in THAI("There is no key result “{code}” here.", code="kr-2568")


@pytest.mark.parametrize("value", ["{percent}", "%(x)s", "{0}", "{", "}}", "%s %d"])
@pytest.mark.parametrize("reader", READERS)
def test_what_is_filled_in_is_never_filled_in_again(reader: Words, value: str) -> None:
    """A value may look like a placeholder."""
    assert value in reader("There is no key result “{code}” here.", code=value)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 days behind plan"), (1, "1 day behind plan"), (2, "2 days behind plan")]
)
def test_one_day_is_a_day_and_two_are_days(count: int, said: str) -> None:
    """Thai has one form for all."""
    one, many = "{count} day behind plan", "{count} days behind plan"
    assert ENGLISH.counted(one, many, count) == said
    assert len({THAI.counted(one, many, each).replace(THAI.number(each), "") for each in (0, 1, 2)}) == 1


@settings(derandomize=True, deadline=None)
@given(st.floats(0, 100))
def test_a_number_is_cut_once_after_two_places(value: float) -> None:
    """The same in either kind of digits, without zeros that say nothing, and never more than there is."""
    arabic = ENGLISH.number(value)
    assert 0 <= value - float(arabic) + 1e-11 <= 0.010000001
    assert "." not in arabic or not arabic.endswith("0")
    assert float(THAI.number(value)) == float(arabic)
    assert not set("0123456789") & set(THAI.number(value))


def test_days_have_the_readers_year_and_month() -> None:
    """Buddhist years in Thai, Gregorian in English."""
    day = date(2025, 7, 10)
    assert THAI.day(day) == "๑๐ ก.ค. ๒๕๖๘"
    assert THAI.day(day, year=False, long=True) == "๑๐ กรกฎาคม"
    assert ENGLISH.day(day) == "10 Jul 2025"
    assert words_for("th", "arabic").day(day) == "10 ก.ค. 2568"


def test_moments_are_told_by_bangkoks_clock() -> None:
    """Five in the afternoon UTC is the next day there."""
    moment = datetime(2025, 7, 10, 17, 5, tzinfo=UTC)
    assert THAI.moment(moment) == "๑๑ ก.ค. ๒๕๖๘ ๐๐.๐๕ น."
    assert ENGLISH.moment(moment) == "11 Jul 2025 00:05"
