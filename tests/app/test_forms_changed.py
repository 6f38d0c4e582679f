"""What the log, links and pages make of a form that changed underneath them."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kr_app import actions, past
from kr_app.books import Book
from kr_app.definitions import as_text, from_text, load
from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from kr_core.definition import Scale, Text
from kr_core.log import Kind
from tests.app.asks import ask
from tests.app.authors import KEY_RESULT, NOW
from tests.app.cast import someone
from tests.app.entries import (
    CODE,
    DONE_ON,
    FIRST,
    HOST,
    OTHER,
    TODAY,
    definition,
    log_of,
    ticked,
    two_definitions,
    written,
)
from tests.app.links import linked
from tests.app.streams import listening
from tests.app.test_define import SAME, by_admin, named, with_levels
from tests.serving import Served, serving


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A server of its own, for what lasts."""
    folder = str(two_definitions(tmp_path / "definitions"))
    with serving(tmp_path, KR_TODAY=TODAY, KR_DEFINITIONS=folder) as running:
        yield running


def test_a_withdrawn_level_does_not_come_back_as_another_one(path: Path) -> None:
    """Undoing the withdrawal after its level moved, or went, would tick what nobody ever said."""
    tick = ticked(path, 3)
    withdrawn = written(path, Kind.WITHDRAW, 3, refers_to=tick.id)
    actions.define(by_admin(path), with_levels(1, 3, 4, 5), {1: 1, 3: 2, 4: 3, 5: 4}, "x")
    moved = load_written(path)
    with pytest.raises(actions.NothingToUndo):
        actions.undo(replace(by_admin(path), key_result=moved), withdrawn.id, "x")
    assert log_of(path)[-1].kind == Kind.DEFINE


def test_a_withdrawn_level_comes_back_when_the_form_kept_it(path: Path) -> None:
    """Whatever else was edited."""
    tick = ticked(path, 3)
    withdrawn = written(path, Kind.WITHDRAW, 3, refers_to=tick.id)
    actions.define(by_admin(path), named("ใหม่"), SAME, "x")
    actions.undo(replace(by_admin(path), key_result=load_written(path)), withdrawn.id, "x")
    assert log_of(path)[-1].kind == Kind.UNDO


def load_written(path: Path):
    """The form as the log has it now."""
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    return book.definitions.key_results[CODE]


def test_before_the_first_entry_the_form_of_then_is_shown(path: Path) -> None:
    """Looking back to the beginning, and to a day before it, shows the form that was there, not today's."""
    actions.define(by_admin(path), named("ใหม่"), SAME, "x")
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    now = book.definitions.key_results[CODE]
    for asked in ({"step": 0}, {"on": date(2025, 1, 1)}):
        assert past.past_of(book, now, NOW.date(), **asked).key_result == KEY_RESULT


@pytest.mark.parametrize("text", ["5", "null", "true", "[]", '["a"]', '"text"'])
def test_a_version_that_is_no_form_at_all_hides_nothing_else(path: Path, text: str) -> None:
    """Named, and the form of before counts."""
    written(path, Kind.DEFINE, details=text)
    book = Book("real", path, lambda: load(FIRST.parent))
    book.refresh()
    assert book.definitions.key_results[CODE] == KEY_RESULT
    assert len(book.definitions.broken) == 1
    with pytest.raises(ValueError):
        from_text(text)


def test_a_key_result_taken_out_of_the_folder_keeps_its_links(tmp_path: Path, peopled: Path) -> None:
    """What was written counts; a link as sent before the first version shows the oldest form that is known."""
    file = Path(shutil.copy(peopled, tmp_path / "kr.db"))
    folder = definition(tmp_path / "definitions", "first.toml").parent
    sender = someone(file, "sender", Grant(Role.ADMIN)).person
    untouched = linked(file, sender, OTHER, as_sent=True)
    ticked(file, 1, code=OTHER)
    link = linked(file, sender, OTHER, as_sent=True)
    written(file, Kind.DEFINE, code=OTHER, details=as_text(replace(KEY_RESULT, code=OTHER, name=Text("ชื่อใหม่"))))
    with serving(tmp_path, KR_TODAY=TODAY, KR_DEFINITIONS=str(folder)) as served:
        answer = ask(served, link.path)
        assert (answer.status, 'data-percent="20"' in answer.text) == (200, True)
        assert ask(served, f"/badge/{OTHER}.svg?token={link.token}").status == 200
        lost = ask(served, untouched.path)
        assert (lost.status, "data-percent" in lost.text) == (200, False)
        assert ask(served, f"/badge/{OTHER}.svg?token={untouched.token}").status == 404


