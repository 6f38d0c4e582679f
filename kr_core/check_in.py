"""A check-in (รายงานความก้าวหน้า): what one agency reports for one period, in the words of its author."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from kr_core.log import Event, Kind


class Confidence(StrEnum):
    """How sure the coordinator is of reaching the plan."""

    ON_PLAN = "on_plan"
    AT_RISK = "at_risk"
    OFF_PLAN = "off_plan"


@dataclass(frozen=True)
class CheckIn:
    """What was reported. `period` is the first day of its period."""

    period: date
    done: str = ""
    obstacles: str = ""
    needed: str = ""
    confidence: Confidence = Confidence.ON_PLAN


def as_details(check_in: CheckIn) -> str:
    """A check-in as its event keeps it."""
    return json.dumps(asdict(check_in) | {"period": check_in.period.isoformat()}, ensure_ascii=False)


def check_in_of(event: Event) -> CheckIn | None:
    """What an event reports; None for a bare sign of life, which names no period."""
    try:
        found = json.loads(event.details) if event.details else {}
        return CheckIn(
            date.fromisoformat(found["period"]),
            str(found.get("done", "")),
            str(found.get("obstacles", "")),
            str(found.get("needed", "")),
            Confidence(found.get("confidence", Confidence.ON_PLAN)),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def reports_of(said: Iterable[Event]) -> dict[date, Event]:
    """The newest report of each period, by the period's first day."""
    reports = [event for event in said if event.kind == Kind.CHECK_IN]
    return {check_in.period: event for event in reports if (check_in := check_in_of(event))}
