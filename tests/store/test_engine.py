"""Which engine is used, and which journal it is trusted with."""

from pathlib import Path

import pytest

from kr_app.store import engine
from kr_app.store.files import prepare
from tests.store.drafts import everything, told
from tests.store.processes import answers

# https://sqlite.org/wal.html: 3.7.0–3.51.2 lose writes at a WAL reset; 3.51.3, 3.50.7 and 3.44.6 do not.
SAFE = [(3, 44, 6), (3, 44, 7), (3, 50, 7), (3, 50, 8), (3, 51, 3), (3, 51, 4), (3, 52, 0), (3, 53, 4), (4, 0, 0)]
UNSAFE = [
    (3, 7, 0),
    (3, 40, 1),
    (3, 43, 2),
    (3, 44, 0),
    (3, 44, 5),
    (3, 45, 0),
    (3, 45, 6),
    (3, 46, 7),
    (3, 49, 2),
    (3, 49, 7),
    (3, 50, 0),
    (3, 50, 6),
    (3, 51, 0),
    (3, 51, 1),
    (3, 51, 2),
]
WITHOUT_WAL = [(2, 8, 17), (3, 6, 23), (3, 6, 99)]


@pytest.mark.parametrize("version", SAFE, ids=str)
def test_wal_is_safe_with(version: tuple[int, int, int]) -> None:
    assert engine.wal_is_safe(version)


@pytest.mark.parametrize("version", UNSAFE + WITHOUT_WAL, ids=str)
def test_wal_is_not_safe_with(version: tuple[int, int, int]) -> None:
    assert not engine.wal_is_safe(version)


def test_the_version_is_that_of_the_engine_that_opens_the_file(path: Path) -> None:
    assert told(path, "select sqlite_version()") == [(".".join(map(str, engine.version())),)]


def test_the_installed_engine_is_a_fixed_one_and_the_file_is_in_wal_mode(path: Path) -> None:
    assert engine.wal_is_safe(engine.version())
    assert (engine.journal_mode(), told(path, "pragma journal_mode")) == ("wal", [("wal",)])


@pytest.mark.parametrize("made_before", [False, True], ids=["a new file", "a file in WAL mode"])
def test_another_engine_uses_the_journal_that_it_is_trusted_with(tmp_path: Path, made_before: bool) -> None:
    path = tmp_path / "kr.db"
    if made_before:
        prepare(path)
    *numbers, journal = answers(("journal", path), module="tests.store.system_engine")[0][-1].split()
    version = tuple(map(int, numbers))
    if version == engine.version():
        pytest.skip("there is only one engine here")
    assert journal == ("wal" if engine.wal_is_safe(version) else "delete")
    assert len(everything(path)) == 1


def test_a_file_left_in_another_journal_mode_is_brought_back_when_it_is_prepared(path: Path) -> None:
    assert told(path, "pragma journal_mode = delete") == [("delete",)]
    prepare(path)
    assert told(path, "pragma journal_mode") == [("wal",)]
