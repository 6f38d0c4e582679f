"""Sessions and attempts to sign in, as rows. A session is known by the hash of its token only."""

from dataclasses import dataclass
from datetime import datetime

from kr_app.store.doors import Reader, Writer, moment_in_file


@dataclass(frozen=True)
class Session:
    """A session as kept."""

    id: int
    person: int
    made: datetime
    seen: datetime
    ended: bool
    address: str


def begin(door: Writer, token: str, person: int, now: datetime, address: str) -> None:
    """A new session."""
    moment = moment_in_file(now)
    door.connection.execute(
        "insert into session (token, person, made, seen, address) values (?, ?, ?, ?, ?)",
        (token, person, moment, moment, address),
    )


def by_token(door: Reader, token: str) -> Session | None:
    """A session by the hash of its token, whatever became of it."""
    row = door.connection.execute(
        "select id, person, made, seen, ended, address from session where token = ?", (token,)
    ).fetchone()
    if row is None:
        return None
    return Session(
        row[0], row[1], datetime.fromisoformat(row[2]), datetime.fromisoformat(row[3]), row[4] is not None, row[5]
    )


def touch(door: Writer, number: int, now: datetime) -> None:
    """The person did something."""
    door.connection.execute("update session set seen = ? where id = ?", (moment_in_file(now), number))


def end(door: Writer, token: str, now: datetime) -> int | None:
    """End one session; answers whose it was, None if there was nothing to end."""
    row = door.connection.execute(
        "update session set ended = ? where token = ? and ended is null returning person", (moment_in_file(now), token)
    ).fetchone()
    return int(row[0]) if row else None


def end_all(door: Writer, person: int, now: datetime) -> int:
    """End every session of a person; answers how many there were."""
    return int(
        door.connection.execute(
            "update session set ended = ? where person = ? and ended is null", (moment_in_file(now), person)
        ).rowcount
    )


def has_come_from(door: Reader, person: int, address: str) -> bool:
    """Whether a person has ever signed in from an address."""
    found = door.connection.execute("select 1 from session where person = ? and address = ?", (person, address))
    return found.fetchone() is not None


def attempts(door: Reader, since: datetime, until: datetime, *, account: str = "", address: str = "") -> list[datetime]:
    """When passwords were tried between two moments, oldest first: for an account or from an address."""
    column, value = ("account", account) if account else ("address", address)
    rows = door.connection.execute(
        f"select moment from attempt where {column} = ? and moment > ? and moment <= ? order by moment",  # noqa: S608 — constants only
        (value, moment_in_file(since), moment_in_file(until)),
    )
    return [datetime.fromisoformat(moment) for (moment,) in rows]


def try_password(door: Writer, account: str, address: str, now: datetime) -> int:
    """Count one more attempt, before the password is looked at."""
    cursor = door.connection.execute(
        "insert into attempt (moment, account, address) values (?, ?, ?)", (moment_in_file(now), account, address)
    )
    return int(cursor.lastrowid or 0)


def forgive(door: Writer, attempt: int) -> None:
    """The password was right: the attempt does not count."""
    door.connection.execute("delete from attempt where id = ?", (attempt,))


def forget_attempts(door: Writer, before: datetime) -> None:
    """Drop attempts that are not counted any more."""
    door.connection.execute("delete from attempt where moment < ?", (moment_in_file(before),))


def forget(door: Writer, attempts_before: datetime, sessions_before: datetime) -> None:
    """Drop attempts and sessions that are too old to matter."""
    forget_attempts(door, attempts_before)
    door.connection.execute("delete from session where seen < ?", (moment_in_file(sessions_before),))
