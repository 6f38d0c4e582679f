"""Questions that pages ask. Answers are built once per version and day, and shared by every session."""

from kr_app.reads.asked import (
    book_of,
    code_for_links,
    key_result_of,
    names_for,
    past_of,
    report_of,
    reports_of,
    shown_by,
)
from kr_app.reads.first import first_paint_of
from kr_app.reads.parts import (
    board_of,
    card_of,
    ladder_of,
    panel_of,
    report_address,
    reports_section_of,
    timeline_of,
    timeline_texts_of,
    timeline_then,
)
from kr_app.reads.told import NEWEST_SHOWN, history_of, look_back_of, news_of, news_of_card, to_do_count, to_do_of

__all__ = [
    "NEWEST_SHOWN",
    "board_of",
    "book_of",
    "card_of",
    "code_for_links",
    "first_paint_of",
    "history_of",
    "key_result_of",
    "ladder_of",
    "look_back_of",
    "names_for",
    "news_of",
    "news_of_card",
    "panel_of",
    "past_of",
    "report_address",
    "report_of",
    "reports_of",
    "reports_section_of",
    "shown_by",
    "timeline_of",
    "timeline_texts_of",
    "timeline_then",
    "to_do_count",
    "to_do_of",
]
