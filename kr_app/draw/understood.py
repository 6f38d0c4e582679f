"""What a field understood of a day or a number, repeated before anything is stored; or why it could not be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kr_app.words import Words
from kr_core.calendar import BUDDHIST_OFFSET, PLAUSIBLE_YEARS
from kr_core.days import parse_day
from kr_core.errors import (
    ImplausibleYear,
    NoSuchDay,
    UnreadableDay,
    UnreadableNumber,
    WrongWeekday,
    YearMissing,
)
from kr_core.numbers import parse_number, refuse_doubt, several
from kr_core.pasted import plain


@dataclass(frozen=True)
class Understood:
    """`text` repeats the day or number, or says why it is none; `day` is the day for programs, where it is one."""

    text: str = ""
    good: bool = True
    day: str = ""


def understood(kind: str, typed: str, words: Words) -> Understood:
    """What stands in a field of a kind: `day`, `number`, `whole` or `numbers`; an empty field says nothing."""
    if kind not in _READERS or not plain(typed[:_GLANCE]):
        return Understood()
    try:
        return _READERS[kind](typed, words)
    except (UnreadableDay, UnreadableNumber) as error:
        return Understood(unread_text(error, words), good=False)


# A field of blanks alone says nothing either; longer ones are refused for their length.
_GLANCE = 200


def _day(typed: str, words: Words) -> Understood:
    day = parse_day(typed)
    return Understood(words.whole_day(day), day=day.isoformat())


def _number(typed: str, words: Words) -> Understood:
    return Understood(_repeated([typed], [parse_number(typed)], words))


def _whole(typed: str, words: Words) -> Understood:
    return Understood(_repeated([typed], [parse_number(typed, percent=False)], words))


def _numbers(typed: str, words: Words) -> Understood:
    parts = several(typed[:_GLANCE])
    refuse_doubt(parts)
    return Understood(_repeated(parts, [parse_number(part) for part in parts], words))


def _repeated(typed: list[str], numbers: list[float], words: Words) -> str:
    """The numbers, unless they stand in the field exactly like that: nothing is gained by saying 20 twice."""
    if len(numbers) == 1 and plain(typed[0]) == plain(words.exact(numbers[0])):
        return ""
    return words("Read as {numbers}", numbers=" · ".join(words.exact(number) for number in numbers))


_READERS: Mapping[str, Callable[[str, Words], Understood]] = {
    "day": _day,
    "number": _number,
    "whole": _whole,
    "numbers": _numbers,
}


def unread_text(error: BaseException | None, words: Words) -> str:
    """Why a day or a number could not be read, with what to do about it; nothing for other errors."""
    match error:
        case ImplausibleYear():
            return _year_text(error, words)
        case WrongWeekday(day=day, weekday=weekday):
            return words(
                "{day} is a {right}, not a {said}. Check which of the two is meant.",
                day=words.day(day, long=True),
                right=words.weekday(day.weekday()),
                said=words.weekday(weekday),
            )
        case NoSuchDay(turned=turned) if turned is not None:
            return words(
                "There is no such day. If {day} is meant, write the day before the month.", day=words.day(turned)
            )
        case NoSuchDay():
            return words("The calendar has no such day. Check the day, the month and the year.")
        case YearMissing():
            return words("The year is missing. Write the day like 30/9/2568 or 30 Sep 2025.")
        case UnreadableDay():
            return words("The day could not be read. Write it like 30/9/2568 or 30 Sep 2025.")
        case UnreadableNumber(why=why):
            return _number_text(why, words)
        case _:
            return ""


def _year_text(error: ImplausibleYear, words: Words) -> str:
    # Texts name the year as it was typed: a slip must be recognised.
    if error.meant is None:
        return words(
            "The year {year} cannot be meant. Years from {first} to {last} (B.E.) are taken.",
            year=error.year,
            first=PLAUSIBLE_YEARS[0],
            last=PLAUSIBLE_YEARS[-1],
        )
    asked = words("Is B.E. {meant} ({common}) meant?", meant=error.meant, common=error.meant - BUDDHIST_OFFSET)
    causes = {
        "added": words("The year {year} looks as if 543 had been added twice.", year=error.year),
        "subtracted": words("The year {year} looks as if 543 had been subtracted twice.", year=error.year),
        "era": words("The year {year} belongs to the other era.", year=error.year),
        "cut": words("The year {year} lacks a digit.", year=error.year),
    }
    return f"{causes[error.slip]} {asked}"


def _number_text(why: str, words: Words) -> str:
    known = {
        "comma": words(
            "The comma can be read in two ways. Write decimals with a point (1.2), and thousands as 1,200 or 1200."
        ),
        "list": words(
            "This can be one number or several. Write one number as 1200, and several with semicolons: 20; 40; 60."
        ),
        "brackets": words("Please write a minus sign in place of the brackets, like -80."),
        "groups": words("Please write thousands as 1,200 or 1200, without other marks."),
        "power": words("Please write the number in full, like 1000."),
        "fraction": words("Please write the fraction with a point, like 0.5."),
        "percent": words("A count is needed here, without percent."),
        "words": words("Please write the number alone, without words or units."),
        "long": words("The number has too many digits."),
    }
    return known.get(why) or words("The number could not be read. Write it like 1200, 1,200 or 0.5.")
