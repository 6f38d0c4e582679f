"""Thai and Arabic digits: both are read everywhere, either can be shown."""

from enum import StrEnum

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
    """A number rounded once to at most `places` decimals, without trailing zeros: 3.95, 60, 0.5."""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
