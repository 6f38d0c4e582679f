"""Share links: what they show, who may make and end them, and whether one still opens.

A link shows what the person who made it may share one by one, looked up whenever it is opened: it loses what they
may no longer share, and ends with the last of it, or with their account.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from kr_app.books import DEMO, REAL, book
from kr_app.identity import names, sessions, trail
from kr_app.identity.errors import IdentityRefused, NotPermitted
from kr_app.identity.signing_in import Asking
from kr_app.identity.tokens import digest, may_be_one, new_token
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Action, Grant, Subject, subject_of
from kr_app.store import links, people
from kr_app.store.doors import Reader, Writer, reading, writing
from kr_app.store.links import Link, LinkKind
from kr_core.definition import KeyResult

LONGEST_TITLE, MOST_TARGETS = 200, 50


class NothingToShare(IdentityRefused):
    """The link would show nothing that exists."""


class EndsInThePast(IdentityRefused):
    """The link would end before it begins."""


class AlreadyMade(IdentityRefused):
    """The same form was sent twice; the link's address was shown the first time."""


class OtherLinkMade(IdentityRefused):
    """The form was sent before and made another link: `made`; `wanted` is the one that it asks for now."""

    def __init__(self, made: Link, wanted: Link) -> None:
        super().__init__(made, wanted)
        self.made = made
        self.wanted = wanted


class UnknownLink(IdentityRefused):
    """There is no such link."""


@dataclass(frozen=True)
class Wish:
    """The link that somebody wants. `target` holds codes, or one agency's id; `once` makes a double click one link."""

    kind: LinkKind
    target: tuple[str, ...]
    demo: bool
    as_sent: bool
    title: str
    until: datetime | None
    once: str


def make(asking: Asking, wish: Wish) -> tuple[str, Link]:
    """A new link: its token, which is shown once and not kept, and the link. Raises an `IdentityRefused`."""
    title = names.one_line(wish.title, LONGEST_TITLE)
    book(DEMO if wish.demo else REAL).refresh()
    target = _target(wish)
    if not _shows_something(wish.kind, target, wish.demo):
        raise NothingToShare
    if wish.until is not None and wish.until <= asking.now:
        raise EndsInThePast
    version, mark = _newest(wish) if wish.as_sent else (None, "")
    token = new_token()
    with writing(asking.path) as door:
        visitor = sessions.visitor_of(door, asking.token, asking.now)
        allowed = all(visitor.may(Action.SHARE, each) for each in _subjects(wish.kind, target, wish.demo))
        if allowed and visitor.person is not None:
            if not _shared_by(visitor.grants, wish.kind, target, wish.demo):
                raise NothingToShare
            _refuse_again(door, wish, visitor.person)
            number = links.add(
                door,
                digest(token),
                wish.once,
                visitor.person,
                asking.now,
                kind=wish.kind,
                target=target,
                demo=wish.demo,
                title=title,
                version=version,
                mark=mark,
                until=wish.until,
            )
            _tell(door, asking, visitor.person, What.LINK_MADE, number)
            return token, _existing(door, number)
    TRAIL.note(What.NOT_PERMITTED, person=visitor.person, about=Action.SHARE, address=asking.address)
    raise NotPermitted


def _refuse_again(door: Reader, wish: Wish, person: int) -> None:
    """Refuse a form that has made its link: by name whether it asks for the same one. Never a second one unseen."""
    made = links.made_once(door, wish.once)
    if made is None:
        return
    wanted = replace(
        made,
        person=person,
        kind=wish.kind,
        target=_target(wish),
        demo=wish.demo,
        title=names.one_line(wish.title, LONGEST_TITLE),
        version=made.version if made.as_sent == wish.as_sent else (0 if wish.as_sent else None),
        until=wish.until,
    )
    raise AlreadyMade if wanted == made else OtherLinkMade(made, wanted)


def _target(wish: Wish) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wish.target))[:MOST_TARGETS]


@dataclass(frozen=True)
class Opening:
    """A link that opens, and the key results that it shows now, in the order of the board.

    `withheld`: how many of those that were chosen for it are shown no more.
    """

    link: Link
    key_results: tuple[KeyResult, ...]
    withheld: int


def opened(asking: Asking, token: str) -> Opening | None:
    """The link behind a token, if it opens now; None for an expired, paused, revoked or forged one alike."""
    if not may_be_one(token):
        return None
    with reading(asking.path) as door:
        link = links.by_token(door, digest(token))
        if link is not None:  # The right follows the host, which may be another one now.
            book(DEMO if link.demo else REAL).refresh()
        shown = _shown(door, link, asking.now) if link is not None else ()
    if link is None or not shown:
        return None
    return Opening(link, shown, 0 if link.kind is LinkKind.AGENCY else len(link.target) - len(shown))


