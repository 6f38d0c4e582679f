"""From a plain mapping, as TOML gives it, to a checked `KeyResult`.

Every refusal is a `DefinitionError` naming the field, the value found and why. A field that the form
does not have is refused too: a misspelt name must not pass as an empty one.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import pairwise
from typing import Any, TypeVar

from kr_core.calendar import FiscalYear, parse_day
from kr_core.definition import (
    Agency,
    AgencyKind,
    Coordinator,
    FollowUp,
    Informant,
    KeyResult,
    Level,
    References,
    ReportingChannels,
    Role,
    RollUp,
    Scale,
    Target,
)
from kr_core.errors import DefinitionError, UnreadableDay
from kr_core.fields import Fields
from kr_core.scoring import Interpolated, Milestone, Ratio, Reverse, Rule, Step

MOST_LEVELS = 12
Boxes = TypeVar("Boxes")


def key_result_from(mapping: Mapping[str, Any]) -> KeyResult:
    """The key result that a mapping describes. Raises `DefinitionError`."""
    form = Fields(mapping)
    year = FiscalYear(form.whole("fiscal_year", 2500, 2700))
    scale = _scale(form.tables("levels"), year)
    agencies = _agencies(form.tables("agencies"))
    result = KeyResult(
        code=form.slug("code"),
        form_code=form.text("form_code", required=False),
        name=form.bilingual("name"),
        fiscal_year=year,
        dimension=form.bilingual("dimension"),
        issue=form.bilingual("issue"),
        agency_kind=_boxes(form.table("agency_kind"), AgencyKind),
        target=_target(form.table("target")),
        definition=form.bilingual("definition"),
        method=form.bilingual("method"),
        agencies=agencies,
        scale=scale,
        rule=_rule(form.table("rule"), scale.top),
        roll_up=RollUp(form.one_of("roll_up", [kind.value for kind in RollUp])),
        references=_boxes(form.table("references"), References),
        reporting_channels=_reporting_channels(form.table("reporting_channels")),
        follow_up=_follow_up(form.table("follow_up")),
        coordinator=_coordinator(form.table("coordinator")),
        informant=_informant(form.table("informant")),
        reporting_interval_days=form.whole("reporting_interval_days", 1, 366, default=30),
    )
    form.finish()
    return result


def _boxes(table: Fields, kind: type[Boxes]) -> Boxes:
    names = [name for name in kind.__annotations__ if not name.endswith("_detail")]
    boxes = kind(**{name: table.box(name) for name in names})
    table.finish()
    return boxes


def _target(table: Fields) -> Target:
    target = Target(table.number("value", above=0), table.bilingual("unit"))
    table.finish()
    return target


def _agencies(tables: list[Fields]) -> tuple[Agency, ...]:
    agencies = tuple(_agency(table) for table in tables)
    hosts = [agency.id for agency in agencies if agency.role is Role.HOST]
    if len(hosts) != 1:
        raise DefinitionError("agencies", hosts, "exactly one agency must have role H")
    ids = [agency.id for agency in agencies]
    if len(set(ids)) != len(ids):
        raise DefinitionError("agencies", ids, "two agencies share an id")
    return agencies


def _agency(table: Fields) -> Agency:
    agency = Agency(
        id=table.slug("id"),
        name=table.bilingual("name"),
        role=Role(table.one_of("role", [role.value for role in Role])),
        target=Target(table.number("target", above=0), table.bilingual("unit")),
        duty=table.text("duty", required=False),
    )
    table.finish()
    return agency


def _scale(tables: list[Fields], year: FiscalYear) -> Scale:
    if not 1 <= len(tables) <= MOST_LEVELS:
        raise DefinitionError("levels", len(tables), f"1 to {MOST_LEVELS} levels are needed")
    levels = tuple(_level(table, place, year) for place, table in enumerate(tables, start=1))
    for below, above in pairwise(levels):
        if above.percent <= below.percent:
            raise DefinitionError(f"levels[{above.number}].percent", above.percent, "must rise from level to level")
    if levels[-1].percent != 100:
        raise DefinitionError(f"levels[{levels[-1].number}].percent", levels[-1].percent, "the top level must be 100")
    dated = [level for level in levels if level.due]
    for earlier, later in pairwise(dated):
        if earlier.due and later.due and later.due < earlier.due:
            raise DefinitionError(f"levels[{later.number}].due", later.due.isoformat(), "is due before a lower level")
    return Scale(levels)


def _level(table: Fields, place: int, year: FiscalYear) -> Level:
    number = table.whole("number", 1, MOST_LEVELS)
    if number != place:
        raise DefinitionError(
            f"{table.path}number", number, f"levels are listed from 1 upwards; {place} is needed here"
        )
    level = Level(
        number=number,
        percent=table.number("percent", above=0, at_most=100),
        activity=table.bilingual("activity"),
        short=table.bilingual("short", required=False),
        due=_due(table, year),
    )
    table.finish()
    return level


def _due(table: Fields, year: FiscalYear) -> date | None:
    due = table.take("due", None)
    if due is None or due == "":
        return None
    if isinstance(due, str):
        with suppress(UnreadableDay):
            due = parse_day(due)
    if not isinstance(due, date) or isinstance(due, datetime):
        raise DefinitionError(f"{table.path}due", due, "must be a day, for example 2025-07-10")
    if due not in year:
        raise DefinitionError(f"{table.path}due", due.isoformat(), f"must lie in fiscal year {year.number}")
    return due


def _rule(table: Fields, top: int) -> Rule:
    name = table.one_of("name", ["milestone", "step", "interpolated", "ratio", "reverse"])
    rule: Rule
    if name == "step":
        rule = Step(table.numbers("thresholds"), table.whole("below_first", 0, 1, default=0))
    elif name == "interpolated":
        unscored = table.box("zero_is_unscored", default=False)
        rule = Interpolated(table.numbers("thresholds"), table.whole("below_first", 0, 1, default=1), unscored)
    elif name == "ratio":
        rule = Ratio(table.number("full_marks_at"))
    elif name == "reverse":
        rule = Reverse(table.number("full_marks_at"), table.number("zero_at"))
    else:
        rule = Milestone(top)
    table.finish()
    return rule


def _reporting_channels(table: Fields) -> ReportingChannels:
    detail = table.bilingual("other_detail", required=False)
    channels = ReportingChannels(table.box("policy_tracking"), table.box("other"), detail)
    table.finish()
    return channels


def _follow_up(table: Fields) -> FollowUp:
    follow_up = FollowUp(
        support_reports=table.box("support_reports"),
        host_monitors=table.box("host_monitors"),
        inspector=table.box("inspector"),
        data_system=table.box("data_system"),
        data_system_detail=table.bilingual("data_system_detail", required=False),
    )
    table.finish()
    return follow_up


def _coordinator(table: Fields) -> Coordinator:
    coordinator = Coordinator(
        name=table.text("name"),
        position=table.bilingual("position"),
        phone=table.text("phone", required=False),
        section=table.bilingual("section"),
        agency=table.bilingual("agency"),
    )
    table.finish()
    return coordinator


def _informant(table: Fields) -> Informant:
    informant = Informant(table.text("name", required=False), table.text("position", required=False))
    table.finish()
    return informant
