"""What every write has in common: who asks, what they saw, one transaction, and the right looked up inside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kr_app.actions.refused import (
    AlreadyStored,
    LogReplaced,
    NotAllowed,
    NoteTooLong,
    NotStored,
    ReasonMissing,
    SomeoneWasFirst,
)
from kr_app.identity import sessions
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action, Visitor, subject_of
from kr_app.store.doors import Draft, Writer, reading, writing
from kr_app.store.errors import StoreError
from kr_core.definition import KeyResult
from kr_core.letters import holds_a_letter
from kr_core.log import Event, Kind, Standing, standing_after
from kr_core.spelling import composed

LONGEST_NOTE = 1000
# Longer than this many times what is kept, a text is refused before anything looks at it.
MOST_TYPED = 4
# As many events as one write stores beside its first: a plan's levels, a tick's pieces of evidence.
_MOST_FURTHER = 12
# What an event says. Its id and moment differ whenever the same is sent again.
_SAID = ("actor", "kind", "code", "agency", "level", "day", "value", "note", "refers_to", "internal", "details")


@dataclass(frozen=True)
class Write:
    """What every write carries. `seen` is the version that its author looked at, `now` an aware moment.

    `token` is the author's session, looked up in `identity` (the file with the people) inside the write itself.
    """

    path: Path
    identity: Path
    token: str
    address: str
    key_result: KeyResult
    seen: int
    once: str
    now: datetime
    # The beginning of the once-only id of the entry `seen`: what a form that knows none saw is in no log. `None` where
    # there is no form that could have kept it.
    mark: str | None = None

    def saw_in(self, door: Writer) -> bool:
        """Whether the log has the entry that the author saw, and no earlier copy was put in its place."""
        if self.mark is None or self.seen <= 0:
            return True
        return bool(self.mark) and door.mark_of(self.seen).startswith(self.mark)

    def draft(self, author: Visitor, kind: Kind) -> Draft:
        """An event of this write; `_replace` gives it what its kind says."""
        code, agency = self.key_result.code, self.key_result.host.id
        return Draft(self.once, self.now, author.actor, kind, code, agency)

    def again(self, number: int) -> str:
        """The once-only id of a further event of the same write."""
        return f"{self.once}-{number}"

    def ids(self) -> list[str]:
        """Every once-only id that events of this write may have."""
        return [self.once, *(self.again(number) for number in range(1, _MOST_FURTHER + 1))]


@contextmanager
def one_write(write: Write, needs: Action = Action.RECORD) -> Iterator[tuple[Writer, Visitor]]:
    """The transaction of a write, and its author, who has the right. Everything inside is stored, or nothing.

    Raises `NotAllowed`, and `NotStored` for whatever the file refuses.
    """
    try:
        with writing(write.path) as door:
            author = author_of(write, door, needs)
            if not write.saw_in(door):
                raise LogReplaced
            yield door, author
    except StoreError as error:
        raise NotStored(error) from error


def author_of(write: Write, door: Writer, needs: Action) -> Visitor:
    """Who writes, asked inside the transaction: a right that was taken a moment ago is gone."""
    if write.path == write.identity:
        visitor = sessions.visitor_of(door, write.token, write.now)
    else:
        with reading(write.identity) as people:
            visitor = sessions.visitor_of(people, write.token, write.now)
    if not visitor.may(needs, subject_of(write.key_result)):
        about = f"{needs} {write.key_result.code}"
        TRAIL.note(What.NOT_PERMITTED, person=visitor.person, about=about, address=write.address)
        raise NotAllowed
    return visitor


def stored_before(door: Writer, write: Write, *sent: Draft) -> list[Event]:
    """What is stored under the once-only id of a write: nothing yet, or exactly what is sent. Raises `AlreadyStored`.

    What a draft leaves open (`None`) was found out when it was stored, and is not compared.
    """
    stored = door.stored_under(write.ids())
    if stored and not (len(stored) == len(sent) and all(map(_says, stored, sent))):
        raise AlreadyStored(stored, [Event(0, *draft[1:]) for draft in sent])
    return stored


def _says(stored: Event, sent: Draft) -> bool:
    wanted = ((name, getattr(sent, name)) for name in _SAID)
    return all(value is None or getattr(stored, name) == value for name, value in wanted)


def standing_in(door: Writer, write: Write) -> Standing:
    """What stands for the key result at this moment of the transaction."""
    code, agency = write.key_result.code, write.key_result.host.id
    return standing_after(door.events_of(code), code, agency)


def refuse_unseen_form(door: Writer, write: Write) -> None:
    """Refuse what names levels by number when the form was edited unseen: they may be others now. `SomeoneWasFirst`."""
    edited = door.newest_of_kind(write.key_result.code, Kind.DEFINE)
    if edited is not None and edited.id > write.seen:
        raise SomeoneWasFirst(edited)


def checked_text(text: str, most: int = LONGEST_NOTE) -> str:
    """A text as it is kept: composed, without what shows nothing. Raises `NoteTooLong`."""
    if len(text) > MOST_TYPED * most:
        raise NoteTooLong(len(text), most)
    text = composed(text)
    if len(text) > most:
        raise NoteTooLong(len(text), most)
    return text


def checked_reason(text: str) -> str:
    """The same for a text that must be there. Raises `ReasonMissing`."""
    reason = checked_text(text)
    if not holds_a_letter(reason):
        raise ReasonMissing
    return reason
