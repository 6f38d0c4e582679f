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
class RightsForm:
    """All boxes, in their groups."""

    roles: list[Box]
    key_results: list[Box]
    agencies: list[Box]


def grants_of(visit: Visit) -> list[Grant]:
    """What the ticked boxes grant; a value that no box has is left out."""
    plain = [Grant(role) for role in PLAIN if role.value in visit.every("role")]
    codes = [Grant(Role.COORDINATOR, code=code) for code in visit.every("code") if 0 < len(code) <= _LONGEST_ID]
    agencies = [Grant(Role.COORDINATOR, agency=each) for each in visit.every("agency") if 0 < len(each) <= _LONGEST_ID]
    return [*plain, *codes, *agencies]


def form_of(grants: Iterable[Grant], words: Words) -> RightsForm:
    """The boxes. What was granted over something that is gone keeps its box, so that saving does not drop it."""
    granted = set(grants)
    known = book(REAL).definitions
    codes = dict.fromkeys([*known.key_results, *sorted(grant.code for grant in granted if grant.code)])
    agencies = dict.fromkeys([*agencies_of(known), *sorted(grant.agency for grant in granted if grant.agency)])
    return RightsForm(
        [Box("role", role.value, role_text(role, words), _hint(role, words), Grant(role) in granted) for role in PLAIN],
        [Box("code", code, _label(code, words), "", Grant(Role.COORDINATOR, code=code) in granted) for code in codes],
        [
            Box("agency", each, agency_name(each, known, words), "", Grant(Role.COORDINATOR, agency=each) in granted)
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
            return words("Sees everything and may share any key result.")
        case _:
            return words("Everything, people and rights included.")
