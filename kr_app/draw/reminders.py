"""Reminders in words: what is to be done, since when, and the next step with its address."""

from kr_app.draw.answer import year_text
from kr_app.draw.reports import period_text
from kr_app.view import KEY_RESULT, UPDATE, View
from kr_app.words import Words
from kr_core.definition import KeyResult
from kr_core.reminders import Reminder, ReminderKind
from kr_core.status import AT_RISK_DAYS

SHAPES = {
    ReminderKind.RETURNED: "↩",
    ReminderKind.OVERDUE: "▲",
    ReminderKind.NOT_REPORTED: "■",
    ReminderKind.TO_CONFIRM: "◆",
    ReminderKind.TO_REVIEW: "◆",
    ReminderKind.DUE_SOON: "●",
}


def kind_text(kind: ReminderKind, words: Words) -> str:
    """A kind of reminder, as what one may hear of."""
    match kind:
        case ReminderKind.RETURNED:
            return words("A level was returned for correction")
        case ReminderKind.OVERDUE:
            return words("A level is overdue")
        case ReminderKind.NOT_REPORTED:
            return words("A progress report is due or missing")
        case ReminderKind.TO_CONFIRM:
            return words("A level waits for my confirmation")
        case ReminderKind.TO_REVIEW:
            return words("A level waits for my review")
        case ReminderKind.DUE_SOON:
            return words("A level is due soon")


def how_often_text(kind: ReminderKind, words: Words) -> str:
    """When a kind of reminder is sent."""
    match kind:
        case ReminderKind.RETURNED:
            return words("Once for every return")
        case ReminderKind.OVERDUE:
            return words("Once a week as long as it is overdue")
        case ReminderKind.NOT_REPORTED:
            return words("Once when the period is over, and once when the report is missing")
        case ReminderKind.DUE_SOON:
            return words("Once, {count} days ahead at the earliest", count=AT_RISK_DAYS)
        case _:
            return words("Once for every level that is recorded")


def reminder_text(key_result: KeyResult, reminder: Reminder, words: Words) -> str:
    """One sentence. Nothing in it that is for the inside only."""
    day, level, count = words.day(reminder.day), reminder.level or 0, reminder.days
    match reminder.kind:
        case ReminderKind.RETURNED:
            said = words("Level {level} was returned for correction on {day}", level=level, day=day)
        case ReminderKind.OVERDUE:
            said = words.counted(
                "Level {level} was due on {day}, {count} day ago",
                "Level {level} was due on {day}, {count} days ago",
                count,
                level=level,
                day=day,
            )
        case ReminderKind.NOT_REPORTED:
            return _report_text(reminder, words)
        case ReminderKind.TO_CONFIRM:
            said = words("Level {level}, recorded on {day}, waits for confirmation", level=level, day=day)
        case ReminderKind.TO_REVIEW:
            said = words("Level {level}, recorded on {day}, waits for review", level=level, day=day)
        case ReminderKind.DUE_SOON:
            said = _due_text(reminder, words)
    return f"{said}: {key_result.scale.level(level).short.in_language(words.language)}"


def heading_text(key_result: KeyResult, words: Words) -> str:
    """The key result and its year, on one line."""
    name = " ".join(key_result.name.in_language(words.language).split())
    return f"{name} · {year_text(key_result.fiscal_year, words)}"


def step_text(kind: ReminderKind, words: Words) -> str:
    """What to do about it."""
    match kind:
        case ReminderKind.RETURNED:
            return words("Correct the level")
        case ReminderKind.NOT_REPORTED:
            return words("Report progress")
        case ReminderKind.TO_CONFIRM:
            return words("Confirm or return")
        case ReminderKind.TO_REVIEW:
            return words("Review or return")
        case _:
            return words("Record the level")


def step_address(key_result: KeyResult, reminder: Reminder, view: View) -> str:
    """Where it is done, for a reader."""
    below = f"/key-results/{key_result.code}"
    match reminder.kind:
        case ReminderKind.NOT_REPORTED if reminder.period:
            return view.outside(f"{below}/report", period=reminder.period.first.isoformat())
        case ReminderKind.TO_CONFIRM | ReminderKind.TO_REVIEW:
            return view.outside(f"{below}/confirm")
        case _:
            return view.at(UPDATE, code=key_result.code, level=reminder.level).address


def page_address(key_result: KeyResult, view: View) -> str:
    """The key result's own page, for a reader."""
    return view.at(KEY_RESULT, code=key_result.code).address


def _due_text(reminder: Reminder, words: Words) -> str:
    day, level = words.day(reminder.day), reminder.level
    if reminder.days == 0:
        return words("Level {level} is due today, {day}", level=level, day=day)
    return words.counted(
        "Level {level} is due on {day}, in {count} day",
        "Level {level} is due on {day}, in {count} days",
        reminder.days,
        level=level,
        day=day,
    )


def _report_text(reminder: Reminder, words: Words) -> str:
    period, day = period_text(reminder.period, words) if reminder.period else "", words.day(reminder.day)
    if not reminder.missed:
        return words("The progress report for {period} is due by {day}", period=period, day=day)
    said = words("The progress report for {period} is missing; it was due by {day}", period=period, day=day)
    earlier = reminder.earlier
    more = words.counted("{count} earlier report is missing, too", "{count} earlier reports are missing, too", earlier)
    return f"{said} ({more})" if earlier else said
