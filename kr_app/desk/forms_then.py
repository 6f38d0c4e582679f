"""The form of a key result as it read at each entry of its history."""

from bisect import bisect_left, bisect_right
from contextlib import suppress

from kr_app.books import Book
from kr_app.definitions import from_text
from kr_app.store import history
from kr_app.store.doors import reading
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind


class Forms:
    """The form as it read at each entry: what an entry changed is said with the percents and levels of then.

    A version is read when an entry on the page asks for it.
    """

    def __init__(self, book: Book, now: KeyResult) -> None:
        self._book = book
        self._first = book.oldest_form(now.code) or now
        self._known: dict[int, KeyResult | None] = {}
        with reading(book.path) as door:
            self._ids = history.ids_of_kind(door, now.code, Kind.DEFINE)

    def before(self, event: Event) -> KeyResult:
        """That of the moment before."""
        return self._at(bisect_left(self._ids, event.id))

    def after(self, event: Event) -> KeyResult:
        """That of the moment after."""
        return self._at(bisect_right(self._ids, event.id))

    def _at(self, count: int) -> KeyResult:
        """The newest of the first so many versions that can be read."""
        read = (self._read(number) for number in reversed(self._ids[:count]))
        return next(filter(None, read), self._first)

    def _read(self, number: int) -> KeyResult | None:
        if number not in self._known:
            event = self._book.entry(number)
            self._known[number] = _form_in(event) if event else None
        return self._known[number]


def _form_in(event: Event) -> KeyResult | None:
    with suppress(ValueError, RecursionError):
        return from_text(event.details)
    return None
