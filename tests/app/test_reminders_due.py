"""Who is to hear of what: the rights decide, and nobody is asked to confirm what they recorded themselves."""

from datetime import date
from pathlib import Path

import pytest

from kr_app.definitions import read
from kr_app.reminding.due import Item, items_for, items_of, kinds_for
from kr_app.reminding.message import MOST_ITEMS, message_of, trial_of
from kr_app.rights import Grant, Role, Visitor
from kr_core.definition import KeyResult
from kr_core.language import Language
from kr_core.log import Event, Kind, standing_after
from kr_core.reminders import ReminderKind
from kr_core.report import report_on
from tests.app.cast import CAST
from tests.app.entries import CODE, HOST, MOMENT, definition

RECORDING = {ReminderKind.RETURNED, ReminderKind.OVERDUE, ReminderKind.NOT_REPORTED, ReminderKind.DUE_SOON}
TICKED_BY = 7
HEARS: dict[str, set[ReminderKind]] = {
    "without-grants": set(),
    "viewer": set(),
    "coordinator": RECORDING,
    "coordinator-of-the-agency": RECORDING,
    "coordinator-of-another": set(),
    "confirmer": {ReminderKind.TO_CONFIRM},
    "inspector": {ReminderKind.TO_REVIEW},
    "admin": set(),
}


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> KeyResult:
    """A form that asks both, the host agency and an inspector."""
    boxes = (("host_monitors = false", "host_monitors = true"), ("inspector = false", "inspector = true"))
    return read(definition(tmp_path_factory.mktemp("forms"), "asked.toml", *boxes))


@pytest.fixture(scope="module")
def items(form: KeyResult) -> list[Item]:
    """One claim returned, one waiting, the third level overdue, the fourth due in a week, no report."""
    actor, day = f"person:{TICKED_BY}", date(2025, 5, 9)
    log = [Event(level, MOMENT, actor, Kind.TICK, CODE, HOST, level, date(2025, 1, 9)) for level in (1, 2)]
    log.append(Event(3, MOMENT, "person:9", Kind.RETURN, CODE, HOST, 1, refers_to=1))
    log.append(Event(4, MOMENT, actor, Kind.PLAN, CODE, HOST, 3, date(2025, 5, 1)))
    log.append(Event(5, MOMENT, actor, Kind.PLAN, CODE, HOST, 4, date(2025, 5, 16)))
    return items_of([report_on(form, standing_after(log, CODE, HOST), day)])


def test_the_example_holds_a_reminder_of_every_kind(items: list[Item]) -> None:
    """Otherwise the next test proves little."""
    assert {item.reminder.kind for item in items} == set(ReminderKind)


@pytest.mark.parametrize("who", CAST)
def test_everybody_hears_of_what_is_theirs_to_do_and_of_nothing_else(who: str, items: list[Item]) -> None:
    """An administrator may do everything, and nothing is theirs to do."""
    visitor = Visitor(1, who, CAST[who])
    assert {item.reminder.kind for item in items_for(visitor, items)} == HEARS[who]
    assert HEARS[who] <= set(kinds_for(visitor))


@pytest.mark.parametrize("role", [Role.CONFIRMER, Role.INSPECTOR])
def test_nobody_is_asked_to_confirm_what_they_recorded_themselves(role: Role, items: list[Item]) -> None:
    """They could not."""
    grant = Grant(role) if role is Role.INSPECTOR else Grant(role, code=CODE)
    assert items_for(Visitor(TICKED_BY, "x", (grant,)), items) == []


def test_an_administrator_who_is_a_coordinator_too_hears_of_what_a_coordinator_does(items: list[Item]) -> None:
    """The one role takes nothing from the other."""
    both = Visitor(1, "x", (Grant(Role.ADMIN), Grant(Role.COORDINATOR, code=CODE)))
    assert {item.reminder.kind for item in items_for(both, items)} == RECORDING


@pytest.mark.parametrize("language", Language)
def test_a_message_names_the_key_result_once_and_everything_to_do_and_no_person(
    language: Language, items: list[Item], form: KeyResult
) -> None:
    """Without an address of the server there are no links; it says where to look instead."""
    message = message_of(items, language)
    assert message.text.count(form.name.in_language(language)) == 1
    assert len([line for line in message.text.splitlines() if line.startswith("- ")]) == len(items)
    assert "://" not in message.text
    assert ("Sign in to the dashboard" in message.text) == (language is Language.ENGLISH)
    assert not [word for word in (form.coordinator.name, form.coordinator.phone) if word in message.text]


def test_a_long_message_says_how_much_more_there_is(items: list[Item]) -> None:
    """More than two screens of a phone nobody reads; the title counts everything."""
    many = items * 10
    message = message_of(many, Language.ENGLISH)
    lines = [line for line in message.text.splitlines() if line.startswith("- ")]
    assert len(lines) == MOST_ITEMS
    assert f"{len(many) - MOST_ITEMS} further things stand in the dashboard." in message.text
    assert message.title == f"BMA key results: {len(many)} things to do"


def test_a_trial_message_is_in_the_language_of_the_person() -> None:
    """And says that it is one."""
    assert "ทดสอบ" in trial_of(Language.THAI).title
    assert "trial" in trial_of(Language.ENGLISH).title


def test_a_name_that_is_markup_or_on_two_lines_stays_text_on_one_line(tmp_path: Path) -> None:
    """In plain text nothing is markup."""
    changed = ("Success in preparing the city communication plan (percent)", "<b>One\\nplan</b>")
    form = read(definition(tmp_path / "forms", "odd.toml", changed))
    found = items_of([report_on(form, standing_after([], CODE, HOST), date(2025, 5, 9))])
    assert message_of(found, Language.ENGLISH).text.startswith("<b>One plan</b> · Fiscal year 2568")
