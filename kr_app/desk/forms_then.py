"""The form of a key result as it read at each entry of its history."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from contextlib import suppress

from kr_app.books import Book
from kr_app.definitions import from_text
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind


class Forms:
    """The form as it read at each entry: what an entry changed is said with the percents and levels of then."""

    def __init__(self, book: Book, now: KeyResult, events: Sequence[Event]) -> None:
        read = [(event.id, form) for event in events if event.kind == Kind.DEFINE and (form := _form_in(event))]
        first = book.oldest_form(now.code) or now
        self._ids = [0, *(number for number, _ in read)]
        self._forms = [first, *(form for _, form in read)]

    def before(self, event: Event) -> KeyResult:
        """That of the moment before."""
        return self._forms[bisect_left(self._ids, event.id) - 1]

    def after(self, event: Event) -> KeyResult:
        """That of the moment after."""
        return self._forms[bisect_right(self._ids, event.id) - 1]


def _form_in(event: Event) -> KeyResult | None:
    with suppress(ValueError, RecursionError):
        return from_text(event.details)
    return None
