"""The definition editor as a person uses it: what it shows, what it asks back, and what it stores."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kr_app.definitions import from_text
from kr_app.desk.sheet import mapping_in, sheet_of
from kr_app.words import words_for
from kr_core.definition import KeyResult
from kr_core.log import Kind
from kr_core.numbers import parse_number
from kr_core.scoring import Step
from tests.app.asks import Answer
from tests.app.authors import KEY_RESULT
from tests.app.desks import alert_in, get, post
from tests.app.entries import CODE, OTHER, log_of, ticked
from tests.app.sheets import sheet_in
from tests.app.towns import Town, town_in

PAGE, NEW = f"/key-results/{CODE}/form", "/account/key-results/new"


@pytest.fixture
def own(tmp_path: Path, peopled: Path) -> Iterator[Town]:
    """A server of its own, for what lasts."""
    with town_in(tmp_path, peopled) as town:
        yield town


def stored(town: Town) -> list[KeyResult]:
    """The versions in the log, oldest first."""
    return [from_text(event.details) for event in log_of(town.file) if event.kind == Kind.DEFINE]


def sent(town: Town, do: str, sheet: dict[str, str], path: str = PAGE, **changed: str) -> Answer:
    """The form sent with a button, some fields changed."""
    return post(town, path, {**sheet, **changed, "do": do}, town.cast["admin"])


def text_of(answer: Answer) -> str:
    """The page as read: without marks, with plain spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text).replace("\xa0", " "))


@pytest.mark.parametrize("reader", ["", "?lang=en", "?lang=en&digits=thai", "?digits=arabic"])
def test_a_form_that_is_sent_as_it_stands_changes_nothing(town: Town, reader: str) -> None:
    """Every field comes back as it was, in any language and digits."""
    sheet = sheet_in(get(town, PAGE + reader, town.cast["admin"]).text)
    assert len(sheet) > 60
    answer = sent(town, "preview", sheet, PAGE + reader)
    assert answer.status == 200
    assert 'id="wrong"' not in answer.text
    assert ("Nothing was changed" if "en" in reader else "ไม่มีการเปลี่ยนแปลง") in text_of(answer)
    assert sheet_in(answer.text).items() >= {k: v for k, v in sheet.items() if k != "once"}.items()


def test_a_version_is_looked_at_with_its_figures_and_then_stored(own: Town) -> None:
    """The figures of now and then side by side; the reason is asked for; the new version is what counts."""
    ticked(own.file, 1)
    ticked(own.file, 2)
    sheet = sheet_in(get(own, f"{PAGE}?lang=en", own.cast["admin"]).text)
    changed = {"levels[2].percent": "๔๕", "levels[1].activity": "ข้อความใหม่", "follow_up.inspector": "1"}
    looked = sent(own, "preview", sheet, f"{PAGE}?lang=en", **changed)
    text = text_of(looked)
    assert "Percent of success 40 45" in text
    assert "Percent confirmed 40 0" in text
    assert "Level 2: Percent 40 45" in text
    assert "The BMA inspectors review the quality not ticked ticked" in text
    assert "Level 1 is recorded as done, and its text changes. The record stays." in text
    assert "From now on every level needs a confirmation, also those recorded already." in text
    assert stored(own) == []
    sheet = sheet_in(looked.text)
    assert alert_in(sent(own, "store", sheet, f"{PAGE}?lang=en")) == "Please give a reason."
    answer = sent(own, "store", sheet, f"{PAGE}?lang=en", reason="ตามมติ")
    assert answer.status == 303
    (form,) = stored(own)
    assert (form.scale.level(2).percent, form.follow_up.inspector) == (45, True)
    assert "45" in text_of(get(own, "/wall?lang=en", own.cast["admin"]))
    after = get(own, answer.headers["location"], own.cast["admin"])
    assert "The new version of the form is stored." in text_of(after)
    (version,) = re.findall(rf'href="({PAGE}/\d+[^"]*)"', after.text)
    shown = text_of(get(own, version, own.cast["admin"]))
    assert "Version 2 of the form" in shown
    assert "ตามมติ" in shown
    assert "Level 2: Percent 40 45" in shown
    history = get(own, f"/key-results/{CODE}/history?lang=en", own.cast["admin"])
    assert f"{PAGE}/" in history.text
    assert f"{PAGE}/" not in get(own, f"/key-results/{CODE}/history?lang=en").text


