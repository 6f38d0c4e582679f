"""Everything that a person can change about a key result. Each action is one transaction: it is stored whole, or
refused by name.

A write carries who asks, what they saw (the version) and a once-only id: a double click stores once, and whoever
comes second is told who was first, when, and what.
"""

from kr_app.actions.check_in import LONGEST_REPORT, check_in
from kr_app.actions.confirm import confirm, give_back, review
from kr_app.actions.levels import tick, withdraw
from kr_app.actions.refused import (
    AlreadyDecided,
    BeforeYear,
    FutureDay,
    NotAllowed,
    NotAsked,
    NoteTooLong,
    NothingToUndo,
    NothingToWithdraw,
    NotStored,
    OwnClaim,
    PeriodNotBegun,
    ReasonMissing,
    Refused,
    ReportEmpty,
    SomeoneWasFirst,
)
from kr_app.actions.undo import undo
from kr_app.actions.write import LONGEST_NOTE, Write

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_REPORT",
    "AlreadyDecided",
    "BeforeYear",
    "FutureDay",
    "NotAllowed",
    "NotAsked",
    "NotStored",
    "NoteTooLong",
    "NothingToUndo",
    "NothingToWithdraw",
    "OwnClaim",
    "PeriodNotBegun",
    "ReasonMissing",
    "Refused",
    "ReportEmpty",
    "SomeoneWasFirst",
    "Write",
    "check_in",
    "confirm",
    "give_back",
    "review",
    "tick",
    "undo",
    "withdraw",
]
