"""What a file is, by its content: its first bytes, and whether it is whole. Neither name nor sender is asked.

Nothing is decoded and next to nothing unpacked, so no file costs more than going through its bytes; and whatever it
does meanwhile ends as one refusal. Runs in a process of its own, see `apart`.
"""

from pathlib import Path

from kr_app.evidence import office, pdf, pictures
from kr_app.evidence.errors import Damaged, EmptyUpload, EvidenceTrouble, UnknownContent, WrongEnding
from kr_app.evidence.kinds import JPEG, KINDS, PDF, PNG, FileKind
from kr_app.evidence.names import ending_of, shown_name
from kr_app.evidence.others import Other, what_it_is

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# A mark of the text, line ends, the head of a mail, or what nobody knows. Not another file, nor a page for browsers.
_IN_FRONT = (Other.TEXT, Other.MAIL, Other.BLANK, Other.UNKNOWN)
# Begins the names of what programs and systems keep beside a document.
_BESIDE = ("~$", "._")


def kind_of_file(path: Path, given_name: str) -> FileKind:
    """The kind of a file that may be kept under its name. Raises an `EvidenceTrouble` for any other."""
    return kind_of_content(path.read_bytes(), given_name)


def kind_of_content(content: bytes, given_name: str) -> FileKind:
    """The same for what is in memory already."""
    name = shown_name(given_name)
    ending = ending_of(name).lower()
    try:
        kind = _kind_by_content(content)
    except UnknownContent:
        if name.startswith(_BESIDE):
            raise UnknownContent(Other.SIDE_FILE) from None
        raise
    except EvidenceTrouble:
        raise
    except Exception:
        # What came is read by parts of the interpreter that know many ways to complain.
        raise Damaged(_called(ending)) from None
    if ending and ending not in kind.endings:
        raise WrongEnding(ending, kind.name)
    return kind


def _kind_by_content(content: bytes) -> FileKind:
    if not content:
        raise EmptyUpload
    if content.startswith(office.SIGNATURES):
        return office.kind_of_package(content)
    for beginning, kind, check in ((_PNG, PNG, pictures.check_png), (_JPEG, JPEG, pictures.check_jpeg)):
        if content.startswith(beginning):
            check(content)
            return kind
    before = pdf.before_pdf(content)
    if before is not None and (not before or what_it_is(before) in _IN_FRONT):
        pdf.check_pdf(content)
        return PDF
    raise UnknownContent(what_it_is(content))


def _called(ending: str) -> str:
    return next((kind.name for kind in KINDS if ending in kind.endings), "ZIP")
