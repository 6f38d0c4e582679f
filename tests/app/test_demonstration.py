"""The demonstration: this year's, plausible on every day, in a file of its own."""

from pathlib import Path

import pytest

from tests.app.alone import alone
from tests.app.demonstrations import demonstration
from tests.app.entries import log_of, prepared, ticked

DAYS = {
    "2024-10-01": (2568, 0),
    "2024-02-29": (2567, 2),
    "2025-01-31": (2568, 1),
    "2025-07-22": (2568, 3),
    "2025-09-30": (2568, 5),
    "2026-12-31": (2570, 1),
}


@pytest.mark.parametrize("day", DAYS)
def test_it_is_of_the_current_year_and_knows_nothing_of_tomorrow(tmp_path: Path, day: str) -> None:
    """Every event lies between 1 October and now, in the order in which it would have been written."""
    shown = alone(demonstration, tmp_path / "kr.db", KR_TODAY=day)
    year, reached = DAYS[day]
    assert (shown["year"], shown["reached"]) == (year, reached)
    assert shown["code"] == f"communication-plan-{year}"
    assert (shown["from the future"], shown["of another year"], shown["in order"]) == ([], [], True)
    assert (shown["stale"], shown["problem"]) == (False, None)


def test_it_shows_a_mistake_taken_back(tmp_path: Path) -> None:
    """By the summer its history has ticks, reports, and one withdrawal."""
    shown = alone(demonstration, tmp_path / "kr.db", KR_TODAY="2025-07-22")
    assert (shown["kinds"].count("withdraw"), shown["kinds"].count("tick")) == (1, 4)


def test_it_reports_every_month_and_moves_a_due_day(tmp_path: Path) -> None:
    """Ten months have begun by 22 July; each has its report."""
    shown = alone(demonstration, tmp_path / "kr.db", KR_TODAY="2025-07-22")
    months = [f"2024-{month}-01" for month in (10, 11, 12)] + [f"2025-0{month}-01" for month in range(1, 8)]
    assert (shown["periods"], shown["moved"]) == (months, True)


def test_it_is_made_once(tmp_path: Path) -> None:
    """Asked for again after a restart, the same events stand in its file."""
    first = alone(demonstration, tmp_path / "kr.db", KR_TODAY="2025-07-22")
    assert alone(demonstration, tmp_path / "kr.db", KR_TODAY="2025-07-22") == first


@pytest.mark.parametrize("later", ["2025-07-22", "2026-01-31"])
def test_it_keeps_up_with_the_calendar(tmp_path: Path, later: str) -> None:
    """Made in November and looked at in summer or the year after, it is as plausible as a new one."""
    alone(demonstration, tmp_path / "kr.db", KR_TODAY="2024-11-25")
    grown = alone(demonstration, tmp_path / "kr.db", KR_TODAY=later)
    made_new = alone(demonstration, tmp_path / "new" / "kr.db", KR_TODAY=later)
    assert grown == made_new


def test_the_real_file_is_untouched_by_it(tmp_path: Path) -> None:
    """Its file stands beside the real one, which keeps every byte, or is not even made."""
    alone(demonstration, tmp_path / "none" / "kr.db", KR_TODAY="2025-07-22", KR_DEMO="1")
    made = {each.name.removesuffix("-wal").removesuffix("-shm") for each in (tmp_path / "none").iterdir()}
    assert made == {"demo.db"}
    real = prepared(tmp_path / "kr.db")
    ticked(real, 1)
    before, log = real.read_bytes(), log_of(real)
    shown = alone(demonstration, real, KR_TODAY="2025-07-22")
    assert shown["file"] == "demo.db"
    assert (shown["real log"], log_of(real), real.read_bytes()) == (1, log, before)
