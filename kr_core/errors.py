"""What can be wrong with a definition or a question, each with the data that explains it."""


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


class NoSuchAgency(KeyResultError):
    """A roll-up was asked for an agency that the key result does not name."""

    def __init__(self, agency: str) -> None:
        super().__init__(f"no agency {agency!r} in this key result")
        self.agency = agency
