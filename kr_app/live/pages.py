"""The streams of Streamlit's pages: the board, or one key result, in one reader's words."""

import asyncio
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from kr_app import access, reads, web
from kr_app.books import DEMO, REAL, book
from kr_app.live.drawing import Gone
from kr_app.live.stream import answer, told
from kr_app.settings import SETTINGS
from kr_app.view import BOARD, KEY_RESULT, View, view_of


@dataclass(frozen=True)
class PageTopic:
    """What a page of a view shows."""

    view: View

    @property
    def book(self) -> str:
        """The book of the view."""
        return DEMO if self.view.demo else REAL

    def concerned(self, touched: frozenset[str] | None) -> bool:
        """A board shows everything."""
        return touched is None or self.view.page == BOARD or self.view.code in touched

    def stamp(self, day: date) -> str:
        """That of the book."""
        return book(self.book).stamp(day)

    def message(self, day: date, touched: frozenset[str] | None = None) -> bytes:
        """The panel of a key result, or the cards of a board that changed."""
        known, view = book(self.book), self.view
        if view.page == BOARD:
            reports = [known.report(k, day) for k in known.definitions.key_results.values()]
            parts = {
                f"card:{report.key_result.code}": reads.card_of(view, report)
                for report in reports
                if touched is None or report.key_result.code in touched
            }
        else:
            key_result = known.definitions.key_results.get(view.code)
            if key_result is None:
                raise Gone
            report = known.report(key_result, day)
            parts = {f"panel:{view.code}": reads.panel_of(view, report)}
        news = reads.news_of(view, touched) if touched else ""
        return told(known.stamp(day), {"version": known.version, "parts": parts, "news": news})

    def farewell(self) -> bytes:
        """The page loads anew, and is led to the sign-in."""
        return b"event: gone\ndata: 1\n\n"

    def anew(self) -> bytes:
        """It loads anew in either case."""
        return self.farewell()


async def live(request: Request) -> Response:
    """The events of one page; in private viewing only for whoever may look, and as long as they may."""
    visitor = web.visitor(request)
    if not access.may_view(visitor):
        return Response(status_code=403, headers={"cache-control": "no-store"})
    query = dict(request.query_params)
    asked = view_of(query.get("page", KEY_RESULT) if query.get("kr") else BOARD, query)
    view = asked.at(asked.page)
    await asyncio.to_thread(reads.book_of, view)  # A key result may have been added a moment ago.
    if view.page != BOARD and reads.key_result_of(view) is None:
        return Response(status_code=404)
    token = web.token_of(request.cookies) if SETTINGS.private else None
    return await answer(request, PageTopic(view), token)
