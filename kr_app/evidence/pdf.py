"""PDFs as programs, scanners and mail leave them: where the file begins and ends within what came.

Readers look for the beginning in the first 1,024 bytes, and for the end from behind.
"""

from kr_app.evidence.errors import Damaged
from kr_app.evidence.kinds import PDF

_BEGINNING, _END = b"%PDF-", b"%%EOF"
_BEFORE, _BEHIND = 1024, 2048
_PADDING = b"\0\t\n\x0c\r \x1a\xff"


def before_pdf(content: bytes) -> bytes | None:
    """What stands in front of the PDF that begins here, or soon; None where none does."""
    place = content.find(_BEGINNING, 0, _BEFORE + len(_BEGINNING))
    return content[:place] if place >= 0 else None


def check_pdf(content: bytes) -> None:
    """A PDF that is whole: behind its end there may be padding, or a little of anything, but no more of a PDF."""
    end = content.rfind(_END)
    behind = content[end + len(_END) :].rstrip(_PADDING)
    if end < 0 or (len(behind) > _BEHIND and b" obj" in behind):
        raise Damaged(PDF.name)