def test_what_was_not_looked_at_is_not_stored(town: Town) -> None:
    """Somebody who changes a field after the preview looks once more."""
    looked = sent(town, "preview", sheet_in(get(town, PAGE, town.cast["admin"]).text), name="หนึ่ง")
    answer = sent(town, "store", sheet_in(looked.text), name="สอง", reason="x")
    assert "โปรดตรวจดูอีกครั้ง" in alert_in(answer)
    assert "สอง" in text_of(answer)
    assert stored(town) == []
    assert sent(town, "store", sheet_in(get(town, PAGE, town.cast["admin"]).text), reason="x").status == 409


def test_everything_that_is_wrong_is_named_at_once_and_nothing_typed_is_lost(town: Town) -> None:
    """Beside the field and in a list that leads there, in the reader's words."""
    sheet = sheet_in(get(town, PAGE, town.cast["admin"]).text)
    wrong = {"name": " ", "levels[2].percent": "มาก", "levels[5].due": "เมื่อวาน", "target.value": "-๑"}
    answer = sent(town, "preview", sheet, **wrong)
    assert answer.status == 409
    links = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>: ([^<]+)</li>', answer.text)
    assert [(field, why) for field, _, why in links] == [
        ("f-name", "ต้องไม่เว้นว่าง"),
        ("f-target-value", "ต้องมากกว่า ๐"),
        ("f-levels-2-percent", "อ่านจำนวนไม่ได้ โปรดระบุ เช่น ๑๒๐๐ หรือ ๑,๒๐๐ หรือ ๐.๕"),
        ("f-levels-5-due", "อ่านวันที่ไม่ได้ โปรดระบุวันที่ เช่น ๓๐/๙/๒๕๖๘ หรือ ๓๐ ก.ย. ๒๕๖๘"),
    ]
    assert links[2][1] == "ระดับ ๒: เกณฑ์ร้อยละความสำเร็จ"
    for field, _, _ in links:
        assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', answer.text), field
    assert sheet_in(answer.text).items() >= wrong.items()


def test_rows_come_and_go_without_a_script(town: Town) -> None:
    """The others keep what was typed, and a level that has a record is not dropped."""
    sheet = sheet_in(get(town, PAGE, town.cast["admin"]).text) | {"name": "พิมพ์ค้างไว้"}
    less = sheet_in(sent(town, "drop-levels:2", sheet).text)
    assert less["levels-rows"] == "4"
    assert less["levels[2].activity"] == sheet["levels[3].activity"]
    assert [less[f"levels[{row}].was"] for row in range(1, 5)] == ["1", "3", "4", "5"]
    more = sheet_in(sent(town, "add-agencies", less).text)
    assert (more["agencies-rows"], more["agencies[2].role"], more["name"]) == ("2", "R", "พิมพ์ค้างไว้")
    full = sheet
    for _ in range(9):
        full = sheet_in(sent(town, "add-levels", full).text)
    assert full["levels-rows"] == "12"
    assert sent(town, "drop-levels:999999999999", sheet).status == 200
    assert sent(town, "drop-levels:๒", sheet).status == 200


def test_a_level_with_a_record_is_not_dropped_on_the_page_either(own: Town) -> None:
    """By the number that it has now; the message says what to do."""
    ticked(own.file, 3)
    sheet = sheet_in(get(own, PAGE, own.cast["admin"]).text)
    less = sheet_in(sent(own, "drop-levels:3", sheet).text)
    looked = sent(own, "preview", less)
    answer = sent(own, "store", sheet_in(looked.text), reason="x")
    assert answer.status == 409
    assert alert_in(answer).startswith("ระดับ ๓ มีผลที่บันทึกไว้")
    assert stored(own) == []


