"""Share links, as rows. A link is known by the hash of its token only."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kr_app.store.doors import Reader, Writer, moment_in_file

_COLUMNS = (
    "id, person, made, kind, target, demo, title, version, mark, until, paused, revoked, viewed, views"  # in this order
)


class LinkKind(StrEnum):
    """What a link shows."""

    KEY_RESULT = "key-result"
    SELECTION = "selection"
    AGENCY = "agency"


@dataclass(frozen=True)
class Link:
    """A link as kept. `version` is None for a live one, else the newest event that its snapshot may know.

    `target` holds codes of key results, or the id of one agency. `mark` is the once-only id of that newest event.
    """

    id: int
    person: int
    made: datetime
    kind: LinkKind
    target: tuple[str, ...]
    demo: bool
    title: str
    version: int | None
    mark: str
    until: datetime | None
    paused: bool
    revoked: bool
    viewed: datetime | None
    views: int

    @property
    def as_sent(self) -> bool:
        """Whether it shows the figures of the moment when it was made."""
        return self.version is not None

    def open_at(self, now: datetime) -> bool:
        """Whether it is neither paused, revoked nor past its end."""
        return not (self.paused or self.revoked or (self.until is not None and now >= self.until))


def add(
    door: Writer,
    token: str,
    once: str,
    person: int,
    now: datetime,
    *,
    kind: LinkKind,
    target: tuple[str, ...],
    demo: bool,
    title: str,
    version: int | None,
    mark: str,
    until: datetime | None,
) -> int:
    """Keep a new link."""
    cursor = door.connection.execute(
        "insert into link (token, once, person, made, kind, target, demo, title, version, mark, until)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            token,
            once,
            person,
            moment_in_file(now),
            kind.value,
            json.dumps(target),
            int(demo),
            title,
            version,
            mark,
            moment_in_file(until) if until else None,
        ),
    )
    return int(cursor.lastrowid or 0)


def by_token(door: Reader, token: str) -> Link | None:
    """A link by the hash of its token, whatever became of it."""
    return next(iter(_links(door, "where token = ?", token)), None)


def by_id(door: Reader, number: int) -> Link | None:
    """A link by number."""
    return next(iter(_links(door, "where id = ?", number)), None)


def made_once(door: Reader, once: str) -> Link | None:
    """The link that was made under a once-only id."""
    return next(iter(_links(door, "where once = ?", once)), None)


def of_person(door: Reader, person: int) -> list[Link]:
    """The links that a person made, newest first."""
    return _links(door, "where person = ? order by id desc", person)


def of_everybody(door: Reader) -> list[Link]:
    """All links, newest first."""
    return _links(door, "order by id desc")


def set_paused(door: Writer, number: int, paused: bool) -> None:
    """Pause a link, or let it go on."""
    door.connection.execute("update link set paused = ? where id = ?", (int(paused), number))


def revoke(door: Writer, number: int, now: datetime) -> None:
    """End a link for good."""
    door.connection.execute(
        "update link set revoked = ? where id = ? and revoked is null", (moment_in_file(now), number)
    )


def viewed(door: Writer, number: int, now: datetime, times: int) -> None:
    """Somebody opened it, `times` times up to now."""
    door.connection.execute(
        "update link set viewed = ?, views = views + ? where id = ?", (moment_in_file(now), times, number)
    )


def _links(door: Reader, where: str, *values: object) -> list[Link]:
    rows = door.connection.execute(f"select {_COLUMNS} from link {where}", values)  # noqa: S608 — constants only
    return [_link(row) for row in rows]


def _link(row: tuple[object, ...]) -> Link:
    number, person, made, kind, target, demo, title, version, mark, until, paused, revoked, viewed_at, views = row
    return Link(
        id=int(str(number)),
        person=int(str(person)),
        made=datetime.fromisoformat(str(made)),
        kind=LinkKind(str(kind)),
        target=tuple(json.loads(str(target))),
        demo=demo == 1,
        title=str(title),
        version=None if version is None else int(str(version)),
        mark=str(mark),
        until=datetime.fromisoformat(str(until)) if until else None,
        paused=paused == 1,
        revoked=revoked is not None,
        viewed=datetime.fromisoformat(str(viewed_at)) if viewed_at else None,
        views=int(str(views)),
    )
