"""The demonstration: the first key result moved to the current fiscal year, with a plausible history.

It lives in a file of its own, never in the real one, and is marked on every screen.
"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kr_app import clock
from kr_app.definitions import Definitions, read
from kr_app.rights import COORDINATOR
from kr_app.settings import ROOT
from kr_app.store.doors import Draft, writing
from kr_core.calendar import BANGKOK, FiscalYear
from kr_core.definition import KeyResult, Scale
from kr_core.log import Kind

# The one that comes with the product, whichever definitions the real book uses.
FIRST = ROOT / "data" / "key_results" / "communication-plan-2568.toml"

# (days after 1 October, level): the plan, and the days on which the work was done.
_DUE = ((60, 1), (136, 2), (211, 3), (282, 4), (364, 5))
_DONE = ((49, 1), (125, 2), (254, 3), (311, 4), (359, 5))
_MISTAKE = (196, 3)


def definitions_of_demo() -> Definitions:
    """The first key result, in the current fiscal year, with a plan of its own."""
    year = FiscalYear.of(clock.today())
    first = read(FIRST)
    due = {level: year.start + timedelta(days=days) for days, level in _DUE}
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
    year = key_result.fiscal_year

    def said(kind: Kind, days: int, level: int | None = None, done: date | None = None, note: str = "") -> Draft:
        moment = datetime.combine(year.start + timedelta(days=days), time(14, 5), BANGKOK).astimezone(UTC)
        agency = key_result.host.id
        once = uuid.uuid5(uuid.NAMESPACE_OID, f"{key_result.code} {kind} {days} {level}").hex
        return Draft(once, moment, COORDINATOR, kind, key_result.code, agency, level, done, None, note)

    ticks = [said(Kind.TICK, days + 1, level, year.start + timedelta(days=days)) for days, level in _DONE]
    days, level = _MISTAKE
    mistaken = said(Kind.TICK, days, level, year.start + timedelta(days=days - 1))
    withdrawn = said(Kind.WITHDRAW, days + 2, level, None, "บันทึกก่อนได้รับความเห็นชอบ ขอถอนเพื่อรอมติผู้บริหาร")
    reports = [said(Kind.CHECK_IN, days) for days in range(20, 365, 30)]
    history = sorted([*ticks, mistaken, withdrawn, *reports], key=lambda draft: draft.moment)
    return [draft for draft in history if draft.moment <= now]
