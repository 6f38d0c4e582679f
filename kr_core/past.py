"""What a page shows that looks back."""

from dataclasses import dataclass
from datetime import date

from kr_core.definition import KeyResult
from kr_core.log import Event
from kr_core.report import Report


@dataclass(frozen=True)
class Past:
    """The report of then; `step` of `count` entries were known, `day` is the day that the report is of.

    `newest` are the last ones that were known, newest first: as many as a page shows.
    """

    key_result: KeyResult
    report: Report
    step: int
    day: date
    count: int
    newest: tuple[Event, ...]

    @property
    def event(self) -> Event | None:
        """The newest entry that was known; None before the first."""
        return self.newest[0] if self.newest else None
