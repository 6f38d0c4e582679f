"""The page above the fold, for the first bytes."""

from kr_app.draw import first
from kr_app.draw.look_back import unread
from kr_app.reads.asked import book_of, code_for_links, names_for, past_of, report_of
from kr_app.reads.kept import once, stamp_of
from kr_app.reads.told import look_back_of, to_do_count
from kr_app.rights import Visitor
from kr_app.view import BOARD, KEY_RESULT, View


def first_paint_of(view: View, visitor: Visitor) -> str:
    """The page above the fold for the first bytes. Where only the whole page can explain what is wrong: its bar."""
    asked = book_of(view)
    known, unreadable = asked.definitions.key_results, asked.problem is not None
    if unreadable:
        reports = []
    elif view.page == BOARD:
        reports = [report_of(view, key_result) for key_result in known.values()]
    else:
        reports = [report_of(view, known[view.code])] if view.page == KEY_RESULT and view.code in known else []
    if view.past and reports and (then := past_of(view)):
        names = names_for(visitor)
        banner = look_back_of(view, then.report, then)
        return str(first.first_paint(view, view.code, [then.report], visitor, names, banner=banner))
    if reports and (banner := str(unread(view))):
        # Not kept: nobody else asks for the same.
        now, names = view.at(view.page), names_for(visitor)
        return str(first.first_paint(now, view.code, reports, visitor, names, banner=banner))
    known_code = code_for_links(view)
    if visitor.signed_in:
        # Each person has a bar of their own: keeping all of them would cost more than drawing one.
        return str(
            first.first_paint(
                view,
                known_code,
                reports,
                visitor,
                names_for(visitor),
                to_do=to_do_count(view, visitor),
                unreadable=unreadable,
            )
        )
    key = ("first", view.at(view.page, code=known_code), bool(reports), unreadable)
    stamp = [stamp_of(view, report) for report in reports]
    return str(
        once(key, stamp, lambda: first.first_paint(view, known_code, reports, visitor, None, unreadable=unreadable))
    )
