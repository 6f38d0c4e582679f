"""What a key result asks people to do on a day, and under which key they are told of it once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.check_in import CheckIn, as_details
from kr_core.definition import KeyResult
from kr_core.log import Event
from kr_core.reminders import Reminder, ReminderKind, reminders_of
from kr_core.status import AT_RISK_DAYS
from tests.core.builders import CODE, HOST, always, days_around, key_result, key_results, levels, logs, report, tick

DUES = [date(2024, 12, 10), date(2025, 2, 28), date(2025, 5, 9), date(2025, 7, 10), date(2025, 9, 30)]
FORM = key_result(levels=levels([20, 40, 60, 80, 100], DUES))
BOTH = {"support_reports": False, "host_monitors": True, "inspector": True, "data_system": False}
CHECKED = key_result(levels=levels([20, 40, 60, 80, 100], DUES), follow_up=BOTH)
ONE = tick(1, 1, date(2024, 12, 1))


def asked(kind: ReminderKind, day: date, *log: Event, of: KeyResult = FORM) -> list[Reminder]:
    """The reminders of a kind on a day."""
    return [each for each in reminders_of(report(log, day, of)) if each.kind is kind]


def said(number: int, kind: str, of: Event) -> Event:
    """Somebody's word on a tick, a day after it."""
    moment = of.moment + timedelta(days=1)
    return Event(number, moment, "person:9", kind, CODE, HOST, level=of.level, refers_to=of.id)


def reported(number: int, first: date, last: date) -> Event:
    """The progress report of a period."""
    moment = datetime(last.year, last.month, last.day, 9, tzinfo=UTC)
    return Event(number, moment, "x", "check-in", CODE, HOST, day=last, details=as_details(CheckIn(first)))


@pytest.mark.parametrize(
    ("day", "left"),
    [(date(2025, 2, 13), None), (date(2025, 2, 14), 14), (date(2025, 2, 28), 0), (date(2025, 3, 1), None)],
)
def test_the_next_level_is_announced_from_fourteen_days_before_until_its_day(day: date, left: int | None) -> None:
    """28 February among them. From the day after it is overdue."""
    found = asked(ReminderKind.DUE_SOON, day, ONE)
    assert [each.days for each in found] == ([] if left is None else [left])
    assert [each.level for each in found] == ([] if left is None else [2])
    assert [each.days for each in asked(ReminderKind.OVERDUE, day, ONE)] == ([1] if day == date(2025, 3, 1) else [])


def test_a_level_stays_the_same_reminder_until_its_due_day_is_moved() -> None:
    """A new day is news."""
    first, last = (asked(ReminderKind.DUE_SOON, date(2025, 2, day), ONE)[0].key for day in (14, 28))
    moved = Event(9, ONE.moment, "x", "plan", CODE, HOST, level=2, day=date(2025, 2, 27))
    assert first == last
    assert asked(ReminderKind.DUE_SOON, date(2025, 2, 20), ONE, moved)[0].key != first


def test_a_level_done_above_a_gap_is_not_announced() -> None:
    """The one below it is overdue, the one above it is next."""
    log = [ONE, tick(2, 3, date(2025, 5, 1))]
    assert asked(ReminderKind.DUE_SOON, date(2025, 5, 5), *log) == []
    assert [each.level for each in asked(ReminderKind.OVERDUE, date(2025, 5, 5), *log)] == [2]
    assert [each.level for each in asked(ReminderKind.DUE_SOON, date(2025, 7, 1), *log)] == [4]


def test_an_overdue_level_is_told_anew_each_week_and_not_each_day() -> None:
    """For four weeks after 28 February: five keys, the first from day 1 to day 7."""
    keys = [asked(ReminderKind.OVERDUE, DUES[1] + timedelta(days=days), ONE)[0].key for days in range(1, 30)]
    assert len(set(keys[:7])) == 1
    assert len(set(keys)) == 5


def test_the_last_day_of_the_year_still_asks_and_the_first_of_the_next_does_not() -> None:
    """30 September is due, 1 October is over: nobody can do anything about it any more."""
    last, next_year = date(2025, 9, 30), date(2025, 10, 1)
    kinds = {each.kind for each in reminders_of(report([ONE], last, FORM))}
    assert kinds == {ReminderKind.OVERDUE, ReminderKind.NOT_REPORTED, ReminderKind.DUE_SOON}
    assert reminders_of(report([ONE], next_year, FORM)) == ()
    assert reminders_of(report([], date(2024, 9, 30), FORM)) == ()


