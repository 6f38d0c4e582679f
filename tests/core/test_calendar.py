"""Fiscal years, days as people write them, and Bangkok's clock."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import (
    MONTHS,
    SHORT_MONTHS,
    FiscalYear,
    bangkok_day,
    day_text,
    moment_text,
    utc,
    year_number,
)
from kr_core.days import parse_day
from kr_core.digits import Digits, shown
from kr_core.errors import DefinitionError, KeyResultError, UnreadableDay
from kr_core.language import Language
from tests.core.builders import always

THAI, ENGLISH = Language.THAI, Language.ENGLISH
LAST_SECOND = datetime(2025, 9, 30, 16, 59, 59, tzinfo=UTC)
FIRST_SECOND = datetime(2025, 9, 30, 17, 0, 0, tzinfo=UTC)
JULY_10 = date(2025, 7, 10)
SPELLINGS = ["2025-07-10", "2568-07-10", "๒๕๖๘-๐๗-๑๐", "10/7/2568", "๑๐/๗/๒๕๖๘", "10/07/2025", "10.7.2568", "10-7-2568"]
SPELLINGS += ["10 / 7 / 2568", "๑๐ ก.ค. ๒๕๖๘", "10 ก.ค. 2568", "10ก.ค.2568", "10 ก.ค 2568", "๑๐ กรกฎาคม ๒๕๖๘"]
SPELLINGS += ["10 กรกฎาคม พ.ศ. 2568", "10 กรกฎาคม พ.ศ.2568", "10 July 2025", "10 JUL 2025", "10 jul. 2025"]
SPELLINGS += ["10 July 2568", "  10 July 2025\n", "๑0 ก.ค. ๒5๖๘"]
NO_DAYS = [
    "",
    " ",
    "วันนี้",
    "10",
    "10/7",
    "July 2025",
    "10 ก 2568",
    "2025-13-01",
    "2025-02-30",
]
NO_DAYS += ["0/7/2568", "32/7/2568", "10/0/2568", "๓๑ ก.ย. ๒๕๖๘", "29/2/2568", "10 July 2025 x", "x 10 July 2025"]
NO_DAYS += ["100/7/2568", "10/7/25688", "0000-01-01", "--", "10  2568"]
modern_days = st.dates(date(1970, 1, 1), date(2150, 12, 31))
languages, digit_kinds = st.sampled_from(Language), st.sampled_from(Digits)


@pytest.fixture(params=["UTC", "Asia/Bangkok", "America/Los_Angeles", "Pacific/Kiritimati", "Europe/Berlin"])
def machine_zone(request, monkeypatch):
    """The machine stands elsewhere for one test."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_the_fiscal_year_2568_runs_from_1_october_2024_to_30_september_2025():
    year = FiscalYear(2568)
    assert (year.start, year.end, year.days) == (date(2024, 10, 1), date(2025, 9, 30), 365)
    assert date(2024, 10, 1) in year
    assert date(2025, 9, 30) in year
    assert date(2024, 9, 30) not in year
    assert date(2025, 10, 1) not in year


def test_a_fiscal_year_with_29_february_has_366_days():
    assert FiscalYear(2567).days == 366
    assert date(2024, 2, 29) in FiscalYear(2567)
    assert FiscalYear.of(date(2024, 2, 29)) == FiscalYear(2567)


def test_fiscal_years_are_ordered_by_their_number():
    assert FiscalYear(2567) < FiscalYear(2568)


@pytest.mark.parametrize("number", [2025, 0, -1, 2499, 2701])
def test_a_year_that_is_not_buddhist_is_refused(number):
    with pytest.raises(DefinitionError) as refused:
        FiscalYear(number)
    assert (refused.value.field, refused.value.value) == ("fiscal_year", number)
    assert "Buddhist" in refused.value.why


def test_the_first_and_last_fiscal_years_are_taken():
    assert FiscalYear(2500).end == date(1957, 9, 30)
    assert FiscalYear(2700).end == date(2157, 9, 30)


@always
@given(day=modern_days)
def test_every_day_belongs_to_its_fiscal_year_and_to_no_other(day):
    year = FiscalYear.of(day)
    assert day in year
    assert day not in FiscalYear(year.number - 1)
    assert day not in FiscalYear(year.number + 1)
    assert FiscalYear(year.number - 1).end + timedelta(days=1) == year.start


