"""Who is to hear of which reminder: decided by the same rights that decide who may act on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kr_app.rights import Action, Grant, Role, Visitor, subject_of
from kr_core.definition import KeyResult
from kr_core.reminders import Reminder, ReminderKind, reminders_of
from kr_core.report import Report

# What somebody must be able to do for a reminder of a kind to be theirs.
ACTIONS = {
    ReminderKind.RETURNED: Action.RECORD,
    ReminderKind.OVERDUE: Action.RECORD,
    ReminderKind.NOT_REPORTED: Action.RECORD,
    ReminderKind.TO_CONFIRM: Action.CONFIRM,
    ReminderKind.TO_REVIEW: Action.REVIEW,
    ReminderKind.DUE_SOON: Action.RECORD,
}


@dataclass(frozen=True)
class Item:
    """A reminder with the key result that it is about."""

    key_result: KeyResult
    reminder: Reminder


def items_of(reports: Iterable[Report]) -> list[Item]:
    """Everything that is to be done on the day of the reports, key result by key result."""
    return [Item(report.key_result, reminder) for report in reports for reminder in reminders_of(report)]


def items_for(visitor: Visitor, items: Iterable[Item]) -> list[Item]:
    """What is for one person, in the same order."""
    working = _working(visitor.grants)
    return [item for item in items if _is_for(visitor, working, item)]


def kinds_for(visitor: Visitor) -> list[ReminderKind]:
    """The kinds that may ever be for a person."""
    asker = Visitor(visitor.person, grants=tuple(_working(visitor.grants)))
    return [kind for kind, action in ACTIONS.items() if asker.may_somewhere(action)]


def _working(grants: Iterable[Grant]) -> list[Grant]:
    # An administrator may do everything, which makes nothing theirs to do.
    return [grant for grant in grants if grant.role is not Role.ADMIN]


def _is_for(visitor: Visitor, grants: Sequence[Grant], item: Item) -> bool:
    kind, subject = item.reminder.kind, subject_of(item.key_result)
    if kind in (ReminderKind.TO_CONFIRM, ReminderKind.TO_REVIEW) and item.reminder.actor == visitor.actor:
        return False  # nobody confirms what they recorded themselves
    return any(grant.allows(ACTIONS[kind], subject) for grant in grants)
