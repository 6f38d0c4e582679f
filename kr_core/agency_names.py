"""Whether two spellings are one agency: yes, no, or to be asked. The one function for it; it never guesses."""

import re
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from itertools import product

from kr_core.city import BUREAUS, DISTRICTS
from kr_core.spelling import key

# Of longer names only so much is looked at closely: it costs the square.
_CLOSELY = 100
# What stands before the name of a district, and what shortens a name: “ป้อมปราบฯ”.
_DISTRICT = re.compile(r"^(?:สำนักงานเขต|เขต|สนข\. ?)")
_SHORTENED = "ฯ"
# What many names begin with says nothing of which one is meant.
_KIND = re.compile(r"^(?:สำนักงาน|สำนัก|กอง|เขต)(?:การ)?")
# Fewer letters before ฯ, behind that, say too little.
_LEAST_OF_STEM = 4
_ALIKE = 0.8
_NO_LETTER = re.compile(r"[ .ฯ\-/()]")


class SameAgency(StrEnum):
    """The answer: the same, another, or a person has to say."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


def same_agency(first: str, second: str) -> SameAgency:
    """Whether two names are one agency's.

    Yes for two spellings of one name and for the usual short form of a name that the city has; no for two names that
    the city has, and for names that have nothing in common; everything in between is asked, a space inside too.
    """
    one, other = key(first), key(second)
    if one == other and one:
        return SameAgency.YES
    known, wanted = _official(one), _official(other)
    if known and wanted:
        return SameAgency.YES if known == wanted else SameAgency.NO
    # A short name without its point is nearly one.
    pairs = product({one, known, _official(f"{one}.")}, {other, wanted, _official(f"{other}.")})
    return SameAgency.ASK if any(_alike(*pair) for pair in pairs) else SameAgency.NO


def surely_others(first: str, second: str) -> bool:
    """Whether both are names that the city has, of two agencies: nothing is to be asked."""
    known, wanted = _official(key(first)), _official(key(second))
    return bool(known and wanted and known != wanted)


def identity(name: str) -> str:
    """What two names share that are one agency's without a doubt."""
    plain = key(name)
    return _official(plain) or plain


def _official(name: str) -> str:
    """The whole name in the city's list; empty where it is not there, or more than one could be meant."""
    names = _names()
    if name in names:
        return names[name]
    bare = _DISTRICT.sub("", name)
    if bare != name and bare in names and names[bare].startswith("สำนักงานเขต"):
        return names[bare]
    stem = bare.removesuffix(_SHORTENED)
    if stem == bare or len(_KIND.sub("", stem)) < _LEAST_OF_STEM:
        return ""
    meant = {whole for known, whole in names.items() if known.startswith(stem) and (bare == name or "เขต" in whole)}
    return meant.pop() if len(meant) == 1 else ""


@cache
def _names() -> dict[str, str]:
    """Every name of an agency of the city, in the form that is compared, with its whole name in that form."""
    names: dict[str, str] = {}
    for district in DISTRICTS:
        names[key(district)] = names[key("สำนักงานเขต" + district)] = key("สำนักงานเขต" + district)
    for whole, short in BUREAUS.items():
        names[key(whole)] = names[key(short)] = key(whole)
    return names


def _alike(one: str, other: str) -> bool:
    """Whether there is reason to ask: one name in the other, the same but for blanks and points, or nearly the same."""
    one, other = (_NO_LETTER.sub("", _DISTRICT.sub("", name))[:_CLOSELY] for name in (one, other))
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _LEAST_OF_STEM or shorter in longer:
        return bool(shorter) and shorter in longer
    if 2 * len(shorter) < _ALIKE * (len(shorter) + len(longer)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
