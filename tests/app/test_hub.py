"""The watcher tells every open page, whatever happened just before it looked."""

import re
from datetime import date
from pathlib import Path

from kr_app.live import Listener
from tests.app import hubs, hubs_drawn, hubs_keyed
from tests.app.alone import alone
from tests.app.entries import TODAY


def test_a_commit_reaches_the_page_although_another_page_took_it_in_first(tmp_path: Path) -> None:
    """Whoever ticks a level reruns their own page at once, before the watcher has looked."""
    (heard,) = alone(hubs.heard_when_another_page_looked_first, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert _percent(heard) == "20"


def test_an_empty_log_put_in_the_files_place_reaches_the_page(tmp_path: Path) -> None:
    """A key result that the new file says nothing about has changed all the same."""
    before, after = alone(hubs.heard_when_an_empty_log_comes_back, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert (_percent(before), _percent(after)) == ("20", "0")


def test_another_log_of_the_same_length_is_drawn_anew(tmp_path: Path) -> None:
    """The number of the newest event alone does not tell two files apart."""
    before, after = alone(hubs.heard_from_another_log_of_the_same_length, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert (_percent(before), _percent(after)) == ("20", "0")


def test_a_damaged_file_silences_neither_the_other_book_nor_floods_the_console(tmp_path: Path) -> None:
    """It is said once, not in every round of the watcher."""
    heard, complaints = alone(hubs.demonstration_heard_beside_a_damaged_file, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert "kr-gauge" in heard
    assert int(complaints) <= 1


def test_a_key_result_that_is_gone_silences_no_other_page(tmp_path: Path) -> None:
    """Its own pages are sent away to load anew; the board hears of the restored file."""
    told = alone(hubs.heard_when_the_file_knows_a_key_result_no_more, tmp_path / "kr.db", KR_TODAY=TODAY)
    _, board, page, card, listening = told
    assert _percent(board) == "40"
    assert [text.splitlines()[0] for text in (page, card)] == ["event: gone"] * 2
    assert listening == "1"


def test_another_host_is_told_to_no_link_that_ends_with_it(tmp_path: Path) -> None:
    """Also while the watcher rests after it asked for every open link: that question does not wait."""
    first, second = alone(
        hubs_keyed.heard_when_the_host_changes_right_after_a_commit, tmp_path / "kr.db", KR_TODAY=TODAY
    )
    assert first.startswith("id: ")
    assert second == "event: gone"


def test_pages_that_join_are_drawn_once_and_the_server_goes_on_meanwhile(tmp_path: Path) -> None:
    """The drawing waits for something that only the server's loop does: were it drawn there, it would wait in vain."""
    found = alone(hubs_drawn.drawn_while_the_loop_goes_on, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert found == ["drawn"] * 4 + ["1"]


def test_news_are_drawn_while_the_server_goes_on(tmp_path: Path) -> None:
    """The same for a commit; and who lost their right while it was drawn is not told."""
    assert alone(hubs_drawn.news_while_the_loop_goes_on, tmp_path / "kr.db", KR_TODAY=TODAY) == ["drawn", "gone"]


def test_what_came_while_a_page_was_drawn_does_not_take_it_back() -> None:
    """Only what shows more than the page shows already is handed over, in its order; a farewell always is."""
    day = date(2025, 7, 22)
    listener = Listener(hubs_drawn.Slow("x"), None)
    listener.hold()
    for version in (4, 5, 6, 7):
        listener.tell(str(version).encode(), (0, version, day))
    listener.go_on_from((0, 5, day))
    listener.tell(b"8", (0, 8, day))
    assert [listener.waiting.get_nowait() for _ in range(3)] == [b"6", b"7", b"8"]
    listener.hold()
    listener.tell(b"9", (0, 9, day))
    listener.send_away()
    listener.go_on_from((0, 9, day))
    listener.tell(b"10", (0, 10, day))
    assert [listener.waiting.get_nowait(), listener.waiting.empty()] == [b"gone", True]


def _percent(panel: str) -> str:
    found = re.search(r'data-percent="([^"]*)"', panel)
    assert found, panel
    return found[1]
