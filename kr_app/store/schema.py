"""What the file looks like, as forward-only migrations. A migration is never edited once shipped."""

from sqlite_utils import Database, Migrations

# "KRDB" in the file's header: how a database of ours is told from any other SQLite file.
APPLICATION_ID = 0x4B524442

migrations = Migrations("kr")


@migrations()
def m001_events(db: Database) -> None:
    """The append-only log, and the triggers that keep it so."""
    db.execute(
        """
        create table event (
            id integer primary key autoincrement check (id > 0),
            moment text not null check (
                moment glob '????-??-??T??:??:??.[0-9][0-9][0-9][0-9][0-9][0-9]Z'
                and substr(moment, 1, 19) is strftime('%Y-%m-%dT%H:%M:%S', substr(moment, 1, 19))
            ),
            actor text not null check (length(actor) between 1 and 200),
            kind text not null check (length(kind) between 1 and 40),
            code text not null check (length(code) between 1 and 64),
            agency text not null check (length(agency) between 1 and 64),
            level integer check (level between 1 and 12),
            day text check (day is date(day)),
            value real,
            note text not null default '' check (length(note) <= 4000 and length(cast(note as blob)) <= 16000),
            refers_to integer references event (id),
            once text not null unique check (length(once) between 8 and 64)
        ) strict
        """
    )
    db.execute("create index event_by_level on event (code, agency, level, id)")
    db.execute("create index event_by_code on event (code, id)")
    refuse = "begin select raise(abort, 'the log only grows'); end"
    db.execute(f"create trigger event_is_not_changed before update on event {refuse}")
    db.execute(f"create trigger event_is_not_deleted before delete on event {refuse}")
    # "insert or replace" deletes without firing a delete trigger, and an old id would slip past every reader.
    db.execute(
        f"""
        create trigger event_is_not_replaced before insert on event
        when (new.id > 0 and new.id <= (select max(id) from event))
          or exists (select 1 from event where once = new.once)
        {refuse}
        """  # noqa: S608 — constants only
    )


@migrations()
def m002_people(db: Database) -> None:
    """Notes for the inside; people, what they may do, their sessions and links; and the trail of who did what."""
    db.execute("alter table event add column internal integer not null default 0 check (internal in (0, 1))")
    for statement in _IDENTITY:
        db.execute(statement)


@migrations()
def m003_details(db: Database) -> None:
    """What a kind of event says beyond the common columns, as JSON: check-ins, evidence, definitions."""
    db.execute(
        "alter table event add column details text not null default ''"
        " check (details = '' or (json_valid(details) and length(cast(details as blob)) <= 400000))"
    )


@migrations()
def m004_reminders(db: Database) -> None:
    """What each person wants to be reminded of and where, and what was sent to whom."""
    for statement in _REMINDERS:
        db.execute(statement)


@migrations()
def m005_history(db: Database) -> None:
    """Entries of a kind, and those about another entry, are found without reading the whole log of a key result."""
    db.execute("create index event_by_kind on event (code, kind, id)")
    db.execute("create index event_by_reference on event (refers_to) where refers_to is not null")


# Secrets are kept as hashes only. Moments are UTC in one fixed form, so that text order is time order.
_IDENTITY = (
    """
    create table person (
        id integer primary key autoincrement,
        name text not null unique check (length(name) between 1 and 100),
        shown text not null check (length(shown) between 1 and 100),
        position text not null default '' check (length(position) <= 200),
        password text,
        issuer text not null default '',
        subject text not null default '',
        disabled integer not null default 0 check (disabled in (0, 1)),
        made text not null
    ) strict
    """,
    "create unique index person_by_identity on person (issuer, subject) where issuer <> ''",
    """
    create table grants (
        person integer not null references person (id),
        role text not null check (length(role) between 1 and 40),
        code text not null default '' check (length(code) <= 64),
        agency text not null default '' check (length(agency) <= 64),
        primary key (person, role, code, agency)
    ) strict
    """,
    """
    create table session (
        id integer primary key autoincrement,
        token text not null unique check (length(token) = 64),
        person integer not null references person (id),
        made text not null,
        seen text not null,
        ended text,
        address text not null
    ) strict
    """,
    "create index session_by_person on session (person, address)",
    """
    create table invitation (
        id integer primary key autoincrement,
        token text not null unique check (length(token) = 64),
        person integer references person (id),
        made text not null,
        until text not null,
        used text
    ) strict
    """,
    """
    create table link (
        id integer primary key autoincrement,
        token text not null unique check (length(token) = 64),
        once text not null unique check (length(once) between 8 and 64),
        person integer not null references person (id),
        made text not null,
        kind text not null check (kind in ('key-result', 'selection', 'agency')),
        target text not null check (length(target) between 1 and 4000),
        demo integer not null default 0 check (demo in (0, 1)),
        title text not null default '' check (length(title) <= 200),
        version integer,
        mark text not null default '',
        until text,
        paused integer not null default 0 check (paused in (0, 1)),
        revoked text,
        viewed text,
        views integer not null default 0
    ) strict
    """,
    "create index link_by_person on link (person, id)",
    """
    create table attempt (
        id integer primary key autoincrement,
        moment text not null,
        account text not null,
        address text not null
    ) strict
    """,
    "create index attempt_by_moment on attempt (moment)",
    """
    create table trail (
        id integer primary key autoincrement,
        moment text not null,
        person integer,
        what text not null check (length(what) between 1 and 40),
        about text not null default '' check (length(about) <= 300),
        address text not null default '' check (length(address) <= 64),
        times integer not null default 1 check (times > 0)
    ) strict
    """,
    "create index trail_by_moment on trail (moment)",
    "create trigger trail_is_not_changed before update on trail begin select raise(abort, 'the trail only grows'); end",
)

# `unwanted` are the kinds that a person does not want, so that a kind added later reaches everybody. The unique
# constraint of `reminder_sent` is what makes sending twice impossible: a row is claimed before its message leaves.
_REMINDERS = (
    """
    create table reminder_choice (
        person integer primary key references person (id),
        unwanted text not null default '' check (length(unwanted) <= 400),
        language text not null default 'th' check (language in ('th', 'en'))
    ) strict
    """,
    """
    create table reminder_place (
        id integer primary key autoincrement,
        person integer not null references person (id),
        way text not null check (way in ('mail', 'line', 'teams', 'webhook')),
        address text not null check (length(address) between 1 and 1000),
        made text not null,
        unique (person, way, address)
    ) strict
    """,
    """
    create table reminder_sent (
        id integer primary key autoincrement,
        person integer not null references person (id),
        place text not null check (length(place) = 64),
        reminder text not null check (length(reminder) between 1 and 200),
        day text not null check (day is date(day)),
        moment text not null,
        outcome text not null check (outcome in ('sending', 'sent', 'failed')),
        unique (person, place, reminder)
    ) strict
    """,
    "create index reminder_sent_by_moment on reminder_sent (moment)",
)

# Grows by one with every migration; a file that carries more was written by a newer version.
SCHEMA_VERSION = 5