def test_whoever_comes_second_sees_what_they_would_take_back(own: Town) -> None:
    """Told who was first; the preview is against the newest version."""
    admin = own.cast["admin"]
    early = sheet_in(sent(own, "preview", sheet_in(get(own, PAGE, admin).text), name="ช้ากว่า").text)
    first = sheet_in(sent(own, "preview", sheet_in(get(own, PAGE, admin).text), issue="เร็วกว่า").text)
    assert sent(own, "store", first, reason="x").status == 303
    answer = sent(own, "store", early, reason="x")
    assert answer.status == 409
    assert "ก่อนท่าน" in alert_in(answer)
    assert "เร็วกว่า" in text_of(answer)
    assert len(stored(own)) == 1


@pytest.mark.parametrize("who", ["without-grants", "viewer", "coordinator", "confirmer", "inspector"])
def test_only_whoever_may_define_sees_the_editor(town: Town, who: str) -> None:
    """Nor does anybody else store anything, or is led there."""
    for path in (PAGE, NEW):
        assert get(town, path, town.cast[who]).status == 403
        assert post(town, path, {"do": "store", "reason": "x"}, town.cast[who]).status == 403
    assert stored(town) == []
    assert f'href="{PAGE}"' not in get(town, f"/key-results/{CODE}/history", town.cast[who]).text
    assert f'href="{PAGE}"' in get(town, f"/key-results/{CODE}/history", town.cast["admin"]).text
    assert get(town, PAGE).status == 303


def test_markup_in_a_form_is_text_everywhere(own: Town) -> None:
    """On the editor, in the preview, in a version, on the board and on the card."""
    evil = '<img src=x onerror="alert(1)">{{ 7*7 }}'
    sheet = sheet_in(get(own, PAGE, own.cast["admin"]).text)
    changed = {"name": evil, "levels[1].activity": evil, "agencies[1].name": evil, "reason": evil}
    looked = sent(own, "preview", sheet, **changed)
    answer = sent(own, "store", sheet_in(looked.text), reason=evil)
    assert answer.status == 303
    for page in (looked, *(get(own, path, own.cast["admin"]) for path in (PAGE, "/wall", f"{PAGE}/1"))):
        assert "<img src=x" not in page.text
        assert "49" not in page.text.partition("{{")[0][-3:]


def test_the_longest_texts_are_taken_whole(own: Town) -> None:
    """Four thousand Thai letters in every area: nine bytes each on their way here."""
    sheet = sheet_in(get(own, PAGE, own.cast["admin"]).text)
    areas = {name: "ก" * 4000 for name in sheet if name.endswith(("activity", "definition", "method", "duty"))}
    looked = sent(own, "preview", sheet, **areas)
    assert looked.status == 200
    assert sent(own, "store", sheet_in(looked.text), reason="x").status == 303
    assert stored(own)[0].definition.thai == "ก" * 4000
    too_long = sent(own, "preview", sheet, definition="ก" * 4001)
    assert "ยาวเกิน ๔๐๐๐ ตัวอักษร" in text_of(too_long).replace(",", "")


