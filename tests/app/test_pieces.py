"""The pieces of a page: what people wrote stands there as they wrote it, and never as markup."""

from itertools import product

import pytest

from kr_app.draw import bar, pieces
from kr_app.draw.rungs import rungs_of
from kr_app.rights import ANYBODY, Visitor
from kr_app.view import BOARD, KEY_RESULT, UPDATE, View
from tests.app.drawn import DAYS, ENGLISH, READERS, THAI, reported
from tests.app.markup import ALLOWED, HOSTILE, KNOWN_NAMES, READER, WRITER, Markup, every_piece, hostile_report
from tests.core.builders import CODE


@pytest.mark.parametrize("demo", [False, True])
@pytest.mark.parametrize("where", [KEY_RESULT, UPDATE, BOARD])
@pytest.mark.parametrize("code", [CODE, HOSTILE[:64]])
@pytest.mark.parametrize("visitor", [ANYBODY, READER, WRITER], ids=["anybody", "reader", "writer"])
def test_hostile_texts_are_only_text_in_every_piece(where: str, code: str, demo: bool, visitor: Visitor) -> None:
    """Names, notes, people, kinds of events, and the code in the address."""
    of = hostile_report()
    for words, names in product(READERS, KNOWN_NAMES):
        for name, piece in every_piece(of, View(where, code, words, demo), names, visitor):
            found = Markup(piece)
            assert found.open == [], name
            assert found.tags <= ALLOWED, name
            assert found.events == [], name


def test_what_people_wrote_can_be_read_in_full() -> None:
    """Escaped once and not twice, and nothing cut off."""
    of, view = hostile_report(), View(KEY_RESULT, CODE, ENGLISH, False)
    shown = {name: Markup(piece).text for name, piece in every_piece(of, view, KNOWN_NAMES[-1], WRITER)}
    for name in ("ladder", "rung", "history", "form", "title", "problem", "card", "board", "first"):
        assert HOSTILE in shown[name], name
    for name in ("header", "notice", "message", "button", "older"):
        assert HOSTILE in shown[name], name


def test_an_untouched_key_result_invites_the_first_tick_and_a_touched_one_does_not() -> None:
    """The demonstration is offered too, but not inside itself."""
    view = View(KEY_RESULT, CODE, ENGLISH, False)
    untouched, touched = reported(DAYS["summer"]), reported(DAYS["summer"], (1,))
    assert "Record the first level" in pieces.panel(untouched, view)
    assert "See a demonstration" in pieces.panel(untouched, view)
    assert "Record the first level" not in pieces.panel(touched, view)
    assert "See a demonstration" not in pieces.panel(untouched, View(KEY_RESULT, CODE, ENGLISH, True))


@pytest.mark.parametrize("view", [View(UPDATE, CODE, ENGLISH, False), View(KEY_RESULT, CODE, ENGLISH, False, step=1)])
def test_where_one_records_or_looks_back_nobody_is_invited_to_record(view: View) -> None:
    """The way would lead to where one is, or away from what one looks at."""
    assert "kr-invite" not in pieces.panel(reported(DAYS["summer"]), view)


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("done", [(), (1, 3), (1, 2, 3, 4, 5)], ids=str)
def test_every_rung_says_in_words_what_stands_for_its_level(done: tuple[int, ...], when: str) -> None:
    """A state is never told by a mark or a colour alone."""
    rungs = rungs_of(reported(DAYS[when], done), ENGLISH)
    assert [rung.level.number for rung in rungs] == [1, 2, 3, 4, 5]
    assert all(rung.fact for rung in rungs)
    assert {rung.state for rung in rungs} <= {"done", "waiting", "later", "late", "open"}


def test_a_demonstration_is_marked_on_every_page() -> None:
    """In both languages, with the way out."""
    for page in (BOARD, KEY_RESULT, UPDATE):
        for words in (THAI, ENGLISH):
            assert words("Demonstration") in bar.header(View(page, CODE, words, True), CODE)
            assert "kr-ribbon" not in bar.header(View(page, CODE, words, False), CODE)
