"""Taking back what was said, and what stands after it."""

from datetime import date

from kr_core.log import standing_after
from tests.core.builders import CODE, HOST, report, tick, withdrawal
from tests.core.histories import DAY, event


def test_undoing_a_withdrawal_brings_the_same_tick_back() -> None:
    """With its day, its author and its note."""
    first = tick(1, 1, DAY)
    gone = withdrawal(2, first)
    found = standing_after([first, gone, event(3, "undo", refers_to=2, level=1)], CODE, HOST)
    assert [(each.event, each.done_on) for each in found.ticks] == [(1, DAY)]
    assert found.last_report == event(3, "undo").moment


def test_a_withdrawal_cannot_be_undone_once_the_level_was_ticked_again() -> None:
    """The newer tick stays."""
    first = tick(1, 1, DAY)
    log = [first, withdrawal(2, first), tick(3, 1, DAY), event(4, "undo", refers_to=2, level=1)]
    assert [each.event for each in standing_after(log, CODE, HOST).ticks] == [3]


def test_an_undone_change_of_the_plan_gives_the_day_before_it() -> None:
    """The change before that one, or the form's."""
    earlier, later = date(2025, 1, 10), date(2025, 2, 20)
    log = [event(1, "plan", level=1, day=earlier), event(2, "plan", level=1, day=later)]
    assert report(log, DAY).plan.due(1) == later
    assert report([*log, event(3, "undo", refers_to=2)], DAY).plan.due(1) == earlier
    both = [*log, event(3, "undo", refers_to=2), event(4, "undo", refers_to=1)]
    assert report(both, DAY).plan == report([], DAY).plan


def test_a_check_in_taken_back_is_no_report() -> None:
    """The figure is as old as the report before it."""
    first, second = event(1, "check-in"), event(2, "check-in")
    assert standing_after([first, second], CODE, HOST).last_report == second.moment
    assert standing_after([first, second, event(3, "undo", refers_to=2)], CODE, HOST).last_report == first.moment
    assert standing_after([first, event(2, "undo", refers_to=1)], CODE, HOST).last_report is None


def test_undoing_what_never_was_or_is_gone_changes_nothing() -> None:
    """Nor does it count as a report."""
    first = tick(1, 1, DAY)
    for log in ([first], [first, withdrawal(2, first)], [event(1, "evidence", refers_to=9)]):
        undo = event(8, "undo", refers_to=77, level=1)
        before, after = standing_after(log, CODE, HOST), standing_after([*log, undo], CODE, HOST)
        assert (after.ticks, after.said, after.last_report) == (before.ticks, before.said, before.last_report)
