"""The two doors: `reading(path)` and `writing(path)`, each a connection for one use.

A connection shared between threads loses rows without a word, and a deferred transaction fails under load,
so there is no third door. Never call Streamlit between them: a rerun would end the transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from math import isnan
from pathlib import Path
from typing import NamedTuple

from kr_app.store import engine
from kr_app.store.files import read_only_address, refuse_strangers
from kr_app.store.situations import translated
from kr_core.calendar import utc
from kr_core.log import Event

_COLUMNS = "id, moment, actor, kind, code, agency, level, day, value, note, refers_to, internal, details"


def moment_in_file(moment: datetime) -> str:
    """A moment as every table writes it: UTC, of one length, so that text order is time order."""
    return f"{utc(moment):%Y-%m-%dT%H:%M:%S.%f}Z"


class Draft(NamedTuple):
    """An event before it has an id. `once` is the once-only id: the same one is stored once, however often it comes."""

    once: str
    moment: datetime
    actor: str
    kind: str
    code: str
    agency: str
    level: int | None = None
    day: date | None = None
    value: float | None = None
    note: str = ""
    refers_to: int | None = None
    internal: bool = False
    details: str = ""


class Reader:
    """Questions to the file."""

    def __init__(self, connection: engine.Connection) -> None:
        self.connection = connection

    def version(self) -> int:
        """The id of the newest event, 0 in an empty log: the version of everything."""
        return int(self.connection.execute("select coalesce(max(id), 0) from event").fetchone()[0])

    def mark_of(self, version: int) -> str:
        """The once-only id of an event, empty if the log has no such event: tells one log from another."""
        row = self.connection.execute("select once from event where id = ?", (version,)).fetchone()
        return str(row[0]) if row else ""

    def events_after(self, version: int) -> Iterator[Event]:
        """What is new since a version, oldest first."""
        return self._events("where id > ? order by id", version)

    def events_of(self, code: str, *, up_to: int | None = None) -> Iterator[Event]:
        """The whole log of one key result, oldest first; `up_to` a version if only a shorter log may be known."""
        if up_to is None:
            return self._events("where code = ? order by id", code)
        return self._events("where code = ? and id <= ? order by id", code, up_to)

    def of_kind(self, code: str, kind: str) -> Iterator[Event]:
        """What one key result's log says of one kind, oldest first."""
        return self._events("where code = ? and kind = ? order by id", code, kind)

    def newest_of_kind(self, code: str, kind: str, *, up_to: int | None = None) -> Event | None:
        """The newest of them; `up_to` a version if only a shorter log may be known."""
        most = 2**62 if up_to is None else up_to
        return next(
            self._events("where code = ? and kind = ? and id <= ? order by id desc limit 1", code, kind, most), None
        )

    def events_about(self, number: int) -> list[Event]:
        """The entries that refer to one, oldest first."""
        return list(self._events("where refers_to = ? order by id", number))

    def events_with(self, ids: Sequence[int]) -> list[Event]:
        """Entries by their ids, oldest first; ids that there are not are passed over."""
        marks = ", ".join("?" * len(ids))
        return list(self._events(f"where id in ({marks}) order by id", *ids))

    def every_of_kind(self, kind: str) -> Iterator[Event]:
        """What the whole log says of one kind, oldest first."""
        return self._events("where kind = ? order by id", kind)

    def latest_of(self, code: str, most: int) -> list[Event]:
        """The newest events of one key result, newest first."""
        return list(self._events("where code = ? order by id desc limit ?", code, most))

    def last_word(self, code: str, agency: str, level: int) -> Event | None:
        """The newest tick, withdrawal, or undoing of a withdrawal of a level: it stands unless it was withdrawn."""
        where = (
            "where code = ? and agency = ? and level = ? and (kind in ('tick', 'withdraw') or kind = 'undo' and exists"
            " (select 1 from event as undone where undone.id = event.refers_to and undone.kind = 'withdraw'))"
            " order by id desc limit 1"
        )
        return next(self._events(where, code, agency, level), None)

    def event(self, number: int) -> Event | None:
        """One event by its id."""
        return next(self._events("where id = ?", number), None)

    def stored_once(self, once: str) -> Event | None:
        """The event that was stored under a once-only id."""
        return next(self._events("where once = ?", once), None)

    def stored_under(self, onces: Sequence[str]) -> list[Event]:
        """The events that were stored under any of some once-only ids, oldest first."""
        marks = ", ".join("?" * len(onces))
        return list(self._events(f"where once in ({marks}) order by id", *onces))

    def mentions(self, kind: str, text: str) -> bool:
        """Whether the details of any event of a kind hold a text."""
        asked = "select 1 from event where kind = ? and instr(details, ?) limit 1"
        return self.connection.execute(asked, (kind, text)).fetchone() is not None

    def _events(self, where: str, *values: object) -> Iterator[Event]:
        moment_of, day_of = datetime.fromisoformat, date.fromisoformat
        rows = self.connection.execute(f"select {_COLUMNS} from event {where}", values)  # noqa: S608 — constants only
        for i, moment, actor, kind, code, agency, level, day, value, note, refers_to, internal, details in rows:
            done_on, inside, said = day_of(day) if day else None, internal == 1, details
            yield Event(
                i, moment_of(moment), actor, kind, code, agency, level, done_on, value, note, refers_to, inside, said
            )


class Writer(Reader):
    """Questions and additions, in one transaction."""

    def append(self, draft: Draft) -> Event:
        """Store an event, or answer the one stored before under the same once-only id."""
        if stored := self.stored_once(draft.once):
            return stored
        if draft.value is not None and isnan(draft.value):
            raise ValueError("a value is a number")
        moment = moment_in_file(draft.moment)
        day = draft.day.isoformat() if draft.day else None
        cursor = self.connection.execute(
            "insert into event"
            " (once, moment, actor, kind, code, agency, level, day, value, note, refers_to, internal, details)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*draft[:1], moment, *draft[2:7], day, *draft[8:]),
        )
        return Event(int(cursor.lastrowid or 0), *draft[1:])


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """A connection that can only read, for one use."""
    with translated(path), closing(engine.connect(read_only_address(path), uri=True)) as connection:
        yield Reader(connection)


@contextmanager
def writing(path: Path, *, wait: float = 5.0) -> Iterator[Writer]:
    """One transaction: everything inside is stored, or nothing. `wait`: seconds for another writer to be done."""
    with translated(path), closing(engine.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.execute(f"pragma busy_timeout = {round(wait * 1000)}")
        refuse_strangers(path, connection)
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        connection.execute("begin immediate")
        try:
            yield Writer(connection)
        except BaseException:
            if connection.in_transaction:  # a full disk has ended it already
                connection.execute("rollback")
            raise
        connection.execute("commit")
