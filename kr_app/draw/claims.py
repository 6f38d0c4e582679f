"""What those who check have said of a tick, in words: in the gauge, on a rung, and on the pages that decide."""

from dataclasses import dataclass

from kr_app.draw.status import Names, actor_text
from kr_app.rights import Action, Visitor, subject_of
from kr_app.view import View
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.confirmation import Claim
from kr_core.log import Event
from kr_core.report import Report


@dataclass(frozen=True)
class Chip:
    """How far a claim has come: a kind for its colour, a mark, a word, by whom and when, and what they remarked."""

    kind: str
    mark: str
    text: str
    by: str
    remark: str


def chip_of(report: Report, level: int, words: Words, names: Names) -> Chip | None:
    """The chip of a level; None where it is not ticked, or the form asks nobody to confirm it."""
    claim, found = report.claim_of(level), report.confirmations.get(level)
    if claim is None or found is None:
        return None
    if claim is Claim.RETURNED and found.returned:
        by, remark = _by(found.returned, words, names), found.returned.note if names is not None else ""
        if found.answered:
            return Chip("wait", "◆", words("Returned; evidence was added, to be looked at again"), by, remark)
        return Chip("late", "!", words("Returned for correction"), by, remark)
    said = [event for event in (found.by_host, found.by_inspector) if event]
    by = " · ".join(_by(event, words, names) for event in said)
    if claim is Claim.CONFIRMED:
        return Chip("done", "✓", words("Confirmed"), by, "")
    if found.by_host:
        return Chip("wait", "◆", words("Confirmed by the host agency, waits for the inspector"), by, "")
    if found.by_inspector:
        return Chip("wait", "◆", words("Reviewed by an inspector, waits for the host agency"), by, "")
    return Chip("wait", "◆", words("Waits for confirmation"), "", "")


def confirmed_text(report: Report, words: Words) -> str:
    """How much of the figure is confirmed, where the form asks for it; empty while nothing is claimed."""
    if not confirmed_briefly(report, words):
        return ""
    if report.confirmed_reached == report.reached:
        return words("All confirmed")
    return words("Confirmed {percent}% · score {score}", percent=report.confirmed_percent, score=report.confirmed_score)


def confirmed_briefly(report: Report, words: Words) -> str:
    """The same where there is little room."""
    if not report.checks.asked or not report.reached:
        return ""
    return words("Confirmed {percent}%", percent=report.confirmed_percent)


def is_hatched(report: Report, number: int) -> bool:
    """Whether a level counts in the figure and is not confirmed by everybody whom the form asks."""
    return number <= report.reached and report.claim_of(number) not in (None, Claim.CONFIRMED)


@dataclass(frozen=True)
class Deciding:
    """Where a visitor decides on the claims of a key result, and for whom; nowhere and for nobody unless told.

    `records`: they may record its levels, and attach evidence to them.
    """

    address: str = ""
    host: bool = False
    inspector: bool = False
    records: bool = False

    def levels(self, report: Report) -> frozenset[int]:
        """The levels whose next word is this visitor's."""
        checks = report.checks
        return frozenset(
            level
            for level, found in report.confirmations.items()
            if (self.host and found.waits_for_host(checks)) or (self.inspector and found.waits_for_inspector(checks))
        )


NOT_DECIDING = Deciding()


def deciding_of(report: Report, view: View, visitor: Visitor) -> Deciding:
    """What the visitor may decide here: as far as the form asks for it, and they have the right."""
    subject, code = subject_of(report.key_result), report.key_result.code
    host = report.checks.host and visitor.may(Action.CONFIRM, subject)
    inspector = report.checks.inspector and visitor.may(Action.REVIEW, subject)
    address = view.outside(f"/key-results/{code}/confirm") if host or inspector else ""
    return Deciding(address, host, inspector, visitor.may(Action.RECORD, subject))


def _by(event: Event, words: Words, names: Names) -> str:
    when = words.day(bangkok_day(event.moment))
    return f"{actor_text(event.actor, words, names)}, {when}" if names is not None else when
