"""Pages of the desk that are about one key result: which one, what stands for it now, and what its visitor may do."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from starlette.responses import Response

from kr_app import access, clock
from kr_app.actions import Write
from kr_app.books import DEMO, REAL, Book, book
from kr_app.desk.frame import Visit
from kr_app.desk.refusals import UnknownKeyResult
from kr_app.desk.views import number_in
from kr_app.identity.errors import NotPermitted
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action, subject_of
from kr_app.settings import SETTINGS
from kr_app.view import KEY_RESULT
from kr_core.definition import KeyResult
from kr_core.report import Report

_SHORTEST_ONCE, _LONGEST_ONCE = 8, 48


class Tab(NamedTuple):
    """The way to a page about the key result. `current`: `page`, `true` for a page below it, or nothing."""

    address: str
    text: str
    current: str = ""


@dataclass(frozen=True)
class About:
    """A key result with its book and its report of today."""

    book: Book
    key_result: KeyResult
    report: Report
    visit: Visit

    def may(self, action: Action) -> bool:
        """Whether the visitor has a right over this key result."""
        return self.visit.visitor.may(action, subject_of(self.key_result))

    @property
    def page(self) -> str:
        """The address of the key result's own page, for the same reader."""
        return self.visit.view.at(KEY_RESULT, code=self.key_result.code).address

    def path(self, what: str) -> str:
        """The address of a page of the desk about this key result."""
        return self.visit.to(f"/key-results/{self.key_result.code}/{what}")

    def draw(
        self, template: str, title: str, status: int = 200, *, previews: bool = False, **values: object
    ) -> Response:
        """The page from a template of `desk/`, below the ways to the key result's other pages."""
        name = self.key_result.name.in_language(self.visit.words.language)
        shown = {"about": self, "report": self.report, "tabs": self.tabs(), "beneath": name, **values}
        return self.visit.draw(template, title, status, previews=previews, **shown)

    def tabs(self) -> list[Tab]:
        """The pages about this key result that are open to the visitor."""
        words, here = self.visit.words, self.visit.view.path
        pages = [
            ("confirm", words("Confirmation"), self.report.checks.asked and self.may(Action.SEE_INTERNAL)),
            ("reports", words("Progress reports"), True),
            ("plan", words("Plan"), self.may(Action.RECORD)),
            ("history", words("History"), True),
            ("form", words("Edit the form"), self.may(Action.DEFINE)),
        ]
        shown = [(self.path(what), text) for what, text, allowed in pages if allowed]
        return [
            Tab(self.page, words("Key result")),
            *(Tab(address, text, _current(address.partition("?")[0], here)) for address, text in shown),
        ]

    def fresh_once(self) -> str:
        """A once-only id for a form that is about to be shown."""
        return uuid.uuid4().hex

    @cached_property
    def seen(self) -> str:
        """What a form carries of the version that its reader sees: the number, and what tells its log from another."""
        return f"{self.report.version}-{self.book.mark_of(self.report.version)}"

    def write(self) -> Write:
        """A write of this visitor: the form carries the version that they saw (`seen`) and `once`."""
        return write_of(self.visit, self.book, self.key_result)


def _current(path: str, here: str) -> str:
    """What `aria-current` says of a tab."""
    if path == here:
        return "page"
    return "true" if here.startswith(f"{path}/") else ""


def write_of(visit: Visit, book: Book, key_result: KeyResult) -> Write:
    """A write of a visitor about a key result, which need not exist yet."""
    once = visit.typed("once")[:_LONGEST_ONCE]
    seen, says, mark = visit.typed("seen").partition("-")
    return Write(
        path=book.path,
        identity=SETTINGS.database,
        token=visit.asking.token,
        address=visit.asking.address,
        key_result=key_result,
        seen=number_in(seen) or 0,
        mark=mark if says else None,
        once=once if len(once) >= _SHORTEST_ONCE else uuid.uuid4().hex,
        now=visit.asking.now,
    )


def about(visit: Visit, needs: Action = Action.VIEW) -> About:
    """The key result that the path names. Raises `UnknownKeyResult`, or `NotPermitted` without the right over it."""
    known = book(DEMO if visit.view.demo else REAL)
    known.refresh()
    if known.problem is not None:
        raise known.problem
    key_result = known.definitions.key_results.get(str(visit.request.path_params["code"]))
    if key_result is None:
        raise UnknownKeyResult
    allowed = (
        access.may_view(visit.visitor) if needs is Action.VIEW else visit.visitor.may(needs, subject_of(key_result))
    )
    if not allowed:
        about = f"{needs} {key_result.code}"
        TRAIL.note(What.NOT_PERMITTED, person=visit.visitor.person, about=about, address=visit.asking.address)
        raise NotPermitted
    return About(known, key_result, known.report(key_result, clock.today()), visit)
