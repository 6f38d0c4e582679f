"""What the reader reads: texts from the gettext catalogues, days and numbers in the reader's language and digits.

The catalogues are `locale/<language>/LC_MESSAGES/kr.po`; they are compiled in memory at start, so what is
in git is what is on screen.
"""

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kr_core.calendar import day_text, moment_text, weekday_text, whole_day_text
from kr_core.digits import Digits, exact_number, plain_number, shown, to_arabic
from kr_core.language import Language

LOCALE = Path(__file__).resolve().parent / "locale"


@cache
def catalogue(language: Language) -> gettext.GNUTranslations:
    """The compiled catalogue of a language."""
    with (LOCALE / language.value / "LC_MESSAGES" / "kr.po").open("rb") as file:
        messages = read_po(file, locale=language.value)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@dataclass(frozen=True)
class Words:
    """The words of one reader. Calling it with an English text gives that text in the reader's language."""

    language: Language
    digits: Digits

    def __call__(self, text: str, **values: object) -> str:
        """A text of the catalogue with its values filled in; numbers appear in the reader's digits."""
        said = self._own(catalogue(self.language).gettext(text))
        return said.format(**{name: self._shown(value) for name, value in values.items()}) if values else said

    def counted(self, one: str, many: str, count: int, **values: object) -> str:
        """A text of the catalogue that counts; `{count}` stands for the number."""
        said = self._own(catalogue(self.language).ngettext(one, many, count))
        return said.format(count=self.number(count), **{name: self._shown(value) for name, value in values.items()})

    def number(self, value: float) -> str:
        """A number, cut here and nowhere else: what is shown as reached is reached."""
        return shown(plain_number(value), self.digits)

    def whole(self, value: float) -> str:
        """A number without what stands behind its point, cut as well."""
        return shown(plain_number(value, places=0), self.digits)

    def exact(self, value: float) -> str:
        """All of a number that somebody typed."""
        return shown(exact_number(value), self.digits)

    def digits_of(self, text: str) -> str:
        """A text with its digits as the reader wants them, for what the product itself wrote."""
        return shown(text, self.digits)

    def day(self, day: date, *, year: bool = True, long: bool = False) -> str:
        """๑๐ ก.ค. ๒๕๖๘, 10 Jul 2025."""
        return day_text(day, self.language, self.digits, year=year, long=long)

    def whole_day(self, day: date) -> str:
        """A day as a field repeats what it understood: วันพฤหัสบดีที่ ๑๐ กรกฎาคม พ.ศ. ๒๕๖๘."""
        return whole_day_text(day, self.language, self.digits)

    def weekday(self, weekday: int) -> str:
        """A weekday by its name, from Monday, 0."""
        return weekday_text(weekday, self.language)

    def month(self, day: date) -> str:
        """The month of a day: ก.ค. ๒๕๖๘, Jul 2025."""
        return self.day(day).split(" ", 1)[1]

    def moment(self, moment: datetime) -> str:
        """A moment on Bangkok's clock."""
        return moment_text(moment, self.language, self.digits)

    def _own(self, said: str) -> str:
        """A text of ours, whose own Thai digits are Arabic ones for whoever reads those; what people typed stays."""
        return to_arabic(said) if self.digits is Digits.ARABIC else said

    def _shown(self, value: object) -> str:
        if isinstance(value, int | float):
            return self.number(value)
        return str(value)


def words_for(language: str | None, digits: str | None) -> Words:
    """The words for what an address asks: Thai unless it says `en`; the language's own digits unless it says which."""
    chosen = Language.ENGLISH if language == "en" else Language.THAI
    own = Digits.THAI if chosen is Language.THAI else Digits.ARABIC
    return Words(chosen, Digits(digits) if digits in list(Digits) else own)
