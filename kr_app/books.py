"""The books: a file with its definitions, kept folded in this process. The real one, and the demonstration."""

import threading
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from kr_app import definitions, demo
from kr_app.definitions import Definitions
from kr_app.settings import SETTINGS
from kr_app.store.doors import Reader, reading
from kr_app.store.errors import StoreError
from kr_app.store.files import prepare
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind, Ledger, Standing
from kr_core.report import Report, report_on

REAL, DEMO = "real", "demo"


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
            for key_result in self.base.key_results.values():
                demo.fill(self.path, key_result)

    def as_of(self, code: str, version: int) -> tuple[KeyResult, Standing] | None:
        """A key result as its form read, and what stood for it, after the event `version`; None before it existed."""
        ledger, known = Ledger(), self.events(code, version)
        ledger.apply(known)
        then = definitions.with_written(self.base, ledger.definitions()).key_results.get(code)
        if then is None and known:
            then = self.oldest_form(code)
        return (then, ledger.standing(code, then.host.id)) if then else None

    def oldest_form(self, code: str) -> KeyResult | None:
        """The first form of a key result that is still known: the folder's, or the first that was written."""
        if code in self.base.key_results:
            return self.base.key_results[code]
        written = (event for event in self.events(code) if event.kind == Kind.DEFINE)
        read = (definitions.with_written(Definitions({}, ()), {code: event}).key_results.get(code) for event in written)
        return next(filter(None, read), None)

    def events(self, code: str, version: int | None = None) -> list[Event]:
        """The entries of a key result, oldest first; up to a version if only those may be known."""
        with reading(self.path) as door:
            return list(door.events_of(code, up_to=version))

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
