"""Every field repeats what it understood of a day or a number, or says by name why it could not be read."""

import json
import re
from html import unescape
from urllib.parse import quote, urlencode

import pytest

from kr_app.draw.understood import understood
from kr_app.settings import settings_from
from kr_app.troubles import refusal_text
from kr_app.words import words_for
from kr_core.errors import UnreadableDay
from tests.app.asks import Answer
from tests.app.desks import alert_in, get, post, value_of
from tests.app.entries import CODE, HOST
from tests.app.sheets import sheet_in
from tests.app.towns import Town
from tests.core import test_days, test_numbers

THAI, ENGLISH = words_for("th", None), words_for("en", None)
WORDS = [THAI, ENGLISH]
KEY_RESULT = f"/key-results/{CODE}"
JULY_10 = {THAI: "วันพฤหัสบดีที่ ๑๐ กรกฎาคม พ.ศ. ๒๕๖๘", ENGLISH: "Thursday, 10 July 2025 (B.E. 2568)"}
ADDED_TWICE = {
    THAI: "ปี ๓๑๑๑ ดูเหมือนบวก ๕๔๓ ซ้ำสองครั้ง หมายถึง พ.ศ. ๒๕๖๘ (ค.ศ. ๒๐๒๕) ใช่หรือไม่",
    ENGLISH: "The year 3111 looks as if 543 had been added twice. Is B.E. 2568 (2025) meant?",
}
SAID = [
    ("10/7/68", *JULY_10.values()),
    ("10/7/3111", *ADDED_TWICE.values()),
    ("10/7/1482", "ปี ๑๔๘๒ ดูเหมือนลบ ๕๔๓ ซ้ำสองครั้ง หมายถึง พ.ศ. ๒๕๖๘ (ค.ศ. ๒๐๒๕) ใช่หรือไม่",
     "The year 1482 looks as if 543 had been subtracted twice. Is B.E. 2568 (2025) meant?"),
    ("10 ก.ค. พ.ศ. 2025", "ปี ๒๐๒๕ เป็นปีของอีกศักราชหนึ่ง หมายถึง พ.ศ. ๒๕๖๘ (ค.ศ. ๒๐๒๕) ใช่หรือไม่",
     "The year 2025 belongs to the other era. Is B.E. 2568 (2025) meant?"),
    ("10/7/2300", "ปี ๒๓๐๐ ไม่น่าเป็นไปได้ ระบบรับปี พ.ศ. ๒๕๐๐ ถึง ๒๗๐๐",
     "The year 2300 cannot be meant. Years from 2500 to 2700 (B.E.) are taken."),
    ("วันศุกร์ที่ 10 กรกฎาคม 2568", "๑๐ กรกฎาคม ๒๕๖๘ เป็นวันพฤหัสบดี ไม่ใช่วันศุกร์ โปรดตรวจสอบว่าหมายถึงวันใด",
     "10 July 2025 is a Thursday, not a Friday. Check which of the two is meant."),
    ("29/2/68", "ไม่มีวันนี้ในปฏิทิน โปรดตรวจสอบวัน เดือน และปี",
     "The calendar has no such day. Check the day, the month and the year."),
    ("7/25/2025", "ไม่มีวันนี้ในปฏิทิน หากหมายถึง ๒๕ ก.ค. ๒๕๖๘ โปรดระบุวันก่อนเดือน",
     "There is no such day. If 25 Jul 2025 is meant, write the day before the month."),
    ("10 ก.ค.", "ยังไม่ได้ระบุปี โปรดระบุวันที่ เช่น ๓๐/๙/๒๕๖๘ หรือ ๓๐ ก.ย. ๒๕๖๘",
     "The year is missing. Write the day like 30/9/2568 or 30 Sep 2025."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "thai", "english"), SAID)
def test_a_day_is_repeated_or_refused_in_both_languages(typed: str, thai: str, english: str) -> None:
    """The refusal of what is stored says the same as the field."""
    assert [understood("day", typed, words).text for words in WORDS] == [thai, english]
    if typed != "10/7/68":
        found = understood("day", typed, ENGLISH)
        assert (found.good, found.day) == (False, "")
    with_text = UnreadableDay("x")
    assert refusal_text(with_text, 1, ENGLISH, None) == understood("day", "x", ENGLISH).text


def test_a_number_is_repeated_unless_the_field_says_it_already() -> None:
    """In all its digits; what could be two numbers is asked about."""
    assert [understood("number", "1,200", words).text for words in WORDS] == ["อ่านได้ว่า ๑๒๐๐", "Read as 1200"]
    assert [understood("number", typed, THAI).text for typed in ("1200", "๑๒๐๐", "", " \u200b")] == [""] * 4
    assert understood("number", "ร้อยละ 80", ENGLISH).text == "Read as 80"
    assert understood("numbers", "60 70 ๘๐", ENGLISH).text == "Read as 60 · 70 · 80"
    assert not understood("number", "1,2", ENGLISH).good
    assert not understood("whole", "20%", ENGLISH).good


@pytest.mark.parametrize("words", WORDS, ids=["th", "en"])
def test_the_browser_is_told_what_the_server_reads(town: Town, words) -> None:  # type: ignore[no-untyped-def]
    """For every row of both collections: there is one reading, asked for."""
    asked = [("day", typed) for typed, _ in test_days.rows()] + [("number", typed) for typed, _ in test_numbers.rows()]
    for kind, typed in [*asked, ("day", "9" * 500), ("odd", "1")]:
        query = urlencode({"text": typed, "lang": words.language.value})
        said = json.loads(get(town, f"/reading/{kind}?{query}").text)
        own = understood(kind, typed, words)
        assert (said["text"].replace("\xa0", " "), said["good"], said["day"]) == (own.text, own.good, own.day), typed


