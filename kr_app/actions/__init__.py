"""Everything that a person can change about a key result. Each action is one transaction: it is stored whole, or
refused by name.

A write carries who asks, what they saw (the version) and a once-only id: a double click stores once, and whoever
comes second is told who was first, when, and what.
"""

from kr_app.actions.levels import tick, withdraw
from kr_app.actions.refused import (
    BeforeYear,
    FutureDay,
    NotAllowed,
    NoteTooLong,
    NothingToUndo,
    NothingToWithdraw,
    NotStored,
    ReasonMissing,
    Refused,
    SomeoneWasFirst,
)
from kr_app.actions.undo import undo
from kr_app.actions.write import LONGEST_NOTE, Write

__all__ = [
    "LONGEST_NOTE",
    "BeforeYear",
    "FutureDay",
    "NotAllowed",
    "NotStored",
    "NoteTooLong",
    "NothingToUndo",
    "NothingToWithdraw",
    "ReasonMissing",
    "Refused",
    "SomeoneWasFirst",
    "Write",
    "tick",
    "undo",
    "withdraw",
]
