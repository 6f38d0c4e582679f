"""The names of months and weekdays as people write them: long, short, in parts, and with the usual mistakes.

Names are compared without dots, blanks and case. A short name is read exactly. A long one may be one mistake away (a
letter that is wrong, missing, doubled, too many, or in its neighbour's place), two from eight letters on, as long as
only one month is that near: กรกฏาคม and Febuary are read, มีราคม (มีนาคม? มกราคม?) is not.
"""

from collections.abc import Mapping
from functools import lru_cache

from kr_core.calendar import MONTHS, SHORT_MONTHS
from kr_core.language import Language

_SPOKEN = ("มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา")
_ALSO_SHORT = {"sept": 9, "febr": 2, "sepr": 9, "novr": 11, "decr": 12}
# What begins one month only, as it is typed in haste.
_STEMS = {
    "มกร": 1, "กุม": 2, "กุมภ": 2, "มีน": 3, "เมษ": 4, "พฤษภ": 5, "มิถ": 6, "มิถุ": 6, "มิถุน": 6, "กรก": 7,
    "กรกฎ": 7, "กรกฏ": 7, "สิง": 8, "สิงห": 8, "กันย": 9, "ตุล": 10, "พฤศจ": 11, "พฤศจิก": 11,
    "ธัน": 12, "ธันว": 12,
}  # fmt: skip
_WEEKDAYS = (
    ("จันทร์", "จ", "monday", "mon", "mo"),
    ("อังคาร", "อ", "tuesday", "tue", "tues", "tu"),
    ("พุธ", "พ", "wednesday", "wed", "we"),
    ("พฤหัสบดี", "พฤหัส", "พฤหัสฯ", "พฤ", "พฤห", "thursday", "thu", "thur", "thurs", "th"),
    ("ศุกร์", "ศ", "friday", "fri", "fr"),
    ("เสาร์", "ส", "saturday", "sat", "sa"),
    ("อาทิตย์", "อา", "sunday", "sun", "su"),
)
WEEKDAYS: Mapping[str, int] = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
# Two letters stand for something else as well ("th" of 10th, พ of พ.ศ.): read only where they stand alone.
LONG_WEEKDAYS: Mapping[str, int] = {name: number for name, number in WEEKDAYS.items() if len(name) > 2}
_LONGEST_NAME = 16
_MIND_ONE, _MIND_TWO = 4, 8


def bare(name: str) -> str:
    """A name without what is only around it: dots, blanks, hyphens, quotation marks, and case."""
    return "".join(letter for letter in name.casefold() if letter not in " .,;:-/'\"()[]")


def _numbered(names: list[str]) -> dict[str, int]:
    return {bare(name): number for number, name in enumerate(names, start=1)}


_LONG = {name: number for language in Language for name, number in _numbered(MONTHS[language]).items()}
_LONG |= _numbered(list(_SPOKEN))
_SHORT = {name: number for language in Language for name, number in _numbered(SHORT_MONTHS[language]).items()}
_SHORT |= _ALSO_SHORT | _STEMS
EXACT_MONTHS: Mapping[str, int] = _LONG | _SHORT


@lru_cache(maxsize=1024)
def month_named(name: str) -> int | None:
    """The month, 1 to 12, that a bare name means; None where it means none, or could mean two."""
    if name in EXACT_MONTHS:
        return EXACT_MONTHS[name]
    if not _MIND_ONE <= len(name) <= _LONGEST_NAME:
        return None
    near: dict[int, set[int]] = {}
    for candidate, number in _LONG.items():
        if len(candidate) >= _MIND_ONE:
            most = 2 if len(candidate) >= _MIND_TWO else 1
            if (mistakes := _mistakes(name, candidate)) <= most:
                near.setdefault(mistakes, set()).add(number)
    nearest = near[min(near)] if near else set()
    return nearest.pop() if len(nearest) == 1 else None


def _mistakes(typed: str, name: str) -> int:
    """The optimal string alignment distance: letters changed, added, left out, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(name) + 1))
    for place, letter in enumerate(typed, start=1):
        further = [place]
        for other, wanted in enumerate(name, start=1):
            cost = min(row[other] + 1, further[-1] + 1, row[other - 1] + (letter != wanted))
            swapped = place > 1 and other > 1 and letter == name[other - 2] and typed[place - 2] == wanted
            further.append(min(cost, before[other - 2] + 1) if swapped else cost)
        before, row = row, further
    return row[-1]
