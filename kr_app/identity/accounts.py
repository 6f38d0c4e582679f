"""What administrators do with people, and how a person comes to a password of their own.

Nobody ever gets a password from anybody: a new person gets a one-time address, and chooses one there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kr_app.identity import names, passwords, sessions, trail
from kr_app.identity.errors import HalfAnIdentity, InvitationOver, NameTaken, NobodyLeft, NotPermitted, UnknownPerson
from kr_app.identity.signing_in import Asking
from kr_app.identity.tokens import digest, may_be_one, new_token
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action, Grant, Role, Visitor
from kr_app.store import people
from kr_app.store import sessions as rows
from kr_app.store.doors import Reader, Writer, reading, writing
from kr_app.store.people import Person

INVITATION_HOLDS = timedelta(days=7)


@dataclass(frozen=True)
class Details:
    """What an administrator writes about a person, as typed."""

    shown: str
    position: str = ""
    issuer: str = ""
    subject: str = ""


def needs_first_admin(path: Path) -> bool:
    """Whether nobody can sign in as an administrator yet."""
    with reading(path) as door:
        return people.count_able(door, Role.ADMIN) == 0


def first_invitation(path: Path, now: datetime) -> str:
    """A one-time token with which the first administrator is made; earlier ones end."""
    token = new_token()
    with writing(path) as door:
        people.invite(door, digest(token), None, now, now + INVITATION_HOLDS)
    return token


def invited(path: Path, token: str, now: datetime) -> Person | None:
    """Whom an invitation is for; None for the first administrator. Raises `InvitationOver`."""
    if not may_be_one(token):
        raise InvitationOver
    with reading(path) as door:
        found = people.invitation(door, digest(token), now)
        if found is None:
            raise InvitationOver
        person = people.by_id(door, found[1]) if found[1] is not None else None
    if person is not None and person.disabled:
        raise InvitationOver
    return person


def accept_first(asking: Asking, invitation: str, name: str, shown: str, *, password: str, again: str) -> str:
    """Make the first administrator, and sign them in: the session's token."""
    wanted, seen = names.sign_in_name(name), names.shown_name(shown)
    _still_invited(asking, invitation)
    kept = passwords.hashed(passwords.checked(password, again))
    with writing(asking.path) as door:
        if _used(door, asking, invitation) is not None:
            raise InvitationOver
        if people.by_spelling(door, wanted):
            raise NameTaken
        person = people.add(door, wanted, seen, "", asking.now)
        people.set_grants(door, person, [Grant(Role.ADMIN)])
        return _let_in(door, asking, person, kept)


def accept(asking: Asking, invitation: str, password: str, again: str) -> str:
    """Set the invited person's password, and sign them in: the session's token. Their other sessions end."""
    _still_invited(asking, invitation)
    kept = passwords.hashed(passwords.checked(password, again))
    with writing(asking.path) as door:
        person = people.by_id(door, _used(door, asking, invitation) or 0)
        if person is None or person.disabled:
            raise InvitationOver
        rows.end_all(door, person.id, asking.now)
        return _let_in(door, asking, person.id, kept)


def add(asking: Asking, name: str, details: Details, grants: Iterable[Grant]) -> tuple[int, str]:
    """A new person: their number, and the token of an invitation to hand over."""
    wanted = names.sign_in_name(name)
    with _administering(asking) as (door, admin):
        if people.by_spelling(door, wanted):
            raise NameTaken
        person = people.add(door, wanted, names.shown_name(details.shown), "", asking.now)
        _describe(door, person, details)
        people.set_grants(door, person, grants)
        _tell(door, asking, admin, What.PERSON_ADDED, person)
        return person, _invite(door, asking, admin, person)


def invite(asking: Asking, person: int) -> str:
    """A new invitation for somebody who has none or has forgotten the password."""
    with _administering(asking) as (door, admin):
        _existing(door, person)
        return _invite(door, asking, admin, person)


def describe(asking: Asking, person: int, details: Details) -> None:
    """Change what is written about a person."""
    with _administering(asking) as (door, admin):
        _existing(door, person)
        _describe(door, person, details)
        _tell(door, asking, admin, What.PERSON_CHANGED, person)
        _someone_left(door)


