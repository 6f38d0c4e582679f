"""The whole history on a page: filtered, with old and new, and undone from the row."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from kr_app.desk import notes_searched
from kr_app.desk.notes_searched import search
from kr_app.store.doors import reading
from kr_app.store.history import Wanted, notes
from kr_core.changes import changes_of
from kr_core.check_in import CheckIn, as_details
from kr_core.log import Kind
from kr_core.spelling import composed
from tests.app.authors import actor_of
from tests.app.desks import alert_in, get, post
from tests.app.entries import CODE, OTHER, ticked, written
from tests.app.towns import Town
from tests.core.builders import tick, withdrawal
from tests.core.histories import DAY, event

PAGE = f"/key-results/{CODE}/history"


def rows(desk: Town, query: str = "", who: str = "coordinator") -> dict[int, str]:
    """The text of each row by the number of its entry."""
    page = get(desk, f"{PAGE}?lang=en{quote(query, safe='&=')}", desk.cast[who])
    found = re.findall(r'<article class="kr-row" id="event-(\d+)">(.*?)</article>', page.text, re.DOTALL)
    return {int(number): " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split()) for number, text in found}


def undo(desk: Town, number: int, who: str, **form: str) -> object:
    """The form of a row, as the page sends it."""
    filled = {"event": str(number), "level": "1", "seen": "999999", "reason": "บันทึกผิด", **form}
    return post(desk, PAGE, filled, desk.cast[who])


def test_an_entry_says_what_it_changed_from_and_to(desk: Town) -> None:
    """The figure for a level, the day for the plan; who by name for people inside only."""
    actor = actor_of(desk.file)
    done = ticked(desk.file, 1, actor=actor)
    moved = written(desk.file, Kind.PLAN, 2, day=done.day, note="รอมติ", actor=actor)
    said = rows(desk)
    assert "level 0 (0%) → level 1 (20%)" in said[done.id]
    assert re.search(r"assumed: 23 Feb 2025 → 10 Jul 2025", said[moved.id])
    assert "รอมติ" in said[moved.id]
    name = "ตำแหน่ง coordinator"
    assert (name in said[done.id], name in rows(desk, who="nobody")[done.id]) == (True, False)


def test_a_row_is_undone_with_a_reason_by_whoever_may(desk: Town) -> None:
    """A tick is withdrawn, its withdrawal undone again, and the row says so; without a reason nothing happens."""
    first = ticked(desk.file, 4)
    assert "Undo…" in rows(desk)[first.id]
    assert "Undo…" not in rows(desk, who="viewer")[first.id]
    refused = undo(desk, first.id, "coordinator", reason="  ", level="4")
    assert (refused.status, bool(alert_in(refused))) == (409, True)
    assert undo(desk, first.id, "viewer", level="4").status == 409
    assert undo(desk, first.id, "nobody", level="4").status == 403
    assert "Undone by" not in rows(desk)[first.id]
    assert undo(desk, first.id, "coordinator", level="4").status == 303
    said = rows(desk)
    assert "Undone by shown-cast-coordinator" in said[first.id]
    assert "บันทึกผิด" in said[first.id]
    withdrawn = max(said)
    assert undo(desk, withdrawn, "coordinator", level="4").status == 303
    assert "Undone by" not in rows(desk)[first.id]
    assert "Undone by" in rows(desk)[withdrawn]


def test_an_old_record_of_a_level_is_not_undone_for_the_one_that_stands(desk: Town) -> None:
    """A form that somebody kept open, or made up."""
    first = ticked(desk.file, 3)
    assert undo(desk, first.id, "coordinator", level="3").status == 303
    again = ticked(desk.file, 3)
    assert undo(desk, first.id, "coordinator", level="3").status == 409
    assert "Undone by" not in rows(desk)[again.id]


@pytest.mark.parametrize("number", [0, 10**9])
def test_what_is_no_entry_of_this_key_result_is_not_undone(desk: Town, number: int) -> None:
    """Nor is one of another key result."""
    assert undo(desk, number, "coordinator").status == 409
    other = ticked(desk.file, 1, code=OTHER)
    assert undo(desk, other.id, "coordinator").status == 409


def test_entries_are_found_by_kind_level_day_person_and_words(desk: Town) -> None:
    """What is internal is found by nobody outside."""
    level = ticked(desk.file, 5, note="คำที่หาได้")
    secret = written(desk.file, Kind.CHECK_IN, note="คำลับ", internal=True, details=as_details(CheckIn(DAY, "x")))
    assert set(rows(desk, "&kind=tick&level=5")) == {level.id}
    assert set(rows(desk, "&text=คำที่หาได้")) == set(rows(desk, "&text=คํา ที่\u200bหาได้".replace(" ", ""))) == {level.id}
    assert set(rows(desk, "&text=คำลับ")) == {secret.id}
    assert rows(desk, "&text=คำลับ", who="nobody") == {}
    assert rows(desk, "&first=23 Jul 2025") == rows(desk, "&last=21/7/2568") == {}
    assert rows(desk, "&first=22 Jul 2025&last=22 ก.ค. 2568") == rows(desk)
    assert set(rows(desk, "&person=strategy-office")) >= {level.id}


@pytest.mark.parametrize(
    "note", ["budget 2568 KPI", "Budget\u00a02568\u00a0KPI", "budget  ๒๕๖๘\nkpi", "budget 2568 ＫＰＩ"]
)
@pytest.mark.parametrize("asked", ["budget 2568", "BUDGET\u00a0๒๕๖๘", "KPI", "ｋｐｉ"])
def test_words_are_found_in_every_spelling(note: str, asked: str) -> None:
    assert search([(2, "คำอื่น", False), (1, composed(note), False)], asked, internal=False) == ([1], 0)


@pytest.mark.parametrize("asked", ["น้ำ", "น\u0e4d\u0e49\u0e32", "น\u0e33\u0e49", "เเก้น้ำ", "ฤา", "ทุกๆ", "ทุก ๆ"])
def test_thai_is_found_in_every_order_of_its_marks(asked: str) -> None:
    kept = composed("แก้น\u0e4d\u0e49\u0e32 ฤๅทุก ๆ ปี")
    assert search([(1, kept, False)], asked, internal=False) == ([1], 0)


def test_a_long_log_is_searched_in_parts_that_lead_on(desk: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out unsaid: following the link to the end finds each entry once."""
    details = as_details(CheckIn(DAY, "x"))
    kept = [written(desk.file, Kind.CHECK_IN, note=f"คำในส่วน {part}", details=details).id for part in range(3)]
    parts, below = [], None
    monkeypatch.setattr(notes_searched, "MOST_SEARCHED", 1)
    with reading(desk.file) as door:
        while below != 0:
            found, below = search(notes(door, CODE, Wanted(), below=below), "คำในส่วน", internal=False)
            parts.append(found)
    assert [number for part in parts for number in part] == kept[::-1]
    assert max(map(len, parts)) == 1
    assert set(rows(desk, f"&text=คำในส่วน&below={kept[2]}")) == set(kept[:2])


