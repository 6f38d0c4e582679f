"""What was sent to whom: claimed once, tried again where it failed, forgotten when it is over."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kr_app.store import engine, people
from kr_app.store import reminders as rows
from kr_app.store.doors import reading, writing
from kr_app.store.reminders import Choice, Place
from kr_core.language import Language
from tests.store.drafts import told

DAY, NOON = date(2025, 7, 22), datetime(2025, 7, 22, 5, tzinfo=UTC)
KEYS = ["clean-canals overdue 4", "clean-canals due-soon 5"]


@pytest.fixture
def place(path: Path) -> Place:
    """Where somebody wants reminders."""
    with writing(path) as door:
        person = people.add(door, "coordinator", "ผู้ประสานงาน", "", NOON)
        rows.add_place(door, person, "mail", "kr@example.go.th", NOON)
        rows.add_place(door, person, "mail", "kr@example.go.th", NOON)
        (only,) = rows.places_of(door, person)
        return only


def claimed(path: Path, place: Place, moment: datetime = NOON) -> list[str]:
    """What a run at a moment gets to send."""
    with writing(path) as door:
        before = rows.open_keys(door, place, KEYS, moment.date(), moment)
        found = rows.claim(door, place, KEYS, moment.date(), moment)
    assert before == found
    return found


def marked(path: Path, place: Place, keys: list[str], *, sent: bool) -> None:
    """What became of it."""
    with writing(path) as door:
        rows.mark(door, place, keys, NOON, sent=sent)


def test_what_was_claimed_or_sent_is_not_claimed_again_and_what_failed_is(path: Path, place: Place) -> None:
    """On the same day and on any other."""
    assert claimed(path, place) == KEYS
    assert claimed(path, place) == []
    marked(path, place, KEYS[:1], sent=True)
    marked(path, place, KEYS[1:], sent=False)
    assert claimed(path, place) == KEYS[1:]
    marked(path, place, KEYS[1:], sent=True)
    assert claimed(path, place, NOON + timedelta(days=9)) == []


def test_a_claim_that_was_never_marked_is_taken_up_on_another_day_an_hour_later_at_the_earliest(
    path: Path, place: Place
) -> None:
    """Midnight alone does not free it: the run may be at work."""
    late = datetime(2025, 7, 22, 23, 50, tzinfo=UTC)
    assert claimed(path, place, late) == KEYS
    assert claimed(path, place, late + timedelta(minutes=20)) == []
    assert claimed(path, place, late + timedelta(minutes=61)) == KEYS


def test_the_file_itself_refuses_a_second_row(path: Path, place: Place) -> None:
    """Whoever writes it."""
    claimed(path, place)
    with pytest.raises(engine.IntegrityError):
        told(
            path,
            "insert into reminder_sent (person, place, reminder, day, moment, outcome)"
            " select person, place, reminder, day, moment, outcome from reminder_sent limit 1",
        )


def test_what_is_still_to_be_done_is_never_forgotten(path: Path, place: Place) -> None:
    """It would be sent again."""
    claimed(path, place)
    marked(path, place, KEYS, sent=True)
    with writing(path) as door:
        rows.forget(door, NOON + timedelta(days=90), {KEYS[0]})
    assert [row[0] for row in told(path, "select reminder from reminder_sent")] == KEYS[:1]


def test_somebody_who_never_chose_wants_everything_in_thai(path: Path, place: Place) -> None:
    """And a choice replaces the one before."""
    with writing(path) as door:
        assert rows.choice_of(door, place.person) == Choice(frozenset(), Language.THAI)
        for unwanted in ({"overdue"}, {"returned", "due-soon"}):
            rows.choose(door, place.person, Choice(frozenset(unwanted), Language.ENGLISH))
    with reading(path) as door:
        assert rows.choice_of(door, place.person) == Choice(frozenset({"returned", "due-soon"}), Language.ENGLISH)
