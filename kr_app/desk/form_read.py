"""What a filled-in form says: a key result, or what is wrong with it, and what a person has to say of its agencies."""

from dataclasses import dataclass, field
from typing import NamedTuple

from kr_app.books import Book
from kr_app.desk import form_sections
from kr_app.desk.agencies_known import known_agencies
from kr_app.desk.agency_ids import Question
from kr_app.desk.form_preview import Preview
from kr_app.desk.frame import Visit
from kr_app.desk.rights_moved import Moved, rights_moved
from kr_app.desk.sheet import Sheet, understood
from kr_app.draw.reasons import reason_text
from kr_app.draw.understood import unread_text
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.words import Words
from kr_core.definition import KeyResult
from kr_core.errors import DefinitionError
from kr_core.reading import key_result_from, refusals_of


class Wrong(NamedTuple):
    """A field that is refused: its id on the page, its label, and why."""

    id: str
    label: str
    why: str


@dataclass(frozen=True)
class Shown:
    """What the editor shows beside the fields."""

    alert: str = ""
    wrong: dict[str, Wrong] = field(default_factory=dict)
    preview: Preview | None = None
    questions: list[Question] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)


class Understood(NamedTuple):
    """The key result that a sheet describes, or what is wrong with it, by field; and whose names were asked about."""

    form: KeyResult | None
    wrong: dict[str, Wrong]
    questions: list[Question]

    @property
    def open(self) -> bool:
        """Whether a question waits for its answer."""
        return any(not each.answer for each in self.questions)


def read(visit: Visit, sheet: Sheet, book: Book) -> Understood:
    """What a sheet describes."""
    words = visit.words
    mapping, questions = understood(sheet, known_agencies(book, visit.asking.path), words)
    refused = sorted(refusals_of(mapping), key=lambda error: form_sections.place_of(error.field, words))
    if refused:
        return Understood(None, {each.field: _wrong(each, words) for each in refused}, questions)
    return Understood(key_result_from(mapping), {}, questions)


def not_yet(visit: Visit, found: Understood) -> Shown:
    """What keeps a form from being looked at: fields that are wrong, or a question that waits."""
    if found.form is None:
        return Shown(some_wrong(visit.words), found.wrong)
    asks = visit.words("Please say whose name this is. Rights go with the agency, so nothing is guessed.")
    return Shown(asks, questions=found.questions)


def rights_with(visit: Visit, before: KeyResult | None, after: KeyResult) -> list[Moved]:
    """Whose rights change, by what is known of people now."""
    with reading(visit.asking.path) as door:
        return rights_moved(before, after, people.everybody(door), visit.words)


def _wrong(error: DefinitionError, words: Words) -> Wrong:
    why = unread_text(error.__cause__, words) or reason_text(error.reason, error.values, words)
    return Wrong(id_of(error.field), form_sections.label_of(error.field, words), why)


def some_wrong(words: Words) -> str:
    """Above the list of what is wrong."""
    return words("Some fields cannot be stored like this. Nothing was changed yet.")


def id_of(name: str) -> str:
    """The id of a field's element: a name without what addresses and selectors do not like."""
    return "f-" + name.replace("[", "-").replace("].", "-").replace(".", "-")
