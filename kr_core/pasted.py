"""Text as it comes out of other programs, made plain before anybody reads it.

Word, Excel, chat programs and web pages bring marks along that nobody sees or that only look like what was meant.
Everything here is one pass over the text, and `LONGEST` bounds what any pattern is shown.
"""

from kr_core.digits import to_arabic
from kr_core.spelling import one_line

# A day or a number as somebody writes it is far shorter, also with weekday, era and time.
LONGEST = 120
_LOOK_ALIKES = {
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d",
    "/": "\u2215\uff0f",
    ".": "\u2024\u3002\uff0e\uff61",
    ",": "\u060c\u3001\uff0c\uff64",
    ":": "\u02d0\u2236\ua789\uff1a",
    "%": "\u066a\ufe6a\uff05",
    "+": "\uff0b",
    "'": "\u2018\u2019\u02bc\u2032\uff07",
    '"': "\u201c\u201d\u201e\u2033\uff02",
    "(": "\uff08",
    ")": "\uff09",
}
_PLAIN = {ord(each): plain for plain, others in _LOOK_ALIKES.items() for each in others}
_PLAIN |= {ord("\uff10") + digit: str(digit) for digit in range(10)}


def plain(text: str) -> str:
    """One line in Arabic digits and plain punctuation, in the Thai normal form, without what nobody sees.

    White space of any kind becomes one blank; Thai, full-width and Arabic digits are the same.
    """
    return " ".join(to_arabic(one_line(text).translate(_PLAIN)).split())
