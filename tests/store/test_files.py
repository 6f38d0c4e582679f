"""Every file that is not ours to use: refused by name, and left exactly as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kr_app.store.doors import reading, writing
from kr_app.store.errors import DamagedFile, DiskFull, EmptyFile, ForeignFile, NewerFile, StoreError, Unreachable
from kr_app.store.files import check, prepare
from kr_app.store.schema import SCHEMA_VERSION
from tests.store.drafts import belongings, draft, everything, stored, told


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("รายงานผล\n" * 50, encoding="utf-8")


def _short_text(path: Path) -> None:
    path.write_text("SQLite format 3", encoding="utf-8")


def _foreign(path: Path) -> None:
    told(path, "create table event (id integer primary key)")


def _foreign_with_its_own_id(path: Path) -> None:
    _foreign(path)
    told(path, "pragma application_id = 1")


def _header_alone(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def _newer(path: Path) -> None:
    _good(path)
    told(path, f"pragma user_version = {SCHEMA_VERSION + 1}")


def _newer_without_our_table(path: Path) -> None:
    _good(path)
    told(path, "alter table event rename to happening")
    told(path, f"pragma user_version = {SCHEMA_VERSION + 1}")


def _without_our_table(path: Path) -> None:
    _good(path)
    told(path, "alter table event rename to happening")


def _truncated(path: Path) -> None:
    _good(path)
    path.write_bytes(path.read_bytes()[:4096])


def _half(path: Path) -> None:
    _good(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _first_hundred_bytes(path: Path) -> None:
    _good(path)
    path.write_bytes(path.read_bytes()[:100])


def _scribbled_over(path: Path) -> None:
    _good(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inside").write_text("kept", encoding="utf-8")


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.db"))


def _good(path: Path) -> None:
    prepare(path)
    stored(path, *(draft(f"once-{number:03}", note="ก" * 2000) for number in range(10)))


BAD: dict[Callable[[Path], None], type[StoreError]] = {
    _empty: EmptyFile,
    _text: ForeignFile,
    _short_text: ForeignFile,
    _header_alone: ForeignFile,
    _foreign: ForeignFile,
    _foreign_with_its_own_id: ForeignFile,
    _newer: NewerFile,
    _newer_without_our_table: NewerFile,
    _without_our_table: DamagedFile,
    _truncated: DamagedFile,
    _half: DamagedFile,
    _first_hundred_bytes: DamagedFile,
    _scribbled_over: DamagedFile,
    _folder: Unreachable,
    _dangling: Unreachable,
}
bad = pytest.mark.parametrize(("make", "error"), BAD.items(), ids=[make.__name__.strip("_") for make in BAD])


@bad
def test_a_bad_file_is_refused_by_name(tmp_path: Path, make: Callable[[Path], None], error: type[StoreError]) -> None:
    path = tmp_path / "kr.db"
    make(path)
    for use in (prepare, check):
        with pytest.raises(StoreError) as refused:
            use(path)
        assert (type(refused.value), refused.value.path) == (error, path)
        assert str(path) in str(refused.value)


@bad
def test_a_refused_file_is_left_as_it_was(
    tmp_path: Path, make: Callable[[Path], None], error: type[StoreError]
) -> None:
    path = tmp_path / "kr.db"
    make(path)
    before = belongings(tmp_path)
    with pytest.raises(error):
        prepare(path)
    after = belongings(tmp_path)
    assert {name: after[name] for name in before} == before


@bad
def test_a_refusal_leaves_nothing_beside_the_file(
    tmp_path: Path, make: Callable[[Path], None], error: type[StoreError]
) -> None:
    path = tmp_path / "kr.db"
    make(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError):
        prepare(path)
    assert sorted(tmp_path.rglob("*")) == before


@bad
def test_a_bad_file_is_not_written_through_the_door(
    tmp_path: Path, make: Callable[[Path], None], error: type[StoreError]
) -> None:
    path = tmp_path / "kr.db"
    make(path)
    before = belongings(tmp_path)
    with pytest.raises(StoreError) as refused, writing(path):
        pass
    assert type(refused.value) is error
    after = belongings(tmp_path)
    assert {name: after[name] for name in before} == before


def test_a_damaged_log_is_named_when_it_is_read(path: Path) -> None:
    stored(path, *(draft(f"once-{number:03}", note="ก" * 2000) for number in range(40)))
    whole = path.read_bytes()
    path.write_bytes(whole[: 20 * 4096] + b"\xff" * (len(whole) - 20 * 4096))
    with pytest.raises(DamagedFile) as refused, reading(path) as log:
        list(log.events_after(0))
    assert refused.value.path == path


def test_only_one_error_of_the_tree_is_its_root() -> None:
    kinds = {EmptyFile, ForeignFile, NewerFile, DamagedFile, Unreachable, DiskFull}
    assert all(kind.__bases__ == (StoreError,) for kind in kinds)


def test_a_good_file_is_prepared_without_a_trace(path: Path) -> None:
    _good(path)
    before = everything(path)
    prepare(path)
    assert (everything(path), [each.name for each in path.parent.glob("*.new")]) == (before, [])
