"""What an action refuses, each named for the situation. Nothing was stored."""

from collections.abc import Sequence
from datetime import date

from kr_app.evidence.errors import EvidenceTrouble
from kr_app.store.errors import StoreError
from kr_core.log import Event


class Refused(Exception):
    """Anything that an action refuses; nothing was stored."""


class NotAllowed(Refused):
    """The visitor may not do this to the key result, or is no longer signed in."""


class FutureDay(Refused):
    """The day of the work lies after today."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class BeforeYear(Refused):
    """The day of the work lies before the fiscal year."""

    def __init__(self, day: date, start: date) -> None:
        super().__init__(day, start)
        self.day = day
        self.start = start


class NoteTooLong(Refused):
    """The note has more characters than are kept: `length` of at most `most`."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(length, most)
        self.length = length
        self.most = most


class ReasonMissing(Refused):
    """What takes something back, or changes what was agreed, needs a reason."""


class NotStored(Refused):
    """The file would not take it: `trouble` says why."""

    def __init__(self, trouble: StoreError) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class AlreadyStored(Refused):
    """The form was sent before and said something else: `stored` is what it said, `sent` what came now, without ids."""

    def __init__(self, stored: Sequence[Event], sent: Sequence[Event]) -> None:
        super().__init__(stored, sent)
        self.stored = stored
        self.sent = sent


class LogReplaced(Refused):
    """The log lacks the entry that the author saw: an earlier copy was put in its place since."""


class SomeoneWasFirst(Refused):
    """It changed after the author last saw it: `event` says who did what, and when."""

    def __init__(self, event: Event) -> None:
        super().__init__(event)
        self.event = event


class NothingToWithdraw(Refused):
    """No tick stands for the level."""


class NothingToUndo(Refused):
    """The event does not stand any more, or is of a kind that cannot be undone."""


class NotAsked(Refused):
    """The form of this key result does not ask for that confirmation."""


class ClaimGone(Refused):
    """The record that was to be decided on has been withdrawn since."""


class OwnClaim(Refused):
    """Nobody decides on what they recorded themselves, nor takes back what others decided on it."""


class AlreadyDecided(Refused):
    """The same decision stands already: `event` says by whom, and when."""

    def __init__(self, event: Event) -> None:
        super().__init__(event)
        self.event = event


class ReportEmpty(Refused):
    """A report says at least what was done."""


class PeriodNotBegun(Refused):
    """The period has not begun, or is none of this key result."""


class DueOutsideYear(Refused):
    """A level would be due on a day outside its fiscal year."""

    def __init__(self, level: int, day: date) -> None:
        super().__init__(level, day)
        self.level = level
        self.day = day


class DueBeforeLower(Refused):
    """A level would be due before a lower one, which is due on `day`."""

    def __init__(self, level: int, lower: int, day: date) -> None:
        super().__init__(level, lower, day)
        self.level = level
        self.lower = lower
        self.day = day


class NothingChanged(Refused):
    """What was sent is what stands already."""


class YearIsOver(Refused):
    """The plan of a year that is over is not changed any more."""


class EvidenceRefused(Refused):
    """A file or an address is not taken as evidence: `trouble` says why."""

    def __init__(self, trouble: EvidenceTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class NothingToAttachTo(Refused):
    """The tick or report that the evidence was for does not stand any more."""


class CodeTaken(Refused):
    """Another key result has the code, or had it once."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FormTooLong(Refused):
    """The texts of the form are longer than one version may be."""


class HostChanged(Refused):
    """Something stands for the host agency, which the new form would replace."""


class YearChanged(Refused):
    """Something stands in the fiscal year, which the new form would leave."""


class LevelUprooted(Refused):
    """Something stands for a level that the new form drops, or gives another number."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.level = level
