"""What has happened: the history, the way back to earlier, the news, and what somebody has to do."""

from collections.abc import Callable, Iterable

from kr_app import clock
from kr_app.books import DEMO, REAL, book
from kr_app.draw import pieces
from kr_app.draw.look_back import MOST_LABELS, look_back
from kr_app.draw.status import Names, actor_text, event_text
from kr_app.draw.typography import unbroken
from kr_app.past import SHOWN
from kr_app.reads.kept import key_of, known_names, once, stamp_of
from kr_app.reminding.due import Item, items_for, items_of
from kr_app.rights import Visitor
from kr_app.store.errors import StoreError
from kr_app.view import View
from kr_app.words import Words
from kr_core.log import Event, Kind
from kr_core.past import Past
from kr_core.report import Report

NEWEST_SHOWN = SHOWN - 1
_NOT_ON_CARDS = frozenset({Kind.CHECK_IN, Kind.EVIDENCE})


def look_back_of(view: View, report: Report, then: Past | None = None) -> str:
    """The way to what stood earlier, or the banner of it."""
    known = book(DEMO if view.demo else REAL)

    def make() -> str:
        count, newest = known.known(view.code, MOST_LABELS)
        return str(look_back(view, count, newest, then))

    if then is not None:
        return make()
    return str(once(key_of("look back", view, report), stamp_of(view, report), make))


def history_of(view: View, report: Report, names: Names) -> tuple[str, str]:
    """The newest events of a key result as a table, and the older ones as another, which may be empty."""

    def make() -> tuple[str, str]:
        events = book(DEMO if view.demo else REAL).history(report.key_result.code, NEWEST_SHOWN + 1)
        page = view.outside(f"/key-results/{report.key_result.code}/history")
        newest, older = pieces.history(events, view.words, NEWEST_SHOWN, names, page)
        return str(newest), str(older or "")

    stamp = (stamp_of(view, report), known_names(names))
    tables: tuple[str, str] = once(key_of("history", view, report, names is None), stamp, make)
    return tables


def news_of(view: View, touched: frozenset[str]) -> str:
    """The newest entry among some key results in one line, for everybody who has the page open: nobody is named."""
    name, codes = DEMO if view.demo else REAL, (code for code in touched if not view.code or code == view.code)
    event = _newest(name, codes, lambda _: True)
    return _told(event, name, view.words, named=not view.code) if event else ""


def news_of_card(name: str, codes: Iterable[str], words: Words, *, named: bool) -> str:
    """The same for a card, which says nothing of reports and evidence: it does not show them. `name` is the book's."""
    event = _newest(name, codes, lambda each: each.kind not in _NOT_ON_CARDS)
    return _told(event, name, words, named=named) if event else ""


def _newest(name: str, codes: Iterable[str], shown: Callable[[Event], bool]) -> Event | None:
    """The newest entry, if what it is about is shown; nothing where the file cannot be read: the figures are known."""
    known = book(name)
    try:
        newest = max((event for code in codes for event in known.history(code, 1)), default=None)
        other = known.entry(newest.refers_to) if newest and newest.refers_to else None
    except StoreError:
        return None
    if newest is None:
        return None
    # A level is recorded together with its evidence, which comes last.
    if newest.kind == Kind.EVIDENCE and other is not None and other.moment == newest.moment:
        newest = other
    about = other if newest.kind == Kind.UNDO and other is not None else newest
    return newest if shown(about) else None


def _told(event: Event, name: str, words: Words, *, named: bool) -> str:
    text = unbroken(f"{event_text(event, words)} · {actor_text(event.actor, words, None)}")
    form = book(name).definitions.key_results.get(event.code) if named else None
    return f"{form.name.in_language(words.language)}: {text}" if form else text


def to_do_of(view: View, visitor: Visitor) -> list[Item]:
    """What a visitor has to do today, from what is known in this process; the same that `remind` sends."""
    known, day = book(DEMO if view.demo else REAL), clock.today()
    if not visitor.grants or known.problem is not None:
        return []
    stamp = (known.edition, known.stamp(day))
    key_results = known.definitions.key_results.values()
    every = once(("to do", view.demo), stamp, lambda: items_of(known.report(each, day) for each in key_results))
    key = ("to do", view.demo, visitor.actor, visitor.grants)
    found: list[Item] = once(key, stamp, lambda: items_for(visitor, every))
    return found


def to_do_count(view: View, visitor: Visitor) -> int:
    """How much that is. Asked on every page of everybody signed in: counted once per version, day and rights."""
    return len(to_do_of(view, visitor))
