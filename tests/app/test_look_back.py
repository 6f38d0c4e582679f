"""Looking back: what a page shows of then is what the log of then says."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from kr_app.books import Book
from kr_app.definitions import Definitions
from kr_app.past import past_of
from kr_app.store.doors import Draft, writing
from kr_app.store.files import prepare
from kr_core.calendar import bangkok_day
from kr_core.definition import KeyResult
from kr_core.evidence import evidence_behind
from kr_core.log import Event, standing_after
from kr_core.reading import key_result_from
from kr_core.report import Report, report_on
from tests.app.entries import CODE, ticked
from tests.core.builders import CODE as CANALS
from tests.core.builders import HOST as OFFICE
from tests.core.histories import base, history
from tests.serving import Served

TODAY = date(2026, 1, 15)


def report_of_first(log: list[Event], form: KeyResult, step: int, day: date) -> Report:
    """From first principles: the newest form among the first so many entries, and what stood after them."""
    known = log[:step]
    edited = [event for event in known if event.kind == "define"]
    then = key_result_from(json.loads(edited[-1].details)) if edited else form
    return report_on(then, standing_after(known, CANALS, OFFICE), day)


def stored(path: Path, log: list[Event]) -> None:
    """The history as rows of a real file."""
    prepare(path)
    with writing(path) as door:
        for event in log:
            door.append(Draft(f"history-{event.id:06}", *event[1:]))


def book_of(path: Path, log: list[Event], form: KeyResult) -> Book:
    """A book over a log."""
    stored(path, log)
    return Book("real", path, lambda: Definitions({form.code: form}, ()))


def test_a_page_at_an_entry_equals_the_report_of_the_entries_up_to_it(tmp_path: Path) -> None:
    """For random histories, each at four entries: the first state, the last, and two between."""
    chance = Random(2568)
    form = base()
    for number in range(60):
        log = history(chance, chance.randint(0, 14))
        book = book_of(tmp_path / f"{number}.db", log, form)
        for step in {0, len(log), chance.randint(0, len(log)), chance.randint(0, len(log))}:
            then = past_of(book, form, TODAY, step=step)
            assert (then.step, then.count) == (step, len(log))
            wanted = report_of_first(log, form, step, then.day)
            assert figures(then.report) == figures(wanted), (number, step)
            assert list(then.newest) == log[:step][::-1]


def figures(report: Report) -> object:
    """All of a report but what was said without a bearing on figures, and the evidence behind each tick."""
    behind = [evidence_behind(tick.event, report.said) for tick in report.counted]
    return replace(report, said=()), behind


def test_the_end_of_a_day_knows_everything_of_that_day_and_nothing_later(tmp_path: Path) -> None:
    """On the calendar of Bangkok; a day to come is today. Also where a clock was set back, or ahead, for a while."""
    form, chance = base(), Random(7)
    for shifted in (False, True):
        log = history(chance, 40)
        if shifted:
            ahead = {number: timedelta(days=chance.choice([-400, -30, 30, 900])) for number in (5, 11, 12, 30)}
            log = [each._replace(moment=each.moment + ahead.get(each.id, timedelta())) for each in log]
        book = book_of(tmp_path / f"{shifted}.db", log, form)
        for days in range(-10, 900, 37):
            then = past_of(book, form, TODAY, on=log[0].moment.date() + timedelta(days=days))
            known = [event for event in log if bangkok_day(event.moment) <= then.day]
            assert list(then.newest) == known[::-1]
            assert figures(then.report) == figures(report_of_first(known, form, len(known), then.day)), days


@pytest.mark.parametrize(("step", "percent"), [(0, "0"), (1, "20"), (2, "40"), (99, "40")])
def test_the_first_bytes_of_a_page_that_looks_back_show_that_moment(shared: Served, step: int, percent: str) -> None:
    """With the banner that says so; two levels are recorded here."""
    page = shared.get(f"/kr?kr={CODE}&step={step}&lang=en")[2]
    assert f'data-percent="{percent}"' in page
    assert "As it stood on" in page
    assert "Back to now" in page


def test_a_day_can_be_written_as_people_write_it(shared: Served) -> None:
    """Before anything was recorded; what is no day is now."""
    assert 'data-percent="0"' in shared.get(f"/kr?kr={CODE}&on=1%20Jul%202025&lang=en")[2]
    page = shared.get(f"/kr?kr={CODE}&on=yesterday&lang=en")[2]
    assert ("As it stood on" in page, 'data-percent="40"' in page) == (False, True)


def test_a_page_that_looks_back_shows_no_internal_note_to_strangers(shared: Served) -> None:
    """As the page of now does not."""
    ticked(shared.database, 3, note="ลับเฉพาะ", internal=True)
    assert "ลับเฉพาะ" not in shared.get(f"/kr?kr={CODE}&step=3")[2]
