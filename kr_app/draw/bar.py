"""The bar at the top of every page, and the title below it."""

import json
from dataclasses import replace

from markupsafe import Markup

from kr_app import clock
from kr_app.draw.answer import year_text
from kr_app.draw.pieces import draw
from kr_app.rights import ANYBODY, Action, Visitor
from kr_app.view import BOARD, View
from kr_app.words import Words, words_for
from kr_core.calendar import BUDDHIST_OFFSET, MONTHS, SHORT_MONTHS, WEEKDAYS
from kr_core.definition import KeyResult
from kr_core.digits import Digits
from kr_core.language import Language

HELP = "/help"


def header(view: View, code: str, visitor: Visitor = ANYBODY, to_do: int = 0) -> Markup:
    """The bar at the top for a visitor who has so much `to_do`; `code` is the key result that its links lead to."""
    language = view.words.language
    return draw(
        "header",
        view=view,
        words=view.words,
        code=code,
        visitor=visitor,
        calendar=_calendar(view.words) if visitor.signed_in else "",
        may_share=visitor.may_somewhere(Action.SHARE),
        may_record=visitor.may_somewhere(Action.RECORD),
        to_do=to_do,
        inbox=view.outside("/account/inbox"),
        account=view.outside("/account"),
        share=view.outside("/account/links/new", **({"board": "1"} if view.page == BOARD else {"kr": code})),
        help=view.outside(HELP),
        helping=view.address.partition("?")[0] == HELP,
        sign_in=view.outside("/account/sign-in", next=view.address),
        real=view.at("", demo=False, code=""),
        thai=replace(view, words=words_for("th", None)),
        english=replace(view, words=words_for("en", None)),
        thai_digits=view.at(
            view.page, words=Words(language, Digits.THAI), level=view.level, step=view.step, on=view.on
        ),
        arabic_digits=view.at(
            view.page, words=Words(language, Digits.ARABIC), level=view.level, step=view.step, on=view.on
        ),
    )


def _calendar(words: Words) -> str:
    """What the calendar of a day's field says, as JSON: months, years and digits as the reader uses them."""
    language = words.language
    said = {
        "label": words("Choose a day"),
        "previous": words("Month before"),
        "next": words("Month after"),
        "now": words("Today"),
        "today": clock.today().isoformat(),
        "long": MONTHS[language],
        "short": SHORT_MONTHS[language],
        "weekdays": WEEKDAYS[language],
        "offset": BUDDHIST_OFFSET if language is Language.THAI else 0,
        "thai": words.digits is Digits.THAI,
    }
    return json.dumps(said, ensure_ascii=False)


def title(key_result: KeyResult, words: Words) -> Markup:
    """The name of a key result, its host, dimension and year."""
    language = words.language
    return draw(
        "title",
        words=words,
        name=key_result.name.in_language(language),
        name_language=key_result.name.language_shown(language).value,
        host=key_result.host.name.in_language(language),
        dimension=key_result.dimension.in_language(language),
        year=year_text(key_result.fiscal_year, words),
    )


def board_title(view: View) -> Markup:
    """The title of a page that is not about one key result."""
    return draw("board_title", view=view, words=view.words)
