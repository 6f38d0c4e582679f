"""Addresses as evidence: one in each line, with a title beside it if one was written."""

import re
from urllib.parse import urlsplit

from kr_app.evidence.errors import NotAnAddress, TooManyPieces
from kr_core.evidence import Link
from kr_core.letters import shows
from kr_core.spelling import one_line

MOST_PIECES = 10
_SCHEME = re.compile("https?://", re.IGNORECASE | re.ASCII)
# Thai is written without blanks, so that they end up within the address; the longest first.
_POLITE = ("นะครับ", "นะคะ", "ครับผม", "ครับ", "คับ", "ค่ะ", "คะ", "จ้า", "จ้ะ")
_STUCK = ">.,;\"'”’»"
_LONGEST_ADDRESS = 2000
_LONGEST_TITLE = 200
_SHOWN = 80
# Room for more links than may be given, so that one too many is told so.
MOST_TYPED = 30_000


def links_in(text: str) -> tuple[Link, ...]:
    """The links of a text. Raises `NotAnAddress` for a line without one, `TooManyPieces` for a text without end."""
    if len(text) > MOST_TYPED:
        raise TooManyPieces(MOST_PIECES)
    return tuple(_link(line) for each in text.splitlines() if (line := _bare(each)))


def _link(line: str) -> Link:
    """The first word of the line that holds an address, without what is stuck to it; what stands around it is the
    title: words, and no pattern, whose work grows with the square of the blanks in a line.
    """
    words = line.split()
    place, begins = next(
        ((place, found) for place, word in enumerate(words) if (found := _SCHEME.search(word))), (0, None)
    )
    if begins is None:
        raise NotAnAddress(one_line(line)[:_SHOWN])
    word = words[place]
    before, address = word[: begins.start()], word[begins.start() :]
    if len(address) <= _LONGEST_ADDRESS + _SHOWN:
        address = _unstuck(address)
    if not _is_address(address):
        raise NotAnAddress(one_line(line)[:_SHOWN])
    behind = " ".join(words[place + 1 :])
    if _polite(behind):
        behind = ""
    title = " ".join(filter(None, (*words[:place], before.rstrip("<([\"'"), behind)))
    return Link(address, one_line(title)[:_LONGEST_TITLE].strip(" :-–"))


def _unstuck(address: str) -> str:
    """Without closing marks, points and polite words at its end. A bracket that the address itself opens stays."""
    opened = {close: address.count(begin) - address.count(close) for begin, close in ("()", "[]")}
    end, before = len(address), 0
    while end != before:
        before = end
        polite = next((word for word in _POLITE if address.endswith(word, 0, end)), "")
        end -= len(polite)
        last = address[end - 1]
        if last in _STUCK or not shows(last) or opened.get(last, 0) < 0:
            opened[last] = opened.get(last, 0) + 1
            end -= 1
    return address[:end]


def _polite(text: str) -> bool:
    """Whether a text is nothing but polite words and points."""
    return text.strip(".,;") in _POLITE


def _bare(line: str) -> str:
    """Without what does not show at its ends: pasted addresses bring it along."""
    first = next((place for place, char in enumerate(line) if shows(char)), len(line))
    last = next((place for place in range(len(line), first, -1) if shows(line[place - 1])), first)
    return line[first:last]


def _is_address(text: str) -> bool:
    """Whether it leads to a host of the web, and says so: no other name before an @, nothing that does not show."""
    if len(text) > _LONGEST_ADDRESS or not text.isprintable() or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
