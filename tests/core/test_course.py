"""The course of a key result beside a simpler truth: the ledger folded anew for every entry."""

from dataclasses import replace
from random import Random

from kr_core.calendar import bangkok_day
from kr_core.changes import changes_of
from kr_core.course import Course, mark_of, standing_of
from kr_core.evidence import evidence_behind
from kr_core.log import Event, Kind, Ledger, Standing, standing_after
from kr_core.report import Report, report_on
from tests.core.builders import CODE, HOST
from tests.core.histories import base, history

OTHER = "another-office"
TAKE_BACK = frozenset({Kind.WITHDRAW, Kind.UNDO})


def random_log(chance: Random) -> list[Event]:
    """Some entries are another agency's."""
    log = history(chance, chance.randint(0, 40))
    return [each._replace(agency=OTHER) if chance.random() < 0.15 else each for each in log]


def report_of(standing: Standing, event: Event) -> Report:
    """With everything that is said of its figures, but without what was said."""
    return replace(report_on(base(), standing, bangkok_day(event.moment)), said=())


def test_what_stood_after_each_entry_is_what_the_ledger_says() -> None:
    """Ticks, version, plan, claims, age, and the evidence behind each tick; for each agency, at every entry."""
    chance = Random(68)
    for _ in range(20):
        log = random_log(chance)
        known, course = {event.id: event for event in log}, Course()
        # In pieces, as a reader after the other asks for it.
        cut = chance.randint(0, len(log))
        course.take_in(map(mark_of, log[:cut]))
        course.take_in(map(mark_of, log))
        for event in log:
            for agency in (HOST, OTHER):
                wanted = standing_after(log[: event.id], CODE, agency)
                then = course.stood(agency, event.id, evidence=True)
                found = standing_of(then, known)
                assert (found.ticks, found.version) == (wanted.ticks, wanted.version)
                assert report_of(found, event) == report_of(wanted, event)
                brief = standing_of(course.stood(agency, event.id, claims=True), known)
                assert report_of(brief, event).confirmations == report_of(wanted, event).confirmations
                for tick in wanted.ticks:
                    assert evidence_behind(tick.event, found.said) == evidence_behind(tick.event, wanted.said)


def test_each_change_has_what_stood_before_and_after_it_and_what_took_it_back() -> None:
    """As a fold of the whole log finds it, at a cost that grows with the square of its length."""
    chance = Random(2569)
    for _ in range(40):
        log = random_log(chance)
        ledger, undone = Ledger(), dict[int, Event]()
        changes = changes_of(log)
        for event, change in zip(log, changes, strict=True):
            before = ledger.standing(CODE, event.agency)
            ledger.apply([event])
            after = ledger.standing(CODE, event.agency)
            about = next((each for each in log[: event.id - 1] if each.id == event.refers_to), None)
            if event.kind in TAKE_BACK and about and (before.ticks, before.said) != (after.ticks, after.said):
                undone[about.id] = event
                if event.kind == Kind.UNDO and about.kind == Kind.WITHDRAW:
                    undone.pop(about.refers_to or 0, None)
            assert (change.event, change.about) == (event, about)
            for found, wanted in ((change.before, before), (change.after, after)):
                assert (found.ticks, found.version, found.last_report) == (
                    wanted.ticks,
                    wanted.version,
                    wanted.last_report,
                )
                assert report_of(found, event).plan == report_of(wanted, event).plan
        assert [change.undone for change in changes] == [undone.get(event.id) for event in log]
