"""Questions that pages ask. Answers are built once per version and day, and shared by every session."""

import threading
from collections.abc import Callable
from typing import Any

from kr_app import charts, clock, past
from kr_app.books import DEMO, REAL, Book, book
from kr_app.draw import first, pieces
from kr_app.draw.claims import NOT_DECIDING, Deciding
from kr_app.draw.look_back import look_back
from kr_app.draw.reports import reports
from kr_app.draw.status import Names
from kr_app.reminding.due import Item, items_for, items_of
from kr_app.rights import Action, Visitor
from kr_app.settings import SETTINGS
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError
from kr_app.view import BOARD, KEY_RESULT, View
from kr_app.words import Words
from kr_core.definition import KeyResult
from kr_core.log import Event
from kr_core.past import Past
from kr_core.periods import Period
from kr_core.report import Report

NEWEST_SHOWN = 50

_kept: dict[tuple[object, ...], tuple[object, Any]] = {}
_kept_lock = threading.Lock()


def _once(key: tuple[object, ...], stamp: object, make: Callable[[], Any]) -> Any:
    """What was made for this key and stamp; the newest stamp replaces the one before."""
    known = _kept.get(key)
    if known is not None and known[0] == stamp:
        return known[1]
    with _kept_lock:
        known = _kept.get(key)
        if known is None or known[0] != stamp:
            known = _kept[key] = (stamp, make())
        return known[1]


def book_of(view: View) -> Book:
    """The book behind a view, brought up to date."""
    asked = book(DEMO if view.demo else REAL)
    asked.refresh()
    return asked


def shown_by(view: View) -> str:
    """What names the state that a page is about to show. Ask before drawing: too old a name costs one more drawing."""
    return book_of(view).stamp(clock.today())


def key_result_of(view: View) -> KeyResult | None:
    """The key result that a view names, None where there is no such one."""
    return book(DEMO if view.demo else REAL).definitions.key_results.get(view.code)


def code_for_links(view: View) -> str:
    """The key result that the header leads to: the one on screen, else the first."""
    known = book(DEMO if view.demo else REAL).definitions.key_results
    return view.code if view.code in known else next(iter(known), "")


def past_of(view: View) -> Past | None:
    """What the view looks back on; None for a view of now, and for a key result that does not exist."""
    known = book(DEMO if view.demo else REAL)
    key_result = known.definitions.key_results.get(view.code)
    if not view.past or key_result is None:
        return None
    return past.past_of(known, key_result, clock.today(), step=view.step, on=view.on)


def report_of(view: View, key_result: KeyResult) -> Report:
    """Today's report of a key result, from what is known in this process."""
    return book(DEMO if view.demo else REAL).report(key_result, clock.today())


def reports_of(view: View) -> list[Report]:
    """Today's reports of every key result of the book."""
    return [report_of(view, key_result) for key_result in book_of(view).definitions.key_results.values()]


def panel_of(view: View, report: Report) -> str:
    """The answer panel."""
    return str(_once(_key("panel", view, report), _stamp(view, report), lambda: pieces.panel(report, view)))


def card_of(view: View, report: Report) -> str:
    """The inside of a board card."""
    return str(_once(_key("card", view, report), _stamp(view, report), lambda: pieces.card(report, view.words)))


def board_of(view: View, reports: list[Report]) -> str:
    """The whole board."""
    key = ("board", view.demo, view.words)
    return str(_once(key, [_stamp(view, report) for report in reports], lambda: pieces.board(reports, view)))


def names_for(visitor: Visitor) -> Names:
    """The names that a visitor may know of those who recorded; None for whoever may know none."""
    if not visitor.may(Action.SEE_INTERNAL):
        return None
    try:
        with reading(SETTINGS.database) as door:
            return people.shown_names(door)
    except StoreError:
        return {}


def ladder_of(view: View, report: Report, names: Names, deciding: Deciding = NOT_DECIDING) -> str:
    """The ladder of levels."""
    key = _key("ladder", view, report, names is None, deciding)
    stamp = (_stamp(view, report), _known_names(names))
    return str(_once(key, stamp, lambda: pieces.ladder(report, view.words, names, view.outside, deciding)))


def timeline_of(view: View, report: Report, dark: bool) -> charts.Checked:
    """The timeline's figure for a light or a dark page."""
    palette = charts.DARK if dark else charts.LIGHT
    key = _key("timeline", view, report, dark)
    figure: charts.Checked = _once(
        key, _stamp(view, report), lambda: charts.Checked(charts.timeline(report, view.words, palette))
    )
    return figure


def timeline_texts_of(view: View, report: Report) -> tuple[str, str, str, str]:
    """The timeline's heading, its table, its text alternative, and its drawing on paper."""
    key, stamp = _key("texts", view, report), _stamp(view, report)
    texts: tuple[str, str, str, str] = _once(key, stamp, lambda: _timeline_texts(report, view.words))
    return texts


