"""The whole history of a key result: what each entry changed, in words."""

from dataclasses import dataclass

from kr_app.draw.claims import chip_of
from kr_app.draw.status import Names, actor_text, event_text, note_text
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.changes import Change
from kr_core.definition import KeyResult
from kr_core.evidence import File, evidence_of
from kr_core.log import Event, Kind, Standing
from kr_core.plan import Plan
from kr_core.report import Report, report_on

_OF_A_CLAIM = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW})
_WITH_FIGURES = _OF_A_CLAIM | {Kind.TICK, Kind.WITHDRAW, Kind.DEFINE, Kind.PLAN}


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it; `old` and `new` are empty where nothing of the figures changed."""

    event: Event
    when: str
    who: str
    what: str
    note: str
    old: str
    new: str
    undone: str


def line_of(change: Change, former: KeyResult, form: KeyResult, words: Words, names: Names) -> Line:
    """An entry in words, by the form before and after it. Evidence is named to people inside only."""
    event, undone = change.event, change.undone
    old, new = _old_and_new(change, former, form, words, names)
    return Line(
        event,
        words.moment(event.moment),
        actor_text(event.actor, words, names),
        _what(change, words, names),
        note_text(event.note, event.internal, words, names),
        *((old, new) if old != new else ("", "")),
        words(
            "Undone by {who} on {when}: {why}",
            who=actor_text(undone.actor, words, names),
            when=words.moment(undone.moment),
            why=note_text(undone.note, undone.internal, words, names),
        )
        if undone
        else "",
    )


def _what(change: Change, words: Words, names: Names) -> str:
    event = change.event
    if event.kind == Kind.UNDO and change.about:
        return words("Undone: {what}", what=event_text(change.about, words))
    text = event_text(event, words)
    found = evidence_of(event) if names is not None else None
    if found is None:
        return text
    name = found.what.name if isinstance(found.what, File) else found.what.title or found.what.address
    return f"{text}: {name}"


def _old_and_new(change: Change, former: KeyResult, form: KeyResult, words: Words, names: Names) -> tuple[str, str]:
    event = change.about if change.event.kind == Kind.UNDO and change.about else change.event
    if event.kind not in _WITH_FIGURES:
        return "", ""
    before, after = _report(change, former, change.before), _report(change, form, change.after)
    if event.kind in (Kind.TICK, Kind.WITHDRAW, Kind.DEFINE):
        return _figure(before, words), _figure(after, words)
    if event.kind == Kind.PLAN and event.level:
        return _due(before.plan, event.level, words), _due(after.plan, event.level, words)
    if event.kind in _OF_A_CLAIM and event.level:
        return _claim(before, event.level, words, names), _claim(after, event.level, words, names)
    return "", ""


def _report(change: Change, key_result: KeyResult, standing: Standing) -> Report:
    return report_on(key_result, standing, bangkok_day(change.event.moment))


def _figure(report: Report, words: Words) -> str:
    return words("level {level} ({percent}%)", level=report.reached, percent=report.percent)


def _due(plan: Plan, level: int, words: Words) -> str:
    if level > len(plan.dues):
        return ""
    due = plan.dues[level - 1]
    day = words.day(due.day)
    return words("assumed: {day}", day=day) if due.assumed else day


def _claim(report: Report, level: int, words: Words, names: Names) -> str:
    chip = chip_of(report, level, words, names)
    return chip.text if chip else ""