def test_a_leap_day_is_a_day_like_any_other() -> None:
    """Due on 29 February 2024: that day it is due today, on 1 March it is one day late."""
    of = key_result(fiscal_year=2567, levels=levels([50, 100], [date(2024, 2, 29), date(2024, 9, 30)]))
    assert [each.days for each in asked(ReminderKind.DUE_SOON, date(2024, 2, 29), of=of)] == [0]
    assert [each.days for each in asked(ReminderKind.OVERDUE, date(2024, 3, 1), of=of)] == [1]
    _, february = asked(ReminderKind.NOT_REPORTED, date(2024, 3, 1), of=of)
    assert february.period is not None
    assert (february.period.last, february.day) == (date(2024, 2, 29), date(2024, 3, 7))


def test_a_period_is_told_when_it_is_over_and_again_when_its_report_is_missing() -> None:
    """October 2024: due from 1 to 7 November, missing from the 8th on. Reported, it is told no more."""
    due, missing = (asked(ReminderKind.NOT_REPORTED, date(2024, 11, day)) for day in (7, 8))
    assert [(each.missed, each.days) for each in (*due, *missing)] == [(False, 0), (True, 1)]
    assert due[0].key != missing[0].key
    october = reported(1, date(2024, 10, 1), date(2024, 10, 31))
    assert asked(ReminderKind.NOT_REPORTED, date(2024, 11, 8), october) == []
    assert asked(ReminderKind.NOT_REPORTED, date(2024, 10, 31)) == []


def test_of_many_missing_reports_the_newest_is_told_and_the_others_are_counted() -> None:
    """By 10 March five are missing: October to February."""
    (found,) = asked(ReminderKind.NOT_REPORTED, date(2025, 3, 10))
    assert found.period is not None
    assert (found.period.first, found.missed, found.earlier) == (date(2025, 2, 1), True, 4)


def test_a_returned_claim_is_told_once_for_each_return_and_even_after_the_year() -> None:
    """Until it is answered. The day is that of the return."""
    returned = said(2, "return", ONE)
    (first,) = asked(ReminderKind.RETURNED, date(2025, 3, 1), ONE, returned, of=CHECKED)
    again = [ONE, returned, said(3, "confirm", ONE), said(4, "return", ONE)]
    (second,) = asked(ReminderKind.RETURNED, date(2025, 12, 1), *again, of=CHECKED)
    assert (first.level, first.day, first.key != second.key) == (1, date(2024, 12, 2), True)
    assert asked(ReminderKind.RETURNED, date(2025, 3, 1), *again[:3], of=CHECKED) == []


def test_a_claim_waits_for_each_of_the_two_who_are_asked_until_they_have_said_so() -> None:
    """And for nobody where the form asks nobody."""
    day = date(2025, 3, 1)
    both = {ReminderKind.TO_CONFIRM, ReminderKind.TO_REVIEW}

    def waiting(*log: Event, of: KeyResult = CHECKED) -> set[ReminderKind]:
        return {each.kind for each in reminders_of(report(log, day, of))} & both

    assert waiting(ONE) == both
    assert waiting(ONE, said(2, "confirm", ONE)) == {ReminderKind.TO_REVIEW}
    assert waiting(ONE, said(2, "confirm", ONE), said(3, "review", ONE)) == set()
    assert waiting(ONE, said(2, "return", ONE)) == set()
    nobody = dict.fromkeys(BOTH, False)
    assert waiting(ONE, of=key_result(levels=levels([20, 100]), follow_up=nobody)) == set()


@st.composite
def reports(draw: st.DrawFn):
    """Any form, log and day."""
    of = draw(key_results())
    return report(draw(logs(of)), draw(days_around(of.fiscal_year)), of)


@given(reports())
@always
def test_no_two_reminders_share_a_key_and_none_is_about_a_level_that_is_done(found) -> None:
    """Whatever was ticked, withdrawn and reported."""
    reminders = reminders_of(found)
    keys = [each.key for each in reminders]
    assert len(set(keys)) == len(keys)
    assert all(1 <= len(key) <= 200 for key in keys)
    done = {claimed.level for claimed in found.counted}
    asking = [each for each in reminders if each.kind in (ReminderKind.DUE_SOON, ReminderKind.OVERDUE)]
    assert not {each.level for each in asking} & done
    assert all(each.days >= 0 for each in reminders)
    assert all(each.days <= AT_RISK_DAYS for each in reminders if each.kind is ReminderKind.DUE_SOON)


@given(reports())
@always
def test_while_the_year_does_not_run_nothing_but_a_return_is_told(found) -> None:
    """The day before it, the day after it, and years away."""
    if found.day not in found.key_result.fiscal_year:
        assert {each.kind for each in reminders_of(found)} <= {ReminderKind.RETURNED}
