"""The sections of the form, each read from its table. What is wrong is kept with the table (`Fields.refused`)."""

from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar

from kr_core.calendar import FiscalYear
from kr_core.days import parse_day
from kr_core.definition import Agency, Coordinator, FollowUp, Informant, Level, ReportingChannels, Role, Scale, Target
from kr_core.errors import DefinitionError, UnreadableDay
from kr_core.fields import Fields
from kr_core.scoring import Interpolated, Milestone, Ratio, Reverse, Rule, Step

MOST_LEVELS = 12
RULES = ("milestone", "step", "interpolated", "ratio", "reverse")
Boxes = TypeVar("Boxes")


def boxes_of(table: Fields, kind: type[Boxes]) -> Boxes:
    """A section of tick boxes only."""
    names = [name for name in kind.__annotations__ if not name.endswith("_detail")]
    boxes = kind(**{name: table.box(name) for name in names})
    table.finish()
    return boxes


def target_of(table: Fields) -> Target:
    """What is to be reached."""
    target = Target(table.number("value", above=0), table.bilingual("unit", sign=True))
    table.finish()
    return target


def agencies_of(form: Fields) -> tuple[Agency, ...]:
    """The target table: exactly one host, no id twice."""
    agencies = tuple(_agency(table) for table in form.tables("agencies"))
    if form.refused:
        return agencies
    hosts = [agency.id for agency in agencies if agency.role is Role.HOST]
    if len(hosts) != 1:
        form.refuse("agencies", hosts, "exactly one agency must have role H")
    ids = [agency.id for agency in agencies]
    if len(set(ids)) != len(ids):
        form.refuse("agencies", ids, "two agencies are the same: they share an id")
    return agencies


def _agency(table: Fields) -> Agency:
    agency = Agency(
        id=table.slug("id"),
        name=table.bilingual("name"),
        role=Role(table.one_of("role", [role.value for role in Role])),
        target=Target(table.number("target", above=0), table.bilingual("unit", sign=True)),
        duty=table.text("duty", required=False),
    )
    table.finish()
    return agency


def scale_of(form: Fields, year: FiscalYear) -> Scale:
    """The scoring table: percents that rise to 100, days that never fall."""
    tables = form.tables("levels")
    if not 1 <= len(tables) <= MOST_LEVELS:
        form.refuse("levels", len(tables), "1 to {most} levels are needed", most=MOST_LEVELS)
    levels = tuple(_level(table, place, year) for place, table in enumerate(tables, start=1))
    # Of numbers that stand in for unreadable ones nothing further is said.
    if not form.refused:
        _check_percents(form, levels)
        _check_days(form, levels)
    return Scale(levels)


def _check_percents(form: Fields, levels: tuple[Level, ...]) -> None:
    for below, above in pairwise(levels):
        if above.percent <= below.percent:
            form.refuse(f"levels[{above.number}].percent", above.percent, "must rise from level to level")
    if levels[-1].percent != 100:
        form.refuse(f"levels[{levels[-1].number}].percent", levels[-1].percent, "the top level must be 100")


def _check_days(form: Fields, levels: tuple[Level, ...]) -> None:
    dated = [level for level in levels if level.due]
    for earlier, later in pairwise(dated):
        if earlier.due and later.due and later.due < earlier.due:
            form.refuse(f"levels[{later.number}].due", later.due.isoformat(), "is due before a lower level")


def _level(table: Fields, place: int, year: FiscalYear) -> Level:
    number = table.whole("number", 1, MOST_LEVELS)
    if number != place and not table.refused:
        table.refuse("number", number, "levels are listed from 1 upwards; {place} is needed here", place=place)
    level = Level(
        number=number,
        percent=table.number("percent", above=0, at_most=100),
        activity=table.bilingual("activity"),
        short=table.bilingual("short", required=False),
        due=table.tried(lambda: _due(table, year), None),
    )
    table.finish()
    return level


def _due(table: Fields, year: FiscalYear) -> date | None:
    due = table.take("due", None)
    if due is None or due == "":
        return None
    if isinstance(due, str):
        due = _read_day(due, f"{table.path}due")
    if not isinstance(due, date) or isinstance(due, datetime):
        raise DefinitionError(f"{table.path}due", due, "must be a day, for example 2025-07-10")
    # Of a day nothing is said while the year itself is wrong.
    if due not in year and not table.refused:
        raise DefinitionError(f"{table.path}due", due.isoformat(), "must lie in fiscal year {year}", year=year.number)
    return due


def _read_day(text: str, field: str) -> date:
    try:
        return parse_day(text)
    except UnreadableDay as error:
        raise DefinitionError(field, text, "must be a day, for example 2025-07-10") from error


def rule_of(table: Fields, top: int) -> Rule:
    """The score rule with its thresholds."""
    otherwise: Rule = Milestone(top)
    rule = table.tried(lambda: _rule(table, top), otherwise)
    table.finish()
    return rule


def _rule(table: Fields, top: int) -> Rule:
    match table.one_of("name", RULES):
        case "step":
            return Step(table.numbers("thresholds"), table.whole("below_first", 0, 1, default=0))
        case "interpolated":
            unscored = table.box("zero_is_unscored", default=False)
            return Interpolated(table.numbers("thresholds"), table.whole("below_first", 0, 1, default=1), unscored)
        case "ratio":
            return Ratio(table.number("full_marks_at"))
        case "reverse":
            return Reverse(table.number("full_marks_at"), table.number("zero_at"))
        case _:
            return Milestone(top)


def reporting_channels_of(table: Fields) -> ReportingChannels:
    """Through which systems the results are reported."""
    detail = table.bilingual("other_detail", required=False)
    channels = ReportingChannels(table.box("policy_tracking"), table.box("other"), detail)
    table.finish()
    return channels


def follow_up_of(table: Fields) -> FollowUp:
    """Who follows up."""
    follow_up = FollowUp(
        support_reports=table.box("support_reports"),
        host_monitors=table.box("host_monitors"),
        inspector=table.box("inspector"),
        data_system=table.box("data_system"),
        data_system_detail=table.bilingual("data_system_detail", required=False),
    )
    table.finish()
    return follow_up


def coordinator_of(table: Fields) -> Coordinator:
    """Whom to ask."""
    coordinator = Coordinator(
        name=table.text("name"),
        position=table.bilingual("position"),
        phone=table.text("phone", required=False),
        section=table.bilingual("section"),
        agency=table.bilingual("agency"),
    )
    table.finish()
    return coordinator


def informant_of(table: Fields) -> Informant:
    """Who signs the form."""
    informant = Informant(table.text("name", required=False), table.text("position", required=False))
    table.finish()
    return informant
