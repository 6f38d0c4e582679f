"""Numbers as people write and paste them: one reading for every field and file.

After `pasted.plain` took away what only looks different:

    number   = [+ or -] figure [%], or ร้อยละ figure
    figure   = digits [. digits] | 1-3 digits and groups of three, all with commas or all with blanks, [. digits]

The point is the decimal sign, as in Thailand and on the official form. A comma that groups nothing (1,2 or 0,500) could
be either and is asked about; powers, fractions, hexadecimal, words and infinities are refused. A percent is its
figure: 20% is 20. Before the point there are at most 15 digits, which a float holds exactly.

In a list 1,200 and 1 200 could be one number or two, and are asked about as well.
"""

import re
from collections.abc import Sequence

from kr_core.errors import UnreadableNumber
from kr_core.pasted import LONGEST, plain

_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_PERCENT = "เปอร์เซ็นต์|เปอร์เซนต์|เปอร์เซ็น|เปอร์เซน|percent"
_NUMBER = re.compile(
    rf"(?P<words>ร้อยละ|{_PERCENT})? ?(?P<sign>[+-]?) ?(?P<figure>{_FIGURE})(?:\.-|\.? ?(?P<percent>%|{_PERCENT})?\.?)"
)
_COMMA = re.compile(r"[+-]? ?[0-9 ]+,[0-9, .]*[0-9] ?%?")
# With the point for thousands, as elsewhere in the world: 1.200,5.
_POINTS = re.compile(r"[+-]? ?[0-9]+(?:\.[0-9]+)+,[0-9]+ ?%?")
_BRACKETS = re.compile(r"\( ?[0-9][0-9,. ]*%? ?\) ?%?")
_OTHER_GROUPS = re.compile(r"[+-]? ?[0-9]+(?:['_][0-9]+)+(?:\.[0-9]+)?")
_POWER = re.compile(r"[+-]?[0-9.,]+ ?(?:e ?[+-]?[0-9]+|[x×*] ?10 ?\^?[0-9+-]+)")
_FRACTION = re.compile(r"[0-9 ]*[¼-¾⅐-⅞↉]|[0-9 ]+[/⁄][0-9 ]+")
_MOST_DIGITS = 15
_SPLIT = re.compile(r"[\s;]+")
_PERCENT_BEHIND = re.compile(rf" (%|{_PERCENT})(?![^\s;,])", re.IGNORECASE)
_PERCENT_BEFORE = re.compile(r"(ร้อยละ) ")
_GROUPS_OF_BLANKS = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")


def parse_number(text: str, *, percent: bool = True) -> float:
    """The number that a text means; a percent only where the field may hold one. Raises `UnreadableNumber`."""
    if len(text) > LONGEST:
        raise UnreadableNumber(text[:LONGEST])
    line = plain(text).casefold().strip("'\" ")
    found = _NUMBER.fullmatch(line)
    if found is None or found["figure"].startswith(("0,", "0 ")):
        raise UnreadableNumber(text, _why(line))
    if (found["words"] or found["percent"]) and not percent:
        raise UnreadableNumber(text, "percent")
    digits = found["figure"].replace(",", "").replace(" ", "")
    if len(digits.partition(".")[0].lstrip("0")) > _MOST_DIGITS:
        raise UnreadableNumber(text, "long")
    return float(f"{found['sign']}{digits}") + 0.0


def several(text: str) -> list[str]:
    """The single numbers of a list, still as text: parted by blanks, lines and semicolons, or by commas alone.

    A text that could be one number as well stays whole, for `refuse_doubt` to ask about.
    """
    line = "\n".join(plain(each) for each in text.splitlines()).strip()
    if _in_doubt(line):
        return [line]
    line = _PERCENT_BEFORE.sub(r"\1", _PERCENT_BEHIND.sub(r"\1", line))
    parts = [part.strip(",") for part in _SPLIT.split(line)]
    if len(parts) == 1:
        parts = parts[0].split(",")
    return [part for part in parts if part]


def refuse_doubt(parts: Sequence[object]) -> None:
    """Raise `UnreadableNumber` for a list whose only part could be several numbers as well."""
    if len(parts) == 1 and isinstance(part := parts[0], str) and len(part) <= LONGEST and _in_doubt(plain(part)):
        raise UnreadableNumber(part, "list")


def _in_doubt(line: str) -> bool:
    """Whether blanks or commas alone can group or part: 1 200 and 50,100,150, or be a decimal sign: 0,5."""
    if _GROUPS_OF_BLANKS.fullmatch(line):
        return True
    parts = line.split(",")
    if len(parts) == 1 or not all(part.isascii() and part.isdecimal() for part in parts):
        return False
    grouped = all(
        len(one) == 3 or len(one) < 3 == len(after) for one, after in zip(parts, [*parts[1:], ""], strict=True)
    )
    return len(parts) == 2 or (grouped and parts[0] != "0")


def _why(line: str) -> str:
    """What stands in the way, as far as it can be told."""
    if _COMMA.fullmatch(line) or _POINTS.fullmatch(line):
        return "comma"
    if _BRACKETS.fullmatch(line):
        return "brackets"
    if _OTHER_GROUPS.fullmatch(line):
        return "groups"
    if _POWER.fullmatch(line) and not line.startswith("0x"):
        return "power"
    if _FRACTION.fullmatch(line):
        return "fraction"
    return "words" if any(letter.isalpha() for letter in line) and any(map(str.isdigit, line)) else ""
