"""Numbers as people write and paste them: every spelling is one number, or is refused with what stands in the way."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kr_core.digits import Digits, exact_number, shown
from kr_core.errors import UnreadableNumber
from kr_core.numbers import parse_number, refuse_doubt, several
from kr_core.pasted import LONGEST
from tests.core.builders import always

FILE = Path(__file__).parent / "pasted" / "numbers.tsv"
READ = {
    1200: [
        "1,200",
        "๑,๒๐๐",
        "1 200",
        "1\u00a0200",
        "1\u2009200",
        "1\u202f200",
        "１，２００",
        "1200",
        "+1,200",
        "1,200.00",
        "1\u200b200",
        "1200.-",
        "1,200.-",
        "๑,๒๐๐.-",
    ],
    1200.5: ["1,200.50", "1 200.5", "๑,๒๐๐.๕"],
    80: [
        "80%",
        "80 %",
        "８０％",
        "ร้อยละ 80",
        "ร้อยละ๘๐",
        "8๐",
        "80.",
        "080",
        "\ufeff80",
        " 80\n",
        "'80",
        "80 percent",
        "80 เปอร์เซ็นต์",
        "80 เปอร์เซนต์",
        "80เปอร์เซนต์",
    ],
    1234567: ["1,234,567", "1 234 567", "๑,๒๓๔,๕๖๗", "1\u00a0234\u00a0567"],
    0.5: [".5", "0.5", "๐.๕"],
    -5: ["-5", "−5", "–5", "- 5", "－5"],
    0: ["0", "๐", "0.00", "-0"],
}
REFUSED = {
    "comma": [
        "1,2",
        "12,5",
        "0,5",
        "0,500",
        "1,20",
        "1,2000",
        "1,20,000",
        "1,200,30",
        "1 200,5",
        "1,200 300",
        "1.200,50",
        "1.200,5",
        "1.200.000,5",
    ],
    "brackets": ["(80)", "(5)", "( 1,200.5 )"],
    "groups": ["1_000", "1'200", "1’200’000.5"],
    "power": ["1e3", "1E3", "1e+3", "1.5e3", "1 x 103", "2×10^3"],
    "fraction": ["½", "1½", "1/2", "3 / 4", "1 1/2", "⅔", "1⁄2"],
    "words": ["20 ครั้ง", "80 บาท", "0x10", "1k", "ประมาณ 20"],
    "long": ["9" * 16, "1,000,000,000,000,000"],
    "": [
        "",
        " ",
        "%",
        "inf",
        "-inf",
        "nan",
        "Infinity",
        "1.2.3",
        "1 2",
        "12 5",
        "--5",
        "฿20",
        "²",
        "10²",
        "१२",
        "ยี่สิบ",
    ],
}


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return [(row["typed"], row["means"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("typed", "means"), rows())
def test_a_number_out_of_the_collection_means_what_stands_beside_it(typed, means):
    if means.startswith("refuse"):
        with pytest.raises(UnreadableNumber):
            parse_number(typed)
    else:
        assert parse_number(typed) == float(means)


@pytest.mark.parametrize("number", READ)
def test_a_number_is_read_however_it_is_pasted(number):
    read = {text: parse_number(text) for text in READ[number]}
    assert {text: found for text, found in read.items() if found != number} == {}


@pytest.mark.parametrize("why", REFUSED)
def test_what_could_be_two_numbers_or_none_is_refused_with_what_stands_in_the_way(why):
    for text in REFUSED[why]:
        with pytest.raises(UnreadableNumber) as refused:
            parse_number(text)
        assert (refused.value.text, refused.value.why) == (text, why)


@pytest.mark.parametrize("text", ["80%", "ร้อยละ 80", "80 percent"])
def test_a_count_is_no_percent(text):
    with pytest.raises(UnreadableNumber) as refused:
        parse_number(text, percent=False)
    assert refused.value.why == "percent"


def test_a_list_of_numbers_is_parted_as_people_part_it():
    five = ["60", "70", "80", "90", "100"]
    for text in ("60 70 80 90 100", "60,70,80,90,100", "60, 70, 80, 90, 100", "60;70;80;90;100", "60\n70\n80\n90\n100"):
        assert several(text) == five
    assert several("๑,๒๐๐ ๑,๓๐๐") == ["1,200", "1,300"]
    assert several(" , ") == []
    for text in ("20, 40, 60", "20 40 60", "20;40;60", "20\n40\n60", "20,40,60"):
        assert several(text) == ["20", "40", "60"]
    for text in ("100, 200", "100;200", "100\n200", "0;200"):
        assert len(several(text)) == 2
    for text in ("20 % 40 %", "20% 40%", "20 %, 40 %", "ร้อยละ 20 ร้อยละ 40", "20 percent 40 percent"):
        assert [parse_number(part) for part in several(text)] == [20, 40]
    for text in ("20,40,60,80,100", "20 40 60 80 100", "1200", "20%", "1,200;1,300"):
        refuse_doubt(several(text))


@pytest.mark.parametrize(
    "text",
    ["1,200", "๑,๒๐๐", "1 200", "1\u00a0200", "1,200,1,300", "50,100,150", "100 200 300", "0,5", "12,5", " 1,200 "],
)
def test_a_list_that_could_be_one_number_is_asked_about(text):
    with pytest.raises(UnreadableNumber) as refused:
        refuse_doubt(several(text))
    assert refused.value.why == "list"


def test_no_more_of_a_text_is_looked_at_than_a_number_may_have():
    with pytest.raises(UnreadableNumber) as refused:
        parse_number("1" * 100_000)
    assert len(refused.value.text) == LONGEST


@always
@given(
    number=st.integers(-(10**12), 10**12),
    digits=st.sampled_from(Digits),
    mark=st.sampled_from(["", ",", " ", "\u00a0"]),
)
def test_a_number_grouped_by_thousands_is_read_back(number, digits, mark):
    assert parse_number(shown(f"{number:,}".replace(",", mark), digits)) == number


@always
@given(number=st.floats(-1e12, 1e12), digits=st.sampled_from(Digits))
def test_a_number_shown_exactly_is_read_back(number, digits):
    text = shown(exact_number(number), digits)
    if len(text) <= LONGEST:
        assert parse_number(text) == number


@always
@given(text=st.text(alphabet="0123456789,. -+%eEx_½๐๙ร้อยละ\u00a0", max_size=40))
def test_whatever_is_typed_is_a_finite_number_or_refused(text):
    try:
        assert abs(parse_number(text)) < 10**16
    except UnreadableNumber as error:
        assert error.text == text
