"""Thai and Arabic digits, and numbers cut once."""

import pytest

from kr_core.digits import Digits, exact_number, plain_number, shown, to_arabic, to_thai


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
        (2.999, "2.99"),
        (10.10, "10.1"),
        (1e15, "1000000000000000"),
        (-0.004, "0"),
        (-1.5, "-1.5"),
    ],
)
def test_a_number_is_cut_once_and_has_no_trailing_zeros(value, text):
    assert plain_number(value) == text


@pytest.mark.parametrize("threshold", [100, 80, 60, 5, 4, 1, 66.67, 33.3, 12.5])
def test_a_threshold_is_shown_only_where_it_is_reached(threshold):
    assert plain_number(threshold) == f"{threshold:g}"
    for short in (0.004, 0.001, 1e-6, 1e-9):
        assert float(plain_number(threshold - short)) < threshold
    assert plain_number(99.996) == "99.99"
    assert plain_number(99.6, places=0) == "99"


def test_the_noise_of_a_float_is_no_part_of_a_number():
    for value, text in [
        (0.58 * 100, "58"),
        (0.1 + 0.2, "0.3"),
        (4.35 * 100, "435"),
        (100 / 3 * 3, "100"),
        (1.1 * 3, "3.3"),
    ]:
        assert plain_number(value) == text


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-9, 100 / 3, 1e20, 12.0, -0.5])
def test_an_exact_number_is_all_of_it_and_read_back_as_the_same(value):
    assert float(exact_number(value)) == value
    assert "e" not in exact_number(value)


def test_a_number_without_decimals_keeps_its_zeros():
    assert plain_number(100, places=0) == "100"
    assert plain_number(99.5, places=1) == "99.5"
