"""Which characters of a text a reader sees: the ground under every comparison and every text that must be there."""

import re
import unicodedata

# Marks above and below one letter. Thai has three at most; hundreds are a drawing, and cost the square of their number.
MOST_MARKS = 8
_NOTHING = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
# Characters that are letters or marks by name and show nothing: fillers, blanks, and what chooses between two shapes.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb"
    "\U00016fe4\U0001d159\U000e0000-\U000e0fff]"
)
_SPACE = re.compile(r"\s")
# Nearly every text is made of these only, and need not be looked at letter by letter.
_ODD = re.compile("[^\n -~\u0e01-\u0e3a\u0e3f-\u0e5b]")
_RUN = re.compile(f"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{{{MOST_MARKS + 1}}}")


def is_plain(text: str) -> bool:
    """Whether a text has nothing but the usual letters of Thai and English: all seen, and composed already."""
    return not _ODD.search(text) and not _RUN.search(text)


def shows(char: str) -> bool:
    """Whether one character leaves a trace on paper; white space does not."""
    return unicodedata.category(char) not in _NOTHING and not _BLANK.match(char)


def holds_a_letter(text: str) -> bool:
    """Whether a text says anything: it holds a letter or a digit that is seen."""
    return any(unicodedata.category(char)[0] in "LN" and not _BLANK.match(char) for char in text)


def holds_a_sign(text: str) -> bool:
    """Whether a text shows anything of its own: a letter, a digit, or a sign as % is one. Marks alone do not."""
    return any(unicodedata.category(char)[0] in "LNPS" and not _BLANK.match(char) for char in text)


def seen(text: str) -> str:
    """A text on one line as a reader sees it: without what does not show, any white space one blank, none outside."""
    if is_plain(text):
        return " ".join(text.split())
    kept = (char if shows(char) else " " if _SPACE.match(char) else "" for char in text)
    return " ".join("".join(kept).split())


def calm(text: str) -> str:
    """A text with at most `MOST_MARKS` marks on a letter; normalising it costs no more than its length."""
    if is_plain(text):
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
