"""Thai and Arabic digits: both are read everywhere, either can be shown."""

from decimal import Decimal
from enum import StrEnum

# Decimals beyond which a float holds nothing but its own noise.
_NOISE = 11
_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


class Digits(StrEnum):
    """The digits that a reader has chosen."""

    THAI = "thai"
    ARABIC = "arabic"


def to_arabic(text: str) -> str:
    """The text with every Thai digit replaced by its Arabic one."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """The text with every Arabic digit replaced by its Thai one."""
    return text.translate(_TO_THAI)


def shown(value: object, digits: Digits) -> str:
    """A value as text in the chosen digits."""
    return to_thai(str(value)) if digits is Digits.THAI else to_arabic(str(value))


def plain_number(value: float, places: int = 2) -> str:
    """A number cut after at most `places` decimals, without trailing zeros: 3.95, 60, 0.5.

    Cut and never rounded up: what is shown as 100 percent, as a score of 5 or as a level's percent is reached. The
    noise of a float's last digits is no part of the number: 0.58 × 100 is 58.
    """
    whole, _, decimals = exact_number(round(float(value), _NOISE)).partition(".")
    shown_so_far = _without_zeros(f"{whole}.{decimals[:places]}")
    return "0" if shown_so_far == "-0" else shown_so_far


def exact_number(value: float) -> str:
    """All of a number, without an exponent: what is shown like this can be read back as the same number."""
    return _without_zeros(f"{Decimal(repr(float(value))):f}")


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
