"""Evidence behind a tick or a progress report: files that were sent before, and addresses.

Files are on the disk before the transaction; the events that name them are stored with what they stand behind, or
not at all. A file that is refused here waits on, and can be given again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kr_app.actions.inbox import files_of
from kr_app.actions.refused import EvidenceRefused, NothingToAttachTo
from kr_app.actions.write import Write, one_write, standing_in, stored_before
from kr_app.evidence.errors import EvidenceTrouble, NothingGiven, QuotaReached, TooManyPieces, UploadGone
from kr_app.evidence.folder import folder_beside
from kr_app.evidence.links import MOST_PIECES, links_in
from kr_app.rights import Visitor
from kr_app.settings import SETTINGS
from kr_app.store.doors import Draft, Writer
from kr_core.evidence import File, Link, as_details
from kr_core.log import Event, Kind, Standing

_BEHIND = (Kind.TICK, Kind.CHECK_IN)


@dataclass(frozen=True)
class Given:
    """What an author gives: files that wait, by their stored names, and a text with an address in each line."""

    files: tuple[str, ...] = ()
    links: str = ""

    def __bool__(self) -> bool:
        return bool(self.files or self.links.strip())


NOTHING = Given()


def attach(door: Writer, write: Write, author: Visitor, behind: Event, given: Given) -> list[Event]:
    """Inside the transaction that stored `behind`, or found it standing: store what was given. Raises `Refused`."""
    if not given:
        return []
    try:
        pieces = list(_pieces(door, write, author, given))
    except EvidenceTrouble as trouble:
        raise EvidenceRefused(trouble) from trouble
    return [door.append(draft) for draft in _drafts(write, author, pieces, behind.id, behind.level)]


def sent_again(
    door: Writer, write: Write, author: Visitor, given: Given, *, behind: int | None = None, level: int | None = None
) -> list[Draft]:
    """What was given, to be compared with what the same write stored before: its files do not wait any more.

    `behind` and `level` are those of what it stands behind, as far as the write says so. Raises `Refused`.
    """
    stored = door.stored_under(write.ids())
    if not stored:
        return []
    settled = {file.stored: file for file in files_of(stored)}
    folder, code, person = folder_beside(write.path), write.key_result.code, author.person or 0
    try:
        files = [settled.get(n) or folder.pending(n, person, code).file for n in dict.fromkeys(given.files)]
        return _drafts(write, author, [*files, *links_in(given.links)], behind, level)
    except EvidenceTrouble as trouble:
        raise EvidenceRefused(trouble) from trouble


def _drafts(
    write: Write, author: Visitor, pieces: Sequence[File | Link], behind: int | None, level: int | None
) -> list[Draft]:
    draft = write.draft(author, Kind.EVIDENCE)._replace(level=level, refers_to=behind)
    return [
        draft._replace(once=write.again(number), details=as_details(piece)) for number, piece in enumerate(pieces, 1)
    ]


def settle(write: Write, given: Given) -> None:
    """After the transaction: the files are named by events, and wait no more."""
    for stored in given.files:
        folder_beside(write.path).settle(stored)


def add_evidence(write: Write, number: int, given: Given) -> list[Event]:
    """Attach to a tick or a progress report that stands, by its event. Raises `Refused`."""
    if not given:
        raise EvidenceRefused(NothingGiven())
    with one_write(write) as (door, author):
        again = sent_again(door, write, author, given, behind=number)
        if stored := stored_before(door, write, *again):
            return stored
        behind = door.event(number)
        if behind is None or not _stands(behind, standing_in(door, write)):
            raise NothingToAttachTo
        stored = attach(door, write, author, behind, given)
    settle(write, given)
    return stored


def _pieces(door: Writer, write: Write, author: Visitor, given: Given) -> Iterator[File | Link]:
    links, names = links_in(given.links), tuple(dict.fromkeys(given.files))
    if len(links) + len(names) > MOST_PIECES:
        raise TooManyPieces(MOST_PIECES)
    folder, code = folder_beside(write.path), write.key_result.code
    known = files_of(door.of_kind(code, Kind.EVIDENCE))
    taken, room = {file.stored for file in known}, SETTINGS.evidence_bytes - sum(file.size for file in known)
    for name in names:
        file = folder.pending(name, author.person or 0, code).file
        if name in taken:
            raise UploadGone
        room -= file.size
        if room < 0:
            raise QuotaReached(SETTINGS.evidence_bytes)
        yield file
    yield from links


def _stands(behind: Event, standing: Standing) -> bool:
    """Whether evidence can stand behind the event: a tick or a report of this key result that nobody took back."""
    if behind.kind not in _BEHIND:
        return False
    ids = {tick.event for tick in standing.ticks} | {event.id for event in standing.of(Kind.CHECK_IN)}
    return behind.id in ids
