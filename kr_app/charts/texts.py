"""What the timeline answers, in words."""

from datetime import timedelta

from kr_app.words import Words
from kr_core.report import Report
from kr_core.status import Status


def timeline_title(report: Report, words: Words) -> str:
    """The answer that the timeline gives, as its title."""
    verdict = report.verdict
    if report.final and report.untouched:
        return words("Nothing recorded for fiscal year {year}", year=report.key_result.fiscal_year.number)
    if report.final:
        return words("The year ended at {percent}%", percent=report.percent)
    match verdict.status:
        case Status.NOT_STARTED:
            return words("The plan for fiscal year {year}", year=report.key_result.fiscal_year.number)
        case Status.DONE:
            return words("Every level was done by {day}", day=words.day(report.steps[-1][0], year=False, long=True))
        case Status.LATE:
            behind = report.expected - report.reached
            since = report.plan.due(report.reached + 1) + timedelta(days=1)
            day = words.day(since, year=False, long=True)
            return words.counted(
                "{count} level behind plan since {day}", "{count} levels behind plan since {day}", behind, day=day
            )
        case Status.AHEAD:
            return words("Ahead of plan")
        case _:
            due = report.plan.dues[report.reached]
            return words("Next level due {day}", day=words.day(due.day, year=False, long=True))


def timeline_spoken(report: Report, words: Words) -> str:
    """The text alternative of the timeline."""
    steps = [words("level {level} on {day}", level=level, day=words.day(day)) for day, level in report.steps] or [
        words("no level yet")
    ]
    return words("{title}. Reached: {steps}.", title=timeline_title(report, words), steps=", ".join(steps))


def forecast_text(report: Report, words: Words) -> str:
    """The forecast and the pace now needed, each as a sentence; why there is no forecast where there is too little.

    The sentence of a late key result says that pace already.
    """
    return " ".join(filter(None, (_forecast_sentence(report, words), _pace_sentence(report, words))))


def _forecast_sentence(report: Report, words: Words) -> str:
    full = report.key_result.scale.percent(report.key_result.scale.top)
    if report.forecast is None:
        early = report.day in report.key_result.fiscal_year and 0 < report.percent < full
        return words("There is too little to go on for a forecast yet.") if early else ""
    middle, slow, fast = report.forecast.middle, report.forecast.slow, report.forecast.fast
    low, high = words.whole(slow.at_year_end), words.whole(fast.at_year_end)
    said = words(
        "At the pace so far: about {percent}% on 30 September (between {low}% and {high}%).",
        percent=words.whole(middle.at_year_end),
        low=low,
        high=high,
    )
    if fast.full_on is None or slow.full_on is None:
        return said
    first, last = words.day(fast.full_on), words.day(slow.full_on)
    then = words("Then {full}% between {first} and {last}.", full=full, first=first, last=last)
    return f"{said} {then}"


def _pace_sentence(report: Report, words: Words) -> str:
    days = report.days_per_level_needed
    if days is None or report.verdict.status is Status.LATE or report.day not in report.key_result.fiscal_year:
        return ""
    if days == 0:
        return words("Too few days are left for every level.")
    return words.counted(
        "One level every {count} day is needed to finish in time.",
        "One level every {count} days is needed to finish in time.",
        days,
    )


def assumed_text(report: Report, words: Words) -> str:
    """Which days of the plan are nobody's; empty where every level has one."""
    assumed = [due.level for due in report.plan.dues if due.assumed]
    if not assumed:
        return ""
    if len(assumed) == len(report.plan.dues):
        return words("the plan is assumed: the form gives no days")
    return words("assumed: level {levels}", levels=", ".join(words.number(level) for level in assumed))
