"""Addresses as evidence: one in each line, with a title in front of it if one was written."""

import re
from urllib.parse import urlsplit

from kr_app.evidence.errors import NotAnAddress, TooManyPieces
from kr_core.evidence import Link
from kr_core.letters import shows
from kr_core.spelling import one_line

MOST_PIECES = 10
_SCHEME = re.compile("https?://", re.IGNORECASE | re.ASCII)
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
    """The last word of the line from where it is an address, and what stands before it: no pattern, whose work grows
    with the square of the blanks in a line.
    """
    last = line.rsplit(maxsplit=1)[-1]
    begins = _SCHEME.search(last)
    address = last[begins.start() :] if begins else ""
    if begins is None or not _is_address(address):
        raise NotAnAddress(one_line(line)[:_SHOWN])
    return Link(address, one_line(line[: -len(address)])[:_LONGEST_TITLE].rstrip(" :-–"))


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
