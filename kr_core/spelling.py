"""One Thai normal form: how a text is kept and shown, and what of it counts when two are compared.

Thai can be typed in several ways that look the same: สระอำ in one character or in two, a tone mark before or behind
its vowel, two เ for แ. `composed` keeps what was typed in the one right way; `key` also forgets what a reader would
not call a difference: case, full width, the kind of digits, dashes and quotation marks, white space, the unseen.
"""

import re
import unicodedata

from kr_core.letters import calm, is_plain, seen, shows

_NIKHAHIT, _AA, _AM = "\u0e4d", "\u0e32", "\u0e33"
# Marks of Thai, and those of other scripts that may stand between them.
_ABOVE_AND_BELOW = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f"
# A syllable's marks: on one letter, and where they stand around the second half of สระอำ.
_RUN = f"[{_ABOVE_AND_BELOW}]"
_MARKS = re.compile(f"{_RUN}{{2,}}")
_SPLIT_AM = re.compile(f"((?={_RUN}{{0,16}}{_NIKHAHIT}){_RUN}{{1,16}}){_AA}(?:({_RUN}{{1,16}})(?!{_RUN}|{_AA}))?")
_ORDER = {
    mark: place
    for place, marks in enumerate(("\u0e3a", "", "\u0e48\u0e49\u0e4a\u0e4b", "\u0e4c\u0e4e", _NIKHAHIT))
    for mark in marks
}
_VOWEL = 1
# What joins characters to one, or chooses between two shapes of one: it means something behind a sign only.
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]")
_SAME = str.maketrans(
    {
        "\u0e45": _AA,  # ฤๅ and ฤา
        **{chr(0x0E50 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    }
)
_SAME_OF_USUAL = [*((chr(0x0E50 + digit), str(digit)) for digit in range(10)), ("`", "'")]
_BEFORE_REPEAT = re.compile(" (?=ๆ)")


def composed(text: str) -> str:
    """A text as it is kept and shown: as typed, in the one right order of its characters, and nothing unseen in it.

    White space inside stays, line breaks too; outside nothing stays.
    """
    if not is_plain(text):
        text = unicodedata.normalize("NFC", calm(_without_unseen(text)))
    return _in_order(text).strip()


def one_line(text: str) -> str:
    """The same on one line, any white space one blank."""
    return " ".join(composed(text).split())


def key(text: str) -> str:
    """What counts when two texts are compared; two that a reader calls the same have the same."""
    plain = seen(composed(text)).translate(_SAME)
    if not is_plain(plain):
        plain = unicodedata.normalize("NFKC", calm(unicodedata.normalize("NFKC", plain).casefold()))
        plain = seen("".join(str(unicodedata.decimal(char, char)) for char in plain.translate(_SAME)))
        plain = _in_order(plain).translate(_SAME)
    return _BEFORE_REPEAT.sub("", _in_order(plain.casefold()))


def key_of_kept(text: str) -> str:
    """The same as `key` of a text that was `composed` when it was kept, for much less work where it is a usual one."""
    if "\u0e45" in text or not is_plain(text):
        return key(text)
    text = " ".join(text.split()).casefold().replace(" ๆ", "ๆ")
    # Of `_SAME` a usual text has these only; one after the other they take a tenth of the time of a table.
    for char, same_char in _SAME_OF_USUAL:
        text = text.replace(char, same_char)
    return text


def same(first: str, second: str) -> bool:
    """Whether two texts are one, spelled in two ways perhaps."""
    return key(first) == key(second)


def holds(text: str, wanted: str) -> bool:
    """Whether a text has another in it, in whatever spelling; nothing wanted is in every text."""
    return key(wanted) in key(text)


def _without_unseen(text: str) -> str:
    kept: list[str] = []
    for char in text.replace("\r\n", "\n"):
        if shows(char) or char.isspace() or (kept and _joins(kept[-1], char)):
            kept.append(char)
    return "".join(kept)


def _joins(before: str, char: str) -> bool:
    return bool(_JOINERS.match(char)) and (unicodedata.category(before) == "So" or bool(_JOINERS.match(before)))


def _in_order(text: str) -> str:
    """Thai syllables in the order of the standard; anything else as it is."""
    text = text.replace("เเ", "แ").replace(_AM, _NIKHAHIT + _AA)
    text = _SPLIT_AM.sub(_am, text)
    return unicodedata.normalize("NFC", _MARKS.sub(lambda found: _sorted(found[0]), text))


def _am(found: re.Match[str]) -> str:
    """The marks before and behind the two halves of สระอำ."""
    return _sorted((found[1] + (found[2] or "")).replace(_NIKHAHIT, "")) + _AM


def _sorted(marks: str) -> str:
    """Each mark once, vowels before tones; any that are not Thai follow in the order of Unicode."""
    return "".join(sorted(dict.fromkeys(marks), key=_place)) if max(marks, default="") > "\u0e00" else marks


def _place(mark: str) -> int:
    return _ORDER.get(mark, _VOWEL) if mark > "\u0e00" else 10 + unicodedata.combining(mark)
