"""The pages as Streamlit runs them, for whoever may write and for everybody else."""

from pathlib import Path

import pytest

from kr_app.access import COORDINATOR
from tests.app import visits
from tests.app.alone import alone
from tests.app.entries import CODE, FIRST, OTHER, TODAY, definition, prepared, ticked

ADDRESSES = ["/", "/kr", f"/kr?kr={CODE}", f"/update?kr={CODE}", f"/update?kr={CODE}&level=3", "/kr?kr=none"]
ADDRESSES += ["/update?kr=none&level=99", "/?demo=1", "/update?demo=1", "/update"]
EVERY = [
    f"{address}{'&' if '?' in address else '?'}lang={language}" for address in ADDRESSES for language in ("th", "en")
]
OPENERS = [f"ticking_open_{level}" for level in (5, 4, 3, 2, 1)]


def test_every_page_opens_without_an_error_and_without_a_button_for_readers(tmp_path: Path) -> None:
    """In both languages, with and without a key result, and in the demonstration."""
    for address, page in zip(EVERY, alone(visits.seen, tmp_path / "kr.db", EVERY, KR_TODAY=TODAY), strict=True):
        assert (page["exceptions"], page["buttons"], page["log"]) == ([], [], []), address


@pytest.mark.parametrize("day", ["2024-09-30", "2024-10-01", "2025-09-30", "2026-11-22"])
def test_every_page_opens_before_during_and_after_the_year(tmp_path: Path, day: str) -> None:
    """With a level done, one waiting, and one too late."""
    path = prepared(tmp_path / "kr.db")
    for level in (1, 3):
        ticked(path, level)
    pages = alone(visits.seen, path, EVERY[:8], KR_TODAY=day)
    assert [page["exceptions"] for page in pages] == [[]] * 8


def test_a_made_up_place_gives_no_right(tmp_path: Path) -> None:
    """Only the word that this process made does."""
    pages = [alone(visits.seen, tmp_path / "kr.db", [visits.UPDATE], place) for place in ("coordinator", "127.0.0.1")]
    assert [page["buttons"] for (page,) in pages] == [[], []]


def test_the_coordinator_ticks_and_takes_back(tmp_path: Path) -> None:
    """One level open at a time; each step says what became of it, and the log has both."""
    first, opened, done, refused, gone = alone(visits.ticked_and_withdrawn, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert first["buttons"] == OPENERS
    assert opened["buttons"] == [*OPENERS[:4], "ticking_confirm", "ticking_cancel"]
    assert opened["address"]["level"] == "1"
    assert done["log"] == [["tick", 1, COORDINATOR, "เสนอแล้ว"]]
    assert done["said"] == ["Level 1 is recorded. The result is now 20%."]
    assert "level" not in done["address"]
    assert refused["said"] == ["Please give a reason for withdrawing."]
    assert refused["log"] == done["log"]
    assert gone["log"] == [*done["log"], ["withdraw", 1, COORDINATOR, "ผิดวัน"]]
    assert gone["said"] == ["The record of level 1 was withdrawn. The result is now 0%."]
    assert [step["exceptions"] for step in (first, opened, done, refused, gone)] == [[]] * 5


def test_a_click_without_the_right_is_refused_in_words(tmp_path: Path) -> None:
    """The right is looked up in every write, not only when the page is drawn."""
    page = alone(visits.confirmed_after_the_right_was_lost, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert (page["log"], page["exceptions"], page["buttons"]) == ([], [], [])
    assert page["said"] == ["Levels can be recorded only on the computer that runs the dashboard."]


def test_whoever_comes_second_is_told_who_was_first_and_keeps_what_they_wrote(tmp_path: Path) -> None:
    """And nothing is stored twice."""
    page = alone(visits.confirmed_after_somebody_else, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert [line[:3] for line in page["log"]] == [["tick", 1, "strategy-office"]]
    (said, *_) = page["said"]
    assert "strategy-office recorded level 1 before you, on 22 Jul 2025 10:00" in said
    assert "ของฉัน" in said


def test_cancelling_stores_nothing_and_closes_the_form(tmp_path: Path) -> None:
    """The address is as it was before."""
    page = alone(visits.cancelled, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert (page["log"], page["buttons"], "level" in page["address"]) == ([], OPENERS, False)


def test_a_file_that_cannot_be_used_is_explained_on_every_page(tmp_path: Path) -> None:
    """With the file's name, that it was left alone, and no button."""
    (tmp_path / "kr.db").write_bytes(b"")
    pages = alone(visits.seen, tmp_path / "kr.db", EVERY[1:12:2], KR_TODAY=TODAY)
    for page in pages:
        assert (page["exceptions"], page["buttons"]) == ([], [])
        assert "The file kr.db is empty" in page["html"]
        assert "The file was left as it is." in page["html"]
    assert (tmp_path / "kr.db").read_bytes() == b""


def test_a_broken_definition_is_named_on_the_board_beside_the_others(tmp_path: Path) -> None:
    """File, field, value and why."""
    folder = tmp_path / "definitions"
    definition(folder, FIRST.name)
    definition(folder, "broken.toml", (f'code = "{CODE}"', 'code = "b"'), ("percent = 40", "percent = 15"))
    (page,) = alone(visits.seen, tmp_path / "kr.db", ["/?lang=en"], KR_TODAY=TODAY, KR_DEFINITIONS=str(folder))
    assert page["exceptions"] == []
    for said in ("broken.toml", "levels[2].percent", "15.0", "must rise from level to level"):
        assert said in page["html"]


def test_the_demonstration_needs_no_definition_of_the_real_book(tmp_path: Path) -> None:
    """Somebody who keeps other definitions may still follow a link to it."""
    folder = str(definition(tmp_path / "definitions", "second.toml", (f'code = "{CODE}"', f'code = "{OTHER}"')).parent)
    addresses = ["/?demo=1", "/update?demo=1", f"/kr?kr={CODE}&demo=1", f"/kr?kr={CODE}"]
    pages = alone(visits.seen, tmp_path / "kr.db", addresses, KR_TODAY=TODAY, KR_DEFINITIONS=folder)
    assert [page["exceptions"] for page in pages] == [[]] * 4
    assert [CODE in str(page["html"]) for page in pages] == [False, False, False, True]
