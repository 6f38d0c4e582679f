"""The way in for the files that one person sends for one key result: they wait there until an event names them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kr_app.evidence.errors import QuotaReached
from kr_app.evidence.folder import Incoming, Pending, folder_beside
from kr_app.settings import SETTINGS
from kr_app.store.doors import reading
from kr_core.evidence import File, evidence_of
from kr_core.log import Event, Kind


@dataclass(frozen=True)
class Inbox:
    """Whose files come in, about which key result, and beside which file of the log they are kept."""

    path: Path
    person: int
    code: str

    def begin(self) -> Incoming:
        """A file begins. Raises `CannotKeep`."""
        return Incoming(folder_beside(self.path))

    def finish(self, incoming: Incoming, name: str) -> Pending:
        """A file is there: check it, and whether the key result may have it. Raises `EvidenceTrouble`."""
        pending = incoming.done(name, self.person, self.code)
        try:
            self._check_room()
        except BaseException:
            self.drop(pending)
            raise
        return pending

    def waiting(self, stored: str) -> Pending:
        """A file that was sent here before. Raises `UploadGone`."""
        return folder_beside(self.path).pending(stored, self.person, self.code)

    def drop(self, pending: Pending) -> None:
        """Take away a file that waits, unless an event names it."""
        with reading(self.path) as door:
            if pending.file.stored not in {file.stored for file in files_of(door.events_of(self.code))}:
                folder_beside(self.path).drop(pending)

    def _check_room(self) -> None:
        with reading(self.path) as door:
            named = files_of(door.events_of(self.code))
        waiting = [each.file for each in folder_beside(self.path).waiting(self.code)]
        # By their stored names: a file that an event names may still have its note.
        sizes = {file.stored: file.size for file in (*named, *waiting)}
        if sum(sizes.values()) > SETTINGS.evidence_bytes:
            raise QuotaReached(SETTINGS.evidence_bytes)


def files_of(events: Iterable[Event]) -> list[File]:
    """Every file that the log names, withdrawn ones too: they lie in the folder all the same."""
    found = (evidence_of(event) for event in events if event.kind == Kind.EVIDENCE)
    return [each.what for each in found if each and isinstance(each.what, File)]