def said_below(answer: Answer, field: str) -> str:
    """What stands below a field."""
    found = re.search(rf'<output[^>]* id="{re.escape(field)}-reads"[^>]*>([^<]*)</output>', answer.text)
    assert found, f"nothing below {field}"
    return unescape(found[1]).replace("\xa0", " ")


def banner_of(answer: Answer) -> str:
    """What a page says of its address, that it cannot be read; empty for nothing."""
    found = re.search(r"<p [^>]*data-unread[^>]*>(.*?)</p>", answer.text, re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", found[1])).replace("\xa0", " ") if found else ""


@pytest.mark.parametrize("words", WORDS, ids=["th", "en"])
def test_every_field_for_a_day_refuses_a_year_with_543_added_twice_by_name(town: Town, words) -> None:  # type: ignore[no-untyped-def]
    """Plan, end of a link, history, look back, due day and fiscal year of the form; nothing is stored."""
    lang, who, admin = f"?lang={words.language.value}", town.cast["coordinator"], town.admin
    typed, why = "10/7/3111", ADDED_TWICE[words]
    plan = post(town, f"{KEY_RESULT}/plan{lang}", {"day-2": typed, "day-3": "10/7/68", "reason": "x", "seen": "9"}, who)
    assert alert_in(plan).endswith(why)
    assert (said_below(plan, "day-2"), said_below(plan, "day-3")) == (why, JULY_10[words])
    link = {"kind": "key-result", "code": CODE, "agency": HOST, "figures": "live", "ends": "day", "day": typed}
    share = post(town, f"/account/links/new{lang}", {**link, "title": "", "once": "x" * 32}, who)
    assert alert_in(share).endswith(why)
    assert said_below(share, "day") == why
    history = get(town, f"{KEY_RESULT}/history{lang}&first={quote(typed)}&last=10%2F7%2F68", who)
    assert alert_in(history).endswith(why)
    assert (said_below(history, "first"), said_below(history, "last")) == (why, JULY_10[words])
    assert why in banner_of(get(town, f"/kr?kr={CODE}&on={quote(typed)}&lang={words.language.value}"))
    sheet = sheet_in(get(town, f"{KEY_RESULT}/form{lang}", admin).text)
    form = post(town, f"{KEY_RESULT}/form{lang}", {**sheet, "levels[2].due": typed, "do": "preview"}, admin)
    assert why in unescape(form.text)
    form = post(town, f"{KEY_RESULT}/form{lang}", {**sheet, "fiscal_year": "๓๑๑๑", "do": "preview"}, admin)
    assert why in unescape(form.text)


def test_the_form_repeats_its_numbers_before_they_are_stored(town: Town) -> None:
    """Thousands with a comma or a blank, a percent, and what is asked about."""
    admin = town.admin
    sheet = sheet_in(get(town, f"{KEY_RESULT}/form?lang=en", admin).text)
    typed = {"target.value": "๑,๒๐๐", "agencies[1].target": "1\u00a0200", "levels[1].percent": "ร้อยละ 15"}
    looked = post(town, f"{KEY_RESULT}/form?lang=en", {**sheet, **typed, "do": "preview"}, admin)
    fields = ("f-target-value", "f-agencies-1-target", "f-levels-1-percent")
    assert [said_below(looked, field) for field in fields] == ["Read as 1200", "Read as 1200", "Read as 15"]
    assert set(re.findall(r"<td[^>]*>([^<]*)</td></tr>", looked.text)) >= {"1200", "15"}
    asked = post(town, f"{KEY_RESULT}/form?lang=en", {**sheet, "target.value": "1,2", "do": "preview"}, admin)
    assert "The comma can be read in two ways." in asked.text
    power = post(town, f"{KEY_RESULT}/form?lang=en", {**sheet, "target.value": "1e3", "do": "preview"}, admin)
    assert "Please write the number in full" in power.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("on=yesterday", "The address asks for the day “yesterday”. The day could not be read."),
        ("on=31%2F9%2F68", "The address asks for the day “31/9/68”. The calendar has no such day."),
        ("on=%3Cb%3E", "The address asks for the day “<b>”."),
        ("step=x", "The address asks for the entry “x”, which is no number of an entry."),
        ("step=-1", "The address asks for the entry “-1”"),
    ],
)
def test_an_address_that_looks_back_to_nowhere_says_so_and_shows_now(town: Town, query: str, said: str) -> None:
    """Nobody takes what stands now for what stood then."""
    for who in (None, town.cast["coordinator"]):
        banner = banner_of(get(town, f"/kr?kr={CODE}&{query}&lang=en", who))
        assert said in banner
        assert "The page shows what stands now." in banner
    assert banner_of(get(town, f"/kr?kr={CODE}&on=1%20Jul%202025&lang=en")) == ""
    assert value_of(get(town, f"{KEY_RESULT}/plan?lang=en", town.cast["coordinator"]), "seen").startswith("0-")


@pytest.mark.parametrize("text", ["0", "x", "1,2", "1e3", "3651", "20%", "1.5", "-1"])
def test_a_setting_that_counts_is_read_like_any_number(text: str) -> None:
    """The console says which one was not taken, and between which numbers it lies."""
    assert settings_from({"KR_TRAIL_DAYS": "๔๕", "KR_EVIDENCE_MB": "1,000"}).trail_days == 45
    with pytest.raises(SystemExit, match=r"KR_TRAIL_DAYS=.* is not a number of days from 1 to 3650"):
        settings_from({"KR_TRAIL_DAYS": text})
