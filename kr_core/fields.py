"""Reading one table of a definition: each question names its field, and what nobody asked for is refused.

A refusal is kept in a list that all tables of a form share, and a stand-in is answered, so that one reading finds
everything that is wrong. A form with a refusal is never used.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, TypeVar

from kr_core.definition import Text
from kr_core.errors import DefinitionError, UnreadableNumber
from kr_core.letters import holds_a_letter, holds_a_sign
from kr_core.numbers import parse_number, refuse_doubt
from kr_core.spelling import composed

LONGEST_TEXT = 4000
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_MISSING = object()
_Answer = TypeVar("_Answer")


class Fields:
    """The fields of one table, taken one by one; `path` is how an error names them, `refused` all errors so far.

    What is `kept` was accepted once: a text that had to be there may be one that says nothing.
    """

    def __init__(
        self,
        mapping: Mapping[str, Any],
        path: str = "",
        refused: list[DefinitionError] | None = None,
        *,
        kept: bool = False,
    ) -> None:
        self._left = dict(mapping)
        self._kept = kept
        self.path = path
        self.refused: list[DefinitionError] = [] if refused is None else refused

    def tried(self, question: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
        """The answer, or `otherwise` where it is refused, which is then kept."""
        try:
            return question()
        except DefinitionError as error:
            self.refused.append(error)
            return otherwise

    def refuse(self, name: str, value: object, reason: str, **values: float | str) -> None:
        """Keep a refusal of a field of this table."""
        self.refused.append(self._refusal(name, value, reason, **values))

    def take(self, name: str, default: object = _MISSING) -> Any:
        """The raw value, once. Raises `DefinitionError` for a missing one without a default."""
        if name in self._left:
            return self._left.pop(name)
        if default is _MISSING:
            raise self._refusal(name, None, "is missing")
        return default

    def finish(self) -> None:
        """Refuse what nobody asked for."""
        for name, value in self._left.items():
            self.refuse(name, value, "is not a field of the form")

    def text(self, name: str, *, required: bool = True, sign: bool = False) -> str:
        """A text, composed; a `required` one holds a letter or a digit, or anything seen where a `sign` will do."""
        return self.tried(lambda: self._text(name, required, sign), "")

    def bilingual(self, name: str, *, required: bool = True, sign: bool = False) -> Text:
        """`name` in Thai and `name_en`, its optional translation."""
        return Text(self.text(name, required=required, sign=sign), self.text(f"{name}_en", required=False))

    def slug(self, name: str) -> str:
        """A name for addresses: lower-case letters, digits and inner hyphens, at most 64 characters."""
        return self.tried(lambda: self._slug(name), "")

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        """One of the given words."""
        return self.tried(lambda: self._one_of(name, choices), choices[0])

    def box(self, name: str, *, default: bool | None = None) -> bool:
        """A tick box: true or false."""
        return self.tried(lambda: self._box(name, default), False)

    def number(self, name: str, *, above: float | None = None, at_most: float | None = None) -> float:
        """A finite number; a text is read as `numbers` reads it."""
        return self.tried(lambda: self._number(name, above, at_most), 1.0)

    def numbers(self, name: str) -> tuple[float, ...]:
        """A list of finite numbers."""
        return self.tried(lambda: self._numbers(name), ())

    def whole(
        self,
        name: str,
        least: int,
        most: int,
        *,
        default: int | None = None,
        because: Callable[[int], Exception] | None = None,
    ) -> int:
        """A whole number between two bounds, which belong to it; `because` knows more of one that lies outside."""
        return self.tried(lambda: self._whole(name, least, most, default, because), least)

    def table(self, name: str) -> "Fields":
        """A table inside this one."""
        return Fields(self.tried(lambda: self._table(name), {}), f"{self.path}{name}.", self.refused, kept=self._kept)

    def tables(self, name: str) -> list["Fields"]:
        """A list of tables inside this one; errors count them from 1."""
        none: list[Mapping[str, Any]] = []
        found = self.tried(lambda: self._tables(name), none)
        return [
            Fields(item, f"{self.path}{name}[{place}].", self.refused, kept=self._kept)
            for place, item in enumerate(found, start=1)
        ]

    def _text(self, name: str, required: bool, sign: bool = False) -> str:
        value = self.take(name) if required else self.take(name, "")
        if not isinstance(value, str):
            raise self._refusal(name, value, "must be a text")
        if len(value) > LONGEST_TEXT:
            shown = value[:40] + "…"
            raise self._refusal(name, shown, "is longer than {most} characters", most=LONGEST_TEXT)
        text = composed(value)
        if required and not self._kept:
            if not holds_a_sign(text):
                raise self._refusal(name, value, "must not be empty")
            if not sign and not holds_a_letter(text):
                raise self._refusal(name, value, "must hold a letter or a digit")
        return text

    def _slug(self, name: str) -> str:
        value = self._text(name, required=True)
        if not _SLUG.fullmatch(value):
            raise self._refusal(name, value, "may have a–z, 0–9 and inner hyphens only, at most 64 characters")
        return value

    def _one_of(self, name: str, choices: Sequence[str]) -> str:
        value = self.take(name)
        if value not in choices:
            raise self._refusal(name, value, "must be one of {choices}", choices=", ".join(choices))
        return str(value)

    def _box(self, name: str, default: bool | None) -> bool:
        value = self.take(name) if default is None else self.take(name, default)
        if not isinstance(value, bool):
            raise self._refusal(name, value, "must be true or false")
        return value

    def _number(self, name: str, above: float | None, at_most: float | None) -> float:
        value = self._as_number(name, self.take(name))
        if above is not None and value <= above:
            raise self._refusal(name, value, "must be greater than {above}", above=above)
        if at_most is not None and value > at_most:
            raise self._refusal(name, value, "must be at most {most}", most=at_most)
        return value

    def _numbers(self, name: str) -> tuple[float, ...]:
        values = self.take(name)
        if not isinstance(values, list):
            raise self._refusal(name, values, "must be a list of numbers")
        try:
            refuse_doubt(values)
        except UnreadableNumber as error:
            raise self._refusal(name, values, "must be a list of numbers") from error
        return tuple(self._as_number(name, value) for value in values)

    def _whole(
        self, name: str, least: int, most: int, default: int | None, because: Callable[[int], Exception] | None
    ) -> int:
        raw = self.take(name) if default is None else self.take(name, default)
        value = self._as_number(name, raw, percent=False)
        if value != int(value) or not least <= value <= most:
            cause = because(int(value)) if because and value == int(value) else None
            reason = "must be a whole number from {least} to {most}"
            raise self._refusal(name, raw, reason, least=least, most=most) from cause
        return int(value)

    def _table(self, name: str) -> Mapping[str, Any]:
        value = self.take(name)
        if not isinstance(value, Mapping):
            raise self._refusal(name, value, "must be a table")
        return value

    def _tables(self, name: str) -> list[Mapping[str, Any]]:
        value = self.take(name)
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self._refusal(name, value, "must be a list of tables")
        return value

    def _as_number(self, name: str, value: object, *, percent: bool = True) -> float:
        try:
            if isinstance(value, bool) or not isinstance(value, int | float | str):
                raise UnreadableNumber(str(value))
            number = parse_number(value, percent=percent) if isinstance(value, str) else float(value)
            if not isfinite(number):
                raise UnreadableNumber(str(value))
        except (UnreadableNumber, OverflowError) as error:
            raise self._refusal(name, value, "must be a number") from error
        return number

    def _refusal(self, name: str, value: object, reason: str, **values: float | str) -> DefinitionError:
        return DefinitionError(f"{self.path}{name}", value, reason, **values)
