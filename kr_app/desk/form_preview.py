"""What another version of a form changes: the fields, the figures already shown, and what to look at twice."""

import re
from dataclasses import dataclass

from kr_app.desk.form_fields import Field, Kind, row_fields
from kr_app.desk.form_sections import every_field, label_of
from kr_app.draw.answer import answer_of
from kr_app.words import Words
from kr_core.comparison import differences
from kr_core.definition import KeyResult, Text
from kr_core.report import Report

_OF_AN_AGENCY = re.compile(r"agencies\[([^\]]+)\](.*)")


@dataclass(frozen=True)
class Row:
    """A field or a figure with its value before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Preview:
    """What would change. `figures` holds only those that differ; `digest` names the version that was looked at."""

    figures: list[Row]
    fields: list[Row]
    warnings: list[str]
    digest: str
    host_changes: bool = False


def preview(before: Report, after: Report, digest: str, words: Words) -> Preview:
    """The preview of a version; both reports are of the same day and the same log."""
    return Preview(
        [row for row in _figures(before, after, words) if row.before != row.after],
        field_rows(before.key_result, after.key_result, words),
        _warnings(before, after, words),
        digest,
        before.key_result.host.id != after.key_result.host.id,
    )


def field_rows(before: KeyResult, after: KeyResult, words: Words) -> list[Row]:
    """The fields that differ, by their labels."""
    names = {each.id: each.name.in_language(words.language) for each in (*before.agencies, *after.agencies)}
    rows = []
    for each in differences(before, after):
        field, name = _field_of(each.field, words), each.field
        if found := _OF_AN_AGENCY.fullmatch(name):
            name = f"agencies[{names[found[1]]}]{found[2]}"
        rows.append(Row(label_of(name, words), _shown(each.before, field, words), _shown(each.after, field, words)))
    return rows


def _field_of(name: str, words: Words) -> Field | None:
    rows, _, inner = name.partition("[")
    if not inner:
        return every_field(words).get(name)
    wanted = name.rpartition(".")[2]
    return next((each for each in row_fields(rows, words) if each.name == wanted), None)


def _shown(value: object, field: Field | None, words: Words) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words("ticked") if value else words("not ticked")
    if isinstance(value, list):
        return " ".join(words.exact(each) for each in value)
    if field is not None and field.kind is Kind.CHOICE:
        return dict(field.choices).get(str(value), str(value))
    return words.exact(value) if isinstance(value, int | float) else str(value)


def _figures(before: Report, after: Report, words: Words) -> list[Row]:
    old, new = answer_of(before, words), answer_of(after, words)
    rows = [
        Row(words("Percent of success"), words.number(before.percent), words.number(after.percent)),
        Row(words("Score received"), words.number(before.score), words.number(after.score)),
        Row(words("Level reached"), _of_top(before, words), _of_top(after, words)),
        Row(words("Status"), old.status, new.status),
        Row(words("Sentence"), old.sentence, new.sentence),
    ]
    if before.checks.asked or after.checks.asked:
        confirmed = (words.number(before.confirmed_percent), words.number(after.confirmed_percent))
        rows.insert(1, Row(words("Percent confirmed"), *confirmed))
    return rows


def _of_top(report: Report, words: Words) -> str:
    return words("{level} of {top}", level=report.reached, top=report.key_result.scale.top)


def _warnings(before: Report, after: Report, words: Words) -> list[str]:
    old, new = before.key_result.scale, after.key_result.scale
    said = [
        words("Level {level} is recorded as done, and its text changes. The record stays.", level=tick.level)
        for tick in (*before.counted, *before.later)
        if tick.level <= min(old.top, new.top)
        and old.level(tick.level).activity.thai != new.level(tick.level).activity.thai
    ]
    if before.key_result.host.id != after.key_result.host.id:
        old_name, new_name = _told_apart(before.key_result.host.name, after.key_result.host.name, words)
        said.append(
            words(
                "The host agency becomes another one, and so do those who may record and confirm: whoever has rights"
                " over {old} loses them here, whoever has rights over {new} gets them.",
                old=old_name,
                new=new_name,
            )
        )
    if before.final and before.percent != after.percent:
        said.append(words("The fiscal year is over: this changes its final result."))
    if not before.checks.asked and after.checks.asked and before.counted:
        said.append(words("From now on every level needs a confirmation, also those recorded already."))
    return said


def _told_apart(one: Text, other: Text, words: Words) -> tuple[str, str]:
    """Two names in the reader's language; in Thai where nobody has changed the translation yet."""
    names = one.in_language(words.language), other.in_language(words.language)
    return names if names[0] != names[1] else (one.thai, other.thai)
