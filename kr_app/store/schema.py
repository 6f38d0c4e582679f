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


# Grows by one with every migration; a file that carries more was written by a newer version.
SCHEMA_VERSION = 1
