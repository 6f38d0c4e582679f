"""The definition editor against forged and unusual forms."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kr_app.desk.sheet import mapping_in, sheet_of
from kr_app.rights import Grant, Role
from kr_app.words import words_for
from kr_core.comparison import differences
from kr_core.definition import Scale
from kr_core.reading import key_result_from
from tests.app.authors import KEY_RESULT
from tests.app.cast import someone
from tests.app.desks import alert_in, get
from tests.app.entries import CODE, OTHER, ticked
from tests.app.sheets import sheet_in
from tests.app.test_form_page import NEW, PAGE, sent, stored, text_of
from tests.app.towns import Town, town_in


@pytest.fixture
def own(tmp_path: Path, peopled: Path) -> Iterator[Town]:
    """A server of its own, for what lasts."""
    with town_in(tmp_path, peopled) as town:
        yield town


@pytest.mark.parametrize("was", ["x", "²", "-1", "9" * 5000])
def test_a_row_that_says_it_was_no_level_is_a_new_one(own: Town, was: str) -> None:
    """A hidden field that was tampered with breaks no page; the record of the level keeps it in place."""
    ticked(own.file, 1)
    looked = sent(own, "preview", sheet_in(get(own, PAGE, own.cast["admin"]).text), name="x")
    answer = sent(own, "store", sheet_in(looked.text), reason="x", **{"levels[1].was": was})
    assert answer.status == 409
    assert alert_in(answer).startswith("ระดับ ๑ มีผลที่บันทึกไว้")


def test_a_row_number_of_any_length_drops_nothing(town: Town) -> None:
    """Python itself refuses to read a number of thousands of digits."""
    sheet = sheet_in(get(town, PAGE, town.cast["admin"]).text)
    answer = sent(town, "drop-levels:" + "9" * 5000, sheet)
    assert (answer.status, sheet_in(answer.text)["levels-rows"]) == (200, "5")


def test_an_agency_whose_id_is_a_number_is_no_level(town: Town) -> None:
    """A changed level is named as that level."""
    sheet = sheet_in(get(town, f"{PAGE}?lang=en", town.cast["admin"]).text)
    changed = {"agencies[1].id": "2", "levels[2].percent": "45"}
    answer = sent(town, "preview", sheet, f"{PAGE}?lang=en", **changed)
    assert answer.status == 200
    assert "Level 2: Percent 40 45" in text_of(answer)


@pytest.mark.parametrize("percent", [100 / 3, 0.1 + 0.2, 1e-9, 33.333333])
def test_a_number_is_shown_with_every_digit_that_it_has(percent: float) -> None:
    """Else a form that nobody touched would be another one."""
    first = replace(KEY_RESULT.scale.levels[0], percent=percent)
    form = replace(KEY_RESULT, scale=Scale((first, *KEY_RESULT.scale.levels[1:])))
    for words in (words_for("th", None), words_for("en", None)):
        again = key_result_from(mapping_in(sheet_of(form, words), form.agencies, words))
        assert differences(form, again) == []


def test_a_new_agency_never_gets_the_id_of_another_one(own: Town) -> None:
    """Rights are given by agency: the same English name must not hand them to somebody else's people."""
    sheet = sheet_in(get(own, f"{NEW}?copy={OTHER}", own.cast["admin"]).text)
    english = KEY_RESULT.host.name.english
    changed = {"code": "other-host", "agencies[1].id": "", "agencies[1].name": "กองใหม่", "agencies[1].name_en": english}
    looked = sent(own, "preview", sheet, NEW, **changed)
    assert sent(own, "store", sheet_in(looked.text), NEW, reason="x").status == 303
    (form,) = stored(own)
    assert form.host.name.thai == "กองใหม่"
    assert form.host.id != KEY_RESULT.host.id


def test_two_new_agencies_of_one_english_name_are_two(town: Town) -> None:
    """Nobody could mend an id that is not on the page."""
    sheet = sheet_in(get(town, PAGE, town.cast["admin"]).text)
    sheet = sheet_in(sent(town, "add-agencies", sheet).text)
    sheet = sheet_in(sent(town, "add-agencies", sheet).text)
    rows = {}
    for row, name in ((2, "เขตหนึ่ง"), (3, "เขตสอง")):
        rows |= {
            f"agencies[{row}].{k}": v
            for k, v in {"name": name, "name_en": "District Office", "target": "1", "unit": "x"}.items()
        }
    assert sent(town, "preview", sheet, **rows).status == 200


