"""Signing in and out, changing a password. Guessing is slowed per address and per account, and cools off by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kr_app.clock import AHEAD
from kr_app.identity import passwords, sessions, trail
from kr_app.identity.errors import NotPermitted, TooManyAttempts, UnusableName, WrongNameOrPassword
from kr_app.identity.names import account_of, as_once_kept, place_of, sign_in_name
from kr_app.identity.tokens import digest
from kr_app.identity.trail import TRAIL, What
from kr_app.store import people
from kr_app.store import sessions as rows
from kr_app.store.doors import Reader, Writer, reading, writing
from kr_app.store.people import Person

# Wrong passwords heard within COOLING, from one address and for one account.
MOST_FROM_ADDRESS, MOST_FOR_ACCOUNT = 10, 50
COOLING = timedelta(minutes=5)


@dataclass(frozen=True)
class Asking:
    """What comes with every request about an account: where it came from, its session's token, and when."""

    path: Path
    address: str
    token: str
    now: datetime


def sign_in(asking: Asking, name: str, password: str) -> str:
    """A new session's token. Raises `WrongNameOrPassword` or `TooManyAttempts`."""
    person = _known(asking, name)
    _check(asking, name, person, password)
    with writing(asking.path) as door:
        return _begin(door, asking, person)


def sign_in_with_identity(asking: Asking, issuer: str, subject: str) -> str:
    """A new session's token for the person to whom a provider's identity belongs. Raises `WrongNameOrPassword`."""
    with writing(asking.path) as door:
        found = people.by_identity(door, issuer, subject)
        if found is not None and not found.disabled:
            return _begin(door, asking, found)
    TRAIL.note(What.SIGN_IN_REFUSED, person=found.id if found else None, address=asking.address)
    raise WrongNameOrPassword


def sign_out(asking: Asking) -> None:
    """End the session of this browser."""
    with writing(asking.path) as door:
        person = rows.end(door, digest(asking.token), asking.now)
        if person is not None:
            trail.write(door, asking.now, What.SIGNED_OUT, person=person, address=asking.address)


def sign_out_everywhere(asking: Asking) -> None:
    """End every session of the person, this one too."""
    with writing(asking.path) as door:
        person = _signed_in(door, asking)
        rows.end_all(door, person, asking.now)
        trail.write(door, asking.now, What.SIGNED_OUT_EVERYWHERE, person=person, address=asking.address)


def change_password(asking: Asking, old: str, new: str, again: str) -> str:
    """Replace one's own password; every session ends, and a new one begins here: its token.

    Raises `NotPermitted`, `PasswordRefused`, `WrongNameOrPassword` or `TooManyAttempts`.
    """
    with reading(asking.path) as door:
        person = people.by_id(door, _signed_in(door, asking))
    if person is None:
        raise NotPermitted
    passwords.checked(new, again)
    _check(asking, person.name, person, old)
    kept = passwords.hashed(new)
    with writing(asking.path) as door:
        if _signed_in(door, asking) != person.id:
            raise NotPermitted
        people.set_password(door, person.id, kept)
        people.end_invitations(door, person.id, asking.now)
        rows.end_all(door, person.id, asking.now)
        trail.write(door, asking.now, What.PASSWORD_CHANGED, person=person.id, address=asking.address)
        return sessions.begin(door, person.id, asking.now, asking.address)


def _known(asking: Asking, name: str) -> Person | None:
    try:
        wanted = sign_in_name(name)
    except UnusableName:
        return None
    with reading(asking.path) as door:
        alike = people.by_spelling(door, wanted)
        found = people.by_name(door, as_once_kept(name)) or (alike[0] if alike else None)
    return None if found is None or found.disabled else found


def _check(asking: Asking, name: str, person: Person | None, password: str) -> None:
    """Look at a password, if there were not too many already."""
    who = person.id if person else None
    attempt = _attempt(asking, account_of(name), person)
    if isinstance(attempt, datetime):
        TRAIL.note(What.SIGN_IN_THROTTLED, person=who, address=asking.address)
        raise TooManyAttempts(attempt)
    if not passwords.is_right(person.password if person else None, password) or person is None:
        TRAIL.note(What.SIGN_IN_REFUSED, person=who, address=asking.address)
        raise WrongNameOrPassword
    outdated = person.password is not None and passwords.is_outdated(person.password)
    renewed = passwords.hashed(password) if outdated else None
    with writing(asking.path) as door:
        rows.forgive(door, attempt)
        now_kept = people.by_id(door, person.id)
        if now_kept is None or now_kept.disabled or now_kept.password != person.password:
            raise WrongNameOrPassword
        if renewed:
            people.set_password(door, person.id, renewed)


def _attempt(asking: Asking, account: str, person: Person | None) -> int | datetime:
    """The number of an attempt, which is counted before the password is looked at; or when the next one is heard."""
    with reading(asking.path) as door:
        # A flood of guesses must not stand in the way of those who write.
        until = _throttled_until(door, asking, account, person)
    if until is None:
        with writing(asking.path) as door:
            until = _throttled_until(door, asking, account, person)
            if until is None:
                # A guesser who has many addresses does not fill the file with tries that nobody counts any more.
                rows.forget_attempts(door, asking.now - COOLING)
                return rows.try_password(door, account, place_of(asking.address), asking.now)
    return until


def _throttled_until(door: Reader, asking: Asking, account: str, person: Person | None) -> datetime | None:
    since = asking.now - COOLING
    # What is far ahead was tried while the clock was: it locks nobody out.
    until = asking.now + AHEAD
    here = rows.attempts(door, since, until, address=place_of(asking.address))
    if len(here) >= MOST_FROM_ADDRESS:
        return min(here[-MOST_FROM_ADDRESS], asking.now) + COOLING
    everywhere = rows.attempts(door, since, until, account=account)
    # Somebody who guesses from many places must not lock out the person at their own desk.
    if len(everywhere) < MOST_FOR_ACCOUNT or (person and rows.has_come_from(door, person.id, asking.address)):
        return None
    return min(everywhere[-MOST_FOR_ACCOUNT], asking.now) + COOLING


def _begin(door: Writer, asking: Asking, person: Person | None) -> str:
    if person is None:
        raise WrongNameOrPassword
    trail.write(door, asking.now, What.SIGNED_IN, person=person.id, address=asking.address)
    return sessions.begin(door, person.id, asking.now, asking.address, before=asking.token)


def _signed_in(door: Reader, asking: Asking) -> int:
    visitor = sessions.visitor_of(door, asking.token, asking.now)
    if visitor.person is None:
        raise NotPermitted
    return visitor.person
