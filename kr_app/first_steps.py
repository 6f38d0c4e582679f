"""What a newcomer does next: see the gauge, record a level, share a link. Read from the log and the links each time.

Nothing is stored about it: a step is done because what it makes is there. Whoever has a right over everything need
not do it in person; it is enough that somebody has.
"""

from dataclasses import dataclass
from enum import StrEnum

from kr_app import clock
from kr_app.books import DEMO, REAL, Book, book
from kr_app.rights import Action, Subject, Visitor, subject_of
from kr_app.settings import SETTINGS
from kr_app.store import links
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError
from kr_app.view import KEY_RESULT, UPDATE, View
from kr_core.definition import KeyResult


class What(StrEnum):
    """The three steps."""

    SEE = "see"
    RECORD = "record"
    SHARE = "share"


@dataclass(frozen=True)
class Step:
    """One of them, where it is done, and whether it is."""

    what: What
    address: str
    done: bool


def steps_of(view: View, visitor: Visitor) -> tuple[Step, ...]:
    """The steps that are open to a visitor, in their order; none where there is no key result to begin with."""
    known = book(DEMO if view.demo else REAL)
    known.refresh()
    key_result = _first_for(known, visitor)
    if key_result is None or known.problem is not None or not visitor.may(Action.VIEW):
        return ()
    code = key_result.code
    recorded, shared = _has_recorded(known, visitor), _has_shared(view, visitor)
    following = known.report(key_result, clock.today()).waits_for
    level = following if following <= key_result.scale.top else None
    found = [Step(What.SEE, view.at(KEY_RESULT, code=code).address, recorded or shared)]
    if visitor.may_somewhere(Action.RECORD):
        found.append(Step(What.RECORD, view.at(UPDATE, code=code, level=level).address, recorded))
    if visitor.may_somewhere(Action.SHARE):
        found.append(Step(What.SHARE, view.outside("/account/links/new", kr=code), shared))
    return tuple(found)


def sharing_follows(view: View, visitor: Visitor, subject: Subject) -> str:
    """Where the first link is made, for whoever may share this and has not yet; else empty."""
    if not visitor.may(Action.SHARE, subject) or _has_shared(view, visitor):
        return ""
    return view.outside("/account/links/new", kr=subject.code)


def _first_for(known: Book, visitor: Visitor) -> KeyResult | None:
    every = list(known.definitions.key_results.values())
    own = [each for each in every if visitor.may(Action.RECORD, subject_of(each))]
    return next(iter(own or every), None)


def _has_recorded(known: Book, visitor: Visitor) -> bool:
    reports = [known.report(each, clock.today()) for each in known.definitions.key_results.values()]
    authors = {tick.actor for report in reports for tick in (*report.counted, *report.later)}
    return bool(authors) if visitor.may(Action.RECORD) else visitor.actor in authors


def _has_shared(view: View, visitor: Visitor) -> bool:
    try:
        with reading(SETTINGS.database) as door:
            everybody = visitor.may(Action.SHARE)
            found = links.of_everybody(door) if everybody else links.of_person(door, visitor.person or 0)
    except StoreError:
        return False
    return any(link.demo == view.demo for link in found)
