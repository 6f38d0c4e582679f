"""The pieces of a page for whoever looks: what they may see, what they may do, and nothing else."""

from urllib.parse import urlencode

import pytest

from kr_app.draw import bar, pieces
from kr_app.draw.claims import deciding_of
from kr_app.draw.form import form
from kr_app.draw.status import Names
from kr_app.rights import ANYBODY, Visitor
from kr_app.view import KEY_RESULT, UPDATE, View
from kr_app.words import Words
from kr_core.reading import key_result_from
from tests.app.drawn import DAYS, ENGLISH, THAI, YEAR, reported
from tests.app.markup import READER, VISITORS, WRITER, Markup, every_piece
from tests.core.builders import CODE, report, tick
from tests.core.builders import form as good_form


@pytest.mark.parametrize("words", [THAI, ENGLISH])
def test_the_form_shows_name_and_phone_only_to_whoever_may_see_them(words: Words) -> None:
    """Everybody else is told why they are missing."""
    mapping = good_form()
    mapping["coordinator"]["phone"] = "๐๒๑๒๓๔๕๖๗"
    found, name = key_result_from(mapping), mapping["coordinator"]["name"]
    public, private = form(found, ANYBODY, words), form(found, READER, words)
    assert name in private
    assert words.digits_of("๐๒๑๒๓๔๕๖๗") in private
    assert name not in public
    assert not any(phone in public for phone in ("๐๒๑๒๓๔๕๖๗", "021234567"))
    assert words("Name and phone number are shown to people who are signed in.") in public
    assert form(found, Visitor(3, "somebody"), words) == public


def internal_notes(names: Names) -> dict[str, str]:
    """The pieces that may show a note, of a key result on which only internal ones stand."""
    plain = tick(1, 1, YEAR.start)._replace(actor="person:7", note="มติลับ", internal=True)
    of, view = report([plain], DAYS["summer"]), View(KEY_RESULT, CODE, ENGLISH, False)
    visitor = ANYBODY if names is None else READER
    wanted = ("ladder", "rung", "first")
    found = {name: piece for name, piece in every_piece(of, view, names, visitor) if name in wanted}
    return {**found, "history": pieces.history([plain], ENGLISH, 50, names)[0]}


def test_of_an_internal_note_a_reader_outside_learns_only_that_there_is_one() -> None:
    """And of whoever wrote it only that it was an officer."""
    for name, piece in internal_notes(None).items():
        assert "มติลับ" not in piece, name
        assert "person:7" not in piece, name
        assert "Internal note" in piece, name
        assert "Officer" in piece, name


def test_a_reader_inside_sees_the_note_marked_as_internal_and_the_name() -> None:
    """The name that its owner is shown by; an unknown person is an officer."""
    for name, piece in internal_notes({"person:7": "สมาชิกคนที่เจ็ด"}).items():
        assert "Internal: มติลับ" in piece, name
        assert "สมาชิกคนที่เจ็ด" in piece, name
    for name, piece in internal_notes({}).items():
        assert "Internal: มติลับ" in piece, name
        assert "Officer" in piece, name


@pytest.mark.parametrize("words", [THAI, ENGLISH])
def test_the_bar_offers_each_visitor_what_they_may_do(words: Words) -> None:
    """And somebody unknown the way in, back to where they were."""
    view = View(KEY_RESULT, CODE, words, False)
    bars = {name: Markup(bar.header(view, CODE, who)) for name, who in VISITORS.items()}
    offered = {
        name: tuple(words(text) in bar.text for text in ("Sign in", "Share", "Record a level"))
        for name, bar in bars.items()
    }
    assert offered == {
        "anybody": (True, False, False),
        "without rights": (False, False, False),
        "viewer": (False, False, False),
        "confirmer": (False, False, False),
        "inspector": (False, True, False),
        "coordinator": (False, True, True),
        "admin": (False, True, True),
    }
    back = urlencode({"next": view.address})
    assert back in bar.header(view, CODE)
    assert back not in bar.header(view, CODE, READER)


@pytest.mark.parametrize("words", [THAI, ENGLISH])
def test_the_update_page_says_as_whom_one_records_or_what_is_missing(words: Words) -> None:
    """With the way in for somebody unknown, and no way in for somebody known."""
    view = View(UPDATE, CODE, words, False)
    writer, reader = Visitor(1, "ผู้บันทึก", WRITER.grants), Visitor(2, "ผู้อ่าน", READER.grants)
    assert words("You record as {name}.", name="ผู้บันทึก") in Markup(pieces.writing_notice(writer, True, view)).text
    refused = Markup(pieces.writing_notice(reader, False, view)).text
    assert "ผู้อ่าน" in refused
    assert words("To record a level, please sign in.") not in refused
    asked = pieces.writing_notice(ANYBODY, False, view)
    assert words("To record a level, please sign in.") in asked
    assert urlencode({"next": view.address}) in asked


def test_only_whoever_may_attach_evidence_is_led_to_where_it_is_attached() -> None:
    """Everybody else inside reads that there is none: that page would hold nothing for them."""
    of, view = reported(DAYS["summer"], (1,)), View(KEY_RESULT, CODE, ENGLISH, False)
    for visitor, leads in ((WRITER, True), (Visitor(3, "somebody"), False)):
        ladder = pieces.ladder(of, ENGLISH, {}, view.outside, deciding_of(of, view, visitor))
        assert "No evidence yet" in ladder
        assert ("/evidence/" in ladder) is leads, visitor
