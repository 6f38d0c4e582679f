"""The rights of a person as ticked boxes, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from kr_app.books import REAL, book
from kr_app.desk.frame import Visit
from kr_app.desk.wording import agencies_of, agency_name, key_result_name, role_text, short_name
from kr_app.rights import Grant, Role
from kr_app.words import Words

# Roles that need nothing named beside them.
PLAIN = (Role.VIEWER, Role.INSPECTOR, Role.ADMIN)
# Roles over the key results or agencies that are named.
SCOPED = (Role.COORDINATOR, Role.CONFIRMER)
_LONGEST_ID = 64


@dataclass(frozen=True)
class Box:
    """One box: the field's name and value, its words, and whether it is ticked."""

    field: str
    value: str
    label: str
    hint: str
    ticked: bool


@dataclass(frozen=True)
class Scoped:
    """The boxes of a role that names key results or agencies."""

    role: Role
    key_results: list[Box]
    agencies: list[Box]


@dataclass(frozen=True)
class RightsForm:
    """All boxes, in their groups."""

    roles: list[Box]
    scoped: list[Scoped]


def grants_of(visit: Visit) -> list[Grant]:
    """What the ticked boxes grant; a value that no box has is left out."""
    plain = [Grant(role) for role in PLAIN if role.value in visit.every("role")]
    scoped = [
        Grant(role, **{named: value})
        for role in SCOPED
        for named in ("code", "agency")
        for value in visit.every(f"{role.value}-{named}")
        if 0 < len(value) <= _LONGEST_ID
    ]
    return [*plain, *scoped]


def form_of(grants: Iterable[Grant], words: Words) -> RightsForm:
    """The boxes. What was granted over something that is gone keeps its box, so that saving does not drop it."""
    granted = set(grants)
    return RightsForm(
        [Box("role", role.value, role_text(role, words), _hint(role, words), Grant(role) in granted) for role in PLAIN],
        [_scoped(role, granted, words) for role in SCOPED],
    )


def _scoped(role: Role, granted: set[Grant], words: Words) -> Scoped:
    known = book(REAL).definitions
    of_role = [grant for grant in granted if grant.role is role]
    codes = dict.fromkeys([*known.key_results, *sorted(grant.code for grant in of_role if grant.code)])
    agencies = dict.fromkeys([*agencies_of(known), *sorted(grant.agency for grant in of_role if grant.agency)])
    field = role.value
    return Scoped(
        role,
        [Box(f"{field}-code", code, _label(code, words), "", Grant(role, code=code) in granted) for code in codes],
        [
            Box(f"{field}-agency", each, agency_name(each, known, words), "", Grant(role, agency=each) in granted)
            for each in agencies
        ],
    )


def _label(code: str, words: Words) -> str:
    known = book(REAL).definitions
    found = known.key_results.get(code)
    return short_name(found, words) if found else key_result_name(code, known, words)


def _hint(role: Role, words: Words) -> str:
    match role:
        case Role.VIEWER:
            return words("Sees everything, changes nothing.")
        case Role.INSPECTOR:
            return words("Sees everything, reviews recorded levels, and may share any key result.")
        case _:
            return words("Everything, people and rights included.")
