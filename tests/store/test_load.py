"""The two doors when many come at once. Real processes, started together."""

from itertools import pairwise
from pathlib import Path

import pytest

from kr_app.store.doors import reading, writing
from kr_app.store.errors import Busy
from tests.store.drafts import draft, everything, stored, told
from tests.store.processes import answers, go, line, workers


def test_six_processes_lose_none_of_their_ticks(path: Path) -> None:
    said = answers(*[("append", path, f"process-{number}", 40) for number in range(6)])
    events = everything(path)
    assert [event.id for event in events] == [*range(1, 241)]
    assert {f"{event.id} {once}" for event, once in zip(events, _onces(path), strict=True)} == {
        each for lines in said for each in lines
    }
    assert all(_grows([int(each.split()[0]) for each in lines]) for lines in said)


def test_eight_processes_with_one_once_only_id_store_one_event(path: Path) -> None:
    said = answers(*[("same", path, f"actor-{number}", 25) for number in range(8)])
    assert [event.id for event in everything(path)] == [*range(1, 26)]
    told_everybody = {tuple(lines) for lines in said}
    assert told_everybody == {tuple(f"{event.id} {event.actor}" for event in everything(path))}


def test_a_reader_sees_only_what_is_committed(path: Path) -> None:
    with reading(path) as reader:
        with writing(path) as writer:
            writer.append(draft())
            assert writer.version() == 1
            assert (reader.version(), list(reader.events_after(0)), reader.stored_once("once-000")) == (0, [], None)
            assert everything(path) == []
        assert reader.version() == 1


def test_a_reader_does_not_see_what_another_process_has_not_committed(path: Path) -> None:
    with workers(("hold", path)) as (holder,):
        go(holder)
        assert line(holder) == "holding"
        assert everything(path) == []
        go(holder)
        assert holder.wait() == 0
    assert [event.id for event in everything(path)] == [1]


def test_a_killed_transaction_stores_nothing_and_blocks_nobody(path: Path) -> None:
    with workers(("hold", path)) as (holder,):
        go(holder)
        assert line(holder) == "holding"
        holder.kill()
        holder.wait()
    assert [event.id for event in stored(path, draft())] == [1]


def test_a_writer_that_waits_in_vain_is_told_that_the_file_is_busy(path: Path) -> None:
    with workers(("hold", path)) as (holder,):
        go(holder)
        assert line(holder) == "holding"
        with pytest.raises(Busy) as refused:
            stored(path, draft())
        assert refused.value.path == path
    assert everything(path) == []


def test_a_reader_cannot_write(path: Path) -> None:
    with reading(path) as reader:
        assert not hasattr(reader, "append")
        assert reader.connection.execute("pragma query_only").fetchone() in [(0,), (1,)]
        with pytest.raises(Exception, match="readonly"):
            reader.connection.execute("insert into event default values")


def _onces(path: Path) -> list[str]:
    return [row[0] for row in told(path, "select once from event order by id")]


def _grows(ids: list[int]) -> bool:
    return all(before < after for before, after in pairwise(ids))