def test_undoing_keeps_the_filter_that_was_chosen(desk: Town) -> None:
    """Refused or not: the row, what was typed, and the same entries around it."""
    kept = ticked(desk.file, 2, note="คำของระดับสอง")
    who = desk.cast["coordinator"]
    page = get(desk, f"{PAGE}?lang=en&kind=tick&text={quote('คำของระดับสอง')}", who)
    action = unescape(re.findall(r'<form method="post" action="([^"]*)"', page.text)[-1])
    form = {"event": str(kept.id), "level": "2", "seen": "0", "once": "y" * 32}
    refused = post(desk, action, {**form, "reason": " "}, who)
    for answer in (
        refused,
        get(desk, post(desk, action, {**form, "seen": "999999", "reason": "ผิด"}, who).headers["location"], who),
    ):
        assert re.findall(r'id="event-(\d+)"', answer.text) == [str(kept.id)]
        assert '<option value="tick" selected>' in answer.text
    assert alert_in(refused) == "Please give a reason."


def test_an_entry_that_was_brought_back_counts_as_standing() -> None:
    """A withdrawal that is undone leaves the tick as if it had not been withdrawn."""
    first = tick(1, 1, DAY)
    log = [first, withdrawal(2, first), event(3, "undo", refers_to=2, level=1)]
    assert [each.undone.id if each.undone else None for each in changes_of(log)] == [None, 3, None]


def test_a_second_tick_that_changed_nothing_has_the_same_before_and_after() -> None:
    """The first one wins."""
    changes = changes_of([tick(1, 1, DAY), tick(2, 1, DAY)])
    assert changes[1].before.ticks == changes[1].after.ticks
