"""The definition editor: every field of the form, a preview of what changes, and a version with its reason."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from kr_app import actions, reads, troubles, web
from kr_app.definitions import as_text
from kr_app.desk import form_sections, form_versions
from kr_app.desk.about import About, about
from kr_app.desk.agency_ids import OTHER, SAME
from kr_app.desk.form_fields import ROWS, row_fields
from kr_app.desk.form_preview import preview
from kr_app.desk.form_read import Shown, id_of, not_yet, read, rights_with
from kr_app.desk.frame import Visit
from kr_app.desk.sheet import MOST_ROWS, Sheet, sheet_of, typed
from kr_app.desk.views import number_in
from kr_app.rights import Action
from kr_core.definition import KeyResult
from kr_core.report import Report


def answer(visit: Visit) -> Response:
    """The editor of a key result that exists; what was typed stays when it is refused."""
    page = about(visit, Action.DEFINE)
    if not visit.sent:
        return _page(page, sheet_of(page.key_result, visit.words), Shown())
    sheet = typed(visit.fields, page.key_result.code, visit.words)
    if (changed := with_other_rows(visit, sheet)) is not None:
        return _page(page, changed, Shown())
    form, _, questions = found = read(visit, sheet, page.book)
    if form is None or found.open:
        return _page(page, sheet, not_yet(visit, found))
    looked = preview(page.report, _report_with(page, form), digest_of(form), visit.words)
    seen = Shown(preview=looked, questions=questions, moved=rights_with(visit, page.key_result, form))
    if not wants_to_store(visit, form):
        return _page(page, sheet, _looked_at_again(visit, seen))
    try:
        actions.define(page.write(), form, _moved(page, sheet, form), visit.typed("reason"))
    except actions.Refused as error:
        alert = troubles.refusal_text(error, 0, visit.words, reads.names_for(visit.visitor))
        return _page(page, sheet, replace(seen, alert=alert))
    return web.see(visit.to(f"/key-results/{page.key_result.code}/form", said="define"))


def _page(page: About, sheet: Sheet, shown: Shown) -> Response:
    visit, words = page.visit, page.visit.words
    return page.draw(
        "form",
        words("Edit the form"),
        status=409 if shown.alert else 200,
        alert=shown.alert,
        said=words("The new version of the form is stored.") if visit.asked("said") == "define" else "",
        fresh=False,
        action=page.path("form"),
        back=page.page,
        versions=form_versions.rows_of(page),
        seen=page.seen,
        **{**drawn(sheet, shown, visit), "of": visit.typed("of") or _version(page)},
    )


def _version(page: About) -> str:
    """The version of the form that counts now: rows say which of its levels they were."""
    return str(next((each.event.id for each in form_versions.rows_of(page)), 0))


def _moved(page: About, sheet: Sheet, form: KeyResult) -> Mapping[int, int]:
    """The number in the new form of each level of the known one.

    Rows of an older version were other levels: the same level is then the one with the same text.
    """
    if page.visit.typed("of") == _version(page):
        return sheet.moved
    rows = {level.activity.thai: level.number for level in form.scale.levels}
    known = page.key_result.scale.levels
    return {level.number: rows[level.activity.thai] for level in known if level.activity.thai in rows}


def drawn(sheet: Sheet, shown: Shown, visit: Visit) -> dict[str, Any]:
    """What the template needs for any form, of a known key result or of a new one."""
    words = visit.words
    return {
        "sheet": sheet,
        "before": form_sections.before_rows(words),
        "after": form_sections.after_rows(words),
        "row_fields": {name: row_fields(name, words) for name in ROWS},
        "full": {name: sheet.rows[name] >= MOST_ROWS[name] for name in ROWS},
        "wrong": shown.wrong,
        "preview": shown.preview,
        "questions": shown.questions,
        "moved": shown.moved,
        "answers": [
            (SAME, words("The same agency, which has another name now")),
            (OTHER, words("Another agency")),
        ],
        "typed": visit.sent,
        "of": visit.typed("of"),
        "reason": visit.typed("reason"),
        "once": uuid.uuid4().hex,
        "id_of": id_of,
    }


def with_other_rows(visit: Visit, sheet: Sheet) -> Sheet | None:
    """The sheet with a row more or less, if that is what the button says."""
    do, _, place = visit.typed("do").partition(":")
    change: dict[str, Callable[[], Sheet]] = {
        "add-levels": lambda: sheet.with_row("levels", visit.words),
        "add-agencies": lambda: sheet.with_row("agencies", visit.words),
        "drop-levels": lambda: sheet.without_row("levels", number_in(place) or 0),
        "drop-agencies": lambda: sheet.without_row("agencies", number_in(place) or 0),
    }
    return change[do]() if do in change else None


def digest_of(form: KeyResult) -> str:
    """What names a version that was looked at."""
    return hashlib.sha256(as_text(form).encode()).hexdigest()[:32]


def wants_to_store(visit: Visit, form: KeyResult) -> bool:
    """Whether the button says so, of exactly what was looked at before."""
    return visit.typed("do") == "store" and visit.typed("previewed") == digest_of(form)


def _looked_at_again(visit: Visit, seen: Shown) -> Shown:
    if visit.typed("do") != "store":
        return seen
    alert = visit.words("The form was changed after you looked at what changes. Please look again.")
    return replace(seen, alert=alert)


def _report_with(page: About, form: KeyResult) -> Report:
    return page.book.report_with(form, page.report.day)
