"""The pieces of a page: what people wrote stands there as they wrote it, and never as markup."""

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from kr_app.access import ANYBODY, Visitor
from kr_app.draw import first, pieces
from kr_app.draw.form import form
from kr_app.draw.rungs import rungs_of
from kr_app.view import BOARD, KEY_RESULT, UPDATE, View
from kr_app.words import Words
from kr_core.log import Event
from kr_core.reading import key_result_from
from kr_core.report import Report
from tests.app.drawn import DAYS, ENGLISH, READERS, THAI, YEAR, reported
from tests.core.builders import CODE, HOST, report, tick
from tests.core.builders import form as good_form

WRITER = Visitor(actor="coordinator", may_write=True, may_see_phone=True)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> ]]> {{ 7*7 }} {percent} &amp; </svg></style>"
ALLOWED = {
    "a", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "header", "li", "line", "main", "nav", "ol", "p", "path",
    "noscript", "polygon", "section", "span", "strong", "summary", "svg", "table", "tbody", "td", "text", "th", "thead",
    "title", "tr", "tspan",
}  # fmt: skip


class Markup(HTMLParser):
    """Which elements stand in a piece, whether they close, and what its text says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.events: list[str] = []
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open.append(tag)
        self.events += [name for name, _ in attrs if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_report() -> Report:
    """A key result whose every text is hostile, with hostile notes by hostile people."""
    mapping = _poisoned(good_form())
    found = key_result_from(mapping)
    ticks = [
        tick(number, level, YEAR.start + timedelta(days=level))._replace(actor=HOSTILE, note=HOSTILE, code=found.code)
        for number, level in enumerate((1, 2, 4), start=1)
    ]
    return report(ticks, DAYS["summer"], found)


def _poisoned(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _poisoned(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner, name) for inner in value]
    plain = name in ("code", "id", "role", "roll_up") or value == "milestone"
    return HOSTILE if isinstance(value, str) and not plain else value


def every_piece(of: Report, view: View) -> Iterator[tuple[str, str]]:
    """Each piece by name."""
    words, key_result = view.words, of.key_result
    event = Event(7, of.last_report, HOSTILE, HOSTILE, CODE, HOST, 1, None, None, HOSTILE)
    yield "panel", pieces.panel(of, view)
    yield "card", pieces.card(of, words)
    yield "board", pieces.board([of], view)
    yield "ladder", pieces.ladder(of, words)
    yield "rung", "".join(pieces.rung(each, words) for each in rungs_of(of, words))
    yield "history", pieces.history([event, event], words, 1)
    yield "form", form(key_result, WRITER, words)
    yield "title", pieces.title(key_result, words)
    yield "problem", pieces.problem(HOSTILE, [HOSTILE], view, HOSTILE)
    yield "header", pieces.header(view, view.code)
    yield "heading", pieces.timeline_heading(of, words)
    yield "table", pieces.timeline_table(of, words)
    yield "notice", pieces.writing_notice(True, words)
    yield "first", first.first_paint(view, view.code, [of])


@pytest.mark.parametrize("demo", [False, True])
@pytest.mark.parametrize("where", [KEY_RESULT, UPDATE, BOARD])
@pytest.mark.parametrize("code", [CODE, HOSTILE[:64]])
def test_hostile_texts_are_only_text_in_every_piece(where: str, code: str, demo: bool) -> None:
    """Names, notes, people, kinds of events, and the code in the address."""
    of = hostile_report()
    for words in READERS:
        for name, piece in every_piece(of, View(where, code, words, demo)):
            found = Markup(piece)
            assert found.open == [], name
            assert found.tags <= ALLOWED, name
            assert found.events == [], name


def test_what_people_wrote_can_be_read_in_full() -> None:
    """Escaped once and not twice, and nothing cut off."""
    of = hostile_report()
    shown = {name: Markup(piece).text for name, piece in every_piece(of, View(KEY_RESULT, CODE, ENGLISH, False))}
    for name in ("ladder", "rung", "history", "form", "title", "problem", "card", "board", "first"):
        assert HOSTILE in shown[name], name


@pytest.mark.parametrize("words", [THAI, ENGLISH])
def test_the_form_shows_name_and_phone_only_to_whoever_may_see_them(words: Words) -> None:
    """Everybody else is told why they are missing."""
    mapping = good_form()
    mapping["coordinator"]["phone"] = "๐๒๑๒๓๔๕๖๗"
    found, name = key_result_from(mapping), mapping["coordinator"]["name"]
    public, private = form(found, ANYBODY, words), form(found, WRITER, words)
    assert name in private
    assert words.digits_of("๐๒๑๒๓๔๕๖๗") in private
    assert name not in public
    assert not any(phone in public for phone in ("๐๒๑๒๓๔๕๖๗", "021234567"))
    assert words("Name and phone number are shown to people who may write.") in public


def test_an_untouched_key_result_invites_the_first_tick_and_a_touched_one_does_not() -> None:
    """The demonstration is offered too, but not inside itself."""
    view = View(KEY_RESULT, CODE, ENGLISH, False)
    untouched, touched = reported(DAYS["summer"]), reported(DAYS["summer"], (1,))
    assert "Record the first level" in pieces.panel(untouched, view)
    assert "See a demonstration" in pieces.panel(untouched, view)
    assert "Record the first level" not in pieces.panel(touched, view)
    assert "See a demonstration" not in pieces.panel(untouched, View(KEY_RESULT, CODE, ENGLISH, True))


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
            assert words("Demonstration") in pieces.header(View(page, CODE, words, True), CODE)
            assert "kr-ribbon" not in pieces.header(View(page, CODE, words, False), CODE)