@pytest.mark.parametrize("text", SPELLINGS)
def test_10_july_2025_is_read_however_it_is_written(text):
    assert parse_day(text) == JULY_10


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_not_a_day_is_refused_with_the_text_found(text):
    with pytest.raises(UnreadableDay) as refused:
        parse_day(text)
    assert refused.value.text == text
    assert repr(text) in str(refused.value)
    assert isinstance(refused.value, KeyResultError)


def test_29_february_is_read_in_leap_years_only():
    assert parse_day("๒๙ ก.พ. ๒๕๖๗") == date(2024, 2, 29)
    with pytest.raises(UnreadableDay):
        parse_day("๒๙ ก.พ. ๒๕๖๘")


@always
@given(day=modern_days, language=languages, digits=digit_kinds, long=st.booleans())
def test_a_day_shown_is_read_back_as_the_same_day(day, language, digits, long):
    assert parse_day(day_text(day, language, digits, long=long)) == day
    assert parse_day(shown(day.isoformat(), digits)) == day


def test_a_day_is_shown_in_either_language_either_digits_long_or_short():
    assert day_text(JULY_10, THAI, Digits.THAI) == "๑๐ ก.ค. ๒๕๖๘"
    assert day_text(JULY_10, THAI, Digits.ARABIC, long=True) == "10 กรกฎาคม 2568"
    assert day_text(JULY_10, ENGLISH, Digits.ARABIC) == "10 Jul 2025"
    assert day_text(JULY_10, ENGLISH, Digits.THAI, long=True) == "๑๐ July ๒๐๒๕"
    assert day_text(JULY_10, THAI, Digits.THAI, year=False) == "๑๐ ก.ค."
    assert day_text(JULY_10, ENGLISH, Digits.ARABIC, year=False, long=True) == "10 July"


def test_the_year_is_counted_as_the_language_counts_it():
    assert year_number(JULY_10, THAI) == 2568
    assert year_number(JULY_10, ENGLISH) == 2025


def test_months_are_named_as_thai_almanacs_name_them():
    """Long names end in คม for 31 days, ยน for 30; the short ones are their own abbreviations."""
    for number, (long, short) in enumerate(zip(MONTHS[THAI], SHORT_MONTHS[THAI], strict=True), start=1):
        first_of_next = date(2025 + number // 12, number % 12 + 1, 1)
        days = (first_of_next - date(2025, number, 1)).days
        assert long.endswith({31: "คม", 30: "ยน", 28: "พันธ์"}[days])
        assert short.strip(".").split(".")[0] in long
        assert short.endswith(f"{'พ' if days == 28 else long[-2]}.")
    for long, short in zip(MONTHS[ENGLISH], SHORT_MONTHS[ENGLISH], strict=True):
        assert long[:3] == short
    assert [len(set(names)) for names in (*MONTHS.values(), *SHORT_MONTHS.values())] == [12] * 4


def test_the_day_turns_in_bangkok_at_17_00_utc(machine_zone):
    assert bangkok_day(LAST_SECOND) == date(2025, 9, 30)
    assert bangkok_day(FIRST_SECOND) == date(2025, 10, 1)
    assert bangkok_day(FIRST_SECOND.astimezone(timezone(timedelta(hours=-8)))) == date(2025, 10, 1)


def test_a_moment_is_shown_on_bangkoks_clock_wherever_the_machine_stands(machine_zone):
    assert moment_text(LAST_SECOND, THAI, Digits.THAI) == "๓๐ ก.ย. ๒๕๖๘ ๒๓.๕๙ น."
    assert moment_text(FIRST_SECOND, THAI, Digits.ARABIC) == "1 ต.ค. 2568 00.00 น."
    assert moment_text(FIRST_SECOND, ENGLISH, Digits.ARABIC) == "1 Oct 2025 00:00"


def test_a_moment_in_utc_is_the_same_moment(machine_zone):
    in_tokyo = datetime(2025, 10, 1, 2, 0, tzinfo=timezone(timedelta(hours=9)))
    assert utc(in_tokyo) == FIRST_SECOND
    assert utc(in_tokyo).tzinfo is UTC


@pytest.mark.parametrize(
    "reader",
    [utc, bangkok_day, lambda moment: moment_text(moment, THAI, Digits.THAI)],
    ids=["utc", "bangkok_day", "moment_text"],
)
def test_a_moment_without_a_zone_is_refused_because_its_meaning_is_a_guess(reader):
    """Read as local time, it would be another day on another machine."""
    with pytest.raises(ValueError, match="zone"):
        reader(FIRST_SECOND.replace(tzinfo=None))
