"""The two languages of the product."""

from enum import StrEnum


class Language(StrEnum):
    """Thai first; the value is the tag that HTML and the address use."""

    THAI = "th"
    ENGLISH = "en"
