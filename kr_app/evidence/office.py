"""Documents of Word and Excel: packed files whose directory is looked at, and of which no more is unpacked than the
list of what is in them."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kr_app.evidence.errors import Damaged, HasMacros, UnknownContent, UnpacksToTooMuch
from kr_app.evidence.kinds import DOCX, XLSX, FileKind
from kr_app.evidence.others import Other

SIGNATURES = (b"PK\x03\x04", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")
_ENTRY = re.compile(rb"PK\x01\x02")
_MOST_ENTRIES = 5000
# Beside its name an entry holds a date or two. The directory's reader takes time by the square of what is more.
_LONGEST_NAME, _MOST_BESIDE_ONE, _MOST_BESIDE_ALL = 1_000, 4_000, 1_000_000
# A large table packs to a fiftieth; what packs to less than a hundredth holds nothing that a person wrote.
_MOST_UNPACKED, _ALWAYS_FINE, _MOST_RATIO = 300_000_000, 20_000_000, 100
_TYPES = "[content_types].xml"
_LONGEST_TYPES = 1_000_000
_MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MAIN_TYPES = {b"wordprocessingml.document.main+xml": DOCX, b"spreadsheetml.sheet.main+xml": XLSX}
_TEMPLATES = (b"wordprocessingml.template.main+xml", b"spreadsheetml.template.main+xml")
# What else comes packed in this way, by what must stand in it.
_OTHERS = {
    "ppt/presentation.xml": Other.SLIDES,
    "xl/workbook.bin": Other.BINARY_SHEET,
    "visio/document.xml": Other.DRAWING,
    "index/document.iwa": Other.APPLE_DOCUMENT,
    "index.zip": Other.APPLE_DOCUMENT,
    "fixeddocseq.fdseq": Other.PRINT_FILE,
    "fixeddocumentsequence.fdseq": Other.PRINT_FILE,
    "androidmanifest.xml": Other.PROGRAM,
    "meta-inf/manifest.mf": Other.PROGRAM,
}
_OPEN = {b"text": Other.OPEN_TEXT, b"spreadsheet": Other.OPEN_SHEET, b"presentation": Other.OPEN_SLIDES}
_OPEN_TYPE = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]{4,20})")
_LOCAL_HEAD, _STORED, _DEFLATED = 30, 0, 8

# An entry by its name as the package means it: small letters, and strokes the way the web has them.
Entries = dict[str, ZipInfo]


def kind_of_package(content: bytes) -> FileKind:
    """Whether a packed file is a document of Word or of Excel. Raises an `EvidenceTrouble`, or what its reading may."""
    _check_directory(content)
    with ZipFile(BytesIO(content)) as package:
        listed = package.infolist()
    entries = {_meant(entry): entry for entry in listed}
    kind = _kind_of(content, entries)
    _check_names(listed, kind)
    _check_sizes(listed, len(content))
    _check_programs(content, entries, kind)
    return kind


def _meant(entry: ZipInfo) -> str:
    # Some programs write the strokes of their own system.
    return entry.orig_filename.replace("\\", "/").lower()


def _check_directory(content: bytes) -> None:
    """Before the directory is read into memory: each of its entries takes ten times its size there."""
    places = [found.start() for found in _ENTRY.finditer(content)]
    if len(places) > _MOST_ENTRIES:
        raise UnpacksToTooMuch
    lengths = [[int.from_bytes(content[at + place : at + place + 2], "little") for place in (28, 30)] for at in places]
    beside = [more for _, more in lengths]
    if any(name > _LONGEST_NAME for name, _ in lengths) or max(beside, default=0) > _MOST_BESIDE_ONE:
        raise BadZipFile
    if sum(beside) > _MOST_BESIDE_ALL:
        raise UnpacksToTooMuch


def _kind_of(content: bytes, entries: Entries) -> FileKind:
    types = _read(content, entries[_TYPES], _LONGEST_TYPES).lower() if _TYPES in entries else b""
    found = {kind for main, kind in _MAIN.items() if main in entries}
    found = found or {kind for main, kind in _MAIN_TYPES.items() if main in types}
    others = {other for name, other in _OTHERS.items() if name in entries}
    if types and len(found) == 1 and not any(each in types for each in _TEMPLATES):
        return found.pop()
    if found and types:
        raise UnknownContent(Other.TEMPLATE if len(found) == 1 else Other.ZIP)
    raise UnknownContent(others.pop() if len(others) == 1 else _open_kind(content, entries))


def _open_kind(content: bytes, entries: Entries) -> Other:
    entry = entries.get("mimetype")
    found = _OPEN_TYPE.match(_read(content, entry, 200)) if entry else None
    if found is None:
        return Other.ZIP
    return next((other for name, other in _OPEN.items() if found[1].startswith(name)), Other.DRAWING)


def _check_names(listed: list[ZipInfo], kind: FileKind) -> None:
    """Nothing leads out of the package, nothing stands there twice, nothing is locked."""
    names = [_meant(entry) for entry in listed]
    odd = any(name.startswith("/") or ":" in name or "\x00" in name for name in names)
    climbing = any(".." in name.split("/") for name in names)
    locked = any(entry.flag_bits & 1 for entry in listed)
    if odd or climbing or locked or len(set(names)) != len(names):
        raise Damaged(kind.name)


def _check_sizes(listed: list[ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in listed)
    if unpacked > _MOST_UNPACKED or unpacked > max(_ALWAYS_FINE, _MOST_RATIO * packed):
        raise UnpacksToTooMuch


def _check_programs(content: bytes, entries: Entries, kind: FileKind) -> None:
    types = _read(content, entries[_TYPES], _LONGEST_TYPES + 1)
    if len(types) > _LONGEST_TYPES or not types.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        raise Damaged(kind.name)
    if b"macroenabled" in types.lower() or any(_is_program(name) for name in entries):
        raise HasMacros


def _is_program(name: str) -> bool:
    return name.endswith("vbaproject.bin") or "/activex/" in name or "/macrosheets/" in name


def _read(content: bytes, entry: ZipInfo, most: int) -> bytes:
    """The beginning of an entry, packed in one of the two ways that documents use: others cost memory at will."""
    head = content[entry.header_offset : entry.header_offset + _LOCAL_HEAD]
    begin = entry.header_offset + _LOCAL_HEAD + sum(int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    packed = content[begin : begin + entry.compress_size]
    if not head.startswith(SIGNATURES[0]) or entry.compress_type not in (_STORED, _DEFLATED):
        raise BadZipFile
    return packed[:most] if entry.compress_type == _STORED else zlib.decompressobj(-15).decompress(packed, most)
