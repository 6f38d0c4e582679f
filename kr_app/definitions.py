"""The key results as TOML files: one file each, checked on loading; a broken one never hides the others.

What people edit on screen is written into the log instead: the newest definition there stands in place of the file's.
"""

import dataclasses
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kr_core.definition import KeyResult
from kr_core.errors import DefinitionError
from kr_core.log import Event
from kr_core.reading import key_result_from
from kr_core.writing import mapping_of

_OF_PEOPLE = ("coordinator", "informant")


@dataclass(frozen=True)
class Broken:
    """A definition file that cannot be used: which file, which field, the value found there, and why.

    `reason` is a text of `kr_app.draw.reasons` with names in braces for `values`.
    """

    file: str
    field: str
    value: str
    reason: str
    values: Mapping[str, float | str] = dataclasses.field(default_factory=dict)

    @property
    def why(self) -> str:
        """The reason in English."""
        return self.reason.format(**self.values)


def _refused(file: str, error: DefinitionError) -> Broken:
    # Strangers read it too: nothing of people, and no whole table, which may be theirs under a misspelt name.
    rows = error.value if isinstance(error.value, list) else [error.value]
    personal = error.field.startswith(_OF_PEOPLE) or any(isinstance(row, dict) for row in rows)
    return Broken(file, error.field, "…" if personal else str(error.value), error.reason, error.values)


@dataclass(frozen=True)
class Definitions:
    """What a folder of definitions holds, by code in the order of the file names, and what is wrong in it."""

    key_results: dict[str, KeyResult]
    broken: tuple[Broken, ...]


def load(folder: Path) -> Definitions:
    """Read every definition of a folder."""
    key_results: dict[str, KeyResult] = {}
    broken: list[Broken] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            key_result = read(file)
            if key_result.code in key_results:
                raise DefinitionError("code", key_result.code, "is used by another file too")
            key_results[key_result.code] = key_result
        except DefinitionError as error:
            broken.append(_refused(file.name, error))
        except (ValueError, RecursionError) as error:
            # Also what is wrong before TOML: bytes that are no text, numbers of thousands of digits, endless brackets.
            broken.append(Broken(file.name, "", "", "is not readable as TOML: {error}", {"error": str(error)}))
        except OSError as error:
            broken.append(Broken(file.name, "", "", "cannot be opened: {error}", {"error": error.strerror or ""}))
    return Definitions(key_results, tuple(broken))


def read(file: Path) -> KeyResult:
    """One definition. Raises `DefinitionError`, another `ValueError` (not TOML), `RecursionError` or `OSError`."""
    with file.open("rb") as opened:
        return key_result_from(tomllib.load(opened))


def with_written(base: Definitions, written: Mapping[str, Event]) -> Definitions:
    """The folder's definitions with those of the log in their place; further ones follow, oldest first."""
    key_results, broken = dict(base.key_results), list(base.broken)
    for event in sorted(written.values()):
        try:
            key_results[event.code] = from_text(event.details)
        except DefinitionError as error:
            broken.append(_refused(f"{event.code} ({event.id})", error))
        except (ValueError, RecursionError) as error:
            broken.append(
                Broken(f"{event.code} ({event.id})", "", "", "cannot be read: {error}", {"error": str(error)})
            )
    return Definitions(key_results, tuple(broken))


def from_text(text: str) -> KeyResult:
    """A definition as the log keeps it. Raises `DefinitionError` or another `ValueError`."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no table of fields")
    return key_result_from(found, kept=True)


def as_text(key_result: KeyResult) -> str:
    """A definition for the log."""
    return json.dumps(mapping_of(key_result), ensure_ascii=False)
