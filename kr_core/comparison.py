"""What differs between two versions of a form, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kr_core.definition import KeyResult
from kr_core.writing import mapping_of


@dataclass(frozen=True)
class Difference:
    """A field with its value before and after, None where the one form does not have it.

    Fields are named as in a `DefinitionError`, but for agencies, which are named by their id: `agencies[office].duty`.
    """

    field: str
    before: object
    after: object


def differences(before: KeyResult, after: KeyResult) -> list[Difference]:
    """The fields that differ, in the order of the form; an empty text and a missing one are the same."""
    old, new = _fields(before), _fields(after)
    names = [*new, *(name for name in old if name not in new)]
    found = [Difference(name, old.get(name), new.get(name)) for name in names]
    return [each for each in found if each.before != each.after]


def _fields(key_result: KeyResult) -> dict[str, object]:
    return {name: value for name, value in _flat(mapping_of(key_result), "") if value not in ("", None)}


def _flat(mapping: dict[str, Any], path: str) -> Iterator[tuple[str, object]]:
    for name, value in mapping.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, item in enumerate(value, start=1):
                key = item.get("id", place)
                yield from _flat({each: item[each] for each in item if each not in ("id", "number")}, f"{name}[{key}].")
        else:
            yield f"{path}{name}", value
