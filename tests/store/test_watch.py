"""The watch tells a commit by anybody else, once, and nothing but commits."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kr_app.store.doors import writing
from kr_app.store.errors import StoreError
from kr_app.store.watch import Watch
from tests.store.drafts import draft, everything, stored
from tests.store.processes import answers
from tests.store.stranger import open_folder, stranger


@pytest.fixture
def watch(path: Path) -> Iterator[Watch]:
    with closing(Watch(path)) as found:
        yield found


def test_nothing_changed_when_nothing_happened(watch: Watch, path: Path) -> None:
    assert [watch.changed(), watch.changed()] == [False, False]
    everything(path)
    assert not watch.changed()


def test_a_commit_by_another_connection_is_told_once(watch: Watch, path: Path) -> None:
    for number in range(3):
        stored(path, draft(f"once-{number:03}"))
        assert [watch.changed(), watch.changed(), watch.changed()] == [True, False, False]


def test_a_commit_by_another_process_is_told_once(watch: Watch, path: Path) -> None:
    answers(("append", path, "elsewhere", 1))
    assert [watch.changed(), watch.changed()] == [True, False]


def test_several_commits_between_two_looks_are_one_change(watch: Watch, path: Path) -> None:
    answers(("append", path, "elsewhere", 5))
    assert [watch.changed(), watch.changed()] == [True, False]


def test_a_change_is_told_when_it_is_committed_and_not_before(watch: Watch, path: Path) -> None:
    with writing(path) as log:
        log.append(draft())
        assert not watch.changed()
    assert watch.changed()


def test_a_refused_change_is_no_change(watch: Watch, path: Path) -> None:
    with pytest.raises(KeyError), writing(path) as log:
        log.append(draft())
        raise KeyError
    assert not watch.changed()


def test_two_watches_are_told_independently(watch: Watch, path: Path) -> None:
    with closing(Watch(path)) as other:
        stored(path, draft())
        assert watch.changed()
        assert other.changed()
    assert not watch.changed()


def test_a_watch_on_a_missing_file_is_a_store_error_and_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Watch(tmp_path / "missing.db")
    assert list(tmp_path.iterdir()) == []


def test_a_watch_on_a_file_in_a_closed_folder_is_a_store_error() -> None:
    with open_folder() as folder:
        closed = folder / "closed"
        closed.mkdir(mode=0o000)
        with stranger(), pytest.raises(StoreError):
            Watch(closed / "kr.db")
