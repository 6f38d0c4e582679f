"""The rungs of the ladder: for each level, what stands there and what a reader should know about it."""

from dataclasses import dataclass
from datetime import date

from kr_app.draw.claims import Chip, chip_of
from kr_app.draw.evidence import Behind, Outside, behind_of
from kr_app.draw.status import Names, actor_text, note_text
from kr_app.words import Words
from kr_core.definition import Level
from kr_core.log import Tick
from kr_core.report import Report


@dataclass(frozen=True)
class Rung:
    """A level with its state (`done`, `waiting`, `later`, `late`, `open`), a mark beside it, and the facts in words."""

    level: Level
    state: str
    mark: str
    fact: str
    who: str
    note: str
    tick: Tick | None
    chip: Chip | None = None
    evidence: Behind | None = None


def rungs_of(report: Report, words: Words, names: Names = None, outside: Outside | None = None) -> list[Rung]:
    """One rung for every level, from level 1 up; `names` for a reader who may know who recorded it.

    `outside` makes the addresses of the evidence, for a reader who may open it.
    """
    return [_rung(report, level, words, names, outside) for level in report.key_result.scale.levels]


def _rung(report: Report, level: Level, words: Words, names: Names, outside: Outside | None) -> Rung:
    tick = report.tick_of(level.number)
    if tick is None:
        state, mark, fact = _undone(report, level.number, words)
        return Rung(level, state, mark, fact, "", "", None)
    state, mark = "done", "✓"
    fact = words("Done {day}", day=words.day(tick.done_on))
    if level.number in report.waiting:
        state, mark = "waiting", "…"
        fact = words("Done {day}, waiting for level {level}", day=words.day(tick.done_on), level=report.waits_for)
    elif tick in report.later:
        state, mark = "later", "○"
        fact = words("Done {day}, after the year's end: not counted", day=words.day(tick.done_on))
    elif tick not in report.counted:
        state, mark = "open", "○"
    who, note = actor_text(tick.actor, words, names), note_text(tick.note, tick.internal, words, names)
    chip = chip_of(report, level.number, words, names)
    evidence = behind_of(report, tick.event, words, names, outside)
    return Rung(level, state, mark, fact, who, note, tick, chip, evidence)


def _undone(report: Report, number: int, words: Words) -> tuple[str, str, str]:
    due = report.plan.dues[number - 1]
    day = words.day(due.day)
    if report.final and report.untouched:
        return "open", "–", words("Nothing recorded")
    if report.final:
        return "open", "–", words("Not done within the year")
    if due.day < report.day:
        return "late", "!", _overdue(due.day, report.day, due.assumed, words)
    if due.assumed:
        return "open", "", words("Due about {day} (assumed)", day=day)
    return "open", "", words("Due {day}", day=day)


def _overdue(due: date, today: date, assumed: bool, words: Words) -> str:
    late = words.counted("{count} day overdue", "{count} days overdue", (today - due).days)
    day = words("assumed: {day}", day=words.day(due)) if assumed else words.day(due)
    return f"{late} ({day})"
