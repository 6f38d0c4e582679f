"""A filled-in form: texts by field as a person typed them, to and from a key result."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kr_app.desk.agency_ids import Known, Question, Said, give_ids
from kr_app.desk.form_fields import ROWS, Field, Kind, row_fields
from kr_app.desk.form_sections import every_field
from kr_app.words import Words
from kr_core.calendar import FiscalYear
from kr_core.definition import Agency, KeyResult
from kr_core.digits import exact_number
from kr_core.numbers import several
from kr_core.sections import MOST_LEVELS
from kr_core.writing import mapping_of

MOST_ROWS = {"levels": MOST_LEVELS, "agencies": 200}
# What a row has beside its fields: which agency, and which level of the version that was shown.
IDENTITY = {"levels": "was", "agencies": "id"}
# Of an agency further what was asked about its name, and the answer.
_ASKED = {"levels": (), "agencies": ("asked", "answer")}
_NEEDED = {
    "step": ("thresholds", "below_first"),
    "interpolated": ("thresholds", "below_first", "zero_is_unscored"),
    "ratio": ("full_marks_at",),
    "reverse": ("full_marks_at", "zero_at"),
}

_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Sheet:
    """Texts by the names of fields; a ticked box is "1". `code` is the key result's own."""

    code: str
    values: Mapping[str, str]
    rows: Mapping[str, int]

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")

    @property
    def moved(self) -> dict[int, int]:
        """The number here of each level of the version that was shown."""
        found = ((_whole(self.value(f"levels[{row}].was")), row) for row in range(1, self.rows["levels"] + 1))
        return {was: row for was, row in found if was}

    def with_row(self, rows: str, words: Words) -> "Sheet":
        """One row more at the end; a further level begins as the new top, an agency as a supporting one."""
        place = self.rows[rows] + 1
        if place > MOST_ROWS[rows]:
            return self
        fresh = {"levels": {"percent": words.number(100)}, "agencies": {"role": "R"}}[rows]
        more = {f"{rows}[{place}].{name}": value for name, value in fresh.items()}
        return replace(self, values={**self.values, **more}, rows={**self.rows, rows: place})

    def without_row(self, rows: str, place: int) -> "Sheet":
        """Without one row; those below it move up."""
        if not 1 <= place <= self.rows[rows]:
            return self
        kept: dict[str, str] = {}
        for name, value in self.values.items():
            table, row, inner = _parts(name)
            if table != rows:
                kept[name] = value
            elif row != place:
                kept[f"{rows}[{row - (row > place)}].{inner}"] = value
        return replace(self, values=kept, rows={**self.rows, rows: self.rows[rows] - 1})


def _parts(name: str) -> tuple[str, int, str]:
    found = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", name)
    return (found[1], int(found[2]), found[3]) if found else ("", 0, name)


def blank(year: FiscalYear, words: Words) -> Sheet:
    """A form with five empty levels, worth what the form gives them, and a host without a name."""
    values = {
        "fiscal_year": words.number(year.number),
        "rule.name": "milestone",
        "roll_up": "host",
        "reporting_interval_days": words.number(30),
        "agencies[1].role": "H",
        **{f"levels[{level}].percent": words.number(level * 20) for level in range(1, 6)},
    }
    return Sheet("", values, {"levels": 5, "agencies": 1})


def sheet_of(key_result: KeyResult, words: Words) -> Sheet:
    """The form of a key result, ready to be edited."""
    mapping = mapping_of(key_result)
    values = {name: _shown(_found(mapping, name), field, words) for name, field in every_field(words).items()}
    for rows in ROWS:
        for place, row in enumerate(mapping[rows], start=1):
            for each in row_fields(rows, words):
                values[f"{rows}[{place}].{each.name}"] = _shown(row.get(each.name, ""), each, words)
            values[f"{rows}[{place}].{IDENTITY[rows]}"] = str(row["number"] if rows == "levels" else row["id"])
    for level in key_result.scale.levels:
        values[f"levels[{level.number}].due"] = words.day(level.due) if level.due else ""
    return Sheet(key_result.code, values, {rows: len(mapping[rows]) for rows in ROWS})


