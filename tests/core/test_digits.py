"""Thai and Arabic digits, and numbers rounded once."""

import pytest

from kr_core.digits import Digits, plain_number, shown, to_arabic, to_thai


def test_both_kinds_of_digits_stand_for_the_same_numbers():
    assert to_thai("0123456789 บาท") == "๐๑๒๓๔๕๖๗๘๙ บาท"
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙ baht") == "0123456789 baht"
    assert shown(1376, Digits.THAI) == "๑๓๗๖"
    assert shown("๑๓๗๖", Digits.ARABIC) == "1376"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.95, "3.95"),
        (60.0, "60"),
        (0.5, "0.5"),
        (100, "100"),
        (0, "0"),
        (33.333, "33.33"),
        (2.999, "3"),
        (10.10, "10.1"),
    ],
)
def test_a_number_is_rounded_once_and_has_no_trailing_zeros(value, text):
    assert plain_number(value) == text


def test_a_number_without_decimals_keeps_its_zeros():
    assert plain_number(100, places=0) == "100"
    assert plain_number(99.5, places=1) == "99.5"
