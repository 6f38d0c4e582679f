"""The parts of a page about key results: the answer, the board, the timeline, the ladder, the reports."""

from kr_app import charts, clock
from kr_app.draw import pieces
from kr_app.draw.claims import NOT_DECIDING, Deciding
from kr_app.draw.reports import reports
from kr_app.draw.status import Names
from kr_app.reads.kept import key_of, known_names, once, stamp_of
from kr_app.view import View
from kr_app.words import Words
from kr_core.log import Event
from kr_core.periods import Period
from kr_core.report import Report


def panel_of(view: View, report: Report) -> str:
    """The answer panel, as it stands now."""
    key = key_of("panel", view, report, view.page)
    return str(once(key, stamp_of(view, report), lambda: pieces.panel(report, view)))


def card_of(view: View, report: Report) -> str:
    """The inside of a board card."""
    return str(once(key_of("card", view, report), stamp_of(view, report), lambda: pieces.card(report, view.words)))


def board_of(view: View, reports: list[Report], may_add: bool) -> str:
    """The whole board."""
    key = ("board", view.demo, view.words, may_add)
    stamp = [stamp_of(view, report) for report in reports]
    return str(once(key, stamp, lambda: pieces.board(reports, view, may_add=may_add)))


def ladder_of(view: View, report: Report, names: Names, deciding: Deciding = NOT_DECIDING) -> str:
    """The ladder of levels."""
    key = key_of("ladder", view, report, names is None, deciding)
    stamp = (stamp_of(view, report), known_names(names))
    return str(once(key, stamp, lambda: pieces.ladder(report, view.words, names, view.outside, deciding)))


def timeline_of(view: View, report: Report, dark: bool) -> charts.Checked:
    """The timeline's figure for a light or a dark page."""
    palette = charts.DARK if dark else charts.LIGHT
    key = key_of("timeline", view, report, dark)
    figure: charts.Checked = once(
        key, stamp_of(view, report), lambda: charts.Checked(charts.timeline(report, view.words, palette))
    )
    return figure


def timeline_texts_of(view: View, report: Report) -> tuple[str, str, str, str]:
    """The timeline's heading, its table, its text alternative, and its drawing on paper."""
    key, stamp = key_of("texts", view, report), stamp_of(view, report)
    texts: tuple[str, str, str, str] = once(key, stamp, lambda: _timeline_texts(report, view.words))
    return texts


def _timeline_texts(report: Report, words: Words, *, past: bool = False) -> tuple[str, str, str, str]:
    heading, table = str(pieces.timeline_heading(report, words)), str(pieces.timeline_table(report, words))
    return heading, table, charts.timeline_spoken(report, words), str(pieces.timeline_paper(report, words, past=past))


def timeline_then(report: Report, words: Words, dark: bool) -> tuple[charts.Checked, tuple[str, str, str, str]]:
    """The timeline of a moment that is past: its figure, and what `timeline_texts_of` answers."""
    figure = charts.Checked(charts.timeline(report, words, charts.DARK if dark else charts.LIGHT, past=True))
    return figure, _timeline_texts(report, words, past=True)


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

    stamp = (stamp_of(view, report), known_names(names))
    return str(once(key_of("reports", view, report, names is None, may_report), stamp, make))
