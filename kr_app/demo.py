"""The demonstration: the first key result moved to the current fiscal year, with a plausible history.

It lives in a file of its own, never in the real one, and is marked on every screen. What happened in it stands in
`data/demonstration.toml`, in days after 1 October.
"""

import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from kr_app import clock
from kr_app.definitions import Definitions, read
from kr_app.rights import COORDINATOR
from kr_app.settings import ROOT
from kr_app.store.doors import Draft, writing
from kr_core.calendar import BANGKOK, FiscalYear
from kr_core.check_in import CheckIn, Confidence, as_details
from kr_core.definition import KeyResult, Scale
from kr_core.log import Kind
from kr_core.periods import periods_of

# The ones that come with the product, whichever definitions the real book uses.
FIRST = ROOT / "data" / "key_results" / "communication-plan-2568.toml"
_STORY = ROOT / "data" / "demonstration.toml"
_HOUR = time(14, 5)


@cache
def _story() -> dict[str, Any]:
    with _STORY.open("rb") as file:
        return tomllib.load(file)


def definitions_of_demo() -> Definitions:
    """The first key result, in the current fiscal year, with a plan of its own."""
    year = FiscalYear.of(clock.today())
    first = read(FIRST)
    due = {each["level"]: year.start + timedelta(days=each["day"]) for each in _story()["due"]}
    levels = tuple(replace(level, due=due.get(level.number)) for level in first.scale.levels)
    moved = replace(first, code=f"communication-plan-{year.number}", fiscal_year=year, scale=Scale(levels))
    return Definitions({moved.code: moved}, ())


def fill(path: Path, key_result: KeyResult) -> None:
    """Write the history up to today. Each event has its own once-only id, so that a later day adds only what is new."""
    with writing(path) as door:
        standing: dict[int, int] = {}
        for draft in _history(key_result, clock.now()):
            refers_to = standing.get(draft.level or 0) if draft.kind == Kind.WITHDRAW else None
            stored = door.append(draft._replace(refers_to=refers_to))
            if draft.kind == Kind.TICK and draft.level:
                standing[draft.level] = stored.id


def _history(key_result: KeyResult, now: datetime) -> list[Draft]:
    written = sorted(_drafts(key_result), key=lambda draft: draft.moment)
    return [draft for draft in written if draft.moment <= now]


def _drafts(key_result: KeyResult) -> Iterator[Draft]:
    start, story = key_result.fiscal_year.start, _story()

    def on(day: int) -> date:
        return start + timedelta(days=day)

    for done in story["done"]:
        tick = _said(key_result, Kind.TICK, done["day"] + 1, done["level"])
        yield tick._replace(day=on(done["day"]), note=done["note"])
    mistake = story["mistake"]
    day, level = mistake["day"], mistake["level"]
    yield _said(key_result, Kind.TICK, day, level)._replace(day=on(day - 1))
    yield _said(key_result, Kind.WITHDRAW, day + 2, level)._replace(note=mistake["reason"])
    for moved in story["moved"]:
        change = _said(key_result, Kind.PLAN, moved["day"], moved["level"])
        yield change._replace(day=on(moved["to"]), note=moved["reason"])
    for report in story["report"]:
        yield _report(key_result, report, on(report["day"]))


def _report(key_result: KeyResult, report: dict[str, Any], day: date) -> Draft:
    periods = periods_of(key_result.fiscal_year, key_result.reporting_interval_days)
    period = next(each for each in periods if each.first <= day <= each.last)
    texts = {name: report.get(name, "") for name in ("done", "obstacles", "needed")}
    check_in = CheckIn(period.first, **texts, confidence=Confidence(report["confidence"]))
    draft = _said(key_result, Kind.CHECK_IN, report["day"], None)
    return draft._replace(day=period.last, details=as_details(check_in))


def _said(key_result: KeyResult, kind: Kind, days: int, level: int | None) -> Draft:
    moment = datetime.combine(key_result.fiscal_year.start + timedelta(days=days), _HOUR, BANGKOK).astimezone(UTC)
    once = uuid.uuid5(uuid.NAMESPACE_OID, f"{key_result.code} {kind} {days} {level} 2").hex
    return Draft(once, moment, COORDINATOR, kind, key_result.code, key_result.host.id, level)
