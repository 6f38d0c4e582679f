"""What is long is sent piece by piece: whoever is slow to take it has one piece in memory, and not a copy of all."""

from collections.abc import AsyncIterator

_PIECE = 64 * 1024


async def pieces(body: bytes) -> AsyncIterator[bytes]:
    """The same bytes, one piece after the other."""
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
