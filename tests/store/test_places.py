"""Where a database can be made and read: new folders, odd names, closed folders, and many processes at once."""

from pathlib import Path

import pytest

from kr_app.store.doors import reading
from kr_app.store.errors import ReadOnly, Unreachable
from kr_app.store.files import prepare
from kr_app.store.schema import SCHEMA_VERSION
from tests.store.drafts import belongings, draft, everything, stored, told
from tests.store.older import TOLD, of_version_1
from tests.store.processes import answers
from tests.store.stranger import open_folder, stranger

NAMES = ["a b.db", "50%41?mode=memory#x.db", "ข้อมูล.db", 'it\'s "so".db', "file:kr.db", "kr"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    prepare(tmp_path / name)
    assert stored(tmp_path / name, draft()) == everything(tmp_path / name)
    assert {each.name.removesuffix("-wal").removesuffix("-shm") for each in tmp_path.iterdir()} == {name}


def test_a_relative_path_is_relative_to_where_the_process_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    prepare(Path("data/kr.db"))
    assert stored(Path("data/kr.db"), draft()) == everything(tmp_path / "data" / "kr.db")


def test_a_missing_folder_is_made_and_holds_the_file_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "one" / "two" / "kr.db")
    assert [each.relative_to(tmp_path).as_posix() for each in sorted(tmp_path.rglob("*"))] == [
        "one",
        "one/two",
        "one/two/kr.db",
    ]


def test_a_link_to_a_database_leads_to_it(path: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    prepare(link)
    stored(link, draft())
    assert link.is_symlink()
    assert len(everything(path)) == 1


@pytest.mark.parametrize("name", ["kr.db", "folder/kr.db"])
def test_a_path_below_a_file_is_unreachable(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    before = belongings(tmp_path)
    for place in (tmp_path / "file" / name, Path("/dev/null") / name):
        with pytest.raises(Unreachable) as refused:
            prepare(place)
        assert refused.value.path == place
    assert belongings(tmp_path) == before


@pytest.mark.parametrize("name", ["kr.db", "folder/kr.db"])
def test_a_missing_file_in_a_folder_that_cannot_be_written_is_unreachable(name: str) -> None:
    with open_folder() as folder:
        folder.chmod(0o555)
        with stranger(), pytest.raises(Unreachable):
            prepare(folder / name)
        assert list(folder.iterdir()) == []


def test_a_good_database_in_a_folder_that_cannot_be_written_is_read_and_not_written() -> None:
    with open_folder() as folder:
        event = _good(folder / "kr.db")
        folder.chmod(0o555)
        before = belongings(folder)
        with stranger():
            prepare(folder / "kr.db")
            assert everything(folder / "kr.db") == [event]
            with pytest.raises(ReadOnly):
                stored(folder / "kr.db", draft("once-001"))
        assert belongings(folder) == before


def test_a_file_that_cannot_be_written_in_a_folder_that_can_is_read_and_not_written() -> None:
    with open_folder() as folder:
        event = _good(folder / "kr.db")
        folder.chmod(0o777)
        (folder / "kr.db").chmod(0o444)
        before = (folder / "kr.db").read_bytes()
        with stranger():
            prepare(folder / "kr.db")
            assert everything(folder / "kr.db") == [event]
            with pytest.raises(ReadOnly):
                stored(folder / "kr.db", draft("once-001"))
        assert (folder / "kr.db").read_bytes() == before


def test_what_a_running_writer_has_not_yet_moved_into_the_file_is_read_in_a_folder_that_cannot_be_written() -> None:
    with open_folder() as folder:
        _good(folder / "kr.db")
        with reading(folder / "kr.db") as log:
            assert log.version() == 1
            stored(folder / "kr.db", draft("once-001"))
            assert (folder / "kr.db-wal").stat().st_size > 0
            with stranger():
                prepare(folder / "kr.db")
                assert [event.id for event in everything(folder / "kr.db")] == [1, 2]


def test_a_file_that_cannot_be_read_is_unreachable() -> None:
    with open_folder() as folder:
        _good(folder / "kr.db")
        (folder / "kr.db").chmod(0o000)
        before = belongings(folder)
        with stranger():
            for use in (prepare, everything, stored):
                with pytest.raises(Unreachable):
                    use(folder / "kr.db")
        assert belongings(folder) == before


def test_a_file_in_a_closed_folder_is_unreachable() -> None:
    with open_folder() as folder:
        (folder / "closed").mkdir(mode=0o000)
        with stranger():
            for use in (prepare, stored, everything):
                with pytest.raises(Unreachable):
                    use(folder / "closed" / "kr.db")


def test_eight_processes_may_make_the_same_files_at_once(tmp_path: Path) -> None:
    assert answers(*[("prepare_each", tmp_path, 30) for _ in range(8)]) == [["prepared"]] * 8
    paths = [tmp_path / f"{number}.db" for number in range(30)]
    assert {each.name.removesuffix("-wal").removesuffix("-shm") for each in tmp_path.iterdir()} == {
        path.name for path in paths
    }
    for path in paths:
        _whole(path)


def test_eight_processes_may_bring_the_same_files_up_to_date_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.db" for number in range(15)]
    for path in paths:
        of_version_1(path)
    assert answers(*[("prepare_each", tmp_path, 15) for _ in range(8)]) == [["prepared"]] * 8
    for path in paths:
        _whole(path)
        assert len(everything(path)) == len(TOLD) + 1


def _whole(path: Path) -> None:
    assert told(path, "pragma integrity_check") == [("ok",)]
    assert told(path, "pragma journal_mode") == [("wal",)]
    assert told(path, "pragma user_version") == [(SCHEMA_VERSION,)]
    assert told(path, "select count(*) from _sqlite_migrations") == [(SCHEMA_VERSION,)]
    assert stored(path, draft("once-001"))


def _good(path: Path) -> object:
    prepare(path)
    return stored(path, draft())[0]