def copied(key_result: KeyResult, year: FiscalYear, words: Words) -> Sheet:
    """The same form for another year: without its code, its days and whoever signed it."""
    sheet = sheet_of(key_result, words)
    dropped = ("form_code", "informant.name", "informant.position")
    kept = {
        name: value
        for name, value in sheet.values.items()
        if name not in dropped and not name.endswith((".due", ".was"))
    }
    return Sheet("", {**kept, "fiscal_year": words.number(year.number)}, sheet.rows)


def typed(fields: Iterable[tuple[str, str]], code: str, words: Words) -> Sheet:
    """What was sent; anything that is no field of the form is passed over."""
    sent = dict(fields)
    rows = {name: min(_whole(sent.get(f"{name}-rows", "")), MOST_ROWS[name]) for name in ROWS}
    names = set(every_field(words)) | set(_row_names(rows, words))
    values = {name: _readable(value) for name, value in sent.items() if name in names}
    return Sheet(code or sent.get("code", "").strip(), values, rows)


def _readable(text: str) -> str:
    """Without what XML, and so a drawing, cannot hold: what is copied from other programs brings page breaks along."""
    return _NO_LETTERS.sub(" ", text.replace("\r\n", "\n"))


def _row_names(rows: Mapping[str, int], words: Words) -> Iterator[str]:
    for name in ROWS:
        inner = [*(each.name for each in row_fields(name, words)), IDENTITY[name], *_ASKED[name]]
        yield from (f"{name}[{place}].{each}" for place in range(1, rows[name] + 1) for each in inner)


def mapping_in(sheet: Sheet, known: Iterable[Agency], words: Words) -> dict[str, Any]:
    """The mapping that the core reads; agencies that are `known` elsewhere by their name get the same id."""
    return understood(sheet, Known(list(known)), words)[0]


def understood(sheet: Sheet, known: Known, words: Words) -> tuple[dict[str, Any], list[Question]]:
    """The mapping that the core reads, and what a person has to say of its agencies."""
    mapping: dict[str, Any] = {"code": sheet.code}
    for name, each in every_field(words).items():
        table, _, inner = name.rpartition(".")
        (mapping.setdefault(table, {}) if table else mapping)[inner] = _read(sheet.value(name), each)
    rule = mapping["rule"]
    mapping["rule"] = {name: rule[name] for name in ("name", *_NEEDED.get(rule["name"], ()))}
    for rows in ROWS:
        mapping[rows] = [_row(sheet, rows, place, words) for place in range(1, sheet.rows[rows] + 1)]
    said = [_said(sheet, f"agencies[{place}].") for place in range(1, sheet.rows["agencies"] + 1)]
    return mapping, give_ids(mapping["agencies"], said, known)


def _said(sheet: Sheet, row: str) -> Said:
    return Said(*(sheet.value(row + name) for name in ("id", *_ASKED["agencies"])))


def _row(sheet: Sheet, rows: str, place: int, words: Words) -> dict[str, Any]:
    row = {each.name: _read(sheet.value(f"{rows}[{place}].{each.name}"), each) for each in row_fields(rows, words)}
    return {"number": place, **row} if rows == "levels" else row


def _read(text: str, field: Field) -> object:
    if field.kind is Kind.BOX:
        return text == "1"
    if field.kind is Kind.NUMBERS:
        return several(text)
    return text.strip() if field.kind in (Kind.NUMBER, Kind.WHOLE, Kind.DAY, Kind.CHOICE) else text


def _found(mapping: Mapping[str, Any], name: str) -> Any:
    table, _, inner = name.rpartition(".")
    return (mapping[table] if table else mapping).get(inner, "")


def _shown(value: Any, field: Field, words: Words) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, list):
        shown = [_number(each, words) for each in value]
        # What is shown is read again: 100 200 could be one number.
        return " ".join(shown) if len(several(" ".join(shown))) == len(shown) else "; ".join(shown)
    if field.kind is Kind.CHOICE:
        return str(value)
    return _number(value, words) if isinstance(value, int | float) else str(value)


def _number(value: float, words: Words) -> str:
    """Not rounded: what is shown here is stored again."""
    return words.digits_of(exact_number(value))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
