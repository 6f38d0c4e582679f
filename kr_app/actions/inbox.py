"""The way in for the files that one person sends for one key result: they wait there until an event names them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kr_app.evidence.errors import Crowded, QuotaReached, TooMuchUnfinished
from kr_app.evidence.folder import LARGEST, Pending, Unfinished, folder_beside
from kr_app.evidence.incoming import Incoming
from kr_app.settings import SETTINGS
from kr_app.store.doors import reading
from kr_core.evidence import File, evidence_of
from kr_core.log import Event, Kind

# Of one person: four forms full of files. Of all together: a hundred files of the largest size, or ten key results.
MOST_UNFINISHED, _MOST_OF_ONE, _MOST_OF_ALL = 40, 20 * LARGEST, 100 * LARGEST
_LEFT_SECONDS = 60 * 60


@dataclass(frozen=True)
class Inbox:
    """Whose files come in, about which key result, and beside which file of the log they are kept."""

    path: Path
    person: int
    code: str

    def begin(self) -> Incoming:
        """A file begins. Raises `CannotKeep`, and what says that there is no room for one more."""
        self._make_room(for_one_more=True)
        return Incoming(folder_beside(self.path), self.person, self.code)

    def finish(self, incoming: Incoming, name: str) -> Pending:
        """A file is there: check it, and whether the key result may have it. Raises `EvidenceTrouble`."""
        pending = incoming.done(name)
        try:
            self._make_room()
        except BaseException:
            self.drop(pending.file.stored)
            raise
        return pending

    def waiting(self, stored: str) -> Pending:
        """A file that was sent here before. Raises `UploadGone`."""
        return folder_beside(self.path).pending(stored, self.person, self.code)

    def drop(self, stored: str) -> None:
        """Take away a file that waits, unless an event names it."""
        if stored not in {file.stored for file in self._named()}:
            folder_beside(self.path).drop(stored)

    def _make_room(self, *, for_one_more: bool = False) -> None:
        """What is on its way or waits counts: for its person, for the key result, and for everybody together."""
        unfinished = folder_beside(self.path).unfinished()
        mine = [each for each in unfinished if each.person == self.person]
        for each in mine:
            if not _too_much(mine, for_one_more):
                break
            # The oldest that were left in a form somewhere make room; what was sent just now does not.
            if each.waits and each.age > _LEFT_SECONDS:
                Inbox(self.path, self.person, each.code).drop(each.stored)
                mine = [other for other in mine if other is not each]
        if _too_much(mine, for_one_more):
            raise TooMuchUnfinished
        if sum(each.room for each in unfinished) > max(_MOST_OF_ALL, 10 * SETTINGS.evidence_bytes):
            raise Crowded
        # By their stored names: a file that an event names may still have its note.
        sizes = {file.stored: file.size for file in self._named()}
        sizes |= {each.stored: each.size for each in unfinished if each.code == self.code}
        if sum(sizes.values()) > SETTINGS.evidence_bytes:
            raise QuotaReached(SETTINGS.evidence_bytes)

    def _named(self) -> list[File]:
        with reading(self.path) as door:
            return files_of(door.of_kind(self.code, Kind.EVIDENCE))


def _too_much(mine: list[Unfinished], for_one_more: bool) -> bool:
    room = sum(each.room for each in mine) + LARGEST * for_one_more
    return len(mine) + for_one_more > MOST_UNFINISHED or room > _MOST_OF_ONE


def files_of(events: Iterable[Event]) -> list[File]:
    """Every file that the log names, withdrawn ones too: they lie in the folder all the same."""
    found = (evidence_of(event) for event in events if event.kind == Kind.EVIDENCE)
    return [each.what for each in found if each and isinstance(each.what, File)]
