"""What a person may not change is refused by name, and the log stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.actions import tick, withdraw
from kr_app.store.errors import EmptyFile, ReadOnly, Unreachable
from kr_core.errors import LevelOutOfRange
from tests.app.authors import with_people, write
from tests.app.entries import DONE_ON, log_of, prepared, ticked
from tests.store.stranger import open_folder, stranger

REFUSED: dict[str, tuple[type[Exception], Callable[[Path], object]]] = {
    "somebody not signed in": (actions.NotAllowed, lambda p: tick(write(p, token=""), 2, DONE_ON)),
    "the same one taking back": (actions.NotAllowed, lambda p: withdraw(write(p, token=""), 1, "x")),
    "level 0": (LevelOutOfRange, lambda p: tick(write(p), 0, DONE_ON)),
    "level 6 of 5": (LevelOutOfRange, lambda p: tick(write(p), 6, DONE_ON)),
    "level -1": (LevelOutOfRange, lambda p: tick(write(p), -1, DONE_ON)),
    "taking back level 6 of 5": (LevelOutOfRange, lambda p: withdraw(write(p), 6, "x")),
    "tomorrow": (actions.FutureDay, lambda p: tick(write(p), 2, date(2025, 7, 23))),
    "the day before the year": (actions.BeforeYear, lambda p: tick(write(p), 2, date(2024, 9, 30))),
    "a note too long": (actions.NoteTooLong, lambda p: tick(write(p), 2, DONE_ON, "ก" * 1001)),
    "a reason too long": (actions.NoteTooLong, lambda p: withdraw(write(p), 1, "ก" * 1001)),
    "no reason": (actions.ReasonMissing, lambda p: withdraw(write(p), 1, "")),
    "a blank reason": (actions.ReasonMissing, lambda p: withdraw(write(p), 1, " \n\t\x00 ")),
    "a level already ticked": (actions.SomeoneWasFirst, lambda p: tick(write(p), 1, DONE_ON)),
    "taking back what nobody ticked": (actions.NothingToWithdraw, lambda p: withdraw(write(p), 2, "x")),
    "taking back what the author has not seen": (
        actions.SomeoneWasFirst,
        lambda p: withdraw(write(p, seen=0), 1, "x"),
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_refused_leaves_the_log_as_it_was(path: Path, reason: str) -> None:
    """Refused by name, and nothing stored."""
    ticked(path, 1)
    before = log_of(path)
    error, act = REFUSED[reason]
    with pytest.raises(error):
        act(path)
    assert log_of(path) == before


def test_a_demonstration_whose_people_cannot_be_read_takes_nothing(path: Path, tmp_path: Path) -> None:
    """Who asks cannot be known, so nobody may."""
    demo, mine = prepared(tmp_path / "demo.db"), write(path)
    with pytest.raises(actions.NotStored) as refused:
        tick(replace(mine, path=demo, identity=tmp_path / "gone.db"), 1, DONE_ON)
    assert isinstance(refused.value.trouble, Unreachable)
    assert log_of(demo) == []


def test_refusals_carry_what_explains_them(path: Path) -> None:
    """The day, the year's start, the length."""
    with pytest.raises(actions.FutureDay) as future:
        tick(write(path), 1, date(2025, 7, 23))
    with pytest.raises(actions.BeforeYear) as early:
        tick(write(path), 1, date(2024, 9, 30))
    with pytest.raises(actions.NoteTooLong) as long:
        tick(write(path), 1, DONE_ON, "x" * 1002)
    assert future.value.day == date(2025, 7, 23)
    assert (early.value.day, early.value.start) == (date(2024, 9, 30), date(2024, 10, 1))
    assert long.value.length == 1002


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    """The write says so; an empty log in its place would hide the loss."""
    with pytest.raises(actions.NotStored) as refused:
        tick(write(tmp_path / "gone.db", token=""), 1, DONE_ON)
    assert isinstance(refused.value.trouble, Unreachable)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_left_as_it_is(tmp_path: Path) -> None:
    """It may be a lost copy."""
    (tmp_path / "kr.db").write_bytes(b"")
    with pytest.raises(actions.NotStored) as refused:
        tick(write(tmp_path / "kr.db", token=""), 1, DONE_ON)
    assert isinstance(refused.value.trouble, EmptyFile)
    assert (tmp_path / "kr.db").read_bytes() == b""


def test_a_file_that_cannot_be_written_says_so() -> None:
    """The log can still be read."""
    with open_folder() as folder:
        event = ticked(with_people(folder / "kr.db"), 1)
        mine = write(folder / "kr.db")
        folder.chmod(0o555)
        with stranger():
            with pytest.raises(actions.NotStored) as refused:
                tick(mine, 2, DONE_ON)
            assert log_of(folder / "kr.db") == [event]
    assert isinstance(refused.value.trouble, ReadOnly)


def test_half_a_character_is_left_out(path: Path) -> None:
    """A lone surrogate is nothing that is seen, nor text that a file can hold; the rest of the note is."""
    tick(write(path), 1, DONE_ON, "ก\ud800ข")
    assert [event.note for event in log_of(path)] == ["กข"]
