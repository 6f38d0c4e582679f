"""Reading one table of a definition: each question names its field, and what nobody asked for is refused."""

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from kr_core.definition import Text
from kr_core.digits import to_arabic
from kr_core.errors import DefinitionError

LONGEST_TEXT = 4000
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_MISSING = object()


class Fields:
    """The fields of one table, taken one by one; `path` is how an error names them."""

    def __init__(self, mapping: Mapping[str, Any], path: str = "") -> None:
        self._left = dict(mapping)
        self.path = path

    def take(self, name: str, default: object = _MISSING) -> Any:
        """The raw value, once; a missing one without a default is refused."""
        if name in self._left:
            return self._left.pop(name)
        if default is _MISSING:
            raise self._refused(name, None, "is missing")
        return default

    def finish(self) -> None:
        """Refuse what nobody asked for."""
        for name, value in self._left.items():
            raise self._refused(name, value, "is not a field of the form")

    def text(self, name: str, *, required: bool = True) -> str:
        """A text with outer white space removed."""
        value = self.take(name) if required else self.take(name, "")
        if not isinstance(value, str):
            raise self._refused(name, value, "must be a text")
        if required and not value.strip():
            raise self._refused(name, value, "must not be empty")
        if len(value) > LONGEST_TEXT:
            raise self._refused(name, value[:40] + "…", f"is longer than {LONGEST_TEXT} characters")
        return value.strip()

    def bilingual(self, name: str, *, required: bool = True) -> Text:
        """`name` in Thai and `name_en`, its optional translation."""
        return Text(self.text(name, required=required), self.text(f"{name}_en", required=False))

    def slug(self, name: str) -> str:
        """A name for addresses: lower-case letters, digits and inner hyphens, at most 64 characters."""
        value = self.text(name)
        if not _SLUG.fullmatch(value):
            raise self._refused(name, value, "may have a–z, 0–9 and inner hyphens only, at most 64 characters")
        return value

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        """One of the given words."""
        value = self.take(name)
        if value not in choices:
            raise self._refused(name, value, "must be one of " + ", ".join(choices))
        return str(value)

    def box(self, name: str, *, default: bool | None = None) -> bool:
        """A tick box: true or false."""
        value = self.take(name) if default is None else self.take(name, default)
        if not isinstance(value, bool):
            raise self._refused(name, value, "must be true or false")
        return value

    def number(self, name: str, *, above: float | None = None, at_most: float | None = None) -> float:
        """A finite number; a text of Thai or Arabic digits is read as one."""
        value = self._as_number(name, self.take(name))
        if above is not None and value <= above:
            raise self._refused(name, value, f"must be greater than {above:g}")
        if at_most is not None and value > at_most:
            raise self._refused(name, value, f"must be at most {at_most:g}")
        return value

    def numbers(self, name: str) -> tuple[float, ...]:
        """A list of finite numbers."""
        values = self.take(name)
        if not isinstance(values, list):
            raise self._refused(name, values, "must be a list of numbers")
        return tuple(self._as_number(name, value) for value in values)

    def whole(self, name: str, least: int, most: int, *, default: int | None = None) -> int:
        """A whole number between two bounds, which belong to it."""
        raw = self.take(name) if default is None else self.take(name, default)
        value = self._as_number(name, raw)
        if value != int(value) or not least <= value <= most:
            raise self._refused(name, raw, f"must be a whole number from {least} to {most}")
        return int(value)

    def table(self, name: str) -> "Fields":
        """A table inside this one."""
        value = self.take(name)
        if not isinstance(value, Mapping):
            raise self._refused(name, value, "must be a table")
        return Fields(value, f"{self.path}{name}.")

    def tables(self, name: str) -> list["Fields"]:
        """A list of tables inside this one; errors count them from 1."""
        value = self.take(name)
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self._refused(name, value, "must be a list of tables")
        return [Fields(item, f"{self.path}{name}[{place}].") for place, item in enumerate(value, start=1)]

    def _as_number(self, name: str, value: object) -> float:
        try:
            if isinstance(value, bool) or not isinstance(value, int | float | str) or "_" in str(value):
                raise ValueError
            number = float(to_arabic(value)) if isinstance(value, str) else float(value)
            if not isfinite(number):
                raise ValueError
        except (ValueError, OverflowError):
            raise self._refused(name, value, "must be a number") from None
        return number

    def _refused(self, name: str, value: object, why: str) -> DefinitionError:
        return DefinitionError(f"{self.path}{name}", value, why)
