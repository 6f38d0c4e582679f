"""When a link ends: always at the end of a day in Bangkok."""

from datetime import UTC, date, datetime, time, timedelta

from kr_app.words import Words
from kr_core.calendar import BANGKOK, FiscalYear, bangkok_day
from kr_core.days import parse_day

THIRTY, NINETY, YEAR, DAY, NEVER = "30", "90", "year", "day", "never"


def end_of(choice: str, typed: str, now: datetime) -> datetime | None:
    """The first moment at which the link no longer opens; None for no end. Raises `UnreadableDay`."""
    last = last_day(choice, typed, now)
    if last is None:
        return None
    return datetime.combine(last + timedelta(days=1), time.min, BANGKOK).astimezone(UTC)


def last_day(choice: str, typed: str, now: datetime) -> date | None:
    """The last day on which the link opens."""
    today = bangkok_day(now)
    match choice:
        case "30" | "90":
            return today + timedelta(days=int(choice))
        case "year":
            return FiscalYear.of(today).end
        case "never":
            return None
        case _:
            return parse_day(typed)


def choices(now: datetime, words: Words) -> list[tuple[str, str, str]]:
    """What the form offers: value, words, and the last day that it means."""
    names = {
        THIRTY: words("After {count} days", count=30),
        NINETY: words("After {count} days", count=90),
        YEAR: words("At the end of the fiscal year"),
    }
    days = {choice: last_day(choice, "", now) for choice in names}
    return [(choice, text, words.day(day)) for choice, text in names.items() if (day := days[choice])]
