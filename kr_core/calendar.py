"""Fiscal years, Thai dates and the day in Bangkok.

Rule 4 of the design: days are `date`, moments are aware UTC, the fiscal year runs from 1 October to
30 September and is named by the Buddhist year in which it ends (Budget Procedures Act B.E. 2561, section 4).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from kr_core.digits import Digits, shown
from kr_core.errors import DefinitionError
from kr_core.language import Language

BUDDHIST_OFFSET = 543
FIRST_MONTH = 10
# Thailand has kept UTC+7 without summer time since 1 April 1920.
BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")

MONTHS = {
    Language.THAI: [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ],
    Language.ENGLISH: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
SHORT_MONTHS = {
    Language.THAI: ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
    Language.ENGLISH: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
WEEKDAYS = {
    Language.THAI: ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."],
    Language.ENGLISH: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
}
WEEKDAY_NAMES = {
    Language.THAI: ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"],
    Language.ENGLISH: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# Buddhist years that anything here can be about, 1957 to 2157: what lies outside was mistyped or miscounted.
PLAUSIBLE_YEARS = range(2500, 2701)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A fiscal year, by its Buddhist number: `FiscalYear(2568)` is 1 Oct 2024 – 30 Sep 2025."""

    number: int

    def __post_init__(self) -> None:
        if self.number not in PLAUSIBLE_YEARS:
            raise DefinitionError("fiscal_year", self.number, "a Buddhist year from 2500 to 2700 is needed")

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """The fiscal year that a day belongs to."""
        return cls(day.year + BUDDHIST_OFFSET + (day.month >= FIRST_MONTH))

    @property
    def start(self) -> date:
        """1 October of the calendar year before."""
        return date(self.number - BUDDHIST_OFFSET - 1, FIRST_MONTH, 1)

    @property
    def end(self) -> date:
        """30 September, the last day that counts."""
        return date(self.number - BUDDHIST_OFFSET, FIRST_MONTH, 1) - timedelta(days=1)

    @property
    def days(self) -> int:
        """365 or 366."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def bangkok_day(moment: datetime) -> date:
    """The calendar day in Bangkok at an aware moment."""
    return utc(moment).astimezone(BANGKOK).date()


def day_begins(day: date) -> datetime:
    """The moment at which a day begins in Bangkok; that of a day before the year 1000 as that of 1000."""
    return datetime.combine(max(day, date(1000, 1, 2)), time.min, BANGKOK).astimezone(UTC)


def year_number(day: date, language: Language) -> int:
    """The calendar year as the language counts it: Buddhist in Thai, Gregorian in English."""
    return day.year + BUDDHIST_OFFSET if language is Language.THAI else day.year


def day_text(day: date, language: Language, digits: Digits, *, year: bool = True, long: bool = False) -> str:
    """A day as a person writes it: ๒๒ พ.ย. ๒๕๖๘, 22 Nov 2025; with `long` the whole month name."""
    month = (MONTHS if long else SHORT_MONTHS)[language][day.month - 1]
    text = f"{day.day} {month} {year_number(day, language)}" if year else f"{day.day} {month}"
    return shown(text, digits)


def weekday_text(weekday: int, language: Language) -> str:
    """A weekday by its whole name, from Monday, 0: วันพฤหัสบดี, Thursday."""
    name = WEEKDAY_NAMES[language][weekday]
    return f"วัน{name}" if language is Language.THAI else name


def whole_day_text(day: date, language: Language, digits: Digits) -> str:
    """A day that nobody can take for another: วันพฤหัสบดีที่ ๑๐ กรกฎาคม พ.ศ. ๒๕๖๘, Thursday, 10 July 2025 (B.E. 2568)."""
    weekday, month, buddhist = (
        weekday_text(day.weekday(), language),
        MONTHS[language][day.month - 1],
        day.year + BUDDHIST_OFFSET,
    )
    thai = f"{weekday}ที่ {day.day} {month} พ.ศ. {buddhist}"
    return shown(
        thai if language is Language.THAI else f"{weekday}, {day.day} {month} {day.year} (B.E. {buddhist})", digits
    )


def moment_text(moment: datetime, language: Language, digits: Digits) -> str:
    """A moment on Bangkok's clock: ๒๒ พ.ย. ๒๕๖๘ ๑๔.๐๕ น., 22 Nov 2025 14:05."""
    local = utc(moment).astimezone(BANGKOK)
    clock = f"{local:%H.%M} น." if language is Language.THAI else f"{local:%H:%M}"
    return f"{day_text(local.date(), language, digits)} {shown(clock, digits)}"


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a naive one is refused because its meaning is a guess."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)
