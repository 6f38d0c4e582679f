"""The audit trail, as rows: who did what, about what, when, and from where. It grows, and its old end is dropped."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kr_app.store.doors import Reader, Writer, moment_in_file


@dataclass(frozen=True)
class Entry:
    """One line. `person` is None for somebody not signed in; `times` counts alike entries kept as one."""

    moment: datetime
    person: int | None
    what: str
    about: str = ""
    address: str = ""
    times: int = 1
    id: int = 0


def add(door: Writer, entries: Iterable[Entry]) -> None:
    """Keep entries."""
    rows = [
        (moment_in_file(e.moment), e.person, e.what, e.about[:300], e.address[:64], e.times)  # as the table allows
        for e in entries
    ]
    door.connection.executemany(
        "insert into trail (moment, person, what, about, address, times) values (?, ?, ?, ?, ?, ?)", rows
    )


def latest(
    door: Reader, most: int, *, before: int | None = None, what: str = "", person: int | None = None
) -> list[Entry]:
    """The newest entries, newest first: all before an entry's number, of one kind, or of one person."""
    rows = door.connection.execute(
        "select moment, person, what, about, address, times, id from trail"
        " where (? is null or id < ?) and (? = '' or what = ?) and (? is null or person = ?)"
        " order by id desc limit ?",
        (before, before, what, what, person, person, most),
    )
    return [Entry(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]


def since(door: Reader, moment: datetime, whats: Iterable[str]) -> list[Entry]:
    """The entries of some kinds from a moment on, oldest first."""
    rows = door.connection.execute(
        "select moment, person, what, about, address, times, id from trail where moment >= ?"
        " and what in (select value from json_each(?)) order by id",
        (moment_in_file(moment), json.dumps(sorted(whats))),
    )
    return [Entry(datetime.fromisoformat(row[0]), *row[1:]) for row in rows]


def lines_since(door: Reader, moment: datetime, whats: Iterable[str]) -> dict[str, int]:
    """How many lines of each of some kinds there are from a moment on."""
    rows = door.connection.execute(
        "select what, count(*) from trail where moment >= ? and what in (select value from json_each(?)) group by what",
        (moment_in_file(moment), json.dumps(sorted(whats))),
    )
    return dict(rows.fetchall())


def drop(door: Writer, numbers: Iterable[int]) -> None:
    """Take lines out whose place others take."""
    door.connection.executemany("delete from trail where id = ?", [(number,) for number in numbers])


def forget(door: Writer, before: datetime) -> int:
    """Drop what is older than it is kept; answers how many."""
    return int(door.connection.execute("delete from trail where moment < ?", (moment_in_file(before),)).rowcount)
