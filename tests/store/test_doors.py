"""What a draft becomes, what the doors refuse, and that a refused change changes nothing."""

from datetime import UTC, date, datetime, timedelta, timezone
from math import nan
from pathlib import Path

import pytest

from kr_app.store import engine
from kr_app.store.doors import Draft, reading, writing
from kr_app.store.errors import DiskFull, StoreError, Unreachable
from kr_core.calendar import BANGKOK
from kr_core.log import Event
from tests.store.drafts import AGENCY, CODE, MOMENT, belongings, draft, everything, stored, told

REFUSED = {
    "level 0": draft(level=0),
    "level 13": draft(level=13),
    "a note too long": draft(note="ก" * 4001),
    "nobody": draft(actor=""),
    "a once-only id too short": draft("1234567"),
    "an event that is not there": draft(refers_to=77),
    "a moment without a time zone": draft(moment=datetime(2025, 1, 1)),  # noqa: DTZ001 — the very thing refused
    "half a character": draft(note="\ud800"),
    "a code that is no text": draft(code=["a"]),
    "a value that is no number": draft(value=nan),
}


def test_a_draft_becomes_an_event_with_the_next_id(path: Path) -> None:
    events = stored(path, draft(), draft("once-001", kind="withdraw", refers_to=1, note="ผิดวัน", value=1.5))
    assert events == [
        Event(1, MOMENT, "coordinator", "tick", CODE, AGENCY, 1, date(2025, 2, 28), None, "", None),
        Event(2, MOMENT, "coordinator", "withdraw", CODE, AGENCY, 1, date(2025, 2, 28), 1.5, "ผิดวัน", 1),
    ]
    assert everything(path) == events


def test_moments_are_stored_in_utc_to_the_microsecond(path: Path) -> None:
    zones = (BANGKOK, UTC, timezone(timedelta(hours=-11, minutes=-30)))
    moments = [datetime(2025, 1, 1, 3, 4, 5, 6, tzinfo=zone) for zone in zones]
    stored(path, *(draft(f"once-{number:03}", moment=moment) for number, moment in enumerate(moments)))
    assert [event.moment for event in everything(path)] == moments
    assert {event.moment.utcoffset() for event in everything(path)} == {timedelta(0)}
    assert told(path, "select moment from event where id = 1") == [("2024-12-31T20:04:05.000006Z",)]


@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED)
def test_a_refused_change_changes_nothing(path: Path, bad: Draft) -> None:
    stored(path, draft("before-0"))
    before = belongings(path.parent)
    with pytest.raises((engine.sqlite3.Error, ValueError, TypeError)), writing(path) as log:
        log.append(draft("good-one"))
        log.append(bad)
    assert belongings(path.parent) == before


def test_whatever_interrupts_a_transaction_leaves_nothing_and_comes_through(path: Path) -> None:
    for interruption in (KeyError, KeyboardInterrupt, GeneratorExit, SystemExit):
        with pytest.raises(interruption), writing(path) as log:
            log.append(draft())
            raise interruption
    assert everything(path) == []


def test_a_once_only_id_in_the_same_transaction_is_stored_once(path: Path) -> None:
    first, second = stored(path, draft(), draft(actor="somebody else", level=5))
    assert second == first == everything(path)[0]
    assert len(everything(path)) == 1


def test_the_writing_connection_is_careful(path: Path) -> None:
    with writing(path) as log:
        full, wait, on = 2, 5000, 1
        assert log.connection.execute("pragma synchronous").fetchone() == (full,)
        assert log.connection.execute("pragma busy_timeout").fetchone() == (wait,)
        assert log.connection.execute("pragma foreign_keys").fetchone() == (on,)
        assert log.connection.in_transaction


def test_a_full_disk_is_named_and_nothing_is_stored(path: Path) -> None:
    stored(path, draft("before-0"))
    with pytest.raises(DiskFull) as refused, writing(path) as log:
        log.connection.execute("pragma max_page_count = 12")
        for number in range(100):
            log.append(draft(f"once-{number:03}", note="x" * 4000))
    assert refused.value.path == path
    assert len(everything(path)) == 1


def test_a_missing_file_is_unreachable_through_both_doors_and_stays_missing(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    for door in (reading, writing):
        with pytest.raises(Unreachable) as refused, door(missing):
            pass
        assert refused.value.path == missing
    assert list(tmp_path.iterdir()) == []


def test_a_question_that_the_caller_got_wrong_is_not_blamed_on_the_file(path: Path) -> None:
    with pytest.raises(Exception) as raised, reading(path) as log:
        log.connection.execute("select ?", ())
    assert not isinstance(raised.value, StoreError)
