"""People, what was granted to them, and their invitations, as rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kr_app.clock import AHEAD
from kr_app.rights import Grant, Role
from kr_app.store.doors import Reader, Writer, moment_in_file
from kr_core.spelling import key

# Names are few and asked for again and again.
_spelled = lru_cache(maxsize=10_000)(key)
_PERSON = "select id, name, shown, position, password, issuer, subject, disabled from person"


@dataclass(frozen=True)
class Person:
    """A person as kept. `name` is what they sign in with, `shown` what others see; `password` is a hash or None."""

    id: int
    name: str
    shown: str
    position: str
    password: str | None
    issuer: str
    subject: str
    disabled: bool
    grants: tuple[Grant, ...] = ()


def everybody(door: Reader) -> list[Person]:
    """All people, by the name that others see."""
    return _people(door, "order by shown, id")


def by_id(door: Reader, person: int) -> Person | None:
    """A person by number."""
    return _one(door, "where id = ?", person)


def by_name(door: Reader, name: str) -> Person | None:
    """A person by the name they sign in with, exactly as it is kept."""
    return _one(door, "where name = ?", name)


def by_spelling(door: Reader, name: str) -> list[Person]:
    """Whoever signs in with a name, in whatever spelling it is kept: one person, or more from before spelling counted.

    `name` is as `identity.names` writes it.
    """
    kept = door.connection.execute("select id, name from person order by id").fetchall()
    return [person for i, each in kept if _spelled(each) == name and (person := by_id(door, i))]


def by_identity(door: Reader, issuer: str, subject: str) -> Person | None:
    """The person to whom a provider's identity belongs."""
    return _one(door, "where issuer = ? and subject = ? and issuer <> ''", issuer, subject)


def shown_names(door: Reader) -> dict[str, str]:
    """The names that others see, by the name in the log."""
    return {f"person:{i}": shown for i, shown in door.connection.execute("select id, shown from person")}


def count_able(door: Reader, role: Role) -> int:
    """How many people with a role can sign in."""
    found = door.connection.execute(
        "select count(distinct p.id) from person p join grants g on g.person = p.id"
        " where g.role = ? and not p.disabled and (p.password is not null or p.issuer <> '')",
        (role.value,),
    )
    return int(found.fetchone()[0])


def add(door: Writer, name: str, shown: str, position: str, now: datetime) -> int:
    """A new person without password and without rights."""
    cursor = door.connection.execute(
        "insert into person (name, shown, position, made) values (?, ?, ?, ?)",
        (name, shown, position, moment_in_file(now)),
    )
    return int(cursor.lastrowid or 0)


def describe(door: Writer, person: int, shown: str, position: str, *, issuer: str, subject: str) -> None:
    """Change what others see, and which provider's identity is theirs."""
    door.connection.execute(
        "update person set shown = ?, position = ?, issuer = ?, subject = ? where id = ?",
        (shown, position, issuer, subject, person),
    )


def set_password(door: Writer, person: int, hashed: str) -> None:
    """Replace the hash of a password."""
    door.connection.execute("update person set password = ? where id = ?", (hashed, person))


def set_disabled(door: Writer, person: int, disabled: bool) -> None:
    """Close or open an account; nobody is ever deleted, for the log names them."""
    door.connection.execute("update person set disabled = ? where id = ?", (int(disabled), person))


def set_grants(door: Writer, person: int, grants: Iterable[Grant]) -> None:
    """Replace everything that was granted to a person."""
    door.connection.execute("delete from grants where person = ?", (person,))
    rows = [(person, grant.role.value, grant.code, grant.agency) for grant in dict.fromkeys(grants)]
    door.connection.executemany("insert into grants (person, role, code, agency) values (?, ?, ?, ?)", rows)


def invite(door: Writer, token: str, person: int | None, now: datetime, until: datetime) -> None:
    """Keep an invitation by the hash of its token; earlier ones to the same person end."""
    moment = moment_in_file(now)
    end_invitations(door, person, now)
    door.connection.execute(
        "insert into invitation (token, person, made, until) values (?, ?, ?, ?)",
        (token, person, moment, moment_in_file(until)),
    )


def end_invitations(door: Writer, person: int | None, now: datetime) -> None:
    """What was handed out for a person (None: for the first administrator) works no more."""
    moment = moment_in_file(now)
    door.connection.execute("update invitation set used = ? where used is null and person is ?", (moment, person))


def invitation(door: Reader, token: str, now: datetime) -> tuple[int, int | None] | None:
    """An invitation that still holds, as its number and its person (None: the first administrator).

    One that was made while the clock was ahead would hold for longer than it was meant to.
    """
    row = door.connection.execute(
        "select id, person from invitation where token = ? and used is null and until > ? and made <= ?",
        (token, moment_in_file(now), moment_in_file(now + AHEAD)),
    ).fetchone()
    return (int(row[0]), row[1]) if row else None


def use_invitation(door: Writer, number: int, now: datetime) -> None:
    """An invitation works once."""
    door.connection.execute("update invitation set used = ? where id = ?", (moment_in_file(now), number))


def _one(door: Reader, where: str, *values: object) -> Person | None:
    return next(iter(_people(door, where, *values)), None)


def _people(door: Reader, where: str, *values: object) -> list[Person]:
    rows = door.connection.execute(f"{_PERSON} {where}", values).fetchall()
    return [
        Person(i, name, shown, position, password, issuer, subject, disabled == 1, _grants(door, i))
        for i, name, shown, position, password, issuer, subject, disabled in rows
    ]


def _grants(door: Reader, person: int) -> tuple[Grant, ...]:
    rows = door.connection.execute(
        "select role, code, agency from grants where person = ? order by role, code, agency", (person,)
    )
    return tuple(Grant(Role(role), code, agency) for role, code, agency in rows if role in list(Role))
