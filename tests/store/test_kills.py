"""What was acknowledged stays, whoever is killed when."""

from pathlib import Path

from tests.store.drafts import told
from tests.store.kill_loop import kill_loop


def test_no_acknowledged_tick_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    outcome = kill_loop(tmp_path / "kr.db", kills=12, seed=2568)
    assert (outcome.lost, outcome.integrity) == ([], "ok")
    assert outcome.acknowledged >= outcome.kills
    # A killed writer may have stored one tick that it had no time to acknowledge, and no more than one.
    assert outcome.acknowledged <= outcome.stored <= outcome.acknowledged + outcome.kills


def test_ids_stay_dense_when_writers_are_killed(tmp_path: Path) -> None:
    outcome = kill_loop(tmp_path / "kr.db", kills=2, seed=1)
    assert [row[0] for row in told(tmp_path / "kr.db", "select id from event order by id")] == [
        *range(1, outcome.stored + 1)
    ]
