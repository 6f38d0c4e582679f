"""Every piece of a page for every visitor, with hostile texts everywhere, and what their markup holds."""

from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from kr_app.draw import bar, first, pieces
from kr_app.draw.form import form
from kr_app.draw.rungs import rungs_of
from kr_app.draw.status import Names
from kr_app.rights import ANYBODY, Grant, Role, Visitor
from kr_app.view import View
from kr_core.log import Event
from kr_core.reading import key_result_from
from kr_core.report import Report
from tests.app.drawn import DAYS, YEAR
from tests.core.builders import CODE, HOST, report, tick
from tests.core.builders import form as good_form

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> ]]> {{ 7*7 }} {percent} &amp; </svg></style>"

WRITER = Visitor(1, HOSTILE, (Grant(Role.COORDINATOR, agency=HOST),))
READER = Visitor(2, HOSTILE, (Grant(Role.VIEWER),))
VISITORS = {
    "anybody": ANYBODY,
    "without rights": Visitor(3, "somebody"),
    **{role.value: Visitor(4, "somebody", (Grant(role, agency=HOST),)) for role in Role},
}
# A reader outside; one who knows nobody's name; one to whom the hostile name is shown.
KNOWN_NAMES: list[Names] = [None, {}, {"person:7": HOSTILE}]
ALLOWED = {
    "a", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "header", "i", "li", "line", "main", "nav", "ol", "p",
    "noscript", "polygon", "section", "span", "strong", "summary", "svg", "table", "tbody", "td", "text", "th", "thead",
    "circle", "path", "rect", "title", "tr", "tspan", "ul",
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
        tick(number, level, YEAR.start + timedelta(days=level))._replace(
            actor=actor, note=HOSTILE, code=found.code, internal=internal
        )
        for number, (level, actor, internal) in enumerate(
            ((1, HOSTILE, False), (2, "person:7", True), (4, "person:7", False)), start=1
        )
    ]
    return report(ticks, DAYS["summer"], found)


def _poisoned(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _poisoned(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner, name) for inner in value]
    plain = name in ("code", "id", "role", "roll_up") or value == "milestone"
    return HOSTILE if isinstance(value, str) and not plain else value


def every_piece(of: Report, view: View, names: Names, visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Each piece by name."""
    words, key_result = view.words, of.key_result
    event = Event(7, of.last_report, HOSTILE, HOSTILE, CODE, HOST, 1, None, None, HOSTILE)
    events = [event, event._replace(actor="person:7", internal=True)]
    yield "panel", pieces.panel(of, view)
    yield "card", pieces.card(of, words)
    yield "board", pieces.board([of], view)
    yield "ladder", pieces.ladder(of, words, names)
    yield "rung", "".join(pieces.rung(each, words) for each in rungs_of(of, words, names))
    yield "history", pieces.history(events, words, 1, names)[0]
    yield "older", "".join(str(each) for each in pieces.history(events * 5, words, 9, names))
    yield "form", form(key_result, visitor, words)
    yield "title", bar.title(key_result, words)
    yield "problem", pieces.problem(HOSTILE, [HOSTILE], view, HOSTILE)
    yield "header", bar.header(view, view.code, visitor)
    yield "heading", pieces.timeline_heading(of, words)
    yield "table", pieces.timeline_table(of, words)
    yield "notice", pieces.writing_notice(visitor, visitor == WRITER, view)
    yield "message", "".join(pieces.message(HOSTILE, kind) for kind in ("good", "bad", "info"))
    yield "button", pieces.button(view.outside("/account/sign-in", next=view.address), HOSTILE)
    yield "first", first.first_paint(view, view.code, [of], visitor, names)
