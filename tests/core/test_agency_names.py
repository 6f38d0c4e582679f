"""Whether two spellings are one agency: yes, no, or to be asked."""

from itertools import combinations
from pathlib import Path

import pytest

from kr_core.agency_names import SameAgency, identity, same_agency
from kr_core.city import BUREAUS, DISTRICTS
from kr_core.letters import holds_a_letter

LINES = (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES[1:]]
YES = [
    ("สำนักงานเขตบางรัก", "เขตบางรัก"),
    ("สำนักงานเขตบางรัก", "บางรัก"),
    ("สำนักงานเขตบางรัก", "สนข.บางรัก"),
    ("สนข. บางรัก", "เขตบางรัก"),
    ("สำนักการระบายน้ำ", "สำนักการระบายน\u0e4d\u0e49\u0e32"),
    ("สำนักวัฒนธรรม กีฬา และการท่องเที่ยว", "สำนักวัฒนธรรมฯ"),
    ("สำนักการศึกษา", "สนศ."),
    ("สำนักงาน ก.ก.", "สำนักงานคณะกรรมการข้าราชการกรุงเทพมหานคร"),
    ("สำนักอนามัย", "\u200bสำนักอนามัย\u00a0"),
    ("กองไม่มีในรายชื่อ", "กองไม่มีในรายชื\u0e48อ\ufeff"),
    ("Public Relations Office", "PUBLIC  RELATIONS OFFICE"),
]
ASKED = [
    ("สำนักงานเขต บางรัก", "บางรัก"),
    ("บางฯ", "บางรัก"),
    ("สำนักฯ", "สำนักอนามัย"),
    ("สำนักพฯ", "สำนักพัฒนาสังคม"),
    ("สำนักการจฯ", "สำนักการจราจรและขนส่ง"),
    ("ป้อมปราบ", "ป้อมปราบฯ"),
    ("สำนักการจราจร", "สำนักการจราจรและขนส่ง"),
    ("กองประชาสัมพันธ์", "สำนักงานประชาสัมพันธ์"),
    ("สำนักงานประชาสัมพันธ์ สำนักปลัดกรุงเทพมหานคร", "สำนักงานประชาสัมพันธ์"),
    ("ราษฏร์บูรณะ", "เขตราษฎร์บูรณะ"),
    ("สนศ", "สำนักการศึกษา"),
]
NO = [
    ("บางกอกใหญ่", "บางกอกน้อย"),
    ("สำนักการคลัง", "สำนักการโยธา"),
    ("เขตวัฒนา", "สำนักวัฒนธรรมฯ"),
    ("สำนักงานประชาสัมพันธ์", "สำนักการศึกษา"),
    ("", ""),
    ("\u200b", "\u2060"),
]
CASES = [(SameAgency.YES, YES), (SameAgency.ASK, ASKED), (SameAgency.NO, NO)]


@pytest.mark.parametrize(("first", "second", "outcome"), ROWS)
def test_every_pair_of_names_that_people_send_has_its_outcome(first: str, second: str, outcome: str) -> None:
    if "refused" in outcome:
        assert not holds_a_letter(first)
        return
    wanted = {"yes": SameAgency.YES, "ask": SameAgency.ASK, "no": SameAgency.NO}[outcome[:3].rstrip(":")]
    assert same_agency(first, second) is wanted


@pytest.mark.parametrize(
    ("answer", "first", "second"), [(answer, *pair) for answer, pairs in CASES for pair in pairs], ids=ascii
)
def test_it_says_yes_or_no_only_where_it_knows(answer: SameAgency, first: str, second: str) -> None:
    assert same_agency(first, second) is answer
    assert same_agency(second, first) is answer
    assert (identity(first) == identity(second) and bool(identity(first))) is (answer is SameAgency.YES)


def test_no_two_agencies_of_the_city_are_taken_for_one() -> None:
    names = [*DISTRICTS, *BUREAUS]
    assert len(DISTRICTS) == 50 and len(BUREAUS) == 19
    assert {same_agency(*pair) for pair in combinations(names, 2)} == {SameAgency.NO}
