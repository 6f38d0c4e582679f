"""The questions of a reader, one by one, and that each costs what it answers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kr_app.store.doors import Reader, reading
from tests.store.drafts import AGENCY, CODE, draft, stored, told

QUESTIONS: dict[str, Callable[[Reader], object]] = {
    "version": lambda log: log.version(),
    "events_after": lambda log: list(log.events_after(1)),
    "events_of": lambda log: list(log.events_of(CODE)),
    "events_of up to": lambda log: list(log.events_of(CODE, up_to=2)),
    "latest_of": lambda log: log.latest_of(CODE, 2),
    "last_word": lambda log: log.last_word(CODE, AGENCY, 1),
    "stored_once": lambda log: log.stored_once("once-000"),
}


def test_the_last_word_is_the_newest_tick_or_withdrawal(path: Path) -> None:
    tick, withdrawal = stored(path, draft("once-000"), draft("once-001", kind="withdraw", refers_to=1))
    with reading(path) as log:
        assert log.last_word(CODE, AGENCY, 1) == withdrawal
    again = stored(path, draft("once-002", day=date(2025, 3, 1)))[0]
    with reading(path) as log:
        assert log.last_word(CODE, AGENCY, 1) == again
    assert tick.id < withdrawal.id < again.id


@pytest.mark.parametrize(
    "other",
    [{"level": 2}, {"agency": "zoo"}, {"agency": "a"}, {"code": "zoo"}, {"code": "a"}, {"kind": "check-in"}],
    ids=str,
)
def test_the_last_word_is_about_this_level_of_this_agency(path: Path, other: dict[str, object]) -> None:
    tick = stored(path, draft("once-000"), draft("once-001", **other))[0]
    with reading(path) as log:
        assert log.last_word(CODE, AGENCY, 1) == tick


def test_there_is_no_last_word_where_nothing_was_said(path: Path) -> None:
    stored(path, draft(kind="check-in"), draft("once-001", level=2))
    with reading(path) as log:
        assert log.last_word(CODE, AGENCY, 1) is None


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
def test_no_question_walks_or_sorts_the_whole_log(path: Path, ask: Callable[[Reader], object]) -> None:
    stored(path, *(draft(f"once-{number:03}") for number in range(3)))
    asked: list[str] = []
    with reading(path) as log:
        log.connection.set_trace_callback(asked.append)
        ask(log)
    assert len(asked) == 1
    plan = [row[-1] for row in told(path, f"explain query plan {asked[0]}")]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN event") or "TEMP B-TREE" in step]
