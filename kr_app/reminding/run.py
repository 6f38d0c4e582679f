"""One run of `remind`: for every person and place what is new, claimed first, then sent, then marked.

A claim is committed before its message leaves. So two runs, at the same time or one after the other, never both send;
and a run that dies in between leaves claims behind of which nobody knows whether they left. Those are tried again on
another day only: a reminder a day late does less harm than the same one five times from a timer that keeps dying.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from kr_app.books import Book
from kr_app.reminding.answers import Outcome
from kr_app.reminding.due import Item, items_for, items_of
from kr_app.reminding.message import Message, message_of
from kr_app.reminding.places import Way, available, masked
from kr_app.reminding.sending import send
from kr_app.rights import Visitor
from kr_app.store import people
from kr_app.store import reminders as rows
from kr_app.store.doors import Reader, Writer, reading, writing
from kr_app.store.people import Person
from kr_app.store.reminders import Choice, Place


@dataclass(frozen=True)
class Delivery:
    """One message to one place, and what became of it; `outcome` is None where it was only to be shown."""

    person: str
    way: str
    to: str
    message: Message
    outcome: Outcome | None = None


@dataclass(frozen=True)
class NotSetUp:
    """A place of a way that the server is not set up for."""

    person: str
    way: str
    to: str


@dataclass(frozen=True)
class Run:
    """What a run works on: the file, the day, the moment, and everything that is to be done on that day."""

    path: Path
    day: date
    now: datetime
    items: tuple[Item, ...]


def run_over(book: Book, day: date, now: datetime) -> Run:
    """A run over everything in a book that was brought up to date."""
    reports = [book.report(key_result, day) for key_result in book.definitions.key_results.values()]
    return Run(book.path, day, now, tuple(items_of(reports)))


def preview(run: Run) -> Iterator[Delivery | NotSetUp]:
    """What a run would send. Writes nothing, sends nothing."""
    with reading(run.path) as door:
        for person in people.everybody(door):
            for place in rows.places_of(door, person.id):
                choice, wanted = _wanted(door, run, person)
                open_keys = set(rows.open_keys(door, place, wanted, run.day, run.now))
                found = [item for key, item in wanted.items() if key in open_keys]
                if found:
                    yield _before(person, place, message_of(found, choice.language))


def deliver(run: Run) -> Iterator[Delivery | NotSetUp]:
    """Send what is new, to one place after the other. What fails is told and does not keep the others from theirs."""
    with reading(run.path) as door:
        places = [place for person in people.everybody(door) for place in rows.places_of(door, person.id)]
    for place in places:
        yield from _deliver_to(run, place)


def forget(run: Run, days: int) -> None:
    """Drop what was sent more than some days ago and is over."""
    with writing(run.path) as door:
        rows.forget(door, run.now - timedelta(days=days), {item.reminder.key for item in run.items})


def _deliver_to(run: Run, place: Place) -> Iterator[Delivery | NotSetUp]:
    if not available(Way(place.way)):
        yield from _not_set_up(run, place)
        return
    with writing(run.path) as door:
        found = _claimed(door, run, place)
    if found is None:
        return
    person, keys, message = found
    outcome = send(place, message.title, message.text)
    with writing(run.path) as door:
        rows.mark(door, place, keys, run.now, sent=outcome is Outcome.SENT)
    yield Delivery(person.shown, place.way, masked(place.way, place.address), message, outcome)


def _claimed(door: Writer, run: Run, place: Place) -> tuple[Person, list[str], Message] | None:
    """What is now this run's to send to a place; None for nothing.

    The person, their rights and the place are looked up anew: a long run must not send what was taken back.
    """
    person = people.by_id(door, place.person)
    if person is None or rows.place(door, place.id) is None:
        return None
    choice, wanted = _wanted(door, run, person)
    keys = rows.claim(door, place, wanted, run.day, run.now)
    if not keys:
        return None
    return person, keys, message_of([wanted[key] for key in keys], choice.language)


def _wanted(door: Reader, run: Run, person: Person) -> tuple[Choice, dict[str, Item]]:
    """What a person is to hear of, by key."""
    choice = rows.choice_of(door, person.id)
    if person.disabled:
        return choice, {}
    found = items_for(Visitor(person.id, person.shown, person.grants), run.items)
    return choice, {item.reminder.key: item for item in found if item.reminder.kind not in choice.unwanted}


def _before(person: Person, place: Place, message: Message) -> Delivery | NotSetUp:
    to = masked(place.way, place.address)
    if not available(Way(place.way)):
        return NotSetUp(person.shown, place.way, to)
    return Delivery(person.shown, place.way, to, message)


def _not_set_up(run: Run, place: Place) -> Iterator[NotSetUp]:
    with reading(run.path) as door:
        person = people.by_id(door, place.person)
        if person and _wanted(door, run, person)[1]:
            yield NotSetUp(person.shown, place.way, masked(place.way, place.address))
