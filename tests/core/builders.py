"""A small form, its events, and random ones: what the tests of the core are made of.

The form's texts hold no digits and are all translated, so that every digit and every Thai letter in an answer
comes from the core itself.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from kr_core.calendar import FiscalYear
from kr_core.definition import KeyResult
from kr_core.log import Event, standing_after
from kr_core.reading import key_result_from
from kr_core.report import Report, report_on

CODE, HOST = "clean-canals", "drainage-office"
GONE = object()

# The same examples on every run; slow machines are not failures.
always = settings(deadline=None, derandomize=True, max_examples=100)


def level(number: int, percent: float, due: date | None = None) -> dict[str, Any]:
    """One row of the scoring table."""
    row = {
        "number": number,
        "percent": percent,
        "activity": "ขุดลอกคลองตามแผน",
        "activity_en": "Dredge the canals",
        "short": "ขุดลอกคลอง",
        "short_en": "canals dredged",
    }
    return row | ({"due": due} if due else {})


def levels(percents: Sequence[float], dues: Sequence[date | None] = ()) -> list[dict[str, Any]]:
    """The scoring table for percents and, where given, due days."""
    days = [*dues, *[None] * (len(percents) - len(dues))]
    return [level(number, percent, days[number - 1]) for number, percent in enumerate(percents, start=1)]


def agency(name: str, role: str = "R", target: float = 1) -> dict[str, Any]:
    """One row of the target table."""
    return {
        "id": name,
        "name": "สำนักการระบายน้ำ",
        "name_en": "Drainage Office",
        "role": role,
        "target": target,
        "unit": "คลอง",
        "unit_en": "canals",
        "duty": "ขุดลอก",
    }


_FORM: dict[str, Any] = {
    "code": CODE,
    "form_code": "",
    "name": "ร้อยละความสำเร็จของการขุดลอกคลอง",
    "name_en": "Canals dredged",
    "fiscal_year": 2568,
    "dimension": "สิ่งแวดล้อมดี",
    "dimension_en": "Good environment",
    "issue": "น้ำ",
    "issue_en": "Water",
    "definition": "คลองที่ขุดลอกแล้ว",
    "definition_en": "Canals that have been dredged",
    "method": "นับ",
    "method_en": "Counting",
    "roll_up": "host",
    "reporting_interval_days": 30,
    "rule": {"name": "milestone"},
    "target": {"value": 1, "unit": "คลอง", "unit_en": "canals"},
    "agency_kind": {
        "single_agency": True,
        "with_support": False,
        "support_bureau": False,
        "support_district": False,
    },
    "agencies": [agency(HOST, "H")],
    "levels": levels([20, 40, 60, 80, 100]),
    "references": {"standard": True, "target_details": False, "good_practice": False},
    "reporting_channels": {"policy_tracking": True, "other": False},
    "follow_up": {"support_reports": False, "host_monitors": False, "inspector": False, "data_system": False},
    "coordinator": {
        "name": "นางสาวใจดี",
        "position": "วิศวกร",
        "phone": "",
        "section": "กลุ่มงานแผน",
        "agency": "สำนักการระบายน้ำ",
    },
    "informant": {"name": "", "position": ""},
}


def form(**changes: Any) -> dict[str, Any]:
    """A good form as TOML would give it, with whole fields replaced."""
    return deepcopy(_FORM) | changes


def form_with(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The good form with one field, however deep, replaced, added or (`GONE`) taken out."""
    changed = form()
    table: Any = changed
    for step in path[:-1]:
        table = table[step]
    if value is GONE:
        del table[path[-1]]
    else:
        table[path[-1]] = value
    return changed


def key_result(**changes: Any) -> KeyResult:
    """The key result of the good form, with whole fields replaced."""
    return key_result_from(form(**changes))


def tick(number: int, of: int, done_on: date, *, at: datetime | None = None, by: str = HOST) -> Event:
    """Event `number`: level `of` claimed as done on a day; written at noon UTC of that day unless told."""
    moment = at or datetime.combine(done_on, time(12), UTC)
    return Event(number, moment, "coordinator", "tick", CODE, by, level=of, day=done_on)


def withdrawal(number: int, of: Event, *, at: datetime | None = None) -> Event:
    """Event `number`: an earlier tick taken back."""
    moment = at or of.moment + timedelta(hours=1)
    return Event(number, moment, "inspector", "withdraw", CODE, of.agency, level=of.level, refers_to=of.id)


def report(events: Iterable[Event], day: date, of: KeyResult | None = None) -> Report:
    """The host's report on a day, from a log."""
    return report_on(of or key_result(), standing_after(events, CODE, HOST), day)


@st.composite
def key_results(draw: st.DrawFn) -> KeyResult:
    """Any year, 1 to 12 levels, some of them with due days."""
    year = FiscalYear(draw(st.integers(2560, 2580)))
    below_top = draw(st.sets(st.integers(1, 399), max_size=11))
    percents = [*(quarter / 4 for quarter in sorted(below_top)), 100.0]
    offsets = sorted(draw(st.lists(st.integers(0, year.days - 1), min_size=len(percents), max_size=len(percents))))
    kept = draw(st.lists(st.booleans(), min_size=len(percents), max_size=len(percents)))
    dues = [year.start + timedelta(days=offset) if keep else None for offset, keep in zip(offsets, kept, strict=True)]
    boxes = {box: draw(st.booleans()) for box in ("support_reports", "host_monitors", "inspector", "data_system")}
    return key_result(fiscal_year=year.number, levels=levels(percents, dues), follow_up=boxes)


def days_around(year: FiscalYear) -> st.SearchStrategy[date]:
    """Days from two years before a fiscal year to two years after, its own days more often."""
    around = st.dates(year.start - timedelta(days=731), year.end + timedelta(days=731))
    edges = [year.start - timedelta(days=1), year.start, year.end, year.end + timedelta(days=1)]
    return st.dates(year.start, year.end) | around | st.sampled_from(edges)


@st.composite
def logs(draw: st.DrawFn, of: KeyResult) -> list[Event]:
    """Ticks, second ticks, ticks of levels that do not exist, withdrawals, second withdrawals, check-ins."""
    log: list[Event] = []
    number = 0
    for _ in range(draw(st.integers(0, 14))):
        number += draw(st.integers(1, 3))
        done_on = draw(days_around(of.fiscal_year))
        ticks = [event for event in log if event.kind == "tick"]
        kind = draw(st.sampled_from(["tick", "tick", "tick", "withdraw", "check-in"]))
        if kind == "withdraw" and ticks:
            log.append(withdrawal(number, draw(st.sampled_from(ticks))))
        elif kind == "check-in":
            log.append(Event(number, datetime.combine(done_on, time(12), UTC), "inspector", "check-in", CODE, HOST))
        else:
            claimed = tick(number, draw(st.integers(1, of.scale.top + 1)), done_on)
            log.append(claimed._replace(internal=draw(st.booleans())))
    return log
