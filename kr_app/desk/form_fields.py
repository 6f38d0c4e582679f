"""What a field of the form is to the editor; the two tables of the form, agencies and levels, row by row."""

from dataclasses import dataclass, field
from enum import StrEnum

from kr_app.words import Words

ROWS = ("agencies", "levels")


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    AREA = "area"
    BOX = "box"
    CHOICE = "choice"
    NUMBER = "number"
    WHOLE = "whole"
    NUMBERS = "numbers"
    DAY = "day"


@dataclass(frozen=True)
class Field:
    """One field; `english` is set for our translation of the field before it, which is `paired` with it."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    required: bool = True
    english: bool = False
    paired: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """Fields that belong together."""

    name: str
    title: str
    fields: list[Field] = field(default_factory=list)
    hint: str = ""


def twin(words: Words, name: str, label: str, kind: Kind = Kind.LINE, *, required: bool = True) -> list[Field]:
    """A text of the form and our translation of it."""
    in_english = words("{field}, in English", field=label)
    return [
        Field(name, label, kind, required, paired=True),
        Field(f"{name}_en", in_english, kind, required=False, english=True),
    ]


def row_fields(rows: str, words: Words) -> list[Field]:
    """The fields of one row of a table, their names without the row."""
    if rows == "levels":
        return [
            Field("percent", words("Percent"), Kind.NUMBER),
            Field("due", words("Due day, if the form gives one"), Kind.DAY, required=False),
            *twin(words, "activity", words("Activity"), Kind.AREA),
            *twin(words, "short", words("Short text for charts"), required=False),
        ]
    roles = (("H", words("Host agency (H)")), ("R", words("Supporting agency (R)")))
    return [
        Field("role", words("Role"), Kind.CHOICE, choices=roles),
        *twin(words, "name", words("Name of the agency")),
        Field("target", words("Target"), Kind.NUMBER),
        *twin(words, "unit", words("Unit")),
        Field("duty", words("Duty"), Kind.AREA, required=False),
    ]
