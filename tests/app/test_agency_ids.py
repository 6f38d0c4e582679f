"""Which agency a row of the form is: a right is never given by accident."""

from dataclasses import replace

import pytest

from kr_app.definitions import as_text, from_text
from kr_app.desk import agencies_known
from kr_app.desk.agency_ids import OTHER, SAME, Known, Question, Said, give_ids
from kr_app.desk.rights_moved import rights_moved
from kr_app.rights import Grant, Role
from kr_app.store.people import Person
from kr_app.words import words_for
from kr_core.definition import Agency, Text
from tests.app.authors import KEY_RESULT

ENGLISH = words_for("en", None)
HOST = KEY_RESULT.host


def agency(number: str, name: str, english: str = "") -> Agency:
    """An agency as a form has it."""
    return replace(HOST, id=number, name=Text(name, english))


PRESS, SCHOOLS, CANALS = (
    agency("press", "สำนักงานประชาสัมพันธ์", "Public Relations Office"),
    agency("schools", "สำนักการศึกษา", "Education Department"),
    agency("canals", "สำนักการระบายน้ำ", "Drainage Department"),
)
KNOWN = Known([PRESS, SCHOOLS, CANALS], granted={"gone"})


def given(*rows: tuple[str, ...], known: Known = KNOWN) -> tuple[list[str], list[Question]]:
    """The ids of rows, each a Thai name, the id it had, and an answer; and what is asked."""
    filled = [(*row, "", "", "")[:4] for row in rows]
    table = [{"name": name, "name_en": english} for name, _, _, english in filled]
    asked = {
        each.row: each.about for each in give_ids([dict(row) for row in table], [Said(r[1]) for r in filled], known)
    }
    said = [Said(row[1], asked.get(place, ""), row[2]) for place, row in enumerate(filled, start=1)]
    questions = give_ids(table, said, known)
    return [str(row["id"]) for row in table], questions


@pytest.mark.parametrize(
    ("name", "had", "wanted"),
    [
        ("สำนักงานประชาสัมพันธ์", "press", "press"),
        ("\u200bส\u0e4d\u0e32นักงานประชาสัมพันธ\u0e4c ", "press", "press"),
        ("ส\u0e4d\u0e32นักการศึกษา", "", "schools"),
        ("สนศ.", "press", "schools"),
        ("สำนักการศึกษา", "press", "schools"),
        ("สำนักการระบายน\u0e4d\u0e49\u0e32", "schools", "canals"),
        ("สำนักการศึกษา", "forged", "schools"),
    ],
)
def test_the_id_follows_the_name_in_any_spelling(name: str, had: str, wanted: str) -> None:
    assert given((name, had)) == ([wanted], [])


def test_another_name_typed_over_a_copy_never_keeps_the_id_unasked() -> None:
    """Of two names that the city has nothing is asked; of others the safe answer is chosen already."""
    ids, questions = given(("สำนักอนามัย", "schools"))
    assert (ids[0] not in {"schools", "press", "canals"}, questions) == (True, [])
    ids, questions = given(("กองใหม่เอี่ยม", "press"))
    assert ids[0] != "press"
    assert [(each.known.id, each.answer) for each in questions] == [("press", OTHER)]
    assert given(("กองใหม่เอี่ยม", "press", SAME))[0] == ["press"]


def test_a_name_that_is_nearly_the_same_is_asked_and_gives_nothing_meanwhile() -> None:
    """A space inside, with the hidden id or without it."""
    for had in ("schools", "", "forged"):
        ids, questions = given(("สำนัก การศึกษา", had))
        assert ids[0] != "schools"
        assert [(each.known.id, each.answer) for each in questions] == [("schools", "")]
        assert given(("สำนัก การศึกษา", had, SAME))[0] == ["schools"]
        assert given(("สำนัก การศึกษา", had, OTHER))[0] == ids


def test_an_answer_is_about_one_name_only() -> None:
    """Typed anew after it was answered, it is asked again."""
    (question,) = given(("สำนัก การศึกษา", "schools"))[1]
    row = {"name": "สำนัก ศึกษา", "name_en": ""}
    (again,) = give_ids([row], [Said("schools", question.about, SAME)], KNOWN)
    assert (again.answer, row["id"] == "schools") == ("", False)


def test_rows_that_are_swapped_dropped_and_added_again_keep_their_agencies() -> None:
    swapped = given(("สำนักการศึกษา", "press"), ("สำนักงานประชาสัมพันธ์", "schools"))
    assert swapped == (["schools", "press"], [])
    assert given(("สำนักการศึกษา", "schools"), ("สำนักงานประชาสัมพันธ์", "")) == (["schools", "press"], [])


