"""Another key result: from a blank form or a copy of one, without anything that was recorded for it."""

from dataclasses import replace

from starlette.responses import Response

from kr_app import actions, clock, reads, troubles, web
from kr_app.books import DEMO, REAL, Book, book
from kr_app.desk.about import write_of
from kr_app.desk.form_page import digest_of, drawn, wants_to_store, with_other_rows
from kr_app.desk.form_preview import Preview
from kr_app.desk.form_read import Shown, not_yet, read, rights_with
from kr_app.desk.frame import Visit
from kr_app.desk.sheet import Sheet, blank, copied, typed
from kr_app.desk.wording import short_name
from kr_app.view import KEY_RESULT
from kr_core.calendar import FiscalYear
from kr_core.definition import KeyResult

PATH = "/account/key-results/new"


def answer(visit: Visit) -> Response:
    """The form; what was typed stays when it is refused."""
    known = book(DEMO if visit.view.demo else REAL)
    known.refresh()
    if known.problem is not None:
        raise known.problem
    if not visit.sent:
        return _page(visit, known, _begun(visit, known), Shown())
    sheet = typed(visit.fields, "", visit.words)
    if (changed := with_other_rows(visit, sheet)) is not None:
        return _page(visit, known, changed, Shown())
    form, _, questions = found = read(visit, sheet, known)
    if form is None or found.open:
        return _page(visit, known, sheet, not_yet(visit, found))
    seen = Shown(preview=_nothing_shown_yet(form), questions=questions, moved=rights_with(visit, None, form))
    if not wants_to_store(visit, form):
        return _page(visit, known, sheet, seen)
    try:
        actions.add(write_of(visit, known, form), known.definitions.key_results, visit.typed("reason"))
    except actions.Refused as error:
        alert = troubles.refusal_text(error, 0, visit.words, reads.names_for(visit.visitor))
        return _page(visit, known, sheet, replace(seen, alert=alert))
    return web.see(visit.view.at(KEY_RESULT, code=form.code).address)


def _nothing_shown_yet(form: KeyResult) -> Preview:
    return Preview([], [], [], digest_of(form))


def _begun(visit: Visit, known: Book) -> Sheet:
    year = FiscalYear.of(clock.today())
    origin = known.definitions.key_results.get(visit.asked("copy"))
    return copied(origin, year, visit.words) if origin else blank(year, visit.words)


def _page(visit: Visit, known: Book, sheet: Sheet, shown: Shown) -> Response:
    words = visit.words
    return visit.draw(
        "form",
        words("New key result"),
        status=409 if shown.alert else 200,
        alert=shown.alert,
        fresh=True,
        action=visit.to(PATH),
        back=visit.to("/account"),
        versions=[],
        seen="0",
        origins=[(code, short_name(each, words)) for code, each in known.definitions.key_results.items()],
        origin=visit.asked("copy"),
        **drawn(sheet, shown, visit),
    )
