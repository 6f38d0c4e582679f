"""Whose rights over a key result change with its form: by name, before anything is stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from kr_app.desk.wording import action_text
from kr_app.rights import EVERYTHING, Action, Subject, Visitor, subject_of
from kr_app.store.people import Person
from kr_app.words import Words
from kr_core.definition import KeyResult

# What hangs on the host agency, and is a right to change something.
_MOVING = (Action.RECORD, Action.CONFIRM)


@dataclass(frozen=True)
class Moved:
    """One right, who gets it and who loses it; each as name and position."""

    right: str
    gain: list[str]
    lose: list[str]


def rights_moved(before: KeyResult | None, after: KeyResult, people: Iterable[Person], words: Words) -> list[Moved]:
    """The rights that move; of a new key result (`before` is None) everybody who gets one."""
    old = subject_of(before) if before else EVERYTHING
    new = subject_of(after)
    able = [person for person in people if not person.disabled and not _everywhere(person)]
    moved = []
    for action in _MOVING:
        gain = [_named(each) for each in able if _may(each, action, new) and not _may(each, action, old)]
        lose = [_named(each) for each in able if _may(each, action, old) and not _may(each, action, new)]
        if gain or lose:
            moved.append(Moved(action_text(action, words), gain, lose))
    return moved


def _may(person: Person, action: Action, subject: Subject) -> bool:
    return Visitor(person.id, person.shown, person.grants).may(action, subject)


def _everywhere(person: Person) -> bool:
    return all(_may(person, action, EVERYTHING) for action in _MOVING)


def _named(person: Person) -> str:
    return f"{person.shown} ({person.position})" if person.position else person.shown