def test_a_copy_takes_the_form_and_nothing_that_happened(own: Town) -> None:
    """In the year of today, under a code of its own; it is on the board at once."""
    ticked(own.file, 1)
    admin = own.cast["admin"]
    sheet = sheet_in(get(own, f"{NEW}?copy={OTHER}&lang=en", admin).text)
    assert sheet["definition"] == KEY_RESULT.definition.thai
    assert sheet["levels[1].due"] == ""
    assert "is missing" not in get(own, f"{NEW}?copy={OTHER}&lang=en", admin).text
    taken = sent(own, "preview", sheet, f"{NEW}?lang=en", code=CODE)
    refused = sent(own, "store", sheet_in(taken.text), f"{NEW}?lang=en", reason="x")
    assert alert_in(refused) == f"The code “{CODE}” is taken. Choose another one."
    looked = sent(own, "preview", sheet_in(refused.text), f"{NEW}?lang=en", code="copied-2568")
    answer = sent(own, "store", sheet_in(looked.text), f"{NEW}?lang=en", reason="ปีใหม่")
    assert answer.status == 303
    assert "kr=copied-2568" in answer.headers["location"]
    (form,) = stored(own)
    assert replace(form, code=CODE) == replace(KEY_RESULT, code=CODE)
    assert "copied-2568" in get(own, "/wall", admin).text


def test_a_blank_form_says_what_is_missing_and_becomes_a_key_result(own: Town) -> None:
    """Five levels worth what the form gives them, one host; an agency known elsewhere keeps its id."""
    admin = own.cast["admin"]
    sheet = sheet_in(get(own, NEW, admin).text)
    assert [sheet[f"levels[{n}].percent"] for n in range(1, 6)] == ["๒๐", "๔๐", "๖๐", "๘๐", "๑๐๐"]
    empty = sent(own, "preview", sheet, NEW)
    assert empty.status == 409
    assert len(re.findall(r"<li><a ", empty.text)) > 15
    filled = {
        name: "ข้อความ" for name, value in sheet.items() if value == "" and not name.endswith((".id", ".was", ".due"))
    }
    filled |= {name: "1" for name in sheet if name.endswith(("target", "target.value"))}
    filled |= {"code": "made-here", "agencies[1].name": KEY_RESULT.host.name.thai}
    filled |= {name: "" for name in sheet if name.startswith("rule.") and name not in ("rule.name", "rule.below_first")}
    looked = sent(own, "preview", sheet, NEW, **filled)
    assert looked.status == 200, re.findall(r"<li><a .*?</li>", looked.text)
    assert sent(own, "store", sheet_in(looked.text), NEW, reason="x").status == 303
    (form,) = stored(own)
    assert (form.code, form.host.id, form.scale.top) == ("made-here", KEY_RESULT.host.id, 5)


@pytest.mark.parametrize("thresholds", [(100.0, 200.0, 300.0, 400.0, 500.0), (1.0, 2.0, 3.0, 4.0, 5.0)])
def test_thresholds_that_are_shown_are_read_again(thresholds: tuple[float, ...]) -> None:
    """Also where blanks between them would make one number of them."""
    words = words_for("th", None)
    shown = sheet_of(replace(KEY_RESULT, rule=Step(thresholds, 0)), words)
    assert list(map(parse_number, mapping_in(shown, (), words)["rule"]["thresholds"])) == list(thresholds)


def test_every_rule_can_be_chosen(town: Town) -> None:
    """With the fields that it needs; what others would need is passed over."""
    sheet = sheet_in(get(town, f"{PAGE}?lang=en", town.cast["admin"]).text)
    filled = {"rule.thresholds": "๑ 2, 3;4 5", "rule.full_marks_at": "10", "rule.zero_at": "20"}
    for rule in ("step", "interpolated", "ratio", "reverse", "milestone"):
        answer = sent(town, "preview", sheet, f"{PAGE}?lang=en", **filled, **{"rule.name": rule})
        assert answer.status == 200, rule
    equal = sent(
        town, "preview", sheet, PAGE, **{**filled, "rule.thresholds": "1 1 2 3 4", "rule.name": "interpolated"}
    )
    assert "เกณฑ์สองค่าเท่ากัน" in text_of(equal)
    one = sent(town, "preview", sheet, PAGE, **{**filled, "rule.thresholds": "1,200", "rule.name": "step"})
    assert "อ่านได้ทั้งเป็นจำนวนเดียวและหลายจำนวน" in text_of(one)
    assert sent(town, "preview", sheet, PAGE, **{"rule.name": "<evil>"}).status == 409
