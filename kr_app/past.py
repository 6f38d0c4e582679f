"""Looking back: a key result as it stood after its first so many entries, or at the end of a day."""

from datetime import date

from kr_app.books import Book
from kr_core.calendar import bangkok_day
from kr_core.definition import KeyResult
from kr_core.log import Standing
from kr_core.past import Past
from kr_core.report import report_on


def past_of(book: Book, key_result: KeyResult, today: date, *, step: int | None = None, on: date | None = None) -> Past:
    """What stood then. A step beyond the last entry, and a day after today, are now."""
    events = tuple(book.events(key_result.code))
    if step is None:
        day = min(on or today, today)
        step = sum(bangkok_day(event.moment) <= day for event in events)
    else:
        step = min(step, len(events))
        day = min(bangkok_day(events[max(step, 1) - 1].moment), today) if events else today
    then = book.as_of(key_result.code, events[step - 1].id if step else 0)
    form, standing = then or (book.oldest_form(key_result.code) or key_result, Standing())
    return Past(form, report_on(form, standing, day), step, day, events)
