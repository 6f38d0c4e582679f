"""The real store beside a plain list, through random histories."""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kr_app.store import engine
from kr_app.store.doors import Draft, reading, writing
from kr_app.store.files import prepare
from kr_core.log import Event, Kind, Ledger
from tests.store.drafts import everything, stored

CODES, AGENCIES = ["clean-canals", "ลดฝุ่น"], ["drainage-office", "เขตบางรัก"]
HOSTILE = [
    "'); drop table event; --",
    "=1+1",
    "<script>",
    "\0 after",
    "👩‍👩‍👧 \u200fעברית",
    "๑\r\n๒",
    "ก" * 4000,
    "%s ? :x",
]
zones = st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-9, minutes=-30))])
said = {
    "moment": st.datetimes(datetime(1900, 1, 2), datetime(2900, 1, 1), timezones=zones),  # noqa: DTZ001
    "actor": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200),
    "note": st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
}
codes, agencies = st.sampled_from(CODES), st.sampled_from(AGENCIES)
places = {"code": codes, "agency": agencies}
levels = st.integers(1, 3) | st.integers(1, 12)
ticks = st.fixed_dictionaries(said | places | {"level": levels, "day": st.dates()})
check_ins = st.fixed_dictionaries(said | places | {"value": st.none() | st.floats(allow_nan=False)})
withdrawals = st.fixed_dictionaries(said)
numbers = st.integers(0, 60)


class StoreBesideList(RuleBasedStateMachine):
    """`log` is the whole truth: a list of events. The once-only id of each is made from its id."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "kr.db"
        self.log: list[Event] = []
        self.ledger = Ledger()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _draft(self, ahead: int = 1, **what: Any) -> Draft:
        return Draft(f"once-only-{len(self.log) + ahead}", **what)

    def _store(self, *drafts: Draft) -> None:
        expected = [Event(len(self.log) + ahead, *each[1:]) for ahead, each in enumerate(drafts, 1)]
        assert stored(self.path, *drafts) == expected
        self.log += expected

    @initialize()
    def make(self) -> None:
        prepare(self.path)

    @rule(what=ticks)
    def tick(self, what: dict[str, Any]) -> None:
        self._store(self._draft(kind=Kind.TICK, **what))

    @rule(what=check_ins)
    def check_in(self, what: dict[str, Any]) -> None:
        self._store(self._draft(kind=Kind.CHECK_IN, **what))

    @rule(whats=st.lists(ticks, min_size=2, max_size=4))
    def tick_several_at_once(self, whats: list[dict[str, Any]]) -> None:
        self._store(*(self._draft(ahead, kind=Kind.TICK, **what) for ahead, what in enumerate(whats, 1)))

    @precondition(lambda self: self.log)
    @rule(number=numbers, what=withdrawals)
    def withdraw(self, number: int, what: dict[str, Any]) -> None:
        event = self.log[number % len(self.log)]
        place = {"code": event.code, "agency": event.agency, "level": event.level}
        self._store(self._draft(kind=Kind.WITHDRAW, refers_to=event.id, **place, **what))

    @precondition(lambda self: self.log)
    @rule(number=numbers, what=ticks)
    def repeat_a_once_only_id(self, number: int, what: dict[str, Any]) -> None:
        event = self.log[number % len(self.log)]
        assert stored(self.path, Draft(f"once-only-{event.id}", kind=Kind.TICK, **what)) == [event]

    @rule(whats=st.lists(ticks, max_size=3))
    def abort_midway(self, whats: list[dict[str, Any]]) -> None:
        with pytest.raises(KeyError), writing(self.path) as log:
            for ahead, what in enumerate(whats, 1):
                assert log.append(self._draft(ahead, kind=Kind.TICK, **what)).id == len(self.log) + ahead
            raise KeyError

    @rule(what=ticks, wrong=st.sampled_from([{"level": 0}, {"level": 13}, {"note": "ก" * 4001}, {"code": ""}]))
    def refuse_midway(self, what: dict[str, Any], wrong: dict[str, Any]) -> None:
        good, bad = self._draft(1, kind=Kind.TICK, **what), self._draft(2, kind=Kind.TICK, **what | wrong)
        with pytest.raises(engine.IntegrityError):
            stored(self.path, good, bad)

    @rule()
    def open_again_as_a_copy(self) -> None:
        """Nothing that was committed lives beside the file once everybody has gone and it was prepared again."""
        prepare(self.path)
        copy = self.folder / f"{self.path.stem}-.db"
        self.path = Path(shutil.copy(self.path, copy))
        prepare(self.path)
        assert everything(self.path) == self.log

    @rule(version=numbers, code=codes)
    def read_from_and_up_to_a_version(self, version: int, code: str) -> None:
        with reading(self.path) as log:
            assert list(log.events_after(version)) == self.log[version:]
            assert list(log.events_of(code, up_to=version)) == [e for e in self.log[:version] if e.code == code]

    @rule(code=codes, most=st.integers(0, 5))
    def read_one_key_result(self, code: str, most: int) -> None:
        of_code = [event for event in self.log if event.code == code]
        with reading(self.path) as log:
            assert list(log.events_of(code)) == of_code
            assert log.latest_of(code, most) == of_code[::-1][:most]

    @rule(code=codes, agency=agencies, level=levels)
    def read_the_last_word(self, code: str, agency: str, level: int) -> None:
        key = (code, agency, level)
        words = [e for e in self.log if (e.code, e.agency, e.level) == key and e.kind != Kind.CHECK_IN]
        with reading(self.path) as log:
            assert log.last_word(*key) == (words[-1] if words else None)

    @rule(number=numbers)
    def read_what_a_once_only_id_stored(self, number: int) -> None:
        with reading(self.path) as log:
            assert log.stored_once(f"once-only-{number}") == next((e for e in self.log if e.id == number), None)

    @rule()
    def keep_the_ledger_up_to_date(self) -> None:
        with reading(self.path) as log:
            before, new = self.ledger.version, list(log.events_after(self.ledger.version))
            self.ledger.apply(new)
            again = Ledger()
            again.apply(log.events_after(0))
        truth = Ledger()
        truth.apply(self.log)
        assert self.ledger.touched_after(before) == {event.code for event in new}
        for code in CODES:
            assert self.ledger.reporting_agencies(code) == truth.reporting_agencies(code)
            for agency in AGENCIES:
                standings = {ledger.standing(code, agency) for ledger in (self.ledger, again, truth)}
                assert len(standings) == 1

    @invariant()
    def the_log_is_the_list(self) -> None:
        if not self.path.exists():
            return
        with reading(self.path) as log:
            assert log.version() == len(self.log)
            assert list(log.events_after(0)) == self.log


TestStoreBesideList = StoreBesideList.TestCase
TestStoreBesideList.settings = settings(deadline=None, derandomize=True, max_examples=80, stateful_step_count=30)
