"""A day is the same day wherever the machine stands: in Bangkok's year, whatever the zone of its clock."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from kr_app.charts import LIGHT, assumed_text, forecast_text, timeline, timeline_spoken, timeline_title
from kr_app.draw.history import line_of
from kr_app.draw.pieces import history as newest_entries
from kr_app.draw.pieces import timeline_table
from kr_app.draw.staircase import staircase
from kr_app.store.doors import Draft, writing
from kr_core.changes import changes_of
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind, standing_after
from kr_core.report import report_on
from kr_core.sentence import sentence_of
from tests.app.alone import alone
from tests.app.drawn import ENGLISH, THAI
from tests.app.entries import log_of, prepared
from tests.core.builders import CODE, HOST, key_result, levels
from tests.core.histories import history

ZONES = {"UTC": 0, "Asia/Bangkok": 7, "America/New_York": -4}
# The leap year's form has days that are due on both of its edges and on 29 February.
DUE = {2567: ("2023-10-01", "2024-02-29", "2024-03-01", "2024-08-31", "2024-09-30"), 2568: ()}
DAYS = {
    2567: ("2023-09-30", "2023-10-01", "2024-02-28", "2024-02-29", "2024-03-01", "2024-09-30", "2024-10-01"),
    2568: ("2024-09-30", "2024-10-01", "2025-02-28", "2025-03-01", "2025-07-22", "2025-09-30", "2025-10-01"),
}
LENGTH = 40
# In UTC: before, at and after the midnights of Bangkok, London and New York.
MIDNIGHTS = tuple(map(time.fromisoformat, ("16:59:59", "17:00", "17:30", "23:59:59.999999", "00:00", "04:30", "05:30")))


def offset() -> float:
    """How many hours the clock of this process is ahead of UTC on a summer's day."""
    ahead = datetime(2025, 7, 22, tzinfo=UTC).astimezone().replace(tzinfo=None) - datetime(2025, 7, 22)  # noqa: DTZ001
    return ahead / timedelta(hours=1)


def told(files: dict[str, int]) -> list[str]:
    """Everything said about the key result of each file on each day of its year; run in a process of its own."""
    return [_about(log_of(Path(file)), year, day) for file, year in files.items() for day in DAYS[year]]


def _about(log: list[Event], year: int, day: str) -> str:
    form = _form(year)
    report = report_on(form, standing_after(log, CODE, HOST), date.fromisoformat(day))
    said: list[object] = [report]
    for words in (THAI, ENGLISH):
        said += [
            sentence_of(report, words.language, words.digits).whole,
            json.dumps(timeline(report, words, LIGHT), ensure_ascii=False),
            timeline_title(report, words),
            timeline_spoken(report, words),
            forecast_text(report, words),
            assumed_text(report, words),
            timeline_table(report, words),
            staircase(report, words),
            newest_entries(log[::-1], words, LENGTH, None, ""),
            *(line_of(change, form, form, words, None) for change in changes_of(log)),
        ]
    return "\n".join(map(str, said))


def _form(year: int) -> KeyResult:
    dues = [date.fromisoformat(due) for due in DUE[year]]
    return key_result(fiscal_year=year, levels=levels([20, 40, 60, 80, 100], dues))


def _around_midnights(log: list[Event], year: int) -> list[Event]:
    """The log with each moment close to a midnight of one of the zones, and ticks on the edges of the year."""
    shaken = [
        event._replace(moment=datetime.combine(event.moment.date(), MIDNIGHTS[event.id % len(MIDNIGHTS)], UTC))
        for event in log
    ]
    edges = [date.fromisoformat(day) for day in DAYS[year]]
    ticks = [
        Event(LENGTH + number, datetime.combine(day, midnight, UTC), "person:1", Kind.TICK, CODE, HOST, level, day)
        for level, day in enumerate(edges[:5], start=1)
        for number, midnight in enumerate(MIDNIGHTS)
    ]
    return shaken + ticks


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Random histories of both years, each in a file of its own, with entries on both sides of Bangkok's midnights."""
    folder, kept = tmp_path_factory.mktemp("zones"), {}
    for year in DAYS:
        for seed in range(2):
            path = prepared(folder / f"{year}-{seed}.db")
            with writing(path) as door:
                for number, event in enumerate(
                    _around_midnights(history(Random(seed), LENGTH, date(year - 544, 9, 20)), year)
                ):
                    door.append(Draft(f"{path.stem} {number}", *event[1:]))
            kept[str(path)] = year
    return kept


def test_a_report_is_the_same_to_the_last_letter_wherever_the_machine_stands(files: dict[str, int]) -> None:
    """The report, the sentence, the timelines and every row of the history, in both languages."""
    database = Path(next(iter(files)))
    assert {zone: alone(offset, database, TZ=zone) for zone in ZONES} == ZONES
    found = {zone: alone(told, database, files, TZ=zone) for zone in ZONES}
    here = found.pop("Asia/Bangkok")
    assert len(set(here)) == len(here) == sum(len(DAYS[year]) for year in files.values())
    for there in found.values():
        assert [number for number, (one, other) in enumerate(zip(here, there, strict=True)) if one != other] == []


def test_what_was_written_after_bangkoks_midnight_is_of_the_next_day_there_and_everywhere(
    files: dict[str, int],
) -> None:
    """In the row of the history: 29 February and 1 October have begun while London still has the day before."""
    leap = next(file for file, year in files.items() if year == 2567)
    (text, *_) = alone(told, Path(leap), {leap: 2567}, TZ="America/New_York")
    for moment in ("29 Feb 2024 00:00", "29 Feb 2024 00:30", "1 Oct 2023 00:00", "30 Sep 2023 23:59"):
        assert moment in text
