"""Evidence in words: the pieces behind a tick or a report, and why something is not taken."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kr_app.draw.not_taken import not_taken_text
from kr_app.draw.status import Names, actor_text
from kr_app.evidence import errors
from kr_app.evidence.kinds import kind_of_type
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.evidence import Evidence, File, evidence_behind
from kr_core.report import Report

# The address of a page of ours for the same reader.
Outside = Callable[[str], str]


@dataclass(frozen=True)
class Piece:
    """One piece as a page shows it. `shown_as`: "pdf" or "picture" for what can be looked at in the page."""

    number: int
    kind: str
    name: str
    size: str
    address: str
    shown_as: str
    ours: bool
    by: str


@dataclass(frozen=True)
class Behind:
    """What stands behind a tick: how much, and for a reader inside each piece and the page about them."""

    count: str
    pieces: tuple[Piece, ...] = ()
    page: str = ""


def behind_of(report: Report, tick: int, words: Words, names: Names, outside: Outside | None) -> Behind | None:
    """The evidence behind a tick; somebody outside learns only how much there is, and nothing where there is none."""
    found = evidence_behind(tick, report.said)
    count = words.counted("{count} piece of evidence", "{count} pieces of evidence", len(found))
    if names is None or outside is None:
        return Behind(count) if found else None
    pieces = tuple(piece_of(each, words, names, outside) for each in found)
    page = outside(f"/key-results/{report.key_result.code}/evidence/{tick}")
    return Behind(count if found else words("No evidence yet"), pieces, page)


def piece_of(evidence: Evidence, words: Words, names: Names, outside: Outside) -> Piece:
    """A piece of evidence in words."""
    event, what = evidence.event, evidence.what
    by = f"{actor_text(event.actor, words, names)}, {words.day(bangkok_day(event.moment))}"
    if isinstance(what, File):
        kind = kind_of_type(what.type)
        name, shown_as = kind.name if kind else "", kind.shown_as if kind else ""
        address = outside(f"/evidence/{event.id}")
        return Piece(event.id, name, what.name, size_text(what.size, words), address, shown_as, True, by)
    host = urlsplit(what.address).hostname or ""
    return Piece(event.id, words("Link"), what.title or what.address, host, what.address, "", False, by)


def size_text(size: int, words: Words) -> str:
    """A size as people say it."""
    if size >= 1024 * 1024:
        return words("{size} MB", size=round(size / 1024 / 1024, 1))
    return words("{size} kB", size=max(1, round(size / 1024)))


def taken_text(largest: int, most: int, words: Words) -> str:
    """What a field for files takes, after the button that chooses them."""
    return words(
        "or drop them here. PDF, PNG, JPEG, DOCX, XLSX, at most {largest} each, {most} pieces at once.",
        largest=size_text(largest, words),
        most=most,
    )


def trouble_text(trouble: errors.EvidenceTrouble, words: Words) -> str:
    """Why a file or an address is not taken: a sentence with the next step."""
    match trouble:
        case errors.EmptyUpload():
            return words("The file is empty.")
        case errors.TooLarge(most=most):
            return words(
                "The file is larger than {most}. Make it smaller, or give a link.", most=size_text(most, words)
            )
        case errors.UnknownContent(what=what):
            return not_taken_text(what, words)
        case errors.WrongEnding(ending=ending, kind=kind):
            return words(
                "The name ends in {ending}, but the content is {kind}. Give the file its right name.",
                ending=ending,
                kind=kind,
            )
        case errors.Damaged(kind=kind):
            return words("The {kind} file is damaged, locked or incomplete. Save it anew and try again.", kind=kind)
        case errors.TooManyPixels(most=most):
            return words("The picture has more than {most} million pixels. Make it smaller.", most=most)
        case errors.TooMuchWork():
            return words(
                "The picture is stored in so many steps that showing it would take far too long. Open it and save it"
                " anew as an ordinary JPEG or PNG."
            )
        case errors.NotLookedAt():
            return words(
                "The file could not be looked at in the time there is. Save it anew, or as PDF, and try again."
            )
        case errors.UnpacksToTooMuch():
            return words("The document would become far too large when it is opened. Save it anew, or as PDF.")
        case errors.HasMacros():
            return words("The document contains macros. Save it without them, or as PDF.")
        case _:
            return _given_text(trouble, words)


def _given_text(trouble: errors.EvidenceTrouble, words: Words) -> str:
    match trouble:
        case errors.QuotaReached(most=most):
            return words(
                "All evidence of this key result together would be more than {most}. Give a link instead, or ask the"
                " person who runs the dashboard.",
                most=size_text(most, words),
            )
        case errors.TooMuchUnfinished():
            return words(
                "You have many files here that are on their way, or sent and not attached yet. Please confirm or remove"
                " some of them, or try again in an hour."
            )
        case errors.Crowded():
            return words("Too many files are on their way here just now. Please try again in a little while.")
        case errors.TooManyPieces(most=most):
            return words("At most {most} pieces of evidence can be given at once. Give the rest afterwards.", most=most)
        case errors.NotAnAddress(line=line):
            return words("“{line}” is no address. Write one address in each line, with https:// in front.", line=line)
        case errors.UploadGone():
            return words("A file that was sent is not here any more. Remove it from the list and choose it again.")
        case errors.StillSending():
            return words("A file is still being sent. Wait until it is there, then confirm again.")
        case errors.NothingGiven():
            return words("Choose a file, or write an address.")
        case errors.CannotKeep(full=True):
            return words("The disk is full, so the file could not be kept. Tell the person who runs the dashboard.")
        case _:
            return words(
                "The folder of evidence cannot be written, so the file was not kept. Tell the person who runs the"
                " dashboard."
            )
