"""What a file is that is not taken, by its first bytes: so that its sender learns what it is, and a way out.

Only the content speaks: a photo of an iPhone is often called `.jpg` and is none.
"""

import re
from enum import StrEnum


class Other(StrEnum):
    """The kinds that people send and that are not kept."""

    LOCKED = "locked"
    WORD_97 = "word_97"
    EXCEL_97 = "excel_97"
    SLIDES_97 = "slides_97"
    OLD_OFFICE = "old_office"
    SLIDES = "slides"
    TEMPLATE = "template"
    BINARY_SHEET = "binary_sheet"
    OPEN_TEXT = "open_text"
    OPEN_SHEET = "open_sheet"
    OPEN_SLIDES = "open_slides"
    APPLE_DOCUMENT = "apple_document"
    PRINT_FILE = "print_file"
    RICH_TEXT = "rich_text"
    PAGE = "page"
    MARKUP = "markup"
    TEXT = "text"
    MAIL = "mail"
    SHORTCUT = "shortcut"
    SIDE_FILE = "side_file"
    HEIC = "heic"
    AVIF = "avif"
    WEBP = "webp"
    GIF = "gif"
    TIFF = "tiff"
    BMP = "bmp"
    SVG = "svg"
    PICTURE = "picture"
    DRAWING = "drawing"
    ZIP = "zip"
    ARCHIVE = "archive"
    VIDEO = "video"
    SOUND = "sound"
    PROGRAM = "program"
    DATABASE = "database"
    BLANK = "blank"
    UNKNOWN = "unknown"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "EncryptedPackage": Other.LOCKED,
    "DRMContent": Other.LOCKED,
    "WordDocument": Other.WORD_97,
    "Workbook": Other.EXCEL_97,
    "Book": Other.EXCEL_97,
    "PowerPoint Document": Other.SLIDES_97,
    "__properties_version1.0": Other.MAIL,
    "VisioDocument": Other.DRAWING,
}
_TEXTUAL: tuple[tuple[int, bytes, Other], ...] = (
    (0, b"{\\rtf", Other.RICH_TEXT),
    (0, b"%!PS", Other.PRINT_FILE),
    (0, b"#!", Other.PROGRAM),
    (0, b"[InternetShortcut]", Other.SHORTCUT),
)
# Where each begins, and how; the first that fits answers. In a text only the first four count: `BM` begins many a name.
_BEGINNINGS: tuple[tuple[int, bytes, Other], ...] = (
    (0, b"GIF8", Other.GIF),
    (0, b"II*\0", Other.TIFF),
    (0, b"MM\0*", Other.TIFF),
    (0, b"II+\0", Other.TIFF),
    (0, b"MM\0+", Other.TIFF),
    (8, b"WEBP", Other.WEBP),
    (8, b"WAVE", Other.SOUND),
    (8, b"AVI ", Other.VIDEO),
    (8, b"AIFF", Other.SOUND),
    (0, b"8BPS", Other.PICTURE),
    (0, b"\xff\x0a", Other.PICTURE),
    (0, b"\xff\x4f\xff\x51", Other.PICTURE),
    (4, b"JXL ", Other.PICTURE),
    (4, b"jP  ", Other.PICTURE),
    (0, b"\0\0\1\0", Other.PICTURE),
    (0, b"AT&TFORM", Other.PRINT_FILE),
    (128, b"DICM", Other.PICTURE),
    (0, b"Rar!\x1a\x07", Other.ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", Other.ARCHIVE),
    (0, b"\x1f\x8b", Other.ARCHIVE),
    (0, b"\x1f\x9d", Other.ARCHIVE),
    (0, b"BZh", Other.ARCHIVE),
    (0, b"\xfd7zXZ\0", Other.ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", Other.ARCHIVE),
    (0, b"MSCF", Other.ARCHIVE),
    (2, b"-lh", Other.ARCHIVE),
    (257, b"ustar", Other.ARCHIVE),
    (0, b"PK\x05\x06", Other.ZIP),
    (0, b"PK\x07\x08", Other.ZIP),
    (0, b"\x1aE\xdf\xa3", Other.VIDEO),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Other.VIDEO),
    (0, b"\0\0\1\xba", Other.VIDEO),
    (0, b"\0\0\1\xb3", Other.VIDEO),
    (0, b"FLV\1", Other.VIDEO),
    (4, b"moov", Other.VIDEO),
    (4, b"mdat", Other.VIDEO),
    (4, b"wide", Other.VIDEO),
    (0, b"ID3", Other.SOUND),
    (0, b"OggS", Other.SOUND),
    (0, b"fLaC", Other.SOUND),
    (0, b"#!AMR", Other.SOUND),
    (0, b"MThd", Other.SOUND),
    *((0, bytes([0xFF, second]), Other.SOUND) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xF1, 0xF9)),
    (0, b"MZ", Other.PROGRAM),
    (0, b"\x7fELF", Other.PROGRAM),
    *((0, head, Other.PROGRAM) for head in (b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"dex\n")),
    (0, b"SQLite format 3\0", Other.DATABASE),
    (4, b"Standard Jet DB", Other.DATABASE),
    (4, b"Standard ACE DB", Other.DATABASE),
    (0, b"\x4c\0\0\0\1\x14\2\0", Other.SHORTCUT),
    (0, b"\0\5\x16\7", Other.SIDE_FILE),
    (0, b"AC10", Other.DRAWING),
    (0, b"BM", Other.BMP),
)
_BRANDS = {
    Other.AVIF: {b"avif", b"avis"},
    Other.HEIC: {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"},
    Other.SOUND: {b"M4A ", b"M4B ", b"M4P "},
    Other.PICTURE: {b"crx "},
}
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}
_MAIL = re.compile(r"(?:mime-version|content-type|from|received|return-path|delivered-to|message-id|x-[a-z-]{1,40}): ")
_LOOKED_AT = 4096
# What stands in no text: all that steers nothing a printer knows.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def what_it_is(content: bytes) -> Other:
    """What a content is that is none of the kinds that are taken."""
    if content.startswith(_OLE):
        return _in_old_office(content)
    if content[4:8] == b"ftyp":
        return _of_brands(content[:64])
    text = _text_of(content[:_LOOKED_AT])
    for at, beginning, other in _TEXTUAL if text is not None else (*_TEXTUAL, *_BEGINNINGS):
        if content.startswith(beginning, at):
            return other
    if text is not None:
        return _of_text(text.lstrip())
    return Other.UNKNOWN if content.strip(b"\0") else Other.BLANK