def set_rights(asking: Asking, person: int, grants: Iterable[Grant]) -> None:
    """Replace what was granted to a person; it holds at their next click, in every open tab."""
    with _administering(asking) as (door, admin):
        _existing(door, person)
        people.set_grants(door, person, grants)
        _tell(door, asking, admin, What.RIGHTS_CHANGED, person)
        _someone_left(door)


def set_disabled(asking: Asking, person: int, disabled: bool) -> None:
    """Close an account, its sessions and links with it, or open it again."""
    with _administering(asking) as (door, admin):
        _existing(door, person)
        people.set_disabled(door, person, disabled)
        if disabled:
            rows.end_all(door, person, asking.now)
            people.end_invitations(door, person, asking.now)
        _tell(door, asking, admin, What.PERSON_DISABLED if disabled else What.PERSON_ENABLED, person)
        _someone_left(door)


def end_sessions(asking: Asking, person: int) -> None:
    """Sign somebody out everywhere."""
    with _administering(asking) as (door, admin):
        _existing(door, person)
        rows.end_all(door, person, asking.now)
        _tell(door, asking, admin, What.SIGNED_OUT_EVERYWHERE, person)


@contextmanager
def _administering(asking: Asking) -> Iterator[tuple[Writer, Visitor]]:
    with writing(asking.path) as door:
        visitor = sessions.visitor_of(door, asking.token, asking.now)
        if visitor.may(Action.MANAGE_PEOPLE):
            yield door, visitor
            return
    TRAIL.note(What.NOT_PERMITTED, person=visitor.person, about=Action.MANAGE_PEOPLE, address=asking.address)
    raise NotPermitted


def _still_invited(asking: Asking, invitation: str) -> None:
    """Asked before anything is hashed: a forged address must cost nothing."""
    try:
        invited(asking.path, invitation, asking.now)
    except InvitationOver:
        TRAIL.note(What.INVITATION_REFUSED, address=asking.address)
        raise


def _used(door: Writer, asking: Asking, invitation: str) -> int | None:
    found = people.invitation(door, digest(invitation), asking.now)
    if found is None:
        TRAIL.note(What.INVITATION_REFUSED, address=asking.address)
        raise InvitationOver
    people.use_invitation(door, found[0], asking.now)
    return found[1]


def _let_in(door: Writer, asking: Asking, person: int, kept: str) -> str:
    people.set_password(door, person, kept)
    about = trail.about_person(person)
    trail.write(door, asking.now, What.INVITATION_USED, person=person, about=about, address=asking.address)
    trail.write(door, asking.now, What.SIGNED_IN, person=person, address=asking.address)
    return sessions.begin(door, person, asking.now, asking.address, before=asking.token)


def _invite(door: Writer, asking: Asking, admin: Visitor, person: int) -> str:
    token = new_token()
    people.invite(door, digest(token), person, asking.now, asking.now + INVITATION_HOLDS)
    _tell(door, asking, admin, What.INVITATION_MADE, person)
    return token


def _describe(door: Writer, person: int, details: Details) -> None:
    shown = names.shown_name(details.shown)
    position = names.one_line(details.position, names.LONGEST_POSITION)
    issuer, subject = (names.identity_part(text) for text in (details.issuer, details.subject))
    if bool(issuer) != bool(subject):
        raise HalfAnIdentity
    other = people.by_identity(door, issuer, subject)
    if other is not None and other.id != person:
        raise NameTaken
    people.describe(door, person, shown, position, issuer=issuer, subject=subject)


def _existing(door: Reader, person: int) -> Person:
    found = people.by_id(door, person)
    if found is None:
        raise UnknownPerson
    return found


def _someone_left(door: Reader) -> None:
    if people.count_able(door, Role.ADMIN) == 0:
        raise NobodyLeft


def _tell(door: Writer, asking: Asking, admin: Visitor, what: What, person: int) -> None:
    about = trail.about_person(person)
    trail.write(door, asking.now, what, person=admin.person, about=about, address=asking.address)
