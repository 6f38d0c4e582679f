"""Another version of a form: stored whole with its reason, or refused by name; what was recorded keeps its meaning."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.books import Book
from kr_app.definitions import as_text, load
from kr_core.definition import KeyResult, Scale, Text
from kr_core.log import Kind
from kr_core.reading import key_result_from
from kr_core.writing import mapping_of
from tests.app.authors import ADMIN, KEY_RESULT, NOW, token_of, write
from tests.app.desks import get
from tests.app.entries import CODE, DONE_ON, FIRST, log_of, ticked, written
from tests.app.towns import Town, town_in

SAME = {level: level for level in range(1, 6)}


@pytest.fixture
def own(tmp_path: Path, peopled: Path) -> Iterator[Town]:
    """A server of its own, for what lasts."""
    with town_in(tmp_path, peopled) as town:
        yield town


def by_admin(path: Path, **more) -> actions.Write:
    """A write by somebody who may define."""
    return write(path, token=token_of(path, ADMIN), **more)


def named(name: str) -> KeyResult:
    """The first key result under another name."""
    return replace(KEY_RESULT, name=Text(name))


def with_levels(*kept: int) -> KeyResult:
    """The first key result with only some of its levels, in that order."""
    mapping = mapping_of(KEY_RESULT)
    rows = [mapping["levels"][number - 1] for number in kept]
    mapping["levels"] = [{**row, "number": n, "percent": n * 100 / len(rows)} for n, row in enumerate(rows, start=1)]
    return key_result_from(mapping)


def test_a_version_is_an_event_that_holds_the_whole_form(path: Path) -> None:
    """The board and every report read it from then on, and the form of before stays what it was then."""
    event = actions.define(by_admin(path), named("ชื่อใหม่"), SAME, "ตามมติ")
    assert (event.kind, event.code, event.note) == (Kind.DEFINE, CODE, "ตามมติ")
    assert key_result_from(json.loads(event.details)) == named("ชื่อใหม่")
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    assert book.definitions.key_results[CODE].name.thai == "ชื่อใหม่"
    form, _ = book.as_of(CODE, event.id) or (KEY_RESULT, None)
    assert form.name.thai == "ชื่อใหม่"


def test_another_host_of_an_untouched_key_result_is_reported_at_once(path: Path) -> None:
    """Nothing that was kept of the form before is shown."""
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    before = book.report(book.definitions.key_results[CODE], NOW.date())
    host = replace(KEY_RESULT.host, id="strategy-office", name=Text("สำนักยุทธศาสตร์และประเมินผล"))
    actions.define(by_admin(path), replace(KEY_RESULT, agencies=(host,)), SAME, "x")
    book.refresh()
    after = book.report(book.definitions.key_results[CODE], NOW.date())
    assert after.key_result.host.id == "strategy-office"
    assert after.version > before.version


@pytest.mark.parametrize(
    ("form", "moved", "reason", "refusal"),
    [
        (KEY_RESULT, SAME, "x", actions.NothingChanged),
        (named("ใหม่"), SAME, " ", actions.ReasonMissing),
        (named("ใหม่"), SAME, "ก" * 1001, actions.NoteTooLong),
        (replace(KEY_RESULT, code="another"), SAME, "x", actions.CodeTaken),
        (replace(KEY_RESULT, agencies=KEY_RESULT.agencies * 200), SAME, "x", actions.FormTooLong),
    ],
)
def test_a_version_that_cannot_be_is_refused_by_name(path: Path, form, moved, reason, refusal) -> None:
    """And nothing is stored."""
    with pytest.raises(refusal):
        actions.define(by_admin(path), form, moved, reason)
    assert log_of(path) == []


@pytest.mark.parametrize(
    ("kept", "moved"),
    [
        ((1, 2, 4, 5), {1: 1, 2: 2, 4: 3, 5: 4}),
        ((3, 1, 2, 4, 5), {3: 1, 1: 2, 2: 3, 4: 4, 5: 5}),
        ((1, 2), {1: 1, 2: 2}),
    ],
    ids=["dropped", "moved", "cut off"],
)
def test_a_level_with_a_record_neither_vanishes_nor_moves(path: Path, kept, moved) -> None:
    """Until the record is taken back; one without records goes."""
    tick = ticked(path, 3)
    with pytest.raises(actions.LevelUprooted) as refused:
        actions.define(by_admin(path), with_levels(*kept), moved, "x")
    assert refused.value.level == 3
    assert log_of(path) == [tick]
    actions.withdraw(by_admin(path), 3, "x")
    actions.define(by_admin(path), with_levels(*kept), moved, "x")
    assert log_of(path)[-1].kind == Kind.DEFINE


def test_a_changed_due_day_roots_its_level_too(path: Path) -> None:
    """Its day would be another level's."""
    written(path, Kind.PLAN, 4, day=date(2025, 8, 31))
    with pytest.raises(actions.LevelUprooted):
        actions.define(by_admin(path), with_levels(1, 2, 3, 5), {1: 1, 2: 2, 3: 3, 5: 4}, "x")