def _in_old_office(content: bytes) -> Other:
    """By the name that stands first in the directory: others may belong to documents that stand inside this one."""
    directory = (int.from_bytes(content[48:52], "little") + 1) * 512
    for begin in (directory, 512):
        found = {content.find(name.encode("utf-16-le"), begin): other for name, other in _STREAMS.items()}
        found.pop(-1, None)
        if found:
            return found[min(found)]
    return Other.OLD_OFFICE


def _of_brands(head: bytes) -> Other:
    brands = {head[at : at + 4] for at in range(8, min(len(head), int.from_bytes(head[:4]) or 64), 4)}
    return next((other for other, known in _BRANDS.items() if known & brands), Other.VIDEO)


def _text_of(head: bytes) -> str | None:
    """The beginning of a text, in whatever spelling; None for what is none."""
    for mark, spelling in _BOMS.items():
        if head.startswith(mark):
            return head[len(mark) :].decode(spelling, "replace")
    return None if not head or _NO_TEXT.search(head) else head.decode("utf-8", "replace")


def _of_text(text: str) -> Other:
    low = text[:_LOOKED_AT].lower()
    if low.startswith("<"):
        if "<svg" in low:
            return Other.SVG
        plain = low.startswith("<?xml") and "<html" not in low
        return Other.MARKUP if plain else Other.PAGE
    if _MAIL.match(low):
        return Other.MAIL
    if low.startswith("{") and "docs.google.com" in low:
        return Other.SHORTCUT
    return Other.TEXT
