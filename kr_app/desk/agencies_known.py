"""The agencies that a row of the form can be: those of every form that counts, and of every version before."""

from hashlib import sha256
from pathlib import Path

from kr_app.books import Book
from kr_app.definitions import from_text
from kr_app.desk.agency_ids import Known
from kr_app.store import people
from kr_app.store.doors import reading
from kr_core.definition import Agency
from kr_core.log import Kind

# The agencies of versions that were read once, by their text: reading one takes milliseconds, and a log has thousands.
_READ: dict[bytes, tuple[Agency, ...]] = {}
_MOST_READ = 10_000


def known_agencies(book: Book, identity: Path) -> Known:
    """What is known now; `identity` is the file with the people, whose rights name agencies that may be gone."""
    now = [agency for each in book.definitions.key_results.values() for agency in each.agencies]
    base = [agency for each in book.base.key_results.values() for agency in each.agencies]
    with reading(book.path) as door:
        written = [agency for event in door.every_of_kind(Kind.DEFINE) for agency in _agencies_in(event.details)]
    with reading(identity) as door:
        granted = frozenset(grant.agency for person in people.everybody(door) for grant in person.grants)
    return Known(now, list(dict.fromkeys([*base, *written])), granted)


def _agencies_in(details: str) -> tuple[Agency, ...]:
    """Those of a version; none of one that cannot be read any more."""
    told = sha256(details.encode("utf-8", "surrogatepass")).digest()
    if told not in _READ:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        try:
            _READ[told] = from_text(details).agencies
        except (ValueError, RecursionError):
            _READ[told] = ()
    return _READ.get(told, ())
