"""A book keeps its file folded, and answers as if it had read the whole log every time."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Lock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kr_app.books import REAL, Book
from kr_app.definitions import load
from kr_app.store.errors import DamagedFile, EmptyFile, ForeignFile
from kr_core.log import Event, Kind, standing_after
from kr_core.report import Report, report_on
from tests.app.entries import CODE, DONE_ON, FIRST, HOST, log_of, prepared, ticked, written
from tests.app.restoring import overwritten, replaced, restored

KEY_RESULT = load(FIRST.parent).key_results[CODE]
DAY = date(2025, 7, 22)
DAYS = [DAY, date(2025, 9, 30), date(2025, 10, 1), date(2024, 9, 30)]

steps = st.one_of(
    st.tuples(st.just("tick"), st.integers(1, 6), st.integers(-40, 400)),
    st.tuples(st.just("withdraw"), st.integers(1, 6), st.just(0)),
    st.tuples(st.just("check-in"), st.just(0), st.just(0)),
    st.tuples(st.just("tick of another"), st.integers(1, 5), st.just(0)),
    st.tuples(st.just("ask"), st.integers(0, 3), st.just(0)),
)


def book_at(path: Path) -> Book:
    """A book as it is after a start of the server."""
    return Book(REAL, path, lambda: load(FIRST.parent))


def from_scratch(path: Path, day: date = DAY) -> Report:
    """The simpler truth: the whole log, read anew."""
    return report_on(KEY_RESULT, standing_after(log_of(path), CODE, HOST), day)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(steps, max_size=14))
def test_a_report_is_what_the_whole_log_says(story: list[tuple[str, int, int]]) -> None:
    """However ticks, withdrawals, other key results and questions follow on one another."""
    with tempfile.TemporaryDirectory() as folder:
        path = prepared(Path(folder) / "kr.db")
        book = book_at(path)
        ticks: list[Event] = []
        for what, level, days in story:
            if what == "tick":
                ticks.append(ticked(path, level, day=DONE_ON + timedelta(days=days)))
            elif what == "withdraw" and ticks:
                taken = ticks[level % len(ticks)]
                written(path, Kind.WITHDRAW, taken.level, refers_to=taken.id)
            elif what == "check-in":
                written(path, Kind.CHECK_IN)
            elif what == "tick of another":
                ticked(path, level, code="another")
            elif what == "ask":
                book.refresh()
                assert book.report(KEY_RESULT, DAYS[level]) == from_scratch(path, DAYS[level])
        book.refresh()
        assert book.report(KEY_RESULT, DAY) == from_scratch(path)
        assert book.version == max((event.id for event in log_of(path)), default=0)


def test_what_was_touched_is_known_whoever_took_it_in(path: Path) -> None:
    """Asked by version, so that a page that refreshed first takes nothing away from the watcher."""
    book = book_at(path)
    book.refresh()
    assert book.touched_after(0) == set()
    ticked(path, 1)
    ticked(path, 1, code="another")
    book.refresh()
    book.refresh()
    assert book.touched_after(0) == {CODE, "another"}
    assert book.touched_after(1) == {"another"}
    assert book.touched_after(book.version) == set()


def test_whoever_asks_knows_what_was_stored_before_they_asked(path: Path) -> None:
    """Also when many ask at once, and most of them take what another one has just read."""
    book, writes = book_at(path), Lock()

    def store_and_ask(_: int) -> bool:
        # One writes at a time: how long writers wait for one another is another test's business.
        with writes:
            stored = written(path, Kind.CHECK_IN)
        book.refresh()
        return book.version >= stored.id

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(store_and_ask, range(200)))
    assert book.version == 200


def test_a_report_is_made_once_for_a_version_and_day(path: Path) -> None:
    """Asking again gives the same one; an event or another day gives a new one."""
    book = book_at(path)
    book.refresh()
    first = book.report(KEY_RESULT, DAY)
    ticked(path, 1, code="another")
    book.refresh()
    assert book.report(KEY_RESULT, DAY) is first
    assert book.report(KEY_RESULT, DAY + timedelta(days=1)).day == DAY + timedelta(days=1)
    ticked(path, 1)
    book.refresh()
    assert book.report(KEY_RESULT, DAY).reached == 1


@pytest.mark.parametrize("how", [replaced, overwritten, restored])
@pytest.mark.parametrize("levels", [0, 1, 2, 3])
def test_another_log_in_the_files_place_is_folded_anew(path: Path, how: object, levels: int) -> None:
    """A shorter one, an empty one, one as long and one longer; moved, copied or restored into its place."""
    assert callable(how)
    book = book_at(path)
    ticked(path, 4)
    ticked(path, 5)
    book.refresh()
    assert book.report(KEY_RESULT, DAY).waiting == (4, 5)
    other = prepared(path.with_name("other.db"))
    for level in range(1, levels + 1):
        ticked(other, level)
    how(path, other)
    book.refresh()
    assert book.report(KEY_RESULT, DAY) == from_scratch(path)
    assert book.version == levels


BROKEN = {
    "empty": (b"", EmptyFile),
    "a picture": (b"\x89PNG" + b"x" * 200, ForeignFile),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_used_is_a_problem_until_a_good_one_comes_back(tmp_path: Path, kind: str) -> None:
    """At the start; the last known figures stay what they were."""
    content, error = BROKEN[kind]
    path = tmp_path / "kr.db"
    path.write_bytes(content)
    book = book_at(path)
    book.refresh()
    assert type(book.problem) is error
    good = prepared(tmp_path / "good.db")
    ticked(good, 1)
    replaced(path, good)
    book.refresh()
    assert book.problem is None
    assert book.report(KEY_RESULT, DAY).reached == 1


@pytest.mark.parametrize("kind", ["gone", "rubbish", "empty"])
def test_a_file_that_breaks_while_the_server_runs_keeps_its_last_figure(path: Path, kind: str) -> None:
    """And says that there is a problem, until the file is back."""
    book = book_at(path)
    ticked(path, 1)
    book.refresh()
    kept = path.with_name("kept.db")
    shutil.move(path, kept)
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).unlink(missing_ok=True)
    if kind != "gone":
        path.write_bytes(b"SQLite format 3\x00" + b"rubbish " * 600 if kind == "rubbish" else b"")
    book.refresh()
    assert book.problem is not None
    assert kind != "rubbish" or type(book.problem) is DamagedFile
    assert book.report(KEY_RESULT, DAY).reached == 1
    assert kind == "gone" or path.stat().st_size == (0 if kind == "empty" else 4816)
    ticked(kept, 2)
    replaced(path, kept)
    book.refresh()
    assert book.problem is None
    assert book.report(KEY_RESULT, DAY).reached == 2


def test_the_history_is_newest_first_and_no_longer_than_asked(path: Path) -> None:
    """Only of the key result asked for."""
    events = [ticked(path, level) for level in (1, 2, 3)]
    ticked(path, 1, code="another")
    assert book_at(path).history(CODE, 2) == [events[2], events[1]]
