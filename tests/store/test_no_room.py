"""When the file cannot grow: the true reason is told, nothing is stored, and the next write works again."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kr_app.store.errors import StoreError
from kr_app.store.files import prepare
from tests.store.drafts import draft, everything, stored, told


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process may grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_transaction_that_finds_no_room_midway_tells_why_and_stores_nothing(path: Path) -> None:
    stored(path, draft("before-0"))
    many = [draft(f"once-{number:04}", note="ก" * 4000) for number in range(400)]
    with files_of_at_most(100_000), pytest.raises(StoreError) as refused:
        stored(path, *many)
    assert "rollback" not in refused.value.detail
    assert len(everything(path)) == 1
    assert stored(path, draft("after-00"))[0].id == 2
    assert told(path, "pragma integrity_check") == [("ok",)]


def test_a_commit_that_finds_no_room_stores_nothing(path: Path) -> None:
    with files_of_at_most(10_000), pytest.raises(StoreError):
        stored(path, draft(note="ก" * 4000))
    assert everything(path) == []
    assert stored(path, draft())[0].id == 1


def test_a_database_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with files_of_at_most(10_000), pytest.raises(StoreError):
        prepare(tmp_path / "kr.db")
    assert list(tmp_path.iterdir()) == []
