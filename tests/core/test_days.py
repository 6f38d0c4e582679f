"""Days as people write and paste them: every spelling is one day, or is refused for a reason that can be said."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.calendar import MONTHS, PLAUSIBLE_YEARS
from kr_core.days import parse_day
from kr_core.errors import ImplausibleYear, NoSuchDay, UnreadableDay, WrongWeekday, YearMissing
from kr_core.language import Language
from kr_core.pasted import LONGEST
from tests.core.builders import always

JULY_10 = date(2025, 7, 10)
FILE = Path(__file__).parent / "pasted" / "days.tsv"
REFUSED = "refuse, and say why"

# 10 July 2025, which was a Thursday.
PASTED = """10/7/68|๑๐/๗/๖๘|10-7-68|10.7.68|10 7 68|10/7/25|10,7,2568|10. 7. 2568|(10/7/2568)|"10/7/2568"|'10/7/2568
- 10/7/2568|• 10/7/2568|10/7/2568,|10/7/2568;|10/7/2568 ครับ|10/7/2568 ค่ะ|20250710|25680710|10072568|2568/07/10
2568-7-10|2568.07.10|2568 ก.ค. 10|2025 July 10|10-ก.ค.-68|10-ก.ค.-2568|10-Jul-25|10-Jul-68|10 กค 68|10กค68|10 กค. 2568
10 ก.ค 2568|10 ก. ค. 2568|10 ก . ค . 2568|10 กรกฏาคม 2568|10 กรกฎคม 2568|10 กรกดาคม 2568|10 กรกฏา 68|10 กรกฎา 68
10กรกฎาคม2568|10 กรกฎาคม,2568|วันที่ 10 กรกฎาคม 2568|วันที่ 10 เดือนกรกฎาคม พ.ศ. 2568|วันที่ 10 เดือน กรกฏาคม ปี 2568
วันที่ 10 เดือน 7 พ.ศ. 2568|วันที่ 10 เดือน 7 ปี 2568|วันพฤหัสบดีที่ ๑๐ กรกฎาคม พุทธศักราช ๒๕๖๘|พฤ. 10 ก.ค. 68|พฤ 10/7/68
วันพฤหัสบดีที่10กรกฎาคมพ.ศ.2568|วันพฤหัสที่ 10 ก.ค. 68|วันพฤหัสฯ ที่ 10 ก.ค. 68|พฤหัสบดี 10/7/2568|10 ก.ค. 2568 (พฤหัสบดี)
10 ก.ค. พศ 2568|10 ก.ค. พศ. 2568|10 ก.ค. พ.ศ.2568|10 ก.ค. พ.ศ. 68|10 ก.ค. ค.ศ. 2025|10 กรกฎาคม คศ 2025|10 July 2568 BE
10 July B.E. 2568|10 July 2025 AD|July 10, 2025|Jul. 10, 2025|July 10th, 2025|Thursday, July 10, 2025|Thu, 10 Jul 2025
Thurs 10/7/2025|Thu Jul 10 2025|="10/7/68"|=10/7/68
the 10th of July 2025|10th July 2025|10 July, 2025|10 July '25|10 JULY 2025|10 Juli 2025|10 Jully 2025
10–7–2568|10 — 7 — 2568|10‑7‑2568|10−7−2568|10／7／2568|１０/７/２５６８|10∕7∕2568|2025-07-10T00:00|2025-07-10T00:00:00
2025-07-10 00:00:00|2025-07-10 00:00:00.000|2025-07-10T00:00:00+07:00|2025-07-09T17:00:00Z|2025-07-09T17:00:00.000Z
10/7/2568 0:00|10/7/2568 0:00:00|10/7/2568, 0:00:00|10/7/2568 12:00:00 AM|10 ก.ค. 68 เวลา 14.05 น.|10 ก.ค. 68 14:05 น.
10 ก.ค. 2568 เวลา 14:05 น.|10 กรกฎาคม 2568 เวลา 9.30 นาฬิกา|10 Jul 2025 14:05:00 +0700""".replace("\n", "|").split("|")
TIMED = """10 กรกฎาคม 2568 เวลา 9 นาฬิกา|10 กรกฎาคม 2568 9 น.|10/7/68 13.30|10 ก.ค. 2568 09.00|10-07-68 00.00.00
10.07.68 น.|10 กรกฎาคม 2568 น.|10 กรกฎาคม 2568 13.30 น.|๑๐ ก.ค. ๖๘ ๑๓.๓๐ น.|10/7/68, 13.30|25680710 13.30|10.7.68 9 น.
10.07.68 09.00 น.|10 ก.ค. 68 (เวลา 9 น.)|2568-07-10 13.30|10 ก.ค. 2568 (พฤหัสบดี) 13.30|10/7/68 เวลา 09.00
10 7.68|10. 07.68|10 7.68 น.|10 7 68 น.|10 ก.ค. 68 น.|10 ก.ค. 68น.""".replace("\n", "|").split("|")
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202c"]
BLANKS = ["\u00a0", "\u2009", "\u202f", "\u3000", "\t", "\r\n", "\u2003"]
MISSPELT = {
    1: ["มกรคม", "มกราคา", "มกรา", "มค", "ม.ค", "Janurary", "Januray"],
    2: ["กุมภาพันธ", "กุมภาพัน", "กุมพาพันธ์", "กุมภาพันธุ์", "กุมภาพันท์", "กุมภา", "กพ", "กพ.", "Febuary", "Feburary"],
    3: ["มินาคม", "มีนาคา", "มีนา", "มีค", "มีค.", "มี.ค", "Marhc"],
    4: ["เมษ", "เมษยน", "เมศายน", "เมษายม", "เมษา", "เมย", "เมย.", "เม.ย", "Apirl"],
    5: ["พฤษภ", "พฤษาคม", "พฤศภาคม", "พฤกษภาคม", "พฤษภา", "พค", "พ.ค"],
    6: ["มิถนายน", "มิถุนายม", "มีถุนายน", "มิถุนา", "มิย", "มิย.", "มิ.ย"],
    7: ["กรกฏาคม", "กรกฎาคา", "กค", "ก.ค"],
    8: ["สิงหาคาม", "สิงหคม", "สิงหา", "สค", "ส.ค", "Agust", "Augest"],
    9: ["กันย", "กันยน", "กันยายม", "กันยา", "กย", "ก.ย", "Sept", "Sept.", "Setember", "Septmber"],
    10: ["ตุลาคา", "ตุลคม", "ตุลา", "ตค", "ต.ค", "Ocotber", "Octobor"],
    11: ["พฤศจิก", "พฤษจิกายน", "พฤจิกายน", "พฤศจิกยน", "พฤศจิกา", "พย", "พ.ย", "Novemeber"],
    12: ["ธันว", "ธันวคม", "ธันวาคา", "ธันวา", "ธค", "ธ.ค", "Decemeber"],
}
UNREAD = """|วันนี้|พรุ่งนี้|10|2568|45848|100768|กรกฎาคม 2568|7/2568|10 ก 2568|10 มีราคม 2568|10 Jule 2025|10 July 2025 x
x 10 July 2025|10//7//2568|10:7:2568|10-12 ก.ค. 2568|10/7/2568 - 12/7/2568|10 กรกฎาคม พ.ศ.|½/7/2568|10²/7/2568
1e1/7/2568|10_7_2568|+10/7/2568 x|10 July July 2025|พุธ พฤหัสบดี 10/7/2568|2025-07-10T25:00|100/7/2568|10/100/2568|--
10  2568
๑๐ ก.ค. ค.ศ. พ.ศ. ๒๕๖๘|100725680|10/7/2568/1""".replace("\n", "|").split("|")


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return [(row["typed"], row["means"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("typed", "means"), rows())
def test_a_day_out_of_the_collection_means_what_stands_beside_it(typed, means):
    if means == REFUSED:
        with pytest.raises(ImplausibleYear):
            parse_day(typed)
    else:
        assert parse_day(typed) == date.fromisoformat(means)


def test_10_july_2025_is_read_however_it_is_pasted():
    read = {text: parse_day(text) for text in PASTED}
    assert {text: day for text, day in read.items() if day != JULY_10} == {}


@pytest.mark.parametrize("text", TIMED)
def test_a_time_as_thais_write_it_leaves_the_day(text):
    assert parse_day(text) == JULY_10


@pytest.mark.parametrize("text", ["10/7/68 25.30", "10/7/68 9.70", "10/7/68 99 น.", "9.30", "9 น.", "10 ก.ค. 13.30"])
def test_what_is_no_time_or_no_day_is_refused(text):
    with pytest.raises(UnreadableDay):
        parse_day(text)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_marks_that_nobody_sees_change_nothing(unseen):
    typed = "10 ก.ค. 2568"
    for place in range(len(typed) + 1):
        assert parse_day(typed[:place] + unseen + typed[place:]) == JULY_10


@pytest.mark.parametrize("blank", BLANKS)
def test_white_space_of_any_kind_is_a_blank(blank):
    assert parse_day(f"{blank}10{blank}ก.ค.{blank}2568{blank}") == JULY_10
    assert parse_day(f"10{blank}/{blank}7{blank}/{blank}2568") == JULY_10


@pytest.mark.parametrize("month", MISSPELT)
def test_a_month_is_known_by_its_usual_misspellings(month):
    read = {name: parse_day(f"7 {name} 2568") for name in MISSPELT[month]}
    assert {name: day for name, day in read.items() if day != date(2025, month, 7)} == {}


def test_no_name_of_a_month_is_taken_for_another_ones_by_one_mistake():
    """Every letter left out or doubled: the same month, or none."""
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            for place in range(len(name)):
                for typed in (name[:place] + name[place + 1 :], name[:place] + name[place] + name[place:]):
                    try:
                        assert parse_day(f"7 {typed} 2568").month == number, typed
                    except UnreadableDay:
                        assert len(typed) < 8 or typed.isascii(), typed


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_day_is_refused_with_the_text_found(text):
    with pytest.raises(UnreadableDay) as refused:
        parse_day(text)
    assert refused.value.text == text


@pytest.mark.parametrize("form", ["10/7/{}", "10 ก.ค. {}", "{}-07-10", "10 July {}", "วันที่ 10 เดือน 7 ปี {}"])
def test_a_year_that_was_miscounted_is_refused_by_name(form):
    for typed, meant, slip in [(3111, 2568, "added"), (1482, 2568, "subtracted"), (2400, None, ""), (2158, None, "")]:
        with pytest.raises(ImplausibleYear) as refused:
            parse_day(form.format(typed))
        assert (refused.value.year, refused.value.meant, refused.value.slip) == (typed, meant, slip)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10/7/568", 2568),
        ("10/7/5", None),
        ("10/7/0000", None),
        ("10/7/00", None),
        ("10/7/25688", None),
        ("10 ก.ค. พ.ศ. 2025", 2568),
        ("10 ก.ค. ค.ศ. 2568", 2568),
        ("10 July 2025 BE", 2568),
    ],
)
def test_a_year_that_is_no_year_is_refused_with_the_one_that_may_be_meant(text, meant):
    with pytest.raises(ImplausibleYear) as refused:
        parse_day(text)
    assert refused.value.meant == meant


def test_years_are_those_of_the_fiscal_years_and_no_others():
    assert (PLAUSIBLE_YEARS[0], PLAUSIBLE_YEARS[-1]) == (2500, 2700)
    assert [parse_day(f"1/1/{year}").year for year in (2500, 1957, 2700, 2157)] == [1957, 1957, 2157, 2157]


def test_two_digits_are_buddhist_from_40_on_and_of_the_common_era_below():
    assert [parse_day(f"1/2/{pair}").year for pair in ("40", "68", "99", "39", "25", "01")] == [
        1997, 2025, 2056, 2039, 2025, 2001,
    ]  # fmt: skip
    assert parse_day("1 ก.พ. พ.ศ. 25").year == 1982
    assert parse_day("1 ก.พ. ค.ศ. 68").year == 2068


def test_the_day_stands_before_the_month():
    assert parse_day("7/10/68") == date(2025, 10, 7)
    with pytest.raises(NoSuchDay) as refused:
        parse_day("7/25/2025")
    assert refused.value.turned == date(2025, 7, 25)


@pytest.mark.parametrize("text", ["29/2/68", "29 ก.พ. 2568", "31/9/2568", "0/7/2568", "10/0/2568", "32 ก.ค. 2568"])
def test_a_day_that_no_calendar_has_is_said_to_be_none(text):
    with pytest.raises(NoSuchDay):
        parse_day(text)


def test_29_february_is_read_in_leap_years_only():
    assert [parse_day(text) for text in ("29/2/67", "๒๙ ก.พ. ๒๕๖๗", "29 Feb 2024")] == [date(2024, 2, 29)] * 3


@pytest.mark.parametrize("text", ["10/7", "10 ก.ค.", "10 July", "July 10", "วันที่ 10 กรกฎาคม"])
def test_a_day_without_its_year_is_asked_for_the_year(text):
    with pytest.raises(YearMissing):
        parse_day(text)


@pytest.mark.parametrize("text", ["วันศุกร์ที่ 10 กรกฎาคม 2568", "ศ. 10/7/68", "Friday, 10 July 2025", "10 ก.ค. 68 (ศุกร์)"])
def test_a_weekday_that_is_not_the_days_own_is_refused_with_both(text):
    with pytest.raises(WrongWeekday) as refused:
        parse_day(text)
    assert (refused.value.weekday, refused.value.day) == (4, JULY_10)


def test_a_moment_with_its_zone_is_the_day_in_bangkok():
    assert parse_day("2025-07-09T16:59:59Z") == date(2025, 7, 9)
    assert parse_day("2025-07-09 23:30:00 -0700") == JULY_10
    assert parse_day("2025-07-09 23:30") == date(2025, 7, 9)


def test_no_more_of_a_text_is_looked_at_than_a_day_may_have():
    with pytest.raises(UnreadableDay) as refused:
        parse_day("1" * 100_000)
    assert len(refused.value.text) == LONGEST


@always
@given(text=st.text(alphabet="0123456789/-. :TZกคพศมีเ่วันที่ๆ\u200bJulyth'", max_size=LONGEST))
def test_whatever_is_typed_is_a_plausible_day_or_refused(text):
    try:
        assert parse_day(text).year + 543 in PLAUSIBLE_YEARS
    except UnreadableDay as error:
        assert error.text == text


@always
@given(day=st.dates(date(1997, 1, 1), date(2056, 12, 31)), language=st.sampled_from(Language), weekday=st.booleans())
def test_a_day_written_in_two_digits_is_read_back(day, language, weekday):
    named = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")[day.weekday()]
    month = MONTHS[language][day.month - 1]
    lead = f"วัน{named}ที่ " if weekday else ""
    assert parse_day(f"{lead}{day.day} {month} {(day.year + 543) % 100:02}") == day
