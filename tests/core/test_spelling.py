"""One Thai normal form: what is kept, and what counts when two texts are compared."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kr_core.letters import MOST_MARKS, calm, holds_a_letter, seen
from kr_core.spelling import composed, holds, key, one_line, same

SARA_AM_SPLIT = "\u0e4d\u0e32"
# As typed, and as kept.
SPELLED = [
    ("ส" + SARA_AM_SPLIT + "นัก", "สำนัก"),
    ("น้" + SARA_AM_SPLIT, "น้ำ"),
    ("น\u0e4d\u0e49\u0e32", "น้ำ"),
    ("น\u0e33\u0e49", "น้ำ"),
    ("ท\u0e48\u0e35", "ที่"),
    ("ท\u200b\u0e48\u200b\u0e35", "ที่"),
    ("ผ\u0e49\u0e39", "ผู้"),
    ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
    ("ที\u0e48\u0e48", "ที่"),
    ("เเผน", "แผน"),
    ("\ufeffแผน\u200b", "แผน"),
    ("แผน\u2060งาน\u00ad", "แผนงาน"),
    ("\u202eแผน\u202c", "แผน"),
    ("\u00a0แผน\u3000", "แผน"),
    ("e\u0301", "é"),
    ("บรรทัด\r\nใหม่", "บรรทัด\nใหม่"),
    ("ครึ่ง\ud83dตัว\x00", "ครึ่งตัว"),
    ("👩\u200d👩\u200d👧 ❤\ufe0f", "👩\u200d👩\u200d👧 ❤\ufe0f"),
]
SAME = [
    ("ฤๅษี", "ฤาษี"),
    ("ปี ๒๕๖๘", "ปี 2568"),
    ("ปี\u00a0 2568", "ปี 2568"),
    ("ＫＲ １", "kr 1"),
    ("ต่าง ๆ", "ต่างๆ"),
    ("2567–2568", "2567-2568"),
    ("“แผน”", '"แผน"'),
    ("Straße", "STRASSE"),
    *SPELLED,
]
OTHERS = [("สำนักการศึกษา", "สำนัก การศึกษา"), ("ที่", "ที"), ("มา", "ม้า"), ("เขา", "เข่า"), ("ก", "ข"), ("ไป", "ใป")]
UNSEEN = [
    "\u200b",
    "\u200c\u200d\u2060\ufeff",
    "\u3164",
    "\u115f\u1160\uffa0",
    "\u2800\u2800",
    "\u00ad",
    "\u0301\u0302",
    "\u0e48\u0e34",
    "\ufe0f",
    "\U000e0041\U000e0042",
    "\U000e0100",
    "\u00a0\u3000\u2028\t\n ",
    "\u034f",
    "\u180e",
    "\u202e\u2066",
    "\x00\x07",
    "\ud83d",
    "",
]
LETTERS = "กนสทธมแเาำะๅๆฯฤ ัิีฺุู็่้์ํ๎๑1\u200b\u200d\ufe0f\u00a0-–Aaßé\u0301\u0327❤ﬁ½①\uac00\u1100\u1161\u0345\n"
TYPED = st.text(alphabet=st.sampled_from(LETTERS), max_size=12)


@pytest.mark.parametrize(("typed", "kept"), SPELLED)
def test_a_text_is_kept_as_typed_but_composed(typed: str, kept: str) -> None:
    assert composed(typed) == kept


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_reads_the_same_is_the_same(one: str, other: str) -> None:
    assert same(one, other)
    assert holds(f"ก่อน {one} หลัง", other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_reads_otherwise_is_another(one: str, other: str) -> None:
    assert not same(one, other)


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_the_kept_form_of_the_kept_form_is_itself(text: str) -> None:
    assert composed(composed(text)) == composed(text)
    assert key(key(text)) == key(text)


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_keeping_a_text_changes_nothing_that_is_compared(text: str) -> None:
    assert key(composed(text)) == key(text)
    assert unicodedata.is_normalized("NFC", composed(text))


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_shows_nothing_says_nothing(unseen: str) -> None:
    assert not holds_a_letter(unseen)
    assert holds_a_letter(f"{unseen}ก") and holds_a_letter(f"{unseen}๑")


def test_a_line_is_what_a_reader_sees() -> None:
    assert seen(" ก\u200b\u00a0\t ข\ufeff\n") == "ก ข"
    assert one_line("\u00a0ส\u0e4d\u0e32นัก\n\u200b การคลัง") == "สำนัก การคลัง"


def test_marks_without_end_are_cut_and_those_of_a_language_are_not() -> None:
    assert calm("ก" + "\u0e48" * 1000) == "ก" + "\u0e48" * MOST_MARKS
    assert calm("ผู้ที่น้ำ") == "ผู้ที่น้ำ"


@pytest.mark.parametrize("piece", ["a\u0301\u0327", "ก\u0e48\u0e38", SARA_AM_SPLIT])
def test_a_hundred_thousand_of_the_worst_letters_are_read_to_the_end(piece: str) -> None:
    """Unicode's own normalisation takes the square of a run of marks: minutes for this."""
    text = "a" + piece * (100_000 // len(piece))
    assert key(composed(text)) == key(text)
