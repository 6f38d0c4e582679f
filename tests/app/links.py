"""Share links in a file, as `sharing` stores them; each is known by its token."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kr_app.identity.tokens import digest, new_token
from kr_app.store import links, people
from kr_app.store.doors import reading, writing
from kr_app.store.links import LinkKind
from tests.app.entries import CODE


@dataclass(frozen=True)
class Made:
    """A link: its token, its number, and the address of its card."""

    token: str
    number: int

    @property
    def path(self) -> str:
        """Below the server's address."""
        return f"/s/{self.token}"


def linked(
    path: Path,
    person: int,
    *targets: str,
    kind: LinkKind = LinkKind.KEY_RESULT,
    title: str = "",
    as_sent: bool = False,
    demo: bool = False,
    until: datetime | None = None,
    made: datetime | None = None,
    mark: str = "",
) -> Made:
    """A link that somebody made; `as_sent`: a snapshot of the newest event in the file (or in the demonstration's)."""
    version = None
    if as_sent:
        with reading(path.with_name("demo.db") if demo else path) as door:
            version = door.version()
            mark = mark or door.mark_of(version)
    token = new_token()
    with writing(path) as door:
        number = links.add(
            door,
            digest(token),
            uuid.uuid4().hex,
            person,
            made or datetime.now(UTC),
            kind=kind,
            target=targets or (CODE,),
            demo=demo,
            title=title,
            version=version,
            mark=mark,
            until=until,
        )
    return Made(token, number)


def paused(path: Path, link: Made, yes: bool = True) -> None:
    """Let a link rest, or go on."""
    with writing(path) as door:
        links.set_paused(door, link.number, yes)


def revoked(path: Path, link: Made) -> None:
    """End a link for good."""
    with writing(path) as door:
        links.revoke(door, link.number, datetime.now(UTC))


def disabled(path: Path, person: int, yes: bool = True) -> None:
    """Close somebody's account, or open it again."""
    with writing(path) as door:
        people.set_disabled(door, person, yes)
