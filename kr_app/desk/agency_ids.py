"""Which agency a row of the form is. Rights are given by its id, which nobody types: it follows the name.

A row with the name of a known agency is that agency. Any other name is a new agency's, until a person says that it is
the one that stood there, or one that is called nearly so, under another name.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kr_core.agency_names import SameAgency, identity, same_agency, surely_others
from kr_core.definition import Agency
from kr_core.fields import LONGEST_TEXT

SAME, OTHER = "same", "other"


@dataclass(frozen=True)
class Known:
    """The agencies of the forms that count now and of those before, and the ids that rights were given by."""

    now: Sequence[Agency]
    before: Sequence[Agency] = ()
    granted: Collection[str] = ()

    @property
    def every(self) -> Iterator[Agency]:
        """All of them, those of now first."""
        yield from self.now
        yield from self.before


class Said(NamedTuple):
    """What a form says of a row: the id that it had, and the answer to what was asked about it."""

    id: str = ""
    asked: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Question:
    """Whether the agency of a row, counted from 1, is a known one under another name; `answer` is empty at first."""

    row: int
    name: str
    known: Agency
    answer: str

    @property
    def about(self) -> str:
        """What is asked: an answer to anything else is none."""
        return f"{self.known.id} {identity(self.name)}"


def give_ids(rows: Sequence[dict[str, Any]], said: Sequence[Said], known: Known) -> list[Question]:
    """Put the right id into each row; answers what a person has to decide, or has decided."""
    names = [str(row["name"])[: LONGEST_TEXT + 1].strip() for row in rows]
    by_name = _by_name(known.now)
    found = [_known_id(name, each.id, by_name) for name, each in zip(names, said, strict=True)]
    taken = {agency.id for agency in known.every} | set(known.granted) | set(filter(None, found))
    made: dict[str, str] = {}
    questions = []
    for place, (row, name) in enumerate(zip(rows, names, strict=True)):
        question = None if found[place] or not name else _question(place + 1, name, said[place], known, found)
        if question:
            questions.append(question)
        if question and question.answer == SAME:
            row["id"] = question.known.id
        else:
            row["id"] = found[place] or made.get(identity(name)) or _new_id(name, str(row["name_en"]), taken)
            made[identity(name)] = row["id"]
        taken.add(row["id"])
    return questions


def _by_name(agencies: Sequence[Agency]) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for agency in agencies:
        ids.setdefault(identity(agency.name.thai), []).append(agency.id)
    return ids


def _known_id(name: str, given: str, by_name: dict[str, list[str]]) -> str:
    """That of the agency of this name, the row's own where two have it; empty where nobody has it, or two others do."""
    ids = by_name.get(identity(name), [""])
    if given in ids:
        return given
    return ids[0] if len(set(ids)) == 1 else ""


def _question(row: int, name: str, said: Said, known: Known, found: Sequence[str]) -> Question | None:
    candidate = _candidate(name, said.id, known, found)
    if candidate is None:
        return None
    # Of names that have nothing in common the safe answer is chosen already: another agency, and nobody gets a right.
    usual = OTHER if same_agency(name, candidate.name.thai) is SameAgency.NO else ""
    question = Question(row, name, candidate, usual)
    if said.asked == question.about and said.answer in (SAME, OTHER):
        return Question(row, name, candidate, said.answer)
    return question


def _candidate(name: str, given: str, known: Known, found: Sequence[str]) -> Agency | None:
    """The agency that stood in the row, unless it is surely another; else one that is called nearly so, or was once.

    None that another row is by its name: two rows are not one agency.
    """
    free = [agency for agency in known.every if agency.id not in found]
    named = [agency for agency in known.now if agency.id not in found and identity(agency.name.thai) == identity(name)]
    if named:
        return named[0]  # One of several of this very name.
    stood = [agency for agency in free if agency.id == given]
    if stood and not any(surely_others(name, agency.name.thai) for agency in stood):
        return stood[0]
    asked = (agency for agency in free if same_agency(name, agency.name.thai) is not SameAgency.NO)
    return next((agency for agency in asked if agency.id != given), None)


def _new_id(name: str, english: str, taken: Collection[str]) -> str:
    """From the English name, unless that is another agency's already."""
    plain = re.sub(r"[^a-z0-9]+", "-", english[:200].lower()).strip("-")[:60].strip("-")
    source = identity(name)
    while not plain or plain in taken:
        source = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()
        plain = f"agency-{source[:10]}"
    return plain
