"""What a person can change about their own reminders, and trying out a place."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from kr_app.identity import sessions, trail
from kr_app.identity.errors import NotPermitted
from kr_app.identity.signing_in import Asking
from kr_app.identity.trail import What
from kr_app.reminding.answers import Outcome
from kr_app.reminding.due import kinds_for
from kr_app.reminding.places import PlaceRefused, Way, available, checked
from kr_app.rights import Visitor
from kr_app.settings import ROOT
from kr_app.store import reminders as rows
from kr_app.store.doors import Writer, writing
from kr_app.store.reminders import Choice, Place
from kr_core.calendar import bangkok_day

MOST_PLACES = 8
MOST_TRIALS, TRIALS_WITHIN = 5, timedelta(hours=1)
_TRIAL = "trial "
_PATIENCE_SECONDS = 60


class UnknownPlace(NotPermitted):
    """There is no such place of this person's."""


class TooManyTrials(Exception):
    """Trial messages were sent too often within `TRIALS_WITHIN`."""


def choose(asking: Asking, choice: Choice) -> None:
    """Keep which kinds a person does not want, and in which language they hear the rest."""
    with _choosing(asking) as (door, person):
        rows.choose(door, person, choice)


def add_place(asking: Asking, way: Way, typed: str) -> None:
    """One more place. Raises `PlaceRefused`."""
    if not available(way):
        raise PlaceRefused(way)
    address = checked(way, typed)
    with _choosing(asking) as (door, person):
        if len(rows.places_of(door, person)) >= MOST_PLACES:
            raise PlaceRefused("many")
        rows.add_place(door, person, way, address, asking.now)
        _tell(door, asking, person)


def drop_place(asking: Asking, number: int) -> None:
    """Send nothing more to a place."""
    with _choosing(asking) as (door, person):
        rows.drop_place(door, person, number)
        _tell(door, asking, person)


def try_place(asking: Asking, number: int) -> Outcome:
    """Send a trial message, and wait for what becomes of it. Raises `UnknownPlace` or `TooManyTrials`."""
    key = f"{_TRIAL}{uuid.uuid4().hex}"
    with _choosing(asking) as (door, person):
        place = _own(door, person, number)
        if rows.count_since(door, person, _TRIAL, asking.now - TRIALS_WITHIN) >= MOST_TRIALS:
            raise TooManyTrials
        rows.claim(door, place, [key], bangkok_day(asking.now), asking.now)
    outcome = _tried(number)
    with writing(asking.path) as door:
        rows.mark(door, place, [key], asking.now, sent=outcome is Outcome.SENT)
    return outcome


def _tried(number: int) -> Outcome:
    """In a process of its own: the server has no use for what sending needs, and no page waits for its loading."""
    command = [sys.executable, "-m", "kr_app", "remind", "--trial", str(number)]
    try:
        ended = subprocess.run(  # noqa: S603 — a number and our own words
            command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
        return Outcome(ended.stdout.strip())
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return Outcome.FAILED


def _own(door: Writer, person: int, number: int) -> Place:
    found = rows.place(door, number)
    if found is None or found.person != person:
        raise UnknownPlace
    return found


@contextmanager
def _choosing(asking: Asking) -> Iterator[tuple[Writer, int]]:
    """A change by somebody who is signed in, and for whom there are reminders at all."""
    with writing(asking.path) as door:
        visitor: Visitor = sessions.visitor_of(door, asking.token, asking.now)
        if visitor.person is None or not kinds_for(visitor):
            raise NotPermitted
        yield door, visitor.person


def _tell(door: Writer, asking: Asking, person: int) -> None:
    trail.write(door, asking.now, What.PLACES_CHANGED, person=person, address=asking.address)
