"""The courses of a book's key results: folded when they are first asked for, kept for the next reader."""

import threading
from collections.abc import Sequence

from kr_app.store import history
from kr_app.store.doors import Reader
from kr_core.changes import Change, changes_in
from kr_core.course import Course, standing_of
from kr_core.log import Event, Standing

# Of a long log a course takes a few megabytes; those asked for last are kept.
_MOST = 16


class Courses:
    """Those of one file. Safe to ask from any thread: one folds, others wait for it and share what it found."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[int, str], Course] = {}

    def changes(self, door: Reader, edition: int, code: str, events: Sequence[Event]) -> list[Change]:
        """What some entries changed; costs those entries and what is new. `edition` tells one log from another."""
        course = self._brought_up(door, edition, code)
        return changes_in(course, events, lambda ids: history.with_ids(door, ids))

    def standing(self, door: Reader, edition: int, code: str, agency: str, version: int) -> Standing:
        """What stood after an entry, but for reports and for changes of the plan that others followed."""
        then = self._brought_up(door, edition, code).stood(agency, version, evidence=True)
        return standing_of(then, history.with_ids(door, then.ids))

    def _brought_up(self, door: Reader, edition: int, code: str) -> Course:
        with self._lock:
            course = self._known.pop((edition, code), None) or Course()
            course.take_in(history.marks_after(door, code, course.version))
            self._known[edition, code] = course
            while len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
            return course