@pytest.mark.parametrize("kept", [(1, 3, 4, 5), (1, 2)], ids=["another one", "gone"])
def test_an_open_tab_records_nothing_for_a_level_that_it_has_not_seen(path: Path, kept: tuple[int, ...]) -> None:
    """The number on its screen is another level's now, or nobody's: it is told that the form was edited."""
    seen = ticked(path, 1).id
    edited = actions.define(by_admin(path), with_levels(*kept), {n: r for r, n in enumerate(kept, start=1)}, "x")
    tab = replace(by_admin(path), key_result=load_written(path), seen=seen)
    with pytest.raises(actions.SomeoneWasFirst) as refused:
        actions.tick(tab, 3, DONE_ON)
    assert refused.value.event == edited
    with pytest.raises(actions.SomeoneWasFirst):
        actions.replan(tab, {3: date(2025, 8, 1)}, "x")
    assert log_of(path)[-1] == edited
    assert actions.tick(replace(tab, seen=edited.id), 2, DONE_ON).level == 2


def test_what_another_process_added_is_there_at_the_first_request(own: Served) -> None:
    """Its badge and its stream, also where nothing else was asked since."""
    for number, address in enumerate(("/badge/{code}.svg", "/live?kr={code}")):
        code = f"added-{number}"
        written(own.database, Kind.DEFINE, code=code, details=as_text(replace(KEY_RESULT, code=code)))
        if "live" in address:
            with listening(own, address.format(code=code)) as stream:
                assert stream.next().parts
        else:
            assert ask(own, address.format(code=code)).status == 200


def test_a_link_ends_with_the_host_that_its_maker_spoke_for(own: Served) -> None:
    """At the first request and in pages that are open, whoever edited the form, in whatever process."""
    maker = someone(own.database, "spoke-for-it", Grant(Role.COORDINATOR, agency=HOST))
    link = linked(own.database, maker.person, OTHER)
    with listening(own, f"{link.path}/live") as stream:
        assert stream.next().parts
        assert ask(own, link.path).status == 200
        other = replace(KEY_RESULT.host, id="another-office")
        first, *rest = KEY_RESULT.scale.levels
        scale = Scale((replace(first, activity=Text("ไม่ให้คนนอกรู้")), *rest))
        form = replace(KEY_RESULT, code=OTHER, agencies=(other,), scale=scale)
        written(own.database, Kind.DEFINE, code=OTHER, details=as_text(form))
        assert "ไม่ให้คนนอกรู้" not in stream.until_gone()
    again = linked(own.database, maker.person, OTHER)
    assert ask(own, again.path).status == 404


def test_an_open_link_of_an_agency_hears_of_a_key_result_that_was_added(own: Served) -> None:
    """The page is told that it is out of date; of what others add it hears nothing."""
    maker = someone(own.database, "of-the-agency", Grant(Role.ADMIN))
    link = linked(own.database, maker.person, HOST, kind=LinkKind.AGENCY)
    with listening(own, f"{link.path}/live") as stream:
        first = stream.next()
        other = replace(KEY_RESULT.host, id="another-office")
        for code, agencies in (("of-others", (other,)), ("of-ours", KEY_RESULT.agencies)):
            form = replace(KEY_RESULT, code=code, agencies=agencies)
            written(own.database, Kind.DEFINE, code=code, details=as_text(form))
        told = stream.next()
    assert told.shape != first.shape
    assert told.parts == {}
    assert "cell:of-ours" in ask(own, link.path).text
    assert "cell:of-others" not in ask(own, link.path).text


def test_the_first_request_of_a_link_knows_the_newest_host(own: Served) -> None:
    """Nobody listens here, so nobody has looked at the file since."""
    maker = someone(own.database, "spoke-for-the-first", Grant(Role.COORDINATOR, agency=HOST))
    link = linked(own.database, maker.person, CODE)
    assert ask(own, link.path).status == 200
    form = replace(KEY_RESULT, agencies=(replace(KEY_RESULT.host, id="another-office"),))
    written(own.database, Kind.DEFINE, details=as_text(form))
    assert ask(own, link.path).status == 404
