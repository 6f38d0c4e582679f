"""From claim to confirmation: what the form's follow-up boxes ask for, and how far each tick has come.

The coordinator claims a level. Where the form ticks หน่วยงานรับผิดชอบหลัก (H) กำกับติดตาม the host agency confirms
it or returns it with a remark; where it ticks ผู้ตรวจราชการกรุงเทพมหานครกำกับเชิงคุณภาพ an inspector reviews it. Where it
ticks neither, the claim is the figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kr_core.definition import FollowUp
from kr_core.log import Event, Kind, Tick


class Claim(StrEnum):
    """How far a tick has come. RETURNED: somebody who checks it wants it corrected."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


@dataclass(frozen=True)
class Checks:
    """Who is to check a claim: the host agency, an inspector, both, or nobody."""

    host: bool
    inspector: bool

    @property
    def asked(self) -> bool:
        """Whether a claim alone is not yet the confirmed figure."""
        return self.host or self.inspector


@dataclass(frozen=True)
class Confirmation:
    """What those who check have said of one tick: the newest word of each, none from before the last return.

    `answered`: evidence was added since it was returned, so that it may be looked at again.
    """

    claim: Claim
    by_host: Event | None = None
    by_inspector: Event | None = None
    returned: Event | None = None
    answered: bool = False

    def waits_for_host(self, checks: Checks) -> bool:
        """Whether the host agency's word is the next thing: asked for, not given, and not waiting for a correction."""
        return checks.host and self.by_host is None and self._is_open

    def waits_for_inspector(self, checks: Checks) -> bool:
        """The same of an inspector's."""
        return checks.inspector and self.by_inspector is None and self._is_open

    @property
    def _is_open(self) -> bool:
        return self.returned is None or self.answered


def checks_of(follow_up: FollowUp) -> Checks:
    """What the form's follow-up boxes ask for."""
    return Checks(follow_up.host_monitors, follow_up.inspector)


def confirmation_of(tick: Tick, said: Iterable[Event], checks: Checks) -> Confirmation:
    """Where a tick stands. A return voids what was confirmed before it; whatever comes later answers it."""
    by_host = by_inspector = returned = None
    answered = False
    for event in said:
        if event.refers_to != tick.event:
            continue
        if event.kind == Kind.RETURN:
            by_host, by_inspector, returned, answered = None, None, event, False
        elif event.kind == Kind.CONFIRM:
            by_host, returned = event, None
        elif event.kind == Kind.REVIEW:
            by_inspector, returned = event, None
        elif event.kind == Kind.EVIDENCE:
            answered = True
    if returned:
        return Confirmation(Claim.RETURNED, returned=returned, answered=answered)
    complete = bool(by_host or not checks.host) and bool(by_inspector or not checks.inspector)
    return Confirmation(Claim.CONFIRMED if complete else Claim.CLAIMED, by_host, by_inspector)
