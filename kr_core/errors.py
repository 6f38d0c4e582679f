"""What can be wrong with a definition or a question, each with the data that explains it."""

from datetime import date


class KeyResultError(ValueError):
    """Anything this package refuses."""


class DefinitionError(KeyResultError):
    """A definition is refused: which field, the value found there, and why.

    `reason` is the text that a catalogue knows, with names in braces for `values`; `why` is the text filled in.
    """

    def __init__(self, field: str, value: object, reason: str, **values: float | str) -> None:
        filled = {name: f"{each:g}" if isinstance(each, float) else each for name, each in values.items()}
        self.why = reason.format(**filled)
        super().__init__(f"{field} = {value!r}: {self.why}")
        self.field = field
        self.value = value
        self.reason = reason
        self.values = values


class LevelOutOfRange(KeyResultError):
    """A level that the scale does not have was asked for."""

    def __init__(self, level: int, top: int) -> None:
        super().__init__(f"level {level} is not between 0 and {top}")
        self.level = level
        self.top = top


class UnreadableDay(KeyResultError):
    """A text that is not a day was given where a day is needed."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a day: {text!r}")
        self.text = text


class NoSuchDay(UnreadableDay):
    """The numbers can be read, but no month has that day, or no year that month.

    `turned` is the day that it would be with the month in front.
    """

    def __init__(self, text: str, turned: date | None = None) -> None:
        super().__init__(text)
        self.turned = turned


class YearMissing(UnreadableDay):
    """A day and a month were given without the year."""


class WrongWeekday(UnreadableDay):
    """The day has another weekday than the one beside it; `weekday` counts from Monday, 0."""

    def __init__(self, text: str, weekday: int, day: date) -> None:
        super().__init__(text)
        self.weekday = weekday
        self.day = day


class ImplausibleYear(UnreadableDay):
    """A year that nothing here can be about.

    `meant` is the Buddhist year that one `slip` explains: 543 `added` or `subtracted` twice, the other `era` named, or
    the front `cut` off.
    """

    def __init__(self, text: str, year: int, meant: int | None = None, slip: str = "") -> None:
        super().__init__(text)
        self.year = year
        self.meant = meant
        self.slip = slip


class UnreadableNumber(KeyResultError):
    """A text that is not one number was given where a number is needed; `why` says what stands in the way."""

    def __init__(self, text: str, why: str = "") -> None:
        super().__init__(f"not a number: {text!r}")
        self.text = text
        self.why = why


class NoSuchAgency(KeyResultError):
    """A roll-up was asked for an agency that the key result does not name."""

    def __init__(self, agency: str) -> None:
        super().__init__(f"no agency {agency!r} in this key result")
        self.agency = agency
