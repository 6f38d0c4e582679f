"""The key results as TOML files: one file each, checked on loading; a broken one never hides the others."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kr_core.definition import KeyResult
from kr_core.errors import DefinitionError
from kr_core.reading import key_result_from


@dataclass(frozen=True)
class Broken:
    """A definition file that cannot be used: which file, which field, the value found there, and why."""

    file: str
    field: str
    value: str
    why: str


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
            broken.append(Broken(file.name, error.field, str(error.value), error.why))
        except (ValueError, RecursionError) as error:
            # Also what is wrong before TOML: bytes that are no text, numbers of thousands of digits, endless brackets.
            broken.append(Broken(file.name, "", "", f"is not readable as TOML: {error}"))
        except OSError as error:
            broken.append(Broken(file.name, "", "", f"cannot be opened: {error.strerror}"))
    if not key_results and not broken:
        broken.append(Broken(folder.name, "", "", "holds no definition (*.toml)"))
    return Definitions(key_results, tuple(broken))


def read(file: Path) -> KeyResult:
    """One definition. Raises `DefinitionError`, another `ValueError` (not TOML), `RecursionError` or `OSError`."""
    with file.open("rb") as opened:
        return key_result_from(tomllib.load(opened))
