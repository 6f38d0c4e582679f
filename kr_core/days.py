"""Days as people write and paste them: one reading for every field, address, setting and file.

What is read, after `pasted.plain` took away what only looks different, and without a time behind it:

    day     = [weekday] numbers | named [weekday]
    numbers = D sep M sep Y | Y sep M sep D | DDMMYYYY | YYYYMMDD    sep: / . , - or blanks, or เดือน, ปี, พ.ศ.
    named   = D month Y | month D Y | Y month D                      month as `months` reads it, eras beside the year
    Y       = four digits, or two

- Day before month, always: 7/10 is 7 October. What has four digits in front begins with its year.
- An era that is named counts. Else years from 2500 to 2700 are Buddhist, from 1957 to 2157 of the common era: the
  years that `calendar.PLAUSIBLE_YEARS` holds, and no others.
- Two digits are a Buddhist year, 25xx, from 40 on; below that they are 20xx: nobody types 2539 in two digits any more.
- A weekday that is named must be the day's own.
- Of a time behind it (0:00:00 from a spreadsheet, T00:00:00Z from a program) only the day counts: Bangkok's, where it
  names a zone.
"""

import re
from datetime import date
from typing import NamedTuple

from kr_core.calendar import BUDDHIST_OFFSET, PLAUSIBLE_YEARS
from kr_core.day_words import said_in
from kr_core.errors import ImplausibleYear, NoSuchDay, UnreadableDay, WrongWeekday, YearMissing
from kr_core.pasted import LONGEST, plain
from kr_core.times import without_time

_FIRST_BUDDHIST_PAIR = 40
_NUMBER = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r" ?[/.,-]? ?")
_EDGES = " .,;:'\"()[]•·*=-"
_LONGEST_NUMBER = 8


class _Written(NamedTuple):
    """Day and year as digits, and the month."""

    day: str
    month: int
    year: str


def parse_day(text: str) -> date:
    """The day that a text means. Raises `UnreadableDay`, or one of its kinds, each with the text."""
    if len(text) > LONGEST:
        raise UnreadableDay(text[:LONGEST])
    line, moved = without_time(plain(text).strip(_EDGES), text)
    gaps, numbers = [gap.casefold() for gap in _NUMBER.split(line)], _NUMBER.findall(line)
    if any(len(number) > _LONGEST_NUMBER for number in numbers):
        raise UnreadableDay(text)
    said, month_in = said_in(gaps, text)
    written = _named(numbers, said.month, month_in, text) if said.month else _in_numbers(numbers, gaps, text)
    year = _year(written.year, said.buddhist, text)
    try:
        day = date(year, written.month, int(written.day))
    except ValueError:
        raise NoSuchDay(text, _turned(written, year)) from None
    if said.weekday is not None and day.weekday() != said.weekday:
        raise WrongWeekday(text, said.weekday, day)
    return moved(day)


def _named(numbers: list[str], month: int, month_in: int, text: str) -> _Written:
    if len(numbers) == 1 and len(numbers[0]) <= 2:
        raise YearMissing(text)
    if len(numbers) != 2 or month_in > 1:
        raise UnreadableDay(text)
    first, second = numbers
    year_first = month_in == 1 and len(first) == 4
    day, year = (second, first) if year_first else (first, second)
    if len(day) > 2:
        raise UnreadableDay(text)
    return _Written(day, month, year)


def _in_numbers(numbers: list[str], gaps: list[str], text: str) -> _Written:
    if len(numbers) == 1 and len(numbers[0]) == 8:
        return _compact(numbers[0])
    if len(numbers) == 2 and all(len(number) <= 2 for number in numbers):
        raise YearMissing(text)
    between = gaps[1:3]
    odd = any(not any(map(str.isalpha, gap)) and not (gap and _SEPARATOR.fullmatch(gap)) for gap in between)
    if len(numbers) != 3 or odd:
        raise UnreadableDay(text)
    first, month, last = numbers
    day, year = (last, first) if len(first) == 4 else (first, last)
    if len(day) > 2 or len(month) > 2:
        raise UnreadableDay(text)
    return _Written(day, int(month), year)


def _compact(digits: str) -> _Written:
    """DDMMYYYY, or YYYYMMDD where only that can be a day: never both, for no month is 19, 20, 25 or 26."""
    year_first = _common_year(digits[:4]) and not _common_year(digits[4:])
    if year_first:
        return _Written(digits[6:], int(digits[4:6]), digits[:4])
    return _Written(digits[:2], int(digits[2:4]), digits[4:])


def _common_year(digits: str, buddhist: bool | None = None) -> int | None:
    """The year of the common era that four digits mean; None for one that is not plausible."""
    number = int(digits)
    if buddhist is not False and number in PLAUSIBLE_YEARS:
        return number - BUDDHIST_OFFSET
    return number if buddhist is not True and number + BUDDHIST_OFFSET in PLAUSIBLE_YEARS else None


def _year(digits: str, buddhist: bool | None, text: str) -> int:
    number = int(digits)
    if len(digits) == 2 and number:
        pair = number >= _FIRST_BUDDHIST_PAIR if buddhist is None else buddhist
        return number + (2500 - BUDDHIST_OFFSET if pair else 2000)
    year = _common_year(digits, buddhist) if len(digits) == 4 else None
    if year is None:
        raise implausible(number, text, buddhist)
    return year


def implausible(number: int, text: str, buddhist: bool | None = None) -> ImplausibleYear:
    """Why a year cannot be, with the Buddhist year that was meant where one slip explains it."""
    slips = {
        "added": number - BUDDHIST_OFFSET,
        "subtracted": number + 2 * BUDDHIST_OFFSET,
        "era": number + BUDDHIST_OFFSET if buddhist else number,
        "cut": number + (2000 if number > 99 else 2500) if number >= _FIRST_BUDDHIST_PAIR else 0,
    }
    return next(
        (ImplausibleYear(text, number, meant, slip) for slip, meant in slips.items() if meant in PLAUSIBLE_YEARS),
        ImplausibleYear(text, number),
    )


def _turned(written: _Written, year: int) -> date | None:
    """The day that it would be with the month in front, as Americans write it."""
    try:
        return date(year, int(written.day), written.month)
    except ValueError:
        return None