def test_host_and_year_stay_once_anything_is_recorded(path: Path) -> None:
    """A record of another host or another year would be nobody's."""
    ticked(path, 1)
    elsewhere = replace(KEY_RESULT, agencies=(replace(KEY_RESULT.host, id="another"),))
    with pytest.raises(actions.HostChanged):
        actions.define(by_admin(path), elsewhere, SAME, "x")
    later = key_result_from({**mapping_of(KEY_RESULT), "fiscal_year": 2569})
    with pytest.raises(actions.YearChanged):
        actions.define(by_admin(path), later, SAME, "x")


def test_whoever_has_not_seen_the_newest_version_is_told_of_it(path: Path) -> None:
    """And a form that is sent twice is stored once."""
    first = actions.define(by_admin(path, once="sent-twice"), named("หนึ่ง"), SAME, "x")
    assert actions.define(by_admin(path, once="sent-twice"), named("หนึ่ง"), SAME, "x") == first
    with pytest.raises(actions.SomeoneWasFirst) as refused:
        actions.define(by_admin(path, seen=first.id - 1), named("สอง"), SAME, "x")
    assert refused.value.event == first


def test_a_new_key_result_begins_without_records(path: Path) -> None:
    """Its code is nobody else's, of the folder or of the log, also not of one that was there once."""
    form = replace(KEY_RESULT, code="another-plan", scale=Scale(KEY_RESULT.scale.levels))
    ticked(path, 1)
    added = actions.add(replace(by_admin(path), key_result=form), {CODE}, "x")
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    assert list(book.definitions.key_results) == [CODE, "another-plan"]
    assert book.report(book.definitions.key_results["another-plan"], NOW.date()).percent == 0
    for taken, code in (({CODE}, CODE), ((), "another-plan"), ((), CODE)):
        with pytest.raises(actions.CodeTaken):
            actions.add(replace(by_admin(path), key_result=replace(KEY_RESULT, code=code)), taken, "x")
    assert log_of(path)[-1] == added


def test_levels_that_only_the_old_form_had_do_no_harm(path: Path) -> None:
    """What was taken back of a dropped level stays in the log, and every report still works."""
    tick = ticked(path, 5, day=DONE_ON)
    written(path, Kind.WITHDRAW, 5, refers_to=tick.id)
    actions.define(by_admin(path), with_levels(1, 2, 3, 4), {1: 1, 2: 2, 3: 3, 4: 4}, "x")
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    form = book.definitions.key_results[CODE]
    assert book.report(form, NOW.date()).key_result.scale.top == 4


def test_the_history_says_what_was_true_then(own: Town) -> None:
    """A tick with the percent that its level was worth when it was recorded, and an edited form with both figures."""
    first = ticked(own.file, 1)
    worth_more = replace(KEY_RESULT.scale.levels[0], percent=25.0)
    form = replace(KEY_RESULT, scale=Scale((worth_more, *KEY_RESULT.scale.levels[1:])))
    edited = written(own.file, Kind.DEFINE, details=as_text(form))
    second = ticked(own.file, 2)
    page = get(own, f"/key-results/{CODE}/history?lang=en").text
    said = {number: re.search(rf'id="event-{number}".*?</article>', page, re.DOTALL) for number in (1, 2, 3)}
    texts = {number: re.sub(r"<[^>]*>|\xa0|\s+", " ", found[0]) for number, found in said.items() if found}
    assert "level 0 (0%) → level 1 (20%)" in " ".join(texts[first.id].split())
    assert "level 1 (20%) → level 1 (25%)" in " ".join(texts[edited.id].split())
    assert "level 1 (25%) → level 2 (40%)" in " ".join(texts[second.id].split())
