"""Past both doors, with plain SQL: the log still only grows, and takes in nothing that a reader could not read."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kr_app.store import engine
from tests.store.drafts import draft, everything, stored

COLUMNS = "moment, actor, kind, code, agency, once"
GOOD = {
    "moment": "2025-02-28T16:59:59.000001Z",
    "actor": "coordinator",
    "kind": "tick",
    "code": "clean-canals",
    "agency": "drainage-office",
    "once": "once-new",
}
OTHERS = "'2025-02-28T16:59:59.000001Z', 'x', 'tick', 'c', 'a'"

CHANGES = {
    "update": "update event set note = 'changed'",
    "update of one": "update event set actor = 'nobody' where id = 1",
    "update of an id": "update event set id = 99 where id = 1",
    "update or replace": "update or replace event set id = 2 where id = 1",
    "update or ignore": "update or ignore event set level = 2 where id = 1",
    "update to the same": "update event set note = note",
    "delete": "delete from event",
    "delete of the newest": "delete from event where id = (select max(id) from event)",
    "replace by id": f"insert or replace into event (id, {COLUMNS}) values (1, {OTHERS}, 'once-new')",
    "replace the newest by id": f"insert or replace into event (id, {COLUMNS}) values (3, {OTHERS}, 'once-new')",
    "replace by once": f"insert or replace into event ({COLUMNS}) values ({OTHERS}, 'once-001')",
    "replace into": f"replace into event (id, {COLUMNS}) values (4, {OTHERS}, 'once-000')",
    "ignore by once": f"insert or ignore into event ({COLUMNS}) values ({OTHERS}, 'once-001')",
    "same once": f"insert into event ({COLUMNS}) values ({OTHERS}, 'once-001')",
    "upsert by id": f"insert into event (id, {COLUMNS}) values (1, {OTHERS}, 'once-new')"
    " on conflict (id) do update set note = 'changed'",
    "upsert by once": f"insert into event ({COLUMNS}) values ({OTHERS}, 'once-001')"
    " on conflict (once) do update set note = 'changed'",
    "upsert that does nothing": f"insert into event ({COLUMNS}) values ({OTHERS}, 'once-001') on conflict do nothing",
    "old id": f"insert into event (id, {COLUMNS}) values (2, {OTHERS}, 'once-new')",
    "id zero": f"insert into event (id, {COLUMNS}) values (0, {OTHERS}, 'once-new')",
    "id below zero": f"insert into event (id, {COLUMNS}) values (-7, {OTHERS}, 'once-new')",
}
BAD = {
    "a moment without its fraction": {"moment": "2025-02-28T16:59:59Z"},
    "a moment without its zone": {"moment": "2025-02-28T16:59:59.000001"},
    "a moment with an offset": {"moment": "2025-02-28T16:59:59.000001+07:00"},
    "a moment in words": {"moment": "yesterday"},
    "a moment of letters": {"moment": "abcd-ef-ghTij:kl:mn.opqrstZ"},
    "a moment on no day": {"moment": "2025-02-30T16:59:59.000001Z"},
    "a moment in a thirteenth month": {"moment": "2025-13-01T16:59:59.000001Z"},
    "a moment at no time": {"moment": "2025-02-28T24:60:61.000001Z"},
    "no moment": {"moment": None},
    "30 February": {"day": "2025-02-30"},
    "29 February of a common year": {"day": "2025-02-29"},
    "a day in words": {"day": "now"},
    "a day with a time": {"day": "2025-02-28T00:00:00"},
    "a day in Thai digits": {"day": "๒๕๖๘-๐๒-๒๘"},
    "an empty day": {"day": ""},
    "level 0": {"level": 0},
    "level 13": {"level": 13},
    "level -1": {"level": -1},
    "level 1.5": {"level": 1.5},
    "a level in words": {"level": "one"},
    "a note too long": {"note": "ก" * 4001},
    "a note too long behind a NUL": {"note": "\0" + "ก" * 16000},
    "no note": {"note": None},
    "a note of bytes": {"note": b"bytes"},
    "nobody": {"actor": ""},
    "an actor too long": {"actor": "a" * 201},
    "no kind": {"kind": ""},
    "a kind too long": {"kind": "k" * 41},
    "no code": {"code": ""},
    "a code too long": {"code": "c" * 65},
    "no agency": {"agency": ""},
    "an agency too long": {"agency": "a" * 65},
    "a once-only id too short": {"once": "1234567"},
    "a once-only id too long": {"once": "1" * 65},
    "no once-only id": {"once": None},
    "a value in words": {"value": "much"},
    "an event that is not there": {"refers_to": 77},
}
LIMITS = {
    "the highest level": {"level": 12},
    "the lowest level": {"level": 1},
    "no level and no day": {},
    "29 February of a leap year": {"day": "2024-02-29"},
    "the longest note, in letters and not in bytes": {"note": "ก" * 4000},
    "the longest names": {"actor": "a" * 200, "kind": "k" * 40, "code": "c" * 64, "agency": "a" * 64},
    "the longest once-only id": {"once": "1" * 64},
    "the shortest once-only id": {"once": "12345678"},
    "the event before": {"refers_to": 3},
}


@pytest.fixture(params=["off", "on"])
def connection(request: pytest.FixtureRequest, path: Path) -> Iterator[engine.Connection]:
    """A connection that knows nothing of the doors, with recursive triggers off (the default) and on."""
    stored(path, *(draft(f"once-{number:03}", level=number + 1) for number in range(3)))
    with closing(engine.connect(str(path))) as found:
        found.execute(f"pragma recursive_triggers = {request.param}")
        found.execute("pragma foreign_keys = on")
        yield found


@pytest.mark.parametrize("sql", CHANGES.values(), ids=CHANGES)
def test_the_log_refuses(connection: engine.Connection, path: Path, sql: str) -> None:
    before = everything(path)
    with pytest.raises(engine.IntegrityError):
        connection.execute(sql)
    assert everything(path) == before
    assert connection.execute("select id, once from event order by id").fetchall() == [
        (1, "once-000"),
        (2, "once-001"),
        (3, "once-002"),
    ]


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD)
def test_no_event_has(connection: engine.Connection, path: Path, changes: dict[str, object]) -> None:
    # "now" is refused with another error: a check may not ask for the time.
    with pytest.raises((engine.IntegrityError, engine.OperationalError)):
        _insert(connection, GOOD | changes)
    assert [event.id for event in everything(path)] == [1, 2, 3]


@pytest.mark.parametrize("changes", LIMITS.values(), ids=LIMITS)
def test_an_event_may_have(connection: engine.Connection, path: Path, changes: dict[str, object]) -> None:
    _insert(connection, GOOD | changes)
    assert [event.id for event in everything(path)] == [1, 2, 3, 4]


def test_the_next_id_is_never_one_that_a_rolled_back_event_left_behind(
    connection: engine.Connection, path: Path
) -> None:
    connection.execute("begin immediate")
    _insert(connection, GOOD)
    connection.execute("rollback")
    assert stored(path, draft("once-003"))[0].id == 4


def _insert(connection: engine.Connection, row: dict[str, object]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"insert into event ({', '.join(row)}) values ({marks})", tuple(row.values()))