def test_letters_that_no_drawing_may_hold_are_left_out(own: Town) -> None:
    """What is pasted from a PDF brings line tabulations and form feeds; the badge is XML, which forbids them."""
    sheet = sheet_in(get(own, PAGE, own.cast["admin"]).text)
    looked = sent(own, "preview", sheet, name="แผน\x0bสื่อสาร\x00\x0cเมือง\ufffe")
    assert sent(own, "store", sheet_in(looked.text), reason="x").status == 303
    ET.fromstring(get(own, f"/badge/{CODE}.svg").text)
    assert stored(own)[0].name.thai.startswith("แผน")


def test_rows_of_an_older_version_do_not_pass_for_the_levels_of_the_newest(own: Town) -> None:
    """Somebody dropped level 2, what had been level 3 was recorded as level 2: an older page would give it another
    number again."""
    admin = own.cast["admin"]
    early = sheet_in(sent(own, "preview", sheet_in(get(own, PAGE, admin).text), name="ช้ากว่า").text)
    less = sheet_in(sent(own, "drop-levels:2", sheet_in(get(own, PAGE, admin).text)).text)
    assert sent(own, "store", sheet_in(sent(own, "preview", less).text), reason="x").status == 303
    ticked(own.file, 2)
    told = sent(own, "store", early, reason="x")
    assert "ก่อนท่าน" in alert_in(told)
    for sheet in (told, sent(own, "preview", early)):
        answer = sent(own, "store", sheet_in(sheet.text), reason="x")
        assert answer.status == 409
        assert alert_in(answer).startswith("ระดับ ๒ มีผลที่บันทึกไว้")
    assert len(stored(own)) == 1


def test_another_host_is_said_to_bring_other_people(own: Town) -> None:
    """Rights are given by agency: a name typed over the old one is another agency, unless it is said to be the same."""
    admin = own.cast["admin"]
    someone(own.file, "press", Grant(Role.COORDINATOR, agency=KEY_RESULT.host.id))
    sheet = sheet_in(get(own, f"{PAGE}?lang=en", admin).text)
    named = {"agencies[1].name": "สำนักใหม่", "agencies[1].name_en": "New Office"}
    half_typed = sent(own, "preview", sheet, f"{PAGE}?lang=en", **{"agencies[1].name": "สำนักใหม่"})
    assert "whoever has rights over สำนักใหม่ gets them" in text_of(half_typed)
    typed_over = sent(own, "preview", sheet, f"{PAGE}?lang=en", **named)
    text = text_of(typed_over)
    assert "whoever has rights over New Office gets them" in text
    assert "Whose rights change Record success levels, evidence, due days and progress No more:" in text
    assert sheet_in(typed_over.text)["agencies[1].answer"] == "other"
    renamed = sent(own, "preview", sheet_in(typed_over.text), f"{PAGE}?lang=en", **{"agencies[1].answer": "same"})
    assert "gets them" not in text_of(renamed)
    assert "Whose rights change" not in text_of(renamed)
    assert sent(own, "store", sheet_in(renamed.text), f"{PAGE}?lang=en", reason="x").status == 303
    (form,) = stored(own)
    assert (form.host.id, form.host.name.thai) == (KEY_RESULT.host.id, "สำนักใหม่")


def test_a_name_that_may_be_the_same_is_asked_and_not_stored_before_it_is_answered(own: Town) -> None:
    """A copy with a space in the host's name: neither the old coordinator's, nor another agency unsaid."""
    admin, path = own.cast["admin"], f"{NEW}?lang=en"
    name = KEY_RESULT.host.name.thai.replace("สำนักงาน", "สำนักงาน ")
    sheet = sheet_in(get(own, f"{NEW}?copy={OTHER}&lang=en", admin).text)
    asked = sent(own, "preview", sheet, path, code="asked", **{"agencies[1].name": name})
    assert f"is “{name}” the same agency as “{KEY_RESULT.host.name.thai}”?" in text_of(asked)
    unanswered = sent(own, "store", sheet_in(asked.text), path, reason="x")
    assert alert_in(unanswered).startswith("Please say whose name this is.")
    answered = sent(own, "preview", sheet_in(asked.text), path, **{"agencies[1].answer": "other"})
    assert "Only administrators may record and confirm here then" in text_of(answered)
    assert sent(own, "store", sheet_in(answered.text), path, reason="x").status == 303
    (form,) = stored(own)
    assert form.host.id != KEY_RESULT.host.id
