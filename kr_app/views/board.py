"""The board: one card for every key result."""

from kr_app import reads
from kr_app.components.live_part import live_part
from kr_app.components.page import current_view, current_visitor
from kr_app.components.problem import show_broken
from kr_app.rights import Action
from kr_app.view import BOARD

view = current_view(BOARD)
book = reads.book_of(view)
shown = reads.shown_by(view)
reports = reads.reports_of(view)
# The invitation below an untouched board goes with the first record.
untouched = all(report.untouched for report in reports)
live_part(view, reads.board_of(view, reports, current_visitor().may(Action.DEFINE)), {}, shown, wants_rest=untouched)
show_broken(book.definitions, view)
