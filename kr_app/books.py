"""The books: a file with its definitions, kept folded in this process. The real one, and the demonstration."""

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from kr_app import definitions, demo
from kr_app.courses import Courses
from kr_app.definitions import Definitions
from kr_app.settings import SETTINGS, is_demonstration
from kr_app.store import history
from kr_app.store.doors import Reader, reading
from kr_app.store.errors import ForeignFile, StoreError
from kr_app.store.files import prepare
from kr_app.store.history import Wanted
from kr_core.changes import Change
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind, Ledger, Standing
from kr_core.report import Report, report_on

REAL, DEMO = "real", "demo"
# As much of a once-only id as tells two logs apart.
_MARK = 12


class Book:
    """One file and its definitions. Safe to ask from any thread; costs what is new since the last question."""

    def __init__(self, name: str, path: Path, load: Callable[[], Definitions]) -> None:
        self.name = name
        self.path = path
        self.problem: StoreError | None = None
        # Grows when another file was put in place of the one known: what was known before is void.
        self.edition = 0
        self._load = load
        self._base: Definitions | None = None
        self._written: dict[str, Event] = {}
        # Together with what they were made of, so that another thread's older ones are never taken for these.
        self._definitions: tuple[dict[str, Event], Definitions] | None = None
        self._lock = threading.Lock()
        self._ledger = Ledger()
        self._file: tuple[int, int] | None = None
        self._mark = ""
        self._opened = False
        self._begun = self._done = 0
        self._reports: dict[str, Report] = {}
        self._courses = Courses()

    @property
    def definitions(self) -> Definitions:
        """The key results of this book: the folder's, loaded once, and what was written into the log since."""
        written, known = self._written, self._definitions
        if known is None or known[0] is not written:
            known = self._definitions = (written, definitions.with_written(self.base, written))
        return known[1]

    @property
    def base(self) -> Definitions:
        """The key results as the folder has them."""
        if self._base is None:
            self._base = self._load()
        return self._base

    def stamp(self, day: date) -> str:
        """What names the state known now, on a day: two logs with the same newest id have different ones."""
        return f"{self._ledger.version}-{self._mark[:12]}@{day.isoformat()}"

    @property
    def version(self) -> int:
        """The newest event known here: the version of everything shown."""
        return self._ledger.version

    def refresh(self) -> None:
        """Take in what is new. What keeps the file from being read is in `problem`; what was known stays known.

        When a hundred pages ask at once, those that waited share what was read since they asked.
        """
        asked = self._begun
        with self._lock:
            if self._done > asked:
                return
            self._begun += 1
            try:
                if not self._opened:
                    prepare(self.path)
                    self._make_demonstration()
                    self._opened = True
                with reading(self.path) as door:
                    self._take_in(door)
                self.problem = None
            except StoreError as error:
                self.problem = error
            self._done = self._begun

    def _take_in(self, door: Reader) -> None:
        found = self.path.stat()
        file = (found.st_dev, found.st_ino)
        same_log = self._file == file and door.mark_of(self._ledger.version) == self._mark
        ledger = self._ledger if same_log else Ledger()
        ledger.apply(door.events_after(ledger.version))
        self._mark = door.mark_of(ledger.version)
        written = ledger.definitions()
        if written != self._written:
            self._written = written
        if not same_log:
            self._ledger, self._file = ledger, file
            self._reports.clear()
            self.edition += 1

    def touched_after(self, version: int) -> frozenset[str]:
        """The key results that changed since a version."""
        with self._lock:
            return self._ledger.touched_after(version)

    def report(self, key_result: KeyResult, day: date) -> Report:
        """The report of a key result's host on a day, from what is known here; computed once per version and day."""
        with self._lock:
            standing = self._ledger.standing(key_result.code, key_result.host.id)
            known = self._reports.get(key_result.code)
            same = known is not None and (known.key_result is key_result or known.key_result == key_result)
            if known is None or not same or (known.version, known.day) != (standing.version, day):
                known = self._reports[key_result.code] = report_on(key_result, standing, day)
            return known

    def report_with(self, form: KeyResult, day: date) -> Report:
        """The report that another version of a form would give, from what is known here."""
        with self._lock:
            return report_on(form, self._ledger.standing(form.code, form.host.id), day)

    def _make_demonstration(self) -> None:
        if self.name == DEMO:
            if is_demonstration(SETTINGS.database, self.path):
                raise ForeignFile(self.path, "it is the real log under another name")
            for key_result in self.base.key_results.values():
                demo.fill(self.path, key_result)

    def as_of(self, code: str, version: int) -> tuple[KeyResult, Standing] | None:
        """A key result as its form read, and what stood for it, after the event `version`; None before it existed.

        Of what was said only what its figures, its plan and its claims rest on is there.
        """
        with reading(self.path) as door:
            then = self._form_in(code, door.newest_of_kind(code, Kind.DEFINE, up_to=version))
            if then is None and history.count(door, code, up_to=version):
                then = self.oldest_form(code)
            return (then, self._courses.standing(door, self.edition, code, then.host.id, version)) if then else None

    def as_on(self, code: str, before: datetime | None) -> tuple[KeyResult, Standing] | None:
        """The same of the entries that are older than a moment, whatever their order: a clock may have been set."""
        with reading(self.path) as door:
            newest = history.newest_before(door, code, before)
            if history.count(door, code, up_to=newest) == history.count(door, code, Wanted(before=before)):
                return self.as_of(code, newest)
            ledger = Ledger()
            ledger.apply(event for event in door.events_of(code) if before is None or event.moment < before)
            then = self._form_in(code, ledger.definitions().get(code)) or self.oldest_form(code)
            return (then, ledger.standing(code, then.host.id)) if then else None

    def known(
        self, code: str, most: int, *, step: int | None = None, before: datetime | None = None
    ) -> tuple[int, list[Event]]:
        """How many entries there are, and the newest of the first `step`, or of those older than a moment."""
        with reading(self.path) as door:
            count, wanted = history.count(door, code), Wanted(before=before)
            start = max(count - step, 0) if step is not None else 0
            return count, history.page(door, code, most, wanted, start=start)

    def place_of(self, event: Event) -> int:
        """The place of an entry among those of its key result, counted from 1."""
        with reading(self.path) as door:
            return history.count(door, event.code, up_to=event.id)

    def _form_in(self, code: str, written: Event | None) -> KeyResult | None:
        return definitions.with_written(self.base, {code: written} if written else {}).key_results.get(code)

    def oldest_form(self, code: str) -> KeyResult | None:
        """The first form of a key result that is still known: the folder's, or the first that was written."""
        if code in self.base.key_results:
            return self.base.key_results[code]
        with reading(self.path) as door:
            written = door.of_kind(code, Kind.DEFINE)
            read = (self._form_in(code, event) for event in written)
            return next(filter(None, read), None)

    def changes(self, code: str, events: Sequence[Event]) -> list[Change]:
        """What some entries of a key result changed, in their order."""
        with reading(self.path) as door:
            return self._courses.changes(door, self.edition, code, events)

    def mark_of(self, version: int) -> str:
        """What tells the log with this entry from another one; empty where there is no such entry."""
        with reading(self.path) as door:
            return door.mark_of(version)[:_MARK]

    def entry(self, number: int) -> Event | None:
        """One entry by its number."""
        with reading(self.path) as door:
            return door.event(number)

    def history(self, code: str, most: int) -> list[Event]:
        """The newest events of a key result, newest first."""
        with reading(self.path) as door:
            return door.latest_of(code, most)


@lru_cache
def book(name: str) -> Book:
    """A book by its name. The demonstration's file is made when it is first asked for."""
    if name == DEMO:
        return Book(DEMO, SETTINGS.demo_database, demo.definitions_of_demo)
    return Book(REAL, SETTINGS.database, lambda: definitions.load(SETTINGS.definitions))
