"""Words looked for in the notes of a log: the same in every spelling, and one request does so much of it at most.

Anybody may ask. What a request has not come to is not silently left out: the page says so, and leads on.
"""

from collections.abc import Iterable

from kr_core.letters import is_plain
from kr_core.spelling import key, key_of_kept

# So many usual characters; one of a note with any unusual one costs as much as so many. Some tenths of a second.
MOST_SEARCHED = 1_500_000
_UNUSUAL = 40
# What reading a note costs, however short it is.
_EACH = 40


def search(notes: Iterable[tuple[int, str, bool]], text: str, *, internal: bool) -> tuple[list[int], int]:
    """The numbers of the notes that hold a text, and the last one that was looked at if there are more, else 0.

    Internal notes are looked at only where the reader may see them.
    """
    wanted, found, left, last = key(text), list[int](), MOST_SEARCHED, 0
    for number, note, hidden in notes:
        if left <= 0:
            return found, last
        last, left = number, left - _EACH
        if hidden and not internal:
            continue
        left -= len(note) * (1 if is_plain(note) else _UNUSUAL)
        if wanted in key_of_kept(note):
            found.append(number)
    return found, 0
