"""Who may do what, and how far: one table, read by the code, the people page and the tests. All else is denied."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kr_core.definition import KeyResult


class Role(StrEnum):
    """What a person is to the dashboard."""

    VIEWER = "viewer"
    COORDINATOR = "coordinator"
    CONFIRMER = "confirmer"
    INSPECTOR = "inspector"
    ADMIN = "admin"


class Action(StrEnum):
    """What can be done."""

    VIEW = "view"  # figures, texts and notes that are not internal
    SEE_INTERNAL = "see-internal"  # names, phone numbers, and notes marked internal
    RECORD = "record"  # tick a level, take a tick back, attach evidence, set due days, report progress
    CONFIRM = "confirm"  # confirm a claim for the host agency, or return it
    REVIEW = "review"  # review a claim as an inspector, or return it
    DEFINE = "define"  # edit the form of a key result, add a key result
    SHARE = "share"  # make a link
    MANAGE_LINKS = "manage-links"  # pause and revoke links that others made
    MANAGE_PEOPLE = "manage-people"
    READ_TRAIL = "read-trail"


class Reach(StrEnum):
    """How far a right goes: nowhere, over the key results and agency that a grant names, or everywhere."""

    NONE = "none"
    OWN = "own"
    ALL = "all"


RIGHTS: Mapping[Role, Mapping[Action, Reach]] = MappingProxyType(
    {
        Role.VIEWER: {Action.VIEW: Reach.ALL, Action.SEE_INTERNAL: Reach.ALL},
        Role.COORDINATOR: {
            Action.VIEW: Reach.ALL,
            Action.SEE_INTERNAL: Reach.ALL,
            Action.RECORD: Reach.OWN,
            Action.SHARE: Reach.OWN,
        },
        Role.CONFIRMER: {Action.VIEW: Reach.ALL, Action.SEE_INTERNAL: Reach.ALL, Action.CONFIRM: Reach.OWN},
        Role.INSPECTOR: {
            Action.VIEW: Reach.ALL,
            Action.SEE_INTERNAL: Reach.ALL,
            Action.REVIEW: Reach.ALL,
            Action.SHARE: Reach.ALL,
        },
        Role.ADMIN: dict.fromkeys(Action, Reach.ALL),
    }
)


def reach_of(role: Role, action: Action) -> Reach:
    """How far a role's right to an action goes."""
    return RIGHTS.get(role, {}).get(action, Reach.NONE)


@dataclass(frozen=True)
class Subject:
    """What an action is about: a key result and its host, an agency, or (with both empty) nothing in particular."""

    code: str = ""
    agency: str = ""


EVERYTHING = Subject()


def subject_of(key_result: KeyResult) -> Subject:
    """A key result as the subject of an action."""
    return Subject(key_result.code, key_result.host.id)


@dataclass(frozen=True)
class Grant:
    """A role given to a person; a coordinator's and a confirmer's names one key result or one agency."""

    role: Role
    code: str = ""
    agency: str = ""

    def covers(self, subject: Subject) -> bool:
        """Whether the grant names what the subject is about."""
        named = self.code and self.code == subject.code
        return bool(named or (self.agency and self.agency == subject.agency))

    def allows(self, action: Action, subject: Subject) -> bool:
        """Whether this grant alone gives the right."""
        reach = reach_of(self.role, action)
        return reach is Reach.ALL or (reach is Reach.OWN and self.covers(subject))


@dataclass(frozen=True)
class Visitor:
    """Whoever is asking. `person` is None for somebody who is not signed in; `name` is what others see."""

    person: int | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether this is a person known here."""
        return self.person is not None

    @property
    def actor(self) -> str:
        """How the log names this person."""
        return f"person:{self.person}" if self.signed_in else ""

    def may(self, action: Action, subject: Subject = EVERYTHING) -> bool:
        """Whether any grant gives the right; nobody without a grant may do anything."""
        return self.signed_in and any(grant.allows(action, subject) for grant in self.grants)

    def may_somewhere(self, action: Action) -> bool:
        """Whether there is anything at all that the right holds for."""
        return self.signed_in and any(reach_of(grant.role, action) is not Reach.NONE for grant in self.grants)


ANYBODY = Visitor()
# How the log names whoever wrote before people could sign in, and the demonstration's made-up history.
COORDINATOR = "coordinator"
