"""What a file is, by its content: its first bytes, and whether it is whole. Neither name nor sender is asked."""

from pathlib import Path

from PIL import Image

from kr_app.evidence import office
from kr_app.evidence.errors import Damaged, EmptyUpload, TooManyPixels, UnknownContent, WrongEnding
from kr_app.evidence.kinds import JPEG, PDF, PNG, FileKind
from kr_app.evidence.names import ending_of, shown_name

_MOST_PIXELS = 50_000_000
_PICTURES = {b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_TAIL = 2048
_SMALL = (256, 256)


def kind_of_file(path: Path, given_name: str) -> FileKind:
    """The kind of a file that may be kept under its name. Raises an `EvidenceTrouble` for any other."""
    kind = _kind_by_content(path)
    ending = ending_of(shown_name(given_name)).lower()
    if ending and ending not in kind.endings:
        raise WrongEnding(ending, kind.name)
    return kind


def _kind_by_content(path: Path) -> FileKind:
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    if not head:
        raise EmptyUpload
    if head.startswith(b"%PDF-"):
        if b"%%EOF" not in tail:
            raise Damaged(PDF.name)
        return PDF
    if head.startswith(office.SIGNATURE):
        return office.kind_of_package(path)
    for signature, kind in _PICTURES.items():
        if head.startswith(signature):
            _check_picture(path, kind)
            return kind
    raise UnknownContent


def _check_picture(path: Path, kind: FileKind) -> None:
    """A picture that is whole, and not larger than it may be shown: asked before anything is unpacked."""
    try:
        with Image.open(path, formats=[kind.name]) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                raise TooManyPixels(_MOST_PIXELS // 1_000_000)
            if kind is PNG:
                picture.verify()
            else:
                # A JPEG is read in an eighth of its size: enough to know that it is whole.
                picture.draft("RGB", _SMALL)
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(_MOST_PIXELS // 1_000_000) from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError):
        raise Damaged(kind.name) from None
