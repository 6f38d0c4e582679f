"""Reminders, as rows: what each person wants and where, and what was sent to whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from kr_app.store.doors import Reader, Writer, moment_in_file
from kr_core.language import Language

SENT, FAILED = "sent", "failed"
# Whoever claimed something and did not mark it within this time is not at work any more.
STUCK_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Choice:
    """What a person does not want to hear of, and in which language they hear the rest."""

    unwanted: frozenset[str] = frozenset()
    language: Language = Language.THAI


@dataclass(frozen=True)
class Place:
    """Where a person wants reminders: a way (mail, line, teams, webhook) and an address of that way."""

    id: int
    person: int
    way: str
    address: str

    @property
    def mark(self) -> str:
        """What stands for the place where sent reminders are kept. The same address added anew has the same one."""
        return sha256(f"{self.way} {self.address}".encode()).hexdigest()


def choice_of(door: Reader, person: int) -> Choice:
    """What a person chose; everything, in Thai, for somebody who never did."""
    row = door.connection.execute(
        "select unwanted, language from reminder_choice where person = ?", (person,)
    ).fetchone()
    return Choice(frozenset(row[0].split()), Language(row[1])) if row else Choice()


def choose(door: Writer, person: int, choice: Choice) -> None:
    """Keep what a person chose."""
    door.connection.execute(
        "insert into reminder_choice (person, unwanted, language) values (?, ?, ?)"
        " on conflict (person) do update set unwanted = excluded.unwanted, language = excluded.language",
        (person, " ".join(sorted(choice.unwanted)), choice.language.value),
    )


def places_of(door: Reader, person: int) -> list[Place]:
    """A person's places, oldest first."""
    rows = door.connection.execute(
        "select id, person, way, address from reminder_place where person = ? order by id", (person,)
    )
    return [Place(*row) for row in rows]


def place(door: Reader, number: int) -> Place | None:
    """A place by its number."""
    row = door.connection.execute(
        "select id, person, way, address from reminder_place where id = ?", (number,)
    ).fetchone()
    return Place(*row) if row else None


def add_place(door: Writer, person: int, way: str, address: str, now: datetime) -> None:
    """One more place; one that is there already stays as it is."""
    door.connection.execute(
        "insert into reminder_place (person, way, address, made) values (?, ?, ?, ?)"
        " on conflict (person, way, address) do nothing",
        (person, way, address, moment_in_file(now)),
    )


def drop_place(door: Writer, person: int, number: int) -> None:
    """Forget one of a person's places."""
    door.connection.execute("delete from reminder_place where id = ? and person = ?", (number, person))


def claim(door: Writer, place: Place, keys: Iterable[str], day: date, now: datetime) -> list[str]:
    """The keys that this run is to send to a place: those never sent, those that failed, and those left `sending`.

    A claim that was never marked (the run was killed) may or may not have left; it is taken up again on another day,
    and not before `STUCK_AFTER`.
    """
    claimed = []
    for key in keys:
        row = door.connection.execute(
            "insert into reminder_sent (person, place, reminder, day, moment, outcome)"
            " values (:person, :place, :key, :day, :now, 'sending')"
            " on conflict (person, place, reminder) do update set day = :day, moment = :now, outcome = 'sending'"
            " where outcome = 'failed' or (outcome = 'sending' and (day < :day and moment < :stuck or day > :day))"
            " returning id",
            {
                "person": place.person,
                "place": place.mark,
                "key": key,
                "day": day.isoformat(),
                "now": moment_in_file(now),
                "stuck": moment_in_file(now - STUCK_AFTER),
            },
        ).fetchone()
        if row:
            claimed.append(key)
    return claimed


def open_keys(door: Reader, place: Place, keys: Iterable[str], day: date, now: datetime) -> list[str]:
    """The keys that `claim` would answer, without claiming them."""
    rows = door.connection.execute(
        "select reminder from reminder_sent where person = ? and place = ?"
        " and not (outcome = 'failed' or (outcome = 'sending' and (day < ? and moment < ? or day > ?)))",
        (place.person, place.mark, day.isoformat(), moment_in_file(now - STUCK_AFTER), day.isoformat()),
    )
    known = {key for (key,) in rows}
    return [key for key in keys if key not in known]


def mark(door: Writer, place: Place, keys: Iterable[str], now: datetime, *, sent: bool) -> None:
    """What became of claimed keys."""
    outcome, moment = SENT if sent else FAILED, moment_in_file(now)
    door.connection.executemany(
        "update reminder_sent set outcome = ?, moment = ? where person = ? and place = ? and reminder = ?",
        [(outcome, moment, place.person, place.mark, key) for key in keys],
    )


def last_outcome(door: Reader, place: Place) -> tuple[datetime, str] | None:
    """When something was last sent to a place, and what became of it."""
    row = door.connection.execute(
        "select moment, outcome from reminder_sent where person = ? and place = ? order by moment desc limit 1",
        (place.person, place.mark),
    ).fetchone()
    return (datetime.fromisoformat(row[0]), str(row[1])) if row else None


def count_since(door: Reader, person: int, prefix: str, since: datetime) -> int:
    """How many reminders whose key begins like this were sent to a person since a moment."""
    row = door.connection.execute(
        "select count(*) from reminder_sent where person = ? and substr(reminder, 1, ?) = ? and moment > ?",
        (person, len(prefix), prefix, moment_in_file(since)),
    ).fetchone()
    return int(row[0])


def forget(door: Writer, before: datetime, still_open: Collection[str]) -> None:
    """Drop what was sent long ago, unless it is still to be done: it would be sent again."""
    rows = door.connection.execute("select id, reminder from reminder_sent where moment < ?", (moment_in_file(before),))
    over = [(number,) for number, key in rows.fetchall() if key not in still_open]
    door.connection.executemany("delete from reminder_sent where id = ?", over)
