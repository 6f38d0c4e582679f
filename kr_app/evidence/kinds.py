"""The kinds of files that are taken: how they are called, sent and recognised by name."""

from typing import NamedTuple


class FileKind(NamedTuple):
    """A kind: its media type, its short name, the endings of its files, and how a browser shows it.

    `shown_as` is "pdf" or "picture" for what a page previews, empty for what is only handed over.
    """

    media: str
    name: str
    endings: tuple[str, ...]
    shown_as: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = FileKind("application/pdf", "PDF", (".pdf",), "pdf")
PNG = FileKind("image/png", "PNG", (".png",), "picture")
JPEG = FileKind("image/jpeg", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif", ".jif", ".pjpeg", ".pjp", ".mpo"), "picture")
DOCX = FileKind(f"{_OFFICE}wordprocessingml.document", "DOCX", (".docx",))
XLSX = FileKind(f"{_OFFICE}spreadsheetml.sheet", "XLSX", (".xlsx",))
KINDS = (PDF, PNG, JPEG, DOCX, XLSX)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)


def kind_of_type(media: str) -> FileKind | None:
    """The kind of a media type as an event keeps it."""
    return next((kind for kind in KINDS if kind.media == media), None)
