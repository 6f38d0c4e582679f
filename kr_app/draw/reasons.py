"""Why a form is refused, in the reader's language. The core names each reason by its English text."""

from collections.abc import Mapping

from kr_app.words import Words


def reason_text(reason: str, values: Mapping[str, float | str], words: Words) -> str:
    """One reason as the end of a sentence that begins with the field; what nobody translated stays as it is."""
    known = {**_of_values(words), **_of_the_whole(words)}
    shown = {name: words.exact(each) if isinstance(each, int | float) else each for name, each in values.items()}
    return known.get(reason, reason).format(**shown)


def _of_values(words: Words) -> dict[str, str]:
    return {
        "is missing": words("is missing"),
        "is not a field of the form": words("is not a field of the form"),
        "must be a text": words("must be a text"),
        "must not be empty": words("must not be empty"),
        "must hold a letter or a digit": words("must hold a letter or a digit"),
        "is longer than {most} characters": words("is longer than {most} characters"),
        "may have a–z, 0–9 and inner hyphens only, at most 64 characters": words(
            "may have a–z, 0–9 and inner hyphens only, at most 64 characters"
        ),
        "must be one of {choices}": words("must be one of {choices}"),
        "must be true or false": words("must be true or false"),
        "must be greater than {above}": words("must be greater than {above}"),
        "must be at most {most}": words("must be at most {most}"),
        "must be a list of numbers": words("must be a list of numbers"),
        "must be a whole number from {least} to {most}": words("must be a whole number from {least} to {most}"),
        "must be a table": words("must be a table"),
        "must be a list of tables": words("must be a list of tables"),
        "must be a number": words("must be a number"),
        "must be a day, for example 2025-07-10": words("must be a day, for example 2025-07-10"),
    }


def _of_the_whole(words: Words) -> dict[str, str]:
    return {
        "exactly one agency must have role H": words("exactly one agency must have role H"),
        "two agencies are the same: they share an id": words("two agencies are the same: they share an id"),
        "1 to {most} levels are needed": words("1 to {most} levels are needed"),
        "must rise from level to level": words("must rise from level to level"),
        "the top level must be 100": words("the top level must be 100"),
        "is due before a lower level": words("is due before a lower level"),
        "levels are listed from 1 upwards; {place} is needed here": words(
            "levels are listed from 1 upwards; {place} is needed here"
        ),
        "must lie in fiscal year {year}": words("must lie in fiscal year {year}"),
        "two equal thresholds leave nothing to interpolate; use bands (rule 'step') or change one": words(
            "two equal thresholds leave nothing to interpolate; use bands (rule 'step') or change one"
        ),
        "both ends must be finite numbers": words("both ends must be finite numbers"),
        "must be greater than the value for full marks": words("must be greater than the value for full marks"),
        "five thresholds are needed, for scores 1 to 5": words("five thresholds are needed, for scores 1 to 5"),
        "every threshold must be a finite number": words("every threshold must be a finite number"),
        "thresholds must not fall; where less is better use rule 'reverse'": words(
            "thresholds must not fall; where less is better use rule 'reverse'"
        ),
        "must be 0 or 1": words("must be 0 or 1"),
        "a Buddhist year from 2500 to 2700 is needed": words("a Buddhist year from 2500 to 2700 is needed"),
        "is used by another file too": words("is used by another file too"),
        "is not readable as TOML: {error}": words("is not readable as TOML: {error}"),
        "cannot be opened: {error}": words("cannot be opened: {error}"),
        "cannot be read: {error}": words("cannot be read: {error}"),
    }