def test_one_name_in_two_rows_is_one_agency_and_refused_as_such() -> None:
    """The core says so: two rows share an id."""
    ids, _ = given(("กองหนึ่งเดียว", ""), ("กองหน\u0e36\u0e48งเดียว\u200b", ""))
    assert ids[0] == ids[1]
    ids, questions = given(("สำนักการศึกษา", "schools"), ("สำนัก การศึกษา", "schools"))
    assert (ids[0], ids[1] != "schools", questions) == ("schools", True, [])


def test_only_the_english_name_changed_is_the_same_agency() -> None:
    assert given(("สำนักการศึกษา", "schools", "", "Public Relations Office")) == (["schools"], [])


@pytest.mark.parametrize("english", ["Gone", "Public Relations Office", "Education Department", ""])
def test_a_new_agency_never_gets_an_id_that_rights_hang_on(english: str) -> None:
    """Neither that of another agency nor one that only a right still names."""
    known = Known([PRESS], [agency("education-department", "กองเดิม")], {"gone", "public-relations-office"})
    ids, _ = given(("หน่วยงานใหม่แท้", "", "", english), known=known)
    assert ids[0] not in {"gone", "press", "public-relations-office", "education-department"}


def test_a_name_of_before_is_asked() -> None:
    """The agency may have been renamed, or another one may be called so now."""
    known = Known([agency("press", "สำนักประชาสัมพันธ์เมือง")], [PRESS])
    ids, questions = given(("สำนักงานประชาสัมพันธ์", ""), known=known)
    assert (ids[0] != "press", [each.known.id for each in questions]) == (True, ["press"])


@pytest.mark.parametrize("had", ["", "forged", "canals"])
def test_a_name_that_two_agencies_have_is_asked_unless_one_stood_there(had: str) -> None:
    """The same agency in several forms is one."""
    known = Known([PRESS, PRESS, agency("press-2", PRESS.name.thai), CANALS])
    ids, questions = given((PRESS.name.thai, had), known=known)
    assert (ids[0] in {"press", "press-2"}, [each.answer for each in questions]) == (False, [""])
    assert given((PRESS.name.thai, had, SAME), known=known)[0] == [questions[0].known.id]
    assert given((PRESS.name.thai, "press-2"), known=known) == (["press-2"], [])


def test_a_version_is_read_once_and_another_text_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read has no agencies, the second time as well."""
    reads: list[str] = []
    monkeypatch.setattr(agencies_known, "from_text", lambda text: reads.append(text) or from_text(text))
    texts = [as_text(replace(KEY_RESULT, agencies=(each,))) for each in (PRESS, SCHOOLS)]
    for _ in range(2):
        assert [[each.id for each in agencies_known._agencies_in(text)] for text in (*texts, "{")] == [
            ["press"],
            ["schools"],
            [],
        ]
    assert reads == [*texts, "{"]


def person(number: int, name: str, *grants: Grant, disabled: bool = False) -> Person:
    """Somebody with rights."""
    return Person(number, name, name, "นักวิชาการ" if number == 1 else "", "x", "", "", disabled, grants)


PEOPLE = [
    person(1, "เก่า", Grant(Role.COORDINATOR, agency="press")),
    person(2, "ใหม่", Grant(Role.COORDINATOR, agency="schools")),
    person(3, "ยืนยัน", Grant(Role.CONFIRMER, agency="schools")),
    person(4, "ทั้งหมด", Grant(Role.ADMIN)),
    person(5, "ปิดแล้ว", Grant(Role.COORDINATOR, agency="schools"), disabled=True),
    person(6, "ตามรหัส", Grant(Role.COORDINATOR, code=KEY_RESULT.code)),
    person(7, "ดู", Grant(Role.VIEWER)),
]


def test_the_preview_names_who_gains_and_who_loses() -> None:
    """Administrators may everything before and after; a right by the key result's code stays."""
    before, after = (replace(KEY_RESULT, agencies=(each,)) for each in (PRESS, SCHOOLS))
    record, confirm = rights_moved(before, after, PEOPLE, ENGLISH)
    assert (record.gain, record.lose) == (["ใหม่"], ["เก่า (นักวิชาการ)"])
    assert (confirm.gain, confirm.lose) == (["ยืนยัน"], [])
    assert rights_moved(before, before, PEOPLE, ENGLISH) == []
    fresh = rights_moved(None, before, PEOPLE, ENGLISH)
    assert [(each.gain, each.lose) for each in fresh] == [(["เก่า (นักวิชาการ)", "ตามรหัส"], [])]
