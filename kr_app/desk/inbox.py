"""To do: what waits for whoever is signed in, key result by key result, each with its next step. Needs no set-up."""

from collections.abc import Iterable
from itertools import groupby

from starlette.responses import Response

from kr_app import reads
from kr_app.desk.frame import Visit
from kr_app.draw.reminders import SHAPES, heading_text, page_address, reminder_text, step_address, step_text
from kr_app.reminding.due import Item, kinds_for
from kr_app.rights import subject_of


def answer(visit: Visit) -> Response:
    """The page."""
    known = reads.book_of(visit.view)
    if known.problem is not None:
        raise known.problem
    items = reads.to_do_of(visit.view, visit.visitor)
    groups = [list(group) for _, group in groupby(items, key=lambda item: subject_of(item.key_result))]
    return visit.draw(
        "inbox",
        visit.words("To do"),
        groups=[_group(group, visit) for group in groups],
        concerned=bool(kinds_for(visit.visitor)),
    )


def _group(items: list[Item], visit: Visit) -> dict[str, object]:
    key_result = items[0].key_result
    return {
        "name": heading_text(key_result, visit.words),
        "address": page_address(key_result, visit.view),
        "rows": list(_rows(items, visit)),
    }


def _rows(items: Iterable[Item], visit: Visit) -> Iterable[dict[str, object]]:
    for item in items:
        kind, text = item.reminder.kind, reminder_text(item.key_result, item.reminder, visit.words)
        yield {
            "kind": kind.value,
            "shape": SHAPES[kind],
            "text": text,
            "step": step_text(kind, visit.words),
            "address": step_address(item.key_result, item.reminder, visit.view),
        }
