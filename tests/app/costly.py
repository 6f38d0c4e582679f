"""Files that cost whoever looks at them far more than they weigh: pictures, packages, documents."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile, ZipInfo

from PIL import Image

from tests.app.papers import package, picture


def many_passes(passes: int = 1_500, size: tuple[int, int] = (2_000, 1_500)) -> bytes:
    """A JPEG whose last pass is there many times."""
    out = BytesIO()
    Image.new("L", size, 90).save(out, "JPEG", progressive=True, quality=60)
    content = out.getvalue()
    last, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:last] + content[last:end] * passes + content[end:]


def many_parts(parts: int = 800_000) -> bytes:
    """A JPEG with a remark of no length, very often."""
    content = picture("JPEG")
    return content[:2] + b"\xff\xfe\x00\x02" * parts + content[2:]


def filled(length: int = 9_000_000) -> bytes:
    """A JPEG that holds next to nothing but the byte that begins a mark."""
    content = picture("JPEG")
    return content[:-2] + b"\xff" * length + b"\x00"


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunks(*chunks: bytes) -> bytes:
    """A PNG with more parts behind its head."""
    content = picture()
    return content[:33] + b"".join(chunks) + content[33:]


def text_bomb(megabytes: int = 40) -> bytes:
    """A PNG with texts and a profile that would fill memory."""
    packing = zlib.compressobj(9)
    zeros = bytes(1_000_000)
    packed = b"".join(packing.compress(zeros) for _ in range(megabytes)) + packing.flush()
    return with_chunks(chunk(b"zTXt", b"a\0\0" + packed), chunk(b"iCCP", b"a\0\0" + packed))


def many_chunks(count: int = 700_000) -> bytes:
    """A PNG with an empty text, very often."""
    return with_chunks(chunk(b"tEXt", b"") * count)


def many_frames(count: int = 15_000) -> bytes:
    """A film of large pictures in a PNG."""
    content = with_chunks(chunk(b"fcTL", bytes(26)) * count)
    head = struct.pack(">IIBBBBB", 8_000, 6_000, 8, 2, 0, 0, 0)
    return content[:8] + chunk(b"IHDR", head) + content[33:]


def wide_directory(entries: int = 70) -> bytes:
    """A package whose directory holds nothing beside its names, at great length."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for number in range(entries):
            entry = ZipInfo(f"word/{number}.xml")
            entry.extra = bytes(65_000)
            file.writestr(entry, "")
    return out.getvalue()


def crowd(entries: int = 6_000) -> bytes:
    """A package of very many empty files."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for number in range(entries):
            file.writestr(str(number), "")
    return out.getvalue()


def nested() -> bytes:
    """A bomb inside of a document inside of a document."""
    bomb = package("word/document.xml", ("word/media/a.bin", bytes(25_000_000)))
    return package("word/document.xml", ("word/embeddings/a.docx", package("word/document.xml", ("x.docx", bomb))))


def packed_otherwise(way: int) -> bytes:
    """A document packed in a way that takes as much memory as it says."""
    out = BytesIO()
    with ZipFile(out, "w", way) as file:
        file.writestr("[Content_Types].xml", "<Types/>" * 9_000)
        file.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def costly() -> dict[str, bytes]:
    """One of each by its name. What looks at them must not notice."""
    return {
        "passes.jpg": many_passes(),
        "parts.jpg": many_parts(),
        "filled.jpg": filled(),
        "texts.png": text_bomb(),
        "chunks.png": many_chunks(),
        "frames.png": many_frames(),
        "wide.docx": wide_directory(),
        "crowd.docx": crowd(),
        "lzma.docx": packed_otherwise(ZIP_LZMA),
        "bzip2.docx": packed_otherwise(ZIP_BZIP2),
        "objects.pdf": b"%PDF-1.7\n" + b"%%EOF obj" * 1_000_000,
    }
