"""What a card shows: which key results, to which reader, and of which moment."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from kr_app import reads
from kr_app.books import DEMO, REAL, book
from kr_app.card import files
from kr_app.card.kept import Kept
from kr_app.draw import cards
from kr_app.live import Gone, told
from kr_app.sharing import Opening
from kr_app.store.doors import reading
from kr_app.store.links import LinkKind
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.definition import KeyResult
from kr_core.report import Report, report_on

_parts: Kept[cards.Parts] = Kept(1000)


class SnapshotLost(Exception):
    """The log that the snapshot was taken from is not this one any more."""


@dataclass(frozen=True)
class Moment:
    """When a snapshot was made, and the newest event that it knows, by number and once-only id."""

    made: datetime
    version: int
    mark: str


@dataclass(frozen=True)
class Shown:
    """Everything that the drawing of a card depends on, but for the log and the day. A topic of live pages.

    `codes` are in the order of the board; `single`: a card about one key result, with its ladder; `board`: every key
    result there is, also those that are added later. `agencies`: they are shown because they are theirs.
    `withheld`: how many were chosen and may not be shown any more.
    """

    codes: tuple[str, ...]
    demo: bool
    words: Words
    title: str = ""
    single: bool = False
    wall: bool = False
    as_sent: Moment | None = None
    board: bool = False
    agencies: frozenset[str] = frozenset()
    withheld: int = 0

    @property
    def book(self) -> str:
        """The book that the figures are from."""
        return DEMO if self.demo else REAL

    @property
    def script(self) -> str:
        """The name of the script that keeps it up to date."""
        return "wall.js" if self.wall else "card.js"

    @property
    def shape(self) -> str:
        """What a page must be loaded anew for when it changes: which parts it has, its style and its script."""
        made_of = (self._codes_now(), self.withheld, files.style(wall=self.wall), files.address(self.script))
        return sha256(repr(made_of).encode()).hexdigest()[:12]

    def _codes_now(self) -> tuple[str, ...]:
        if self.as_sent:
            return self.codes
        known = book(self.book).definitions.key_results
        return tuple(known) if self.board else tuple(code for code in self.codes if self._is_shown(known.get(code)))

    def _is_shown(self, key_result: KeyResult | None) -> bool:
        """What a link shows beside that is looked up when it is opened, and after every change to whoever made it."""
        if key_result is None:
            return False
        return not self.agencies or any(agency.id in self.agencies for agency in key_result.agencies)

    def _still_shown(self) -> list[str]:
        """What was shown from the beginning and still is: a key result may have gone to another agency."""
        now = frozenset(self._codes_now())
        return [code for code in self.codes if code in now]

    def reports(self, day: date) -> list[Report]:
        """The reports, of today or as they were; what is gone is left out. Raises `SnapshotLost`, or `Gone`."""
        known = book(self.book)
        if self.as_sent is None:
            forms = known.definitions.key_results
            found = [known.report(forms[code], day) for code in self._still_shown()]
            if not found:
                raise Gone
            return found
        then = self.as_sent
        with reading(known.path) as door:
            if door.mark_of(then.version) != then.mark:
                raise SnapshotLost
        of_then = [known.as_of(code, then.version) for code in self.codes]
        reports = [report_on(form, standing, bangkok_day(then.made)) for form, standing in filter(None, of_then)]
        if not reports:
            raise SnapshotLost
        return reports

    def parts(self, day: date) -> cards.Parts:
        """The parts of the page as drawn for a day, by name; drawn once per state."""

        def make() -> cards.Parts:
            reports, sent = self.reports(day), self.as_sent is not None
            if self.wall:
                return cards.parts_of_wall(reports, self.words, self.agencies, sent=sent)
            if self.single:
                return cards.parts_of_single(reports[0], self.words, sent=sent)
            return cards.parts_of_several(reports, self.words, self.agencies)

        return _parts.get(self, self.state(day), make)

    def state(self, day: date) -> object:
        """What the drawing depends on beside this; a snapshot only on the log being the same one."""
        known = book(self.book)
        return known.edition if self.as_sent else (known.edition, known.stamp(day))

    def concerned(self, touched: frozenset[str] | None) -> bool:
        """A snapshot never changes."""
        if self.as_sent or self.board or touched is None:
            return self.as_sent is None
        return not touched.isdisjoint(self.codes) or (bool(self.agencies) and self._codes_now() != self.codes)

    def stamp(self, day: date) -> str:
        """What names the state shown."""
        if self.as_sent:
            return f"{self.as_sent.version}-as-sent~{self.shape}"
        # With its shape: what a link shows changes with the rights of whoever made it, which the log knows nothing of.
        return f"{book(self.book).stamp(day)}~{self.shape}"

    def message(self, day: date, touched: frozenset[str] | None = None) -> bytes:
        """The parts that changed."""
        if self.as_sent:
            return told(self.stamp(day), {"shape": self.shape, "parts": {}})
        parts = {
            name: html for name, html in self.parts(day).items() if touched is None or name.partition(":")[2] in touched
        }
        changed = [code for code in self._still_shown() if touched and code in touched]
        news = reads.news_of_card(self.book, changed, self.words, named=not self.single)
        return told(self.stamp(day), {"shape": self.shape, "parts": parts, "news": news})

    def farewell(self) -> bytes:
        """The page goes blank."""
        return b"event: gone\ndata: 1\n\n"

    def anew(self) -> bytes:
        """A shape that no page has: it loads anew."""
        return told("anew", {"shape": "", "parts": {}, "news": ""})


def shown_by(opening: Opening, words: Words, *, now: bool, wall: bool) -> Shown:
    """What a link shows to a reader; `now` asks for the figures of today where it shows a snapshot."""
    link, moment = opening.link, None
    if link.version is not None and not now:
        moment = Moment(link.made, link.version, link.mark)
    codes = tuple(key_result.code for key_result in opening.key_results)
    single = link.kind is LinkKind.KEY_RESULT and len(codes) == 1
    agencies = frozenset(link.target) if link.kind is LinkKind.AGENCY else frozenset[str]()
    return Shown(
        codes, link.demo, words, link.title, single, wall, moment, agencies=agencies, withheld=opening.withheld
    )
