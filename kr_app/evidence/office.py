"""Documents of Word and Excel: packed files whose directory is looked at, and nothing of them unpacked."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from kr_app.evidence.errors import Damaged, HasMacros, UnknownContent, UnpacksToTooMuch
from kr_app.evidence.kinds import DOCX, XLSX, FileKind

SIGNATURE = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 5000
# A large table packs to a fiftieth; what packs to less than a hundredth holds nothing that a person wrote.
_MOST_UNPACKED, _ALWAYS_FINE, _MOST_RATIO = 300_000_000, 20_000_000, 100
_TYPES = "[Content_Types].xml"
_MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_LONGEST_TYPES = 1_000_000


def kind_of_package(path: Path) -> FileKind:
    """Whether a packed file is a document of Word or of Excel. Raises an `EvidenceTrouble` for any other."""
    content = path.read_bytes()
    # Before the directory is read into memory: each of its entries takes ten times its size there.
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise UnpacksToTooMuch
    try:
        with ZipFile(path) as package:
            entries = package.infolist()
            kind = _kind_of(entries)
            _check_names(entries, kind)
            _check_sizes(entries, len(content))
            _check_programs(package, entries, kind)
            return kind
    except (BadZipFile, OSError, ValueError, RuntimeError, EOFError, NotImplementedError):
        raise Damaged("ZIP") from None


def _kind_of(entries: list[ZipInfo]) -> FileKind:
    names = {entry.filename for entry in entries}
    found = [kind for main, kind in _MAIN.items() if main in names]
    if _TYPES not in names or len(found) != 1:
        raise UnknownContent
    return found[0]


def _check_names(entries: list[ZipInfo], kind: FileKind) -> None:
    """Nothing leads out of the package, nothing stands there twice, nothing is locked."""
    names = [entry.orig_filename for entry in entries]
    odd = any(name.startswith("/") or "\\" in name or ":" in name or "\x00" in name for name in names)
    climbing = any(".." in name.split("/") for name in names)
    locked = any(entry.flag_bits & 1 for entry in entries)
    if odd or climbing or locked or len({name.lower() for name in names}) != len(names):
        raise Damaged(kind.name)


def _check_sizes(entries: list[ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED or unpacked > max(_ALWAYS_FINE, _MOST_RATIO * packed):
        raise UnpacksToTooMuch


def _check_programs(package: ZipFile, entries: list[ZipInfo], kind: FileKind) -> None:
    with package.open(_TYPES) as file:
        types = file.read(_LONGEST_TYPES + 1)
    if len(types) > _LONGEST_TYPES or not types.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        raise Damaged(kind.name)
    if b"macroenabled" in types.lower() or any(_is_program(entry.filename.lower()) for entry in entries):
        raise HasMacros


def _is_program(name: str) -> bool:
    return name.endswith("vbaproject.bin") or "/activex/" in name or "/macrosheets/" in name
