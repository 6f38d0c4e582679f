"""The status in words and shape, never in colour alone."""

from collections.abc import Mapping

from kr_app.rights import COORDINATOR
from kr_app.words import Words
from kr_core.check_in import check_in_of
from kr_core.log import Event, Kind
from kr_core.report import Report
from kr_core.scoring import Rule
from kr_core.status import Status

# The names of people by how the log calls them; None for a reader who may not know them.
Names = Mapping[str, str] | None

SHAPES = {
    Status.NOT_STARTED: "○",
    Status.DONE: "✓",
    Status.MISSED: "■",
    Status.LATE: "▲",
    Status.AT_RISK: "◆",
    Status.AHEAD: "»",
    Status.ON_TRACK: "●",
}


def status_text(report: Report, words: Words) -> str:
    """The status as a few words."""
    verdict = report.verdict
    days = verdict.days or 0
    match verdict.status:
        case Status.NOT_STARTED:
            return words("Fiscal year not begun")
        case Status.DONE:
            return words("Final: every level done") if report.final else words("Every level done")
        case Status.MISSED:
            if report.untouched:
                return words("Year over, nothing recorded")
            return words("Final: short of the target")
        case Status.LATE:
            return words.counted("{count} day behind plan", "{count} days behind plan", days)
        case Status.AT_RISK:
            if days == 0:
                return words("Due today")
            return words.counted("Due in {count} day", "Due in {count} days", days)
        case Status.AHEAD:
            return words.counted("{count} day ahead of plan", "{count} days ahead of plan", days)
        case Status.ON_TRACK:
            return words("On track")


def stale_text(report: Report, words: Words) -> str:
    """Why the figure is stale, empty while it is fresh."""
    if not report.stale:
        return ""
    return words("No report for more than {days} days", days=report.key_result.reporting_interval_days)


def actor_text(actor: str, words: Words, names: Names) -> str:
    """Who acted, as the reader should see it: by name only inside the administration."""
    if actor == COORDINATOR:
        return words("Coordinator")
    if names is None:
        return words("Officer")
    return names.get(actor) or (words("Officer") if actor.startswith("person:") else actor)


def note_text(note: str, internal: bool, words: Words, names: Names) -> str:
    """A note as the reader should see it; of an internal one, others learn only that there is one."""
    if note and internal:
        return words("Internal: {note}", note=note) if names is not None else words("Internal note")
    return note


def event_text(event: Event, words: Words) -> str:
    """What an event says, in words."""
    if event.kind == Kind.TICK and event.day:
        return words("Level {level} recorded as done on {day}", level=event.level, day=words.day(event.day))
    if event.kind == Kind.WITHDRAW:
        return words("Record of level {level} withdrawn", level=event.level)
    return _said_text(event, words)


def _said_text(event: Event, words: Words) -> str:
    level = event.level or 0
    match event.kind:
        case Kind.CHECK_IN:
            found = check_in_of(event)
            return (
                words("Progress report of {month}", month=words.month(found.period))
                if found
                else words("Progress report")
            )
        case Kind.PLAN:
            day = words.day(event.day) if event.day else "–"
            return words("Level {level} is now due on {day}", level=level, day=day)
        case Kind.CONFIRM:
            return words("Level {level} confirmed by the host agency", level=level)
        case Kind.RETURN:
            return words("Level {level} returned for correction", level=level)
        case Kind.REVIEW:
            return words("Level {level} reviewed by an inspector", level=level)
        case Kind.EVIDENCE:
            return (
                words("Evidence attached to level {level}", level=level)
                if level
                else words("Evidence attached to a report")
            )
        case Kind.DEFINE:
            return words("Form of the key result edited")
        case Kind.UNDO:
            return words("An earlier entry undone")
    return event.kind


def rule_text(rule: Rule, words: Words) -> str:
    """The score rule, named."""
    names = {
        "milestone": words("Milestones: the score is the level reached"),
        "step": words("Bands: the score is the band reached"),
        "interpolated": words("Interpolated between thresholds"),
        "ratio": words("Ratio to the value for full marks"),
        "reverse": words("Less is better"),
    }
    return names[rule.name]
