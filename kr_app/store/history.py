"""Questions about the history of one key result that cost what a page shows, not what the log holds."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from kr_app.store.doors import Reader, moment_in_file
from kr_core.log import Event
from kr_core.strand import Mark

_AT_ONCE = 500


@dataclass(frozen=True)
class Wanted:
    """Which entries: of a kind, about a level, by somebody, from a moment on, before a moment. Nothing asks for all."""

    kind: str = ""
    level: int | None = None
    actor: str = ""
    first: datetime | None = None
    before: datetime | None = None


def count(door: Reader, code: str, wanted: Wanted | None = None, *, up_to: int | None = None) -> int:
    """How many entries there are; `up_to` a version if only a shorter log may be known."""
    where, values = _where(code, wanted, up_to)
    return int(door.connection.execute(f"select count(*) from event {where}", values).fetchone()[0])  # noqa: S608


def page(
    door: Reader, code: str, most: int, wanted: Wanted | None = None, *, start: int = 0, up_to: int | None = None
) -> list[Event]:
    """Some entries, newest first, after the first `start` of them."""
    where, values = _where(code, wanted, up_to)
    ids = door.connection.execute(
        f"select id from event {where} order by id desc limit ? offset ?",  # noqa: S608 — constants only
        (*values, most, start),
    )
    found = with_ids(door, [number for (number,) in ids])
    return sorted(found.values(), reverse=True)


def at(door: Reader, code: str, place: int) -> Event | None:
    """The entry at a place, counted from 1, the oldest."""
    sql = "select id from event where code = ? order by id limit 1 offset ?"
    row = door.connection.execute(sql, (code, place - 1)).fetchone() if place > 0 else None
    return door.event(row[0]) if row else None


def newest_before(door: Reader, code: str, moment: datetime | None) -> int:
    """The number of the last entry that is older than a moment, 0 if none is."""
    where, values = _where(code, Wanted(before=moment), None)
    sql = f"select coalesce(max(id), 0) from event {where}"  # noqa: S608 — constants only
    return int(door.connection.execute(sql, values).fetchone()[0])


def ids_of_kind(door: Reader, code: str, kind: str) -> list[int]:
    """The numbers of the entries of a kind, oldest first."""
    rows = door.connection.execute("select id from event where code = ? and kind = ? order by id", (code, kind))
    return [number for (number,) in rows]


def notes(door: Reader, code: str, wanted: Wanted, *, below: int | None = None) -> Iterator[tuple[int, str, bool]]:
    """Number and note of each entry that has one, `below` a number, and whether it is internal, newest first."""
    where, values = _where(code, wanted, None if below is None else below - 1)
    sql = f"select id, note, internal from event {where} and note <> '' order by id desc"  # noqa: S608 — constants only
    return ((number, note, internal == 1) for number, note, internal in door.connection.execute(sql, values))


def marks_after(door: Reader, code: str, version: int) -> Iterator[Mark]:
    """The marks of what is new for a key result since a version, oldest first."""
    sql = "select id, kind, agency, level, refers_to, day is not null from event where code = ? and id > ? order by id"
    rows = door.connection.execute(sql, (code, version))
    return (Mark(number, kind, agency, level, about, day == 1) for number, kind, agency, level, about, day in rows)


def with_ids(door: Reader, ids: Collection[int]) -> dict[int, Event]:
    """Entries by their ids, as far as there are such ones."""
    every, found = sorted(ids), dict[int, Event]()
    for begin in range(0, len(every), _AT_ONCE):
        found |= {event.id: event for event in door.events_with(every[begin : begin + _AT_ONCE])}
    return found


def _where(code: str, wanted: Wanted | None, up_to: int | None) -> tuple[str, list[object]]:
    """The condition, built of constants, and its values."""
    asked = wanted or Wanted()
    parts: list[tuple[str, object]] = [
        ("code = ?", code),
        ("kind = ?", asked.kind or None),
        ("level = ?", asked.level),
        ("actor = ?", asked.actor or None),
        ("moment >= ?", moment_in_file(asked.first) if asked.first else None),
        ("moment < ?", moment_in_file(asked.before) if asked.before else None),
        ("id <= ?", up_to),
    ]
    kept = [(condition, value) for condition, value in parts if value is not None]
    return "where " + " and ".join(condition for condition, _ in kept), [value for _, value in kept]
