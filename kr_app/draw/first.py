"""The first paint: the whole page above the fold, in the very first bytes, before any script has run."""

from markupsafe import Markup

from kr_app.draw import bar, pieces
from kr_app.draw.claims import NOT_DECIDING, deciding_of
from kr_app.draw.status import Names
from kr_app.rights import Action, Visitor
from kr_app.view import BOARD, View
from kr_core.report import Report


def first_paint(
    view: View,
    code: str,
    reports: list[Report],
    visitor: Visitor,
    names: Names,
    *,
    banner: str = "",
    to_do: int = 0,
    unreadable: bool = False,
) -> Markup:
    """The page of a view: the board with its cards, or one key result. Nothing that this visitor may not see.

    `unreadable`: the file cannot be read, which only the whole page can explain.
    """
    words = view.words
    asked = [report for report in reports if report.key_result.code == view.code]
    report = asked[0] if asked else None
    # What is past is not decided on any more.
    deciding = deciding_of(report, view, visitor) if report and not view.past else NOT_DECIDING
    shows_board = view.page == BOARD and not unreadable
    return pieces.draw(
        "first",
        words=words,
        header=bar.header(view, code, visitor, to_do),
        title=bar.title(report.key_result, words) if report and view.page != BOARD else bar.board_title(view),
        banner=Markup(banner),  # noqa: S704 — drawn by us, every text escaped
        board=pieces.board(reports, view, may_add=visitor.may(Action.DEFINE)) if shows_board else "",
        panel=pieces.panel(report, view) if report else "",
        ladder=pieces.ladder(report, words, names, view.outside, deciding) if report else "",
        timeline=pieces.timeline_heading(report, words) if report else "",
        stairs=pieces.stairs(report, words, past=view.past) if report else "",
    )
