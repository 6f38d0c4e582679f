"""Everything that a person can change about a key result. Each action is one transaction: it is stored whole, or
refused by name.

A write carries who asks, what they saw (the version) and a once-only id: a double click stores once, and whoever
comes second is told who was first, when, and what.
"""

from kr_app.actions.check_in import LONGEST_REPORT, check_in
from kr_app.actions.confirm import confirm, give_back, review
from kr_app.actions.define import add, define, refuse_uprooting
from kr_app.actions.evidence import Given, add_evidence
from kr_app.actions.inbox import Inbox
from kr_app.actions.levels import tick, withdraw
from kr_app.actions.plan import replan
from kr_app.actions.refused import (
    AlreadyDecided,
    AlreadyStored,
    BeforeYear,
    ClaimGone,
    CodeTaken,
    DueBeforeLower,
    DueOutsideYear,
    EvidenceRefused,
    FormTooLong,
    FutureDay,
    HostChanged,
    LevelUprooted,
    LogReplaced,
    NotAllowed,
    NotAsked,
    NoteTooLong,
    NothingChanged,
    NothingToAttachTo,
    NothingToUndo,
    NothingToWithdraw,
    NotStored,
    OwnClaim,
    PeriodNotBegun,
    ReasonMissing,
    Refused,
    ReportEmpty,
    SomeoneWasFirst,
    YearChanged,
    YearIsOver,
)
from kr_app.actions.undo import undo
from kr_app.actions.write import LONGEST_NOTE, Write
from kr_app.evidence.links import MOST_PIECES

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_REPORT",
    "MOST_PIECES",
    "AlreadyDecided",
    "AlreadyStored",
    "BeforeYear",
    "ClaimGone",
    "CodeTaken",
    "DueBeforeLower",
    "DueOutsideYear",
    "EvidenceRefused",
    "FormTooLong",
    "FutureDay",
    "Given",
    "HostChanged",
    "Inbox",
    "LevelUprooted",
    "LogReplaced",
    "NotAllowed",
    "NotAsked",
    "NotStored",
    "NoteTooLong",
    "NothingChanged",
    "NothingToAttachTo",
    "NothingToUndo",
    "NothingToWithdraw",
    "OwnClaim",
    "PeriodNotBegun",
    "ReasonMissing",
    "Refused",
    "ReportEmpty",
    "SomeoneWasFirst",
    "Write",
    "YearChanged",
    "YearIsOver",
    "add",
    "add_evidence",
    "check_in",
    "confirm",
    "define",
    "give_back",
    "refuse_uprooting",
    "replan",
    "review",
    "tick",
    "undo",
    "withdraw",
]