def _timeline_texts(report: Report, words: Words) -> tuple[str, str, str, str]:
    heading, table = str(pieces.timeline_heading(report, words)), str(pieces.timeline_table(report, words))
    return heading, table, charts.timeline_spoken(report, words), str(pieces.timeline_paper(report, words))


def look_back_of(view: View, report: Report, then: Past | None = None) -> str:
    """The way to what stood earlier, or the banner of it."""
    known = book(DEMO if view.demo else REAL)

    def make() -> str:
        return str(look_back(view, known.events(view.code), then))

    if then is not None:
        return make()
    return str(_once(_key("look back", view, report), _stamp(view, report), make))


def timeline_then(report: Report, words: Words, dark: bool) -> tuple[charts.Checked, tuple[str, str, str, str]]:
    """The timeline of a moment that is past: its figure, and what `timeline_texts_of` answers."""
    figure = charts.Checked(charts.timeline(report, words, charts.DARK if dark else charts.LIGHT))
    return figure, _timeline_texts(report, words)


def history_of(view: View, report: Report, names: Names) -> tuple[str, str]:
    """The newest events of a key result as a table, and the older ones as another, which may be empty."""

    def make() -> tuple[str, str]:
        events = book(DEMO if view.demo else REAL).history(report.key_result.code, NEWEST_SHOWN + 1)
        page = view.outside(f"/key-results/{report.key_result.code}/history")
        newest, older = pieces.history(events, view.words, NEWEST_SHOWN, names, page)
        return str(newest), str(older or "")

    stamp = (_stamp(view, report), _known_names(names))
    tables: tuple[str, str] = _once(_key("history", view, report, names is None), stamp, make)
    return tables


def to_do_of(view: View, visitor: Visitor) -> list[Item]:
    """What a visitor has to do today, from what is known in this process; the same that `remind` sends."""
    known, day = book(DEMO if view.demo else REAL), clock.today()
    if not visitor.grants or known.problem is not None:
        return []
    stamp = (known.edition, known.stamp(day))
    key_results = known.definitions.key_results.values()
    every = _once(("to do", view.demo), stamp, lambda: items_of(known.report(each, day) for each in key_results))
    key = ("to do", view.demo, visitor.actor, visitor.grants)
    found: list[Item] = _once(key, stamp, lambda: items_for(visitor, every))
    return found


def to_do_count(view: View, visitor: Visitor) -> int:
    """How much that is. Asked on every page of everybody signed in: counted once per version, day and rights."""
    return len(to_do_of(view, visitor))


def report_address(view: View, code: str, period: Period, event: Event | None, may_report: bool) -> str:
    """Where a period of the calendar leads: to its report, to the form for whoever may write one, or nowhere."""
    if event is not None:
        return view.outside(f"/key-results/{code}/reports/{event.id}")
    begun = period.first <= clock.today()
    return view.outside(f"/key-results/{code}/report", period=period.first.isoformat()) if may_report and begun else ""


def reports_section_of(view: View, report: Report, names: Names, may_report: bool) -> str:
    """The newest progress report and the calendar of periods."""
    code = report.key_result.code

    def make() -> str:
        page = view.outside(f"/key-results/{code}/reports")

        def address(period: Period, event: Event | None) -> str:
            return report_address(view, code, period, event, may_report)

        return str(reports(report, view.words, names, address, page))

    stamp = (_stamp(view, report), _known_names(names))
    return str(_once(_key("reports", view, report, names is None, may_report), stamp, make))


def first_paint_of(view: View, visitor: Visitor) -> str:
    """The page above the fold for the first bytes. Where only the whole page can explain what is wrong: its bar."""
    asked = book_of(view)
    known = asked.definitions.key_results
    if asked.problem is not None:
        reports = []
    elif view.page == BOARD:
        reports = [report_of(view, key_result) for key_result in known.values()]
    else:
        reports = [report_of(view, known[view.code])] if view.page == KEY_RESULT and view.code in known else []
    if view.past and reports and (then := past_of(view)):
        names = names_for(visitor)
        banner = look_back_of(view, then.report, then)
        return str(first.first_paint(view, view.code, [then.report], visitor, names, banner=banner))
    known_code = code_for_links(view)
    if visitor.signed_in:
        # Each person has a bar of their own: keeping all of them would cost more than drawing one.
        return str(
            first.first_paint(view, known_code, reports, visitor, names_for(visitor), to_do=to_do_count(view, visitor))
        )
    key = ("first", view.at(view.page, code=known_code), bool(reports))
    stamp = [_stamp(view, report) for report in reports]
    return str(_once(key, stamp, lambda: first.first_paint(view, known_code, reports, visitor, None)))


def _key(kind: str, view: View, report: Report, *more: object) -> tuple[object, ...]:
    return (kind, view.demo, view.words, report.key_result.code, *more)


def _known_names(names: Names) -> object:
    return None if names is None else tuple(sorted(names.items()))


def _stamp(view: View, report: Report) -> tuple[object, ...]:
    return (book(DEMO if view.demo else REAL).edition, report.version, report.day)
