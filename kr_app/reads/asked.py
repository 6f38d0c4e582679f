"""What a view asks about: the book behind it, its key result, and the reports of today."""

from kr_app import clock, past
from kr_app.books import DEMO, REAL, Book, book
from kr_app.draw.status import Names
from kr_app.rights import Action, Visitor
from kr_app.settings import SETTINGS
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError
from kr_app.view import View
from kr_core.definition import KeyResult
from kr_core.past import Past
from kr_core.report import Report


def book_of(view: View) -> Book:
    """The book behind a view, brought up to date."""
    asked = book(DEMO if view.demo else REAL)
    asked.refresh()
    return asked


def shown_by(view: View) -> str:
    """What names the state that a page is about to show. Ask before drawing: too old a name costs one more drawing."""
    return book_of(view).stamp(clock.today())


def key_result_of(view: View) -> KeyResult | None:
    """The key result that a view names, None where there is no such one."""
    return book(DEMO if view.demo else REAL).definitions.key_results.get(view.code)


def code_for_links(view: View) -> str:
    """The key result that the header leads to: the one on screen, else the first."""
    known = book(DEMO if view.demo else REAL).definitions.key_results
    return view.code if view.code in known else next(iter(known), "")


def past_of(view: View) -> Past | None:
    """What the view looks back on; None for a view of now, and for a key result that does not exist."""
    known = book(DEMO if view.demo else REAL)
    key_result = known.definitions.key_results.get(view.code)
    if not view.past or key_result is None:
        return None
    return past.past_of(known, key_result, clock.today(), step=view.step, on=view.on)


def report_of(view: View, key_result: KeyResult) -> Report:
    """Today's report of a key result, from what is known in this process."""
    return book(DEMO if view.demo else REAL).report(key_result, clock.today())


def reports_of(view: View) -> list[Report]:
    """Today's reports of every key result of the book."""
    return [report_of(view, key_result) for key_result in book_of(view).definitions.key_results.values()]


def names_for(visitor: Visitor) -> Names:
    """The names that a visitor may know of those who recorded; None for whoever may know none."""
    if not visitor.may(Action.SEE_INTERNAL):
        return None
    try:
        with reading(SETTINGS.database) as door:
            return people.shown_names(door)
    except StoreError:
        return {}
