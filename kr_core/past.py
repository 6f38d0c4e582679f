"""What a page shows that looks back."""

from dataclasses import dataclass
from datetime import date

from kr_core.definition import KeyResult
from kr_core.log import Event
from kr_core.report import Report


@dataclass(frozen=True)
class Past:
    """The report of then; `step` of all `events` were known, `day` is the day that the report is of."""

    key_result: KeyResult
    report: Report
    step: int
    day: date
    events: tuple[Event, ...]

    @property
    def event(self) -> Event | None:
        """The newest entry that was known; None before the first."""
        return self.events[self.step - 1] if self.step else None

    @property
    def known(self) -> tuple[Event, ...]:
        """The entries that were known."""
        return self.events[: self.step]
