"""How much the process can hold open at once, how much of that one address may have, and what it has just now.

Everything follows from the number of descriptors that the system grants, which is raised as far as it goes when the
server starts: a system grants a process 1,024 unless asked for more.
"""

import logging
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kr_app.settings import SETTINGS

_WANTED = 65_536
# Kept for the file, its journal, scripts, fonts and what is uploaded: a quarter, and no less than these.
_FOR_FILES = 256
_MOST_CONNECTIONS, _MOST_SILENT, _MOST_STREAMS = 20_000, 2_500, 5_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room:
    """Numbers of connections: in all, of those that have asked for nothing yet, of streams, and of one address."""

    connections: int
    silent: int
    streams: int
    of_one: int


def room_for(descriptors: int, of_one: int) -> Room:
    """What fits into so many descriptors, where one address should have so many."""
    connections = max(16, min(descriptors - max(_FOR_FILES, descriptors // 4), _MOST_CONNECTIONS))
    return Room(
        connections,
        silent=min(connections // 2, _MOST_SILENT),
        streams=min(connections // 2, _MOST_STREAMS),
        # Whatever was set, the others have a quarter left.
        of_one=min(of_one, connections * 3 // 4),
    )


def _granted() -> int:
    """The number of descriptors, after asking for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED if hard == resource.RLIM_INFINITY else min(_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _WANTED if soft == resource.RLIM_INFINITY else soft


_DESCRIPTORS = _granted()
ROOM = room_for(_DESCRIPTORS, SETTINGS.per_address)


def say_where_it_is_narrow() -> None:
    """Tell the console what the system's limit leaves, where that is less than there could be."""
    wanted = room_for(_WANTED, SETTINGS.per_address)
    if wanted == ROOM:
        return
    _log.warning(
        "the system grants %d open files (ulimit -Hn, LimitNOFILE=): room for %d connections instead of %d,"
        " %d streams instead of %d, and %d of one address instead of %d",
        *(_DESCRIPTORS, ROOM.connections, wanted.connections, ROOM.streams, wanted.streams, ROOM.of_one, wanted.of_one),
    )


class Taken:
    """How many requests, streams and sockets each address has open, counted where a proxy has said whose they are."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def by(self, place: str) -> Iterator[bool]:
        """One more, as long as the block runs; whether there is room for it."""
        self._open[place] += 1
        try:
            yield self._open[place] <= self._most
        finally:
            self._open[place] -= 1
            if not self._open[place]:
                del self._open[place]


TAKEN = Taken(ROOM.of_one)