def showing(door: Reader, numbers: Iterable[int], now: datetime) -> dict[int, tuple[str, ...]]:
    """The codes that each of some links shows, for those that open: asked for open pages, through one connection."""
    found = ((number, links.by_id(door, number)) for number in frozenset(numbers))
    shown = ((number, _shown(door, link, now)) for number, link in found if link is not None)
    return {number: tuple(each.code for each in those) for number, those in shown if those}


def pause(asking: Asking, number: int) -> None:
    """Let a link rest."""
    with _managing(asking, number) as (door, person):
        links.set_paused(door, number, True)
        _tell(door, asking, person, What.LINK_PAUSED, number)


def resume(asking: Asking, number: int) -> None:
    """Let a paused link go on."""
    with _managing(asking, number) as (door, person):
        links.set_paused(door, number, False)
        _tell(door, asking, person, What.LINK_RESUMED, number)


def revoke(asking: Asking, number: int) -> None:
    """End a link for good."""
    with _managing(asking, number) as (door, person):
        links.revoke(door, number, asking.now)
        _tell(door, asking, person, What.LINK_REVOKED, number)


def kept_by(door: Reader, person: int, everybodys: bool) -> list[Link]:
    """One's own links, or everybody's for those who manage them."""
    return links.of_everybody(door) if everybodys else links.of_person(door, person)


@contextmanager
def _managing(asking: Asking, number: int) -> Iterator[tuple[Writer, int]]:
    with writing(asking.path) as door:
        visitor = sessions.visitor_of(door, asking.token, asking.now)
        link = links.by_id(door, number)
        own = link is not None and link.person == visitor.person
        if visitor.person is not None and link is not None and (own or visitor.may(Action.MANAGE_LINKS)):
            yield door, visitor.person
            return
    if visitor.signed_in and link is None:
        raise UnknownLink
    TRAIL.note(What.NOT_PERMITTED, person=visitor.person, about=Action.MANAGE_LINKS, address=asking.address)
    raise NotPermitted


def _shown(door: Reader, link: Link, now: datetime) -> tuple[KeyResult, ...]:
    """What a link shows; nothing if it does not open."""
    if not link.open_at(now):
        return ()
    maker = people.by_id(door, link.person)
    if maker is None or maker.disabled:
        return ()
    return _shared_by(maker.grants, link.kind, link.target, link.demo)


def _shared_by(grants: Iterable[Grant], kind: LinkKind, target: tuple[str, ...], demo: bool) -> tuple[KeyResult, ...]:
    """What somebody with these grants may share one by one of what is wanted; what no longer exists is left out."""
    known = book(DEMO if demo else REAL).definitions.key_results
    if kind is not LinkKind.AGENCY:
        wanted = [each for code, each in known.items() if code in target]
    elif all(_may_share(grants, each) for each in _subjects(kind, target, demo)):
        wanted = [each for each in known.values() if any(agency.id in target for agency in each.agencies)]
    else:
        wanted = []
    return tuple(each for each in wanted if _may_share(grants, subject_of(each)))


def _may_share(grants: Iterable[Grant], subject: Subject) -> bool:
    return any(grant.allows(Action.SHARE, subject) for grant in grants)


def _subjects(kind: LinkKind, target: tuple[str, ...], demo: bool) -> list[Subject]:
    if kind is LinkKind.AGENCY:
        return [Subject(agency=each) for each in target]
    known = book(DEMO if demo else REAL).definitions.key_results
    return [subject_of(known[code]) if code in known else Subject(code) for code in target]


def _shows_something(kind: LinkKind, target: tuple[str, ...], demo: bool) -> bool:
    known = book(DEMO if demo else REAL).definitions.key_results
    if kind is LinkKind.AGENCY:
        return len(target) == 1 and any(target[0] == a.id for k in known.values() for a in k.agencies)
    if kind is LinkKind.KEY_RESULT and len(target) != 1:
        return False
    return bool(target) and all(code in known for code in target)


def _newest(wish: Wish) -> tuple[int, str]:
    with reading(book(DEMO if wish.demo else REAL).path) as door:
        version = door.version()
        return version, door.mark_of(version)


def _existing(door: Reader, number: int) -> Link:
    link = links.by_id(door, number)
    if link is None:
        raise UnknownLink
    return link


def _tell(door: Writer, asking: Asking, person: int, what: What, number: int) -> None:
    trail.write(door, asking.now, what, person=person, about=trail.about_link(number), address=asking.address)
