"""What went wrong, in the reader's language, with the next step. Everything else is logged whole and shown as one calm
sentence."""

from datetime import datetime

from kr_app import actions
from kr_app.draw.evidence import trouble_text
from kr_app.draw.sent_twice import both_texts
from kr_app.draw.status import Names, actor_text, event_text
from kr_app.draw.understood import unread_text
from kr_app.store.errors import (
    Busy,
    DamagedFile,
    DiskFull,
    EmptyFile,
    ForeignFile,
    NewerFile,
    OlderFile,
    ReadOnly,
    StoreError,
)
from kr_app.words import Words
from kr_core.errors import UnreadableDay
from kr_core.log import Event, Kind

# Of these a second one is no correction of the first.
_STANDS_ALONE = frozenset({Kind.TICK, Kind.WITHDRAW, Kind.CONFIRM, Kind.RETURN, Kind.REVIEW, Kind.UNDO})


def file_lines(error: StoreError, words: Words) -> list[str]:
    """Why the file cannot be used, that it was left as it is, and what to do."""
    file = error.path.name
    causes = {
        EmptyFile: words("The file {file} is empty: it holds nothing at all, not even an empty log.", file=file),
        ForeignFile: words("The file {file} is not a database of this dashboard.", file=file),
        NewerFile: words("The file {file} was written by a newer version of this dashboard.", file=file),
        OlderFile: words("The file {file} was written by an older version of this dashboard.", file=file),
        DamagedFile: words("The file {file} is damaged and cannot be read.", file=file),
        ReadOnly: words("The file {file} can be read but not written.", file=file),
        Busy: words("The file {file} is in use by another program.", file=file),
        DiskFull: words("The disk is full."),
    }
    steps = {
        EmptyFile: words("Put the last backup in its place, or delete it to begin a new log."),
        ForeignFile: words("Name the right file in KR_DB, or move this one away."),
        NewerFile: words("Install the newer version, or name another file in KR_DB."),
        OlderFile: words("Make the file and its folder writable once, so that it can be brought up to date."),
        DamagedFile: words("Put the last backup in its place."),
        DiskFull: words("Make room on the disk and try again."),
        Busy: words("Try again in a moment."),
    }
    cause = causes.get(type(error), words("The file {file} or its folder cannot be opened.", file=file))
    step = steps.get(type(error), words("Check that the folder exists and may be written, then load this page again."))
    return [cause, words("The file was left as it is."), step]


def refusal_text(error: Exception, level: int, words: Words, names: Names) -> str:
    """One sentence or two; nothing was stored."""
    match error:
        case actions.NotAllowed():
            return words("You are no longer signed in, or may not record this key result. Nothing was changed.")
        case actions.FutureDay(day=day):
            return words("{day} is still to come. Choose the day on which the level was done.", day=words.day(day))
        case actions.BeforeYear(day=day, start=start):
            return words(
                "{day} lies before the fiscal year, which began on {start}.", day=words.day(day), start=words.day(start)
            )
        case actions.NoteTooLong(length=length, most=most):
            return words("The note has {length} characters; at most {most} are kept.", length=length, most=most)
        case actions.ReasonMissing():
            return words("Please give a reason.")
        case actions.NothingToUndo():
            return words("This entry is no longer in force, so there is nothing to undo.")
        case actions.NothingToWithdraw():
            return words("Level {level} no longer has a record.", level=level)
        case actions.SomeoneWasFirst(event=event):
            return _second_text(event, level, words, names)
        case actions.AlreadyStored():
            return _twice_text(error, words, names)
        case UnreadableDay():
            return unread_text(error, words)
        case actions.NotStored(trouble=trouble):
            return _store_text(trouble, words)
        case _:
            return (
                _decision_text(error, words, names)
                or _plan_text(error, words)
                or _form_text(error, words)
                or words("It could not be stored. Nothing was changed.")
            )


def _second_text(event: Event, level: int, words: Words, names: Names) -> str:
    """Somebody else was first: who, when, and what."""
    who, when = actor_text(event.actor, words, names), words.moment(event.moment)
    if event.kind in (Kind.TICK, Kind.UNDO):
        return first_text(event.actor, event.moment, level, words, names)
    if event.kind == Kind.WITHDRAW:
        return words(
            "{who} withdrew the record of level {level} before you, on {when}. Please look again.",
            who=who,
            level=level,
            when=when,
        )
    return words(
        "{who} acted before you, on {when}: {what}. Please look again.",
        who=who,
        when=when,
        what=event_text(event, words),
    )


