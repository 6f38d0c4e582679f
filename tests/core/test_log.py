"""What stands after a log, against a plain list; and yesterday's answer from a shorter log."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.log import Event, Kind, Ledger, Standing, Tick, standing_after
from kr_core.report import report_on
from tests.core.builders import CODE, HOST, always, days_around, key_result, key_results, logs, tick, withdrawal

MAY_2, MAY_9 = date(2025, 5, 2), date(2025, 5, 9)
NOON = datetime(2025, 5, 9, 12, tzinfo=UTC)


def stands(events):
    return standing_after(events, CODE, HOST)


def levels_standing(events):
    return [each.level for each in stands(events).ticks]


def plainly_standing(log):
    """The same from first principles: a list of ticks, each withdrawn by its own id."""
    found = []
    for event in log:
        if event.kind == "withdraw":
            found = [each for each in found if each.id != event.refers_to]
        elif event.kind == "tick" and event.level not in [each.level for each in found]:
            found.append(event)
    return [
        (each.level, each.day, each.actor, each.moment, each.note, each.id, each.internal)
        for each in sorted(found, key=by_level)
    ]


def by_level(event):
    return event.level


def folded(log):
    ledger = Ledger()
    ledger.apply(log)
    return ledger


def test_where_nothing_was_said_nothing_stands():
    assert stands([]) == Standing((), 0, None)
    assert folded([tick(1, 1, MAY_2)]).standing(CODE, "other-office") == Standing()
    assert folded([tick(1, 1, MAY_2)]).standing("other-code", HOST) == Standing()


def test_a_tick_stands_with_who_when_and_what():
    event = Event(7, NOON, "coordinator", Kind.TICK, CODE, HOST, level=1, day=MAY_2, note="มติที่ประชุม")
    assert stands([event]) == Standing((Tick(1, MAY_2, "coordinator", NOON, "มติที่ประชุม", 7),), 7, NOON)


def test_a_tick_stands_as_internal_as_its_note_was_written():
    event = Event(7, NOON, "person:1", Kind.TICK, CODE, HOST, level=1, day=MAY_2, note="มติที่ประชุม", internal=True)
    assert stands([event]).ticks == (Tick(1, MAY_2, "person:1", NOON, "มติที่ประชุม", 7, internal=True),)


def test_the_first_tick_of_a_level_wins():
    first, second = tick(1, 1, MAY_9), tick(2, 1, MAY_2)
    assert [each.event for each in stands([first, second]).ticks] == [1]


def test_a_withdrawn_level_can_be_ticked_again():
    first = tick(1, 1, MAY_2)
    again = tick(3, 1, MAY_9)
    assert [each.event for each in stands([first, withdrawal(2, first), again]).ticks] == [3]


def test_withdrawing_twice_does_not_take_back_the_second_tick():
    first = tick(1, 1, MAY_2)
    log = [first, withdrawal(2, first), tick(3, 1, MAY_9), withdrawal(4, first)]
    assert [each.event for each in stands(log).ticks] == [3]


def test_an_agency_cannot_take_back_the_tick_of_another():
    ours, theirs = tick(1, 1, MAY_2), tick(2, 1, MAY_2, by="other-office")
    ledger = folded([ours, theirs, withdrawal(3, theirs)])
    assert len(ledger.standing(CODE, HOST).ticks) == 1
    assert ledger.standing(CODE, "other-office").ticks == ()


def test_what_an_agency_says_changes_nothing_for_another_agency():
    ours = tick(1, 1, MAY_2)
    assert stands([ours, tick(2, 2, MAY_9, by="other-office")]) == stands([ours])


def test_a_tick_without_a_level_or_a_day_claims_nothing():
    empty = Event(1, NOON, "coordinator", "tick", CODE, HOST)
    assert levels_standing([empty, empty._replace(id=2, level=1), empty._replace(id=3, day=MAY_2)]) == []


@pytest.mark.parametrize("kind", ["tick", "withdraw", "check-in"])
def test_ticks_withdrawals_and_check_ins_are_reports(kind):
    later = NOON + timedelta(days=3)
    said = Event(2, later, "inspector", kind, CODE, HOST, level=1, day=MAY_2, refers_to=1)
    assert stands([tick(1, 1, MAY_2), said]).last_report == later


def test_an_event_of_another_kind_is_known_but_is_no_report():
    before = stands([tick(1, 1, MAY_2)])
    after = stands([tick(1, 1, MAY_2), Event(2, NOON, "inspector", "evidence", CODE, HOST, level=1)])
    assert (after.ticks, after.last_report, after.version) == (before.ticks, before.last_report, 2)


def test_events_already_known_are_passed_over():
    log = [tick(3, 1, MAY_2), tick(5, 2, MAY_9)]
    ledger = folded(log)
    ledger.apply([*log, withdrawal(4, log[0])])
    assert ledger.standing(CODE, HOST) == stands(log)
    assert ledger.version == 5


def test_what_was_touched_since_a_version_is_known_whoever_asks_and_however_late():
    elsewhere = tick(2, 1, MAY_2)._replace(code="other-code")
    ledger = folded([tick(1, 1, MAY_2), elsewhere, tick(3, 2, MAY_2)])
    assert ledger.touched_after(0) == {CODE, "other-code"}
    assert ledger.touched_after(1) == {CODE, "other-code"}
    assert ledger.touched_after(2) == {CODE}
    assert ledger.touched_after(3) == set()


def test_the_version_of_a_standing_is_its_own_newest_event():
    elsewhere = tick(9, 1, MAY_2)._replace(code="other-code")
    ledger = folded([tick(4, 1, MAY_2), elsewhere])
    assert (ledger.standing(CODE, HOST).version, ledger.version) == (4, 9)


def test_the_agencies_that_said_anything_are_known_by_key_result():
    ledger = folded([tick(1, 1, MAY_2), tick(2, 1, MAY_2, by="other-office"), tick(3, 1, MAY_2)._replace(code="x")])
    assert ledger.reporting_agencies(CODE) == {HOST, "other-office"}
    assert ledger.reporting_agencies("x") == {HOST}
    assert ledger.reporting_agencies("y") == frozenset()


@always
@given(st.data())
def test_what_stands_is_what_a_plain_list_says(data):
    log = data.draw(logs(key_result()))
    assert [tuple(each) for each in stands(log).ticks] == plainly_standing(log)
    assert stands(log).version == (log[-1].id if log else 0)
    assert stands(log).last_report == (log[-1].moment if log else None)


@always
@given(st.data())
def test_a_log_taken_in_piece_by_piece_gives_what_the_whole_gives(data):
    log = data.draw(logs(key_result()))
    ledger = Ledger()
    for length, event in enumerate(log, start=1):
        ledger.apply([event])
        assert ledger.standing(CODE, HOST) == stands(log[:length])


@always
@given(st.data())
def test_a_shorter_log_gives_the_answer_that_was_given_then(data):
    """The screen of each moment is kept; asking again with the log of then gives the same report."""
    result = data.draw(key_results())
    log, day = data.draw(logs(result)), data.draw(days_around(result.fiscal_year))
    ledger, screens = Ledger(), []
    for event in log:
        ledger.apply([event])
        screens.append(report_on(result, ledger.standing(CODE, HOST), day))
    for event, screen in zip(log, screens, strict=True):
        known_then = [each for each in log if each.id <= event.id]
        assert report_on(result, stands(known_then), day) == screen


@always
@given(st.data())
def test_withdrawing_undoes_exactly_one_tick(data):
    log = data.draw(logs(key_result()))
    before = stands(log).ticks
    for taken in before:
        event = next(each for each in log if each.id == taken.event)
        after = stands([*log, withdrawal(log[-1].id + 1, event)]).ticks
        assert after == tuple(each for each in before if each != taken)
