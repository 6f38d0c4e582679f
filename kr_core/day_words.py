"""The words around the numbers of a day: weekday, month, era, and those that only lead from one to the next."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kr_core.errors import UnreadableDay
from kr_core.months import EXACT_MONTHS, LONG_WEEKDAYS, WEEKDAYS, bare, month_named

_ENDINGS = ("st", "nd", "rd", "th")
_FILLERS = ("วันที่", "วัน", "ที่", "เดือน", "ปี", "the", "on", "of", "day", "date", "นะครับ", "ครับ", "นะคะ", "ค่ะ", "คะ")
_BUDDHIST = ("พุทธศักราช", "พศ", "be")
_COMMON = ("คริสต์ศักราช", "คริสตศักราช", "คศ", "ad", "ce")


# วันพฤหัสบดีที่, เดือนกุมภาพันธ์, พุทธศักราช and more fit; beyond it nobody is asked which month may be meant.
_LONGEST = 48


class Said(NamedTuple):
    """What the words say; None for what they do not."""

    weekday: int | None = None
    month: int | None = None
    buddhist: bool | None = None


_AROUND: Mapping[str, Said] = {
    **dict.fromkeys(_FILLERS, Said()),
    **dict.fromkeys(_BUDDHIST, Said(buddhist=True)),
    **dict.fromkeys(_COMMON, Said(buddhist=False)),
    **{name: Said(weekday=number) for name, number in LONG_WEEKDAYS.items()},
}
_EXACT: Mapping[str, Said] = {**_AROUND, **{name: Said(month=number) for name, number in EXACT_MONTHS.items()}}


def said_in(gaps: list[str], text: str) -> tuple[Said, int]:
    """What stands before, between and behind the numbers, and in which gap the month. Raises `UnreadableDay`.

    Nothing may be said twice, and no word may be left that is not understood.
    """
    whole, month_in = Said(), 0
    for place, gap in enumerate(gaps):
        word = bare(gap)
        if 0 < place < len(gaps) - 1 and word.startswith(_ENDINGS) and word not in _EXACT:
            word = word[2:]
        said = _said_by(word)
        if said is None or any(None not in both for both in zip(whole, said, strict=True)):
            raise UnreadableDay(text)
        month_in = place if said.month else month_in
        whole = _together((whole, said))
    return whole, month_in


def _said_by(word: str) -> Said | None:
    if len(word) > _LONGEST:
        return None
    alone = word.removeprefix("วัน").removesuffix("ที่")
    if alone in WEEKDAYS:
        return Said(weekday=WEEKDAYS[alone])
    if (parts := _once(_from_the_left(word, _EXACT).get(len(word)))) is not None:
        return parts
    return next(_around_a_month(word), None)


def _together(parts: Iterable[Said]) -> Said:
    whole = Said()
    for part in parts:
        whole = whole._replace(**{kind: said for kind, said in part._asdict().items() if said is not None})
    return whole


def _from_the_left(word: str, known: Mapping[str, Said]) -> dict[int, tuple[Said, ...]]:
    """Up to where the word is a row of known ones, with what they say."""
    reached: dict[int, tuple[Said, ...]] = {0: ()}
    for start in range(len(word)):
        for name, said in known.items() if start in reached else ():
            if word.startswith(name, start):
                reached.setdefault(start + len(name), (*reached[start], said))
    return reached


def _from_the_right(word: str, known: Mapping[str, Said]) -> dict[int, tuple[Said, ...]]:
    """From where on the word is a row of known ones, with what they say."""
    reached: dict[int, tuple[Said, ...]] = {len(word): ()}
    for end in range(len(word), 0, -1):
        for name, said in known.items() if end in reached else ():
            if word.endswith(name, 0, end):
                reached.setdefault(end - len(name), (said, *reached[end]))
    return reached


def _once(parts: tuple[Said, ...] | None) -> Said | None:
    """What they say together; None where there are none, or something is said twice."""
    if parts is None or any(sum(each is not None for each in kind) > 1 for kind in zip(*parts, strict=True)):
        return None
    return _together(parts)


def _around_a_month(word: str) -> Iterator[Said]:
    """A month that is not spelt as it should be, between words that are; the longest first."""
    ends = {cut: said for cut, parts in _from_the_left(word, _AROUND).items() if (said := _once(parts))}
    begins = {cut: said for cut, parts in _from_the_right(word, _AROUND).items() if (said := _once(parts))}
    for start, end in sorted(((start, end) for start in ends for end in begins), key=lambda cut: cut[0] - cut[1]):
        if month := month_named(word[start:end]):
            yield _together((ends[start], Said(month=month), begins[end]))