def _twice_text(error: actions.AlreadyStored, words: Words, names: Names) -> str:
    """The form was stored before with other content: both, and the way on. What was typed is still there."""
    before, now = both_texts(error.stored, error.sent, words, names)
    said = words(
        "This form was stored before with other content, so nothing was stored now. Already stored is: “{before}”. You"
        " now send: “{now}”.",
        before=before,
        now=now,
    )
    stored, sent = error.stored[0], error.sent[0] if error.sent else None
    same = sent is not None and (stored.actor, stored.kind, stored.code) == (sent.actor, sent.kind, sent.code)
    if same and stored.kind in _STANDS_ALONE:
        way = words("To correct it, take back what is stored with a reason, then send it again.")
    else:
        way = words("To store it as a new entry, send the form once more.")
    return f"{said} {way}"


def _decision_text(error: Exception, words: Words, names: Names) -> str:
    match error:
        case actions.EvidenceRefused(trouble=why):
            return trouble_text(why, words)
        case actions.LogReplaced():
            return words(
                "An earlier copy of the records was put in place since you opened this page. Look at what stands now,"
                " then send it again. Nothing was stored."
            )
        case actions.NothingToAttachTo():
            return words("The record or report that the evidence was for does not stand any more.")
        case actions.ReportEmpty():
            return words("Please write at least what was done in this period.")
        case actions.PeriodNotBegun():
            return words("This period has not begun yet. Choose an earlier one.")
        case actions.NotAsked():
            return words("The form of this key result does not ask for this confirmation.")
        case actions.ClaimGone():
            return words("This record was withdrawn meanwhile. Look at what stands now.")
        case actions.OwnClaim():
            return words("You recorded this level yourself. Somebody else has to confirm it.")
        case actions.AlreadyDecided(event=event):
            who, when = actor_text(event.actor, words, names), words.moment(event.moment)
            return words("{who} has decided the same on {when}. Nothing was stored twice.", who=who, when=when)
        case _:
            return ""


def first_text(actor: str, moment: datetime, level: int, words: Words, names: Names) -> str:
    """Who recorded a level first, and when."""
    return words(
        "{who} recorded level {level} before you, on {when}. Nothing was stored twice.",
        who=actor_text(actor, words, names),
        level=level,
        when=words.moment(moment),
    )


def _plan_text(error: Exception, words: Words) -> str:
    match error:
        case actions.DueOutsideYear(level=level, day=day):
            return words(
                "Level {level} cannot be due on {day}: that lies outside the fiscal year.",
                level=level,
                day=words.day(day),
            )
        case actions.DueBeforeLower(level=level, lower=lower, day=day):
            return words(
                "Level {level} cannot be due before level {lower}, which is due on {day}.",
                level=level,
                lower=lower,
                day=words.day(day),
            )
        case actions.NothingChanged():
            return words("Nothing was changed: this is how it stands already.")
        case actions.YearIsOver():
            return words("The fiscal year is over. Its plan stays as it was, for the result was measured against it.")
        case _:
            return ""


def _form_text(error: Exception, words: Words) -> str:
    match error:
        case actions.CodeTaken(code=code):
            return words("The code “{code}” is taken. Choose another one.", code=code)
        case actions.FormTooLong():
            return words("The texts of the form are too long in all. Please shorten them.")
        case actions.HostChanged():
            return words(
                "The host agency cannot be changed any more: there are records of it. Copy the key result instead."
            )
        case actions.YearChanged():
            return words(
                "The fiscal year cannot be changed any more: there are records in it. Copy the key result into the new"
                " year instead."
            )
        case actions.LevelUprooted(level=level):
            return words(
                "Level {level} has records, so it cannot be dropped or get another number. Take them back first, each"
                " with its reason.",
                level=level,
            )
        case _:
            return ""


def _store_text(error: StoreError, words: Words) -> str:
    match error:
        case ReadOnly():
            return words("The file can be read but not written. Nothing was changed.")
        case Busy():
            return words("The file is in use by another program. Try again in a moment; nothing was changed.")
        case DiskFull():
            return words("The disk is full. Nothing was changed.")
        case _:
            return words("The file cannot be reached. Nothing was changed.")
