"""Pictures, walked through part by part and never decoded: how large they are, how much work it is to show them, and
whether they are whole.

What a picture costs stands in its parts: pixels, and how often each is gone over. Whoever shows it pays that.
"""

import re
import zlib

from kr_app.evidence.errors import Damaged, TooManyPixels, TooMuchWork
from kr_app.evidence.kinds import JPEG, PNG

# Telephones take 200 million; a sheet of A3 at 600 dots per inch has 70.
MOST_PIXELS = 250_000_000
_MOST_PASSES, _MOST_WORK = 100, 4_000_000_000
_MOST_PARTS = 20_000
_MOST_BESIDE, _STEP = 16_000_000, 256_000
# Inside of what was packed, 255 stands alone or before a zero or a mark to begin anew from.
_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ALONE = (0x01, 0xD8)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What browsers show: one after the other, also with long numbers; and in passes.
_SHOWN_FRAMES = (0xC0, 0xC1, 0xC2)
_SCAN, _END = 0xDA, 0xD9
_BIT_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}


def check_jpeg(content: bytes) -> None:
    """A JPEG that is whole and can be shown. What stands behind its end (a second picture, a film) is not looked at."""
    at, pixels, passes = 2, 0, 0
    for _ in range(_MOST_PARTS):
        found = _MARK.search(content, at)
        if found is None:
            raise Damaged(JPEG.name)
        mark, at = found[0][1], found.end()
        if mark == _END:
            break
        if mark in _ALONE:
            continue
        length = int.from_bytes(content[at : at + 2])
        if length < 2 or at + length > len(content):
            raise Damaged(JPEG.name)
        if mark in _FRAMES:
            pixels = _pixels_of_frame(mark, content[at + 2 : at + length], pixels)
        elif mark == _SCAN:
            passes += 1
            _check_work(pixels, passes, _MOST_PASSES)
        at += length
    else:
        raise TooMuchWork
    if not pixels or not passes:
        raise Damaged(JPEG.name)


def _pixels_of_frame(mark: int, frame: bytes, before: int) -> int:
    if before or mark not in _SHOWN_FRAMES or len(frame) < 6:
        raise Damaged(JPEG.name)
    pixels = int.from_bytes(frame[1:3]) * int.from_bytes(frame[3:5])
    if not pixels or frame[0] != 8 or frame[5] not in (1, 3, 4) or len(frame) != 6 + 3 * frame[5]:
        raise Damaged(JPEG.name)
    return pixels


def _check_work(pixels: int, passes: int, most: int) -> None:
    if pixels > MOST_PIXELS:
        raise TooManyPixels(MOST_PIXELS // 1_000_000)
    if passes > most or pixels * passes > _MOST_WORK:
        raise TooMuchWork


def check_png(content: bytes) -> None:
    """A PNG that is whole and can be shown; what stands behind its end is not looked at."""
    at, pixels, frames, beside = 8, 0, 1, 0
    kinds: set[bytes] = set()
    for _ in range(_MOST_PARTS):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        data, at = content[at + 8 : at + 8 + length], at + 12 + length
        if at > len(content) or (_is_needed(kind) and not _is_sound(kind, data, content[at - 4 : at])):
            raise Damaged(PNG.name)
        if not kinds:
            pixels = _pixels_of_header(kind, data)
        frames += kind == b"fcTL"
        beside += _unpacked(kind, data)
        _check_work(pixels, frames, _MOST_PARTS)
        if beside > _MOST_BESIDE:
            raise TooMuchWork
        kinds.add(kind)
        if kind == b"IEND":
            break
    else:
        raise TooMuchWork
    if b"IDAT" not in kinds:
        raise Damaged(PNG.name)


def _is_needed(kind: bytes) -> bool:
    return not kind[:1].islower()


def _is_sound(kind: bytes, data: bytes, given: bytes) -> bool:
    return kind.isalpha() and zlib.crc32(data, zlib.crc32(kind)) == int.from_bytes(given)


def _pixels_of_header(kind: bytes, data: bytes) -> int:
    if kind != b"IHDR" or len(data) != 13:
        raise Damaged(PNG.name)
    depth, colours, packing, filtering, interlaced = data[8:]
    pixels = int.from_bytes(data[:4]) * int.from_bytes(data[4:8])
    if depth not in _BIT_DEPTHS.get(colours, ()) or packing or filtering or interlaced > 1 or not pixels:
        raise Damaged(PNG.name)
    return pixels


def _unpacked(kind: bytes, data: bytes) -> int:
    """How much a text or a profile beside the picture becomes, counted up to what is too much."""
    names = {b"zTXt": 1, b"iCCP": 1, b"iTXt": 3}.get(kind, 0)
    if not names:
        return 0
    parts = data.split(b"\0", names)
    # Behind the first name stands how it is packed.
    packed = parts[-1][1:] if names == 1 else parts[-1]
    unpacking, length = zlib.decompressobj(), 0
    try:
        while packed and length <= _MOST_BESIDE:
            length += len(unpacking.decompress(packed, _STEP))
            packed = unpacking.unconsumed_tail
    except zlib.error:
        pass
    return length
