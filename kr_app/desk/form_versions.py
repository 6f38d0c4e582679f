"""The versions of a form: which there were, who made them and why, and one of them as it read."""

from dataclasses import dataclass

from starlette.responses import Response

from kr_app import reads
from kr_app.definitions import from_text
from kr_app.desk import missing
from kr_app.desk.about import About, about
from kr_app.desk.form_preview import field_rows
from kr_app.desk.frame import Visit
from kr_app.draw.form import form
from kr_app.draw.status import actor_text
from kr_app.rights import Action
from kr_app.store.doors import reading
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind


@dataclass(frozen=True)
class Version:
    """A version as the list shows it; `number` counts from 1, the form that came first."""

    number: int
    event: Event
    when: str
    who: str
    address: str


def rows_of(page: About) -> list[Version]:
    """The versions that were made here, newest first."""
    words, names = page.visit.words, reads.names_for(page.visit.visitor)
    # The form that came with the product, or with the folder of definitions, is the first version.
    first = 2 if page.key_result.code in page.book.base.key_results else 1
    return [
        Version(
            number,
            event,
            words.moment(event.moment),
            actor_text(event.actor, words, names),
            page.path(f"form/{event.id}"),
        )
        for number, event in reversed(list(enumerate(_events(page), start=first)))
    ]


def answer(visit: Visit) -> Response:
    """One version: what it changed, and the whole form as it read. For people inside: it holds a phone number."""
    page = about(visit, Action.SEE_INTERNAL)
    shown = next((each for each in rows_of(page) if each.event.id == visit.number("event")), None)
    then = _form_of(shown.event) if shown else None
    if shown is None or then is None:
        return missing.answer(visit)
    before = _before(page, shown.event)
    return page.draw(
        "form_version",
        visit.words("Version {number} of the form", number=shown.number),
        version=shown,
        changes=field_rows(before, then, visit.words) if before else [],
        first=before is None,
        form=form(then, visit.visitor, visit.words),
    )


def _before(page: About, event: Event) -> KeyResult | None:
    earlier = [each for each in _events(page) if each.id < event.id]
    return _form_of(earlier[-1]) if earlier else page.book.base.key_results.get(page.key_result.code)


def _events(page: About) -> list[Event]:
    with reading(page.book.path) as door:
        return list(door.of_kind(page.key_result.code, Kind.DEFINE))


def _form_of(event: Event) -> KeyResult | None:
    try:
        return from_text(event.details)
    except (ValueError, RecursionError):
        return None
