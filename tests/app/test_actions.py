"""What a person can change is stored whole, once, and counted as the rules say."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.actions import tick, withdraw
from kr_app.rights import Grant, Role
from kr_core.log import Event, standing_after
from kr_core.report import report_on
from tests.app.authors import ADMIN, KEY_RESULT, NOW, actor_of, token_of, write
from tests.app.entries import CODE, DONE_ON, HOST, log_of, prepared, ticked
from tests.app.people import SignedIn, admin_in, person_in


def test_a_tick_is_stored_whole(path: Path) -> None:
    """Who, when, which level, which day, and the note without its outer blanks."""
    event = tick(write(path), 1, DONE_ON, "  เสนอแล้ว\n")
    assert log_of(path) == [event]
    assert event == Event(1, NOW, actor_of(path), "tick", CODE, HOST, 1, DONE_ON, None, "เสนอแล้ว", None)


def test_the_log_names_whoever_recorded_and_whoever_took_back(path: Path) -> None:
    """Each by the person behind the session, whatever others are signed in."""
    token_of(path, ADMIN)
    first = tick(write(path), 1, DONE_ON)
    gone = withdraw(write(path, token=token_of(path, ADMIN)), 1, "ผิดวัน")
    assert [first.actor, gone.actor] == [actor_of(path), actor_of(path, ADMIN)]
    assert actor_of(path) != actor_of(path, ADMIN)


@pytest.mark.parametrize("internal", [True, False])
def test_a_note_is_kept_as_internal_as_it_was_meant(path: Path, internal: bool) -> None:
    """In the event, in the file, and in what stands for the level."""
    assert tick(write(path), 1, DONE_ON, "มติที่ประชุม", internal=internal).internal is internal
    assert [event.internal for event in log_of(path)] == [internal]
    assert [kept.internal for kept in standing_after(log_of(path), CODE, HOST).ticks] == [internal]


def test_the_people_may_be_in_another_file_than_the_log(path: Path, tmp_path: Path) -> None:
    """As in the demonstration: the log there names the person here, and nothing is written here."""
    demo, before = prepared(tmp_path / "demo.db"), log_of(path)
    event = tick(write(demo, identity=path), 1, DONE_ON)
    assert log_of(demo) == [event]
    assert event.actor == actor_of(path)
    assert log_of(path) == before == []


def test_today_is_the_day_in_bangkok(path: Path) -> None:
    """At 17:00 UTC the next day has begun there, a minute before it has not."""
    with pytest.raises(actions.FutureDay):
        tick(write(path, now=datetime(2025, 7, 22, 16, 59, tzinfo=UTC)), 1, date(2025, 7, 23))
    assert tick(write(path, now=datetime(2025, 7, 22, 17, 0, tzinfo=UTC)), 1, date(2025, 7, 23)).id == 1


@pytest.mark.parametrize("note", ["ก" * 1000, "x" * 1000 + " \n", "\x00" + "x" * 1000])
def test_a_note_of_a_thousand_characters_is_kept(path: Path, note: str) -> None:
    """What is not kept does not count."""
    assert len(tick(write(path), 1, DONE_ON, note).note) == 1000


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\x00b", "ab"), ("\x00", ""), ("'); drop table event; --", "'); drop table event; --")]
)
def test_a_note_is_kept_as_typed_but_for_nul(path: Path, typed: str, kept: str) -> None:
    """NUL would cut the text short for other programs that read the file."""
    assert tick(write(path), 1, DONE_ON, typed).note == kept
    assert log_of(path)[0].note == kept


def test_a_double_click_stores_once(path: Path) -> None:
    """The second click is told what the first one stored."""
    first = tick(write(path, once="the-same-click"), 1, DONE_ON)
    assert tick(write(path, once="the-same-click"), 1, DONE_ON) == first
    assert log_of(path) == [first]


def test_a_double_click_on_withdrawing_stores_once(path: Path) -> None:
    """Although after the first one there is nothing left to withdraw."""
    ticked(path, 1)
    first = withdraw(write(path, once="the-same-click"), 1, "ผิดระดับ")
    assert withdraw(write(path, once="the-same-click"), 1, "ผิดระดับ") == first
    assert log_of(path)[1:] == [first]


@pytest.mark.parametrize("day", [date(2024, 10, 1), date(2025, 9, 30)])
def test_the_first_and_last_day_of_the_year_count(path: Path, day: date) -> None:
    """Recorded late, the work was done in time."""
    tick(write(path, now=datetime(2026, 1, 5, tzinfo=UTC)), 1, day)
    assert _reached(path, date(2026, 1, 5)) == 1


def test_a_day_after_the_years_end_is_kept_and_not_counted(path: Path) -> None:
    """The result of the year stays what it was on its last day."""
    tick(write(path, now=datetime(2026, 1, 5, tzinfo=UTC)), 1, date(2025, 10, 1))
    report = report_on(KEY_RESULT, standing_after(log_of(path), CODE, HOST), date(2026, 1, 5))
    assert (report.reached, [kept.level for kept in report.later]) == (0, [1])


def test_a_withdrawn_level_can_be_ticked_again(path: Path) -> None:
    """The withdrawal says which record it took back, and the whole story stays in the log."""
    first = tick(write(path), 1, DONE_ON)
    gone = withdraw(write(path), 1, "ผิดวัน")
    assert _reached(path, NOW.date()) == 0
    again = tick(write(path, seen=gone.id), 1, DONE_ON - timedelta(days=1))
    assert gone.refers_to == first.id
    assert log_of(path) == [first, gone, again]
    assert _reached(path, NOW.date()) == 1


def test_whoever_has_not_seen_a_withdrawal_is_told_of_it(path: Path) -> None:
    """Ticking what a colleague has just taken back needs a second look."""
    first = tick(write(path), 1, DONE_ON)
    gone = withdraw(write(path), 1, "ผิดวัน")
    with pytest.raises(actions.SomeoneWasFirst) as refused:
        tick(write(path, seen=first.id), 1, DONE_ON)
    assert refused.value.event == gone


def test_what_happened_to_another_level_is_no_hindrance(path: Path) -> None:
    """Nor to another key result."""
    seen = ticked(path, 1).id
    ticked(path, 3)
    ticked(path, 2, code="another-one")
    assert tick(write(path, seen=seen), 2, DONE_ON).level == 2


def test_of_many_who_tick_the_same_level_one_wins(path: Path) -> None:
    """The others are told who it was, and when."""
    admin = admin_in(path, "another-admin", now=NOW)
    grant = Grant(Role.COORDINATOR, agency=HOST)
    racers = [person_in(path, admin, f"coordinator-{number}", grant, now=NOW) for number in range(8)]
    start, ended = threading.Barrier(len(racers)), []

    def race(racer: SignedIn) -> None:
        mine = write(path, seen=0, token=racer.token)
        start.wait()
        try:
            ended.append(tick(mine, 1, DONE_ON))
        except actions.SomeoneWasFirst as refused:
            ended.append(refused)

    threads = [threading.Thread(target=race, args=(racer,)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = log_of(path)
    assert [each for each in ended if isinstance(each, Event)] == [winner]
    assert winner.actor in {f"person:{racer.person}" for racer in racers}
    told = [each.event for each in ended if isinstance(each, actions.SomeoneWasFirst)]
    assert told == [winner] * 7


def _reached(path: Path, day: date) -> int:
    return report_on(KEY_RESULT, standing_after(log_of(path), CODE, HOST), day).reached
