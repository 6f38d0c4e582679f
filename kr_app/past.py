"""Looking back: a key result as it stood after its first so many entries, or at the end of a day."""

from datetime import date, timedelta

from kr_app.books import Book
from kr_core.calendar import bangkok_day, day_begins
from kr_core.definition import KeyResult
from kr_core.log import Standing
from kr_core.past import Past
from kr_core.report import report_on

# As many entries as a page that looks back shows, and one more.
SHOWN = 51


def past_of(book: Book, key_result: KeyResult, today: date, *, step: int | None = None, on: date | None = None) -> Past:
    """What stood then. A step beyond the last entry, and a day after today, are now."""
    if step is None:
        return _at_the_end_of(book, key_result, min(on or today, today))
    count, newest = book.known(key_result.code, SHOWN, step=step)
    step = min(step, count)
    # Before the first entry the page is of the day of the first one.
    of = newest[0] if newest else next(iter(book.known(key_result.code, 1, step=1)[1]), None)
    day = min(bangkok_day(of.moment), today) if of else today
    then = book.as_of(key_result.code, newest[0].id if newest else 0)
    form, standing = then or (book.oldest_form(key_result.code) or key_result, Standing())
    return Past(form, report_on(form, standing, day), step, day, count, tuple(newest))


def _at_the_end_of(book: Book, key_result: KeyResult, day: date) -> Past:
    """By the moments of the entries, not by their numbers: where a clock was set they are not in order."""
    before = day_begins(day + timedelta(days=1)) if day < date.max else None
    count, newest = book.known(key_result.code, SHOWN, before=before)
    then = book.as_on(key_result.code, before)
    form, standing = then or (book.oldest_form(key_result.code) or key_result, Standing())
    step = book.place_of(newest[0]) if newest else 0
    return Past(form, report_on(form, standing, day), step, day, count, tuple(newest))
