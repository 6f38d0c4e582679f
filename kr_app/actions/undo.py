"""Taking back what was said: with a reason, as an event of its own; what was taken back stays in the log."""

from kr_app.actions.refused import NothingToUndo, NotStored, OwnClaim, SomeoneWasFirst
from kr_app.actions.write import Write, checked_reason, one_write, standing_in, stored_before
from kr_app.rights import Action
from kr_app.store.doors import Writer, reading
from kr_app.store.errors import StoreError
from kr_core.changes import uprooted_since
from kr_core.log import Event, Kind

# Whose word it was decides who may take it back. A tick is withdrawn instead; a definition is edited anew.
_NEEDS = {
    Kind.WITHDRAW: Action.RECORD,
    Kind.PLAN: Action.RECORD,
    Kind.CHECK_IN: Action.RECORD,
    Kind.EVIDENCE: Action.RECORD,
    Kind.CONFIRM: Action.CONFIRM,
    Kind.REVIEW: Action.REVIEW,
}
# What others say of a tick: whoever ticked it takes none of that back either.
DECISIONS = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW})
BY_INSPECTOR = '{"by": "inspector"}'


def needed_to_undo(event: Event) -> Action | None:
    """The right that undoing an event takes; None for a kind that cannot be undone."""
    if event.kind == Kind.RETURN:
        return Action.REVIEW if event.details == BY_INSPECTOR else Action.CONFIRM
    return _NEEDS.get(Kind(event.kind)) if event.kind in list(Kind) else None


def undo(write: Write, number: int, reason: str) -> Event:
    """Take back the event `number`, which must still stand. Raises `Refused`."""
    reason = checked_reason(reason)
    event = _event(write, number)
    needs = needed_to_undo(event) if event and event.code == write.key_result.code else None
    if event is None or needs is None:
        raise NothingToUndo
    with one_write(write, needs) as (door, author):
        draft = write.draft(author, Kind.UNDO)
        draft = draft._replace(level=event.level, note=reason, refers_to=event.id, internal=event.internal)
        if stored := stored_before(door, write, draft):
            return stored[0]
        if not _stands(door, write, event):
            raise NothingToUndo
        if event.kind in DECISIONS and _claimed_by(door, event) == author.actor:
            raise OwnClaim
        return door.append(draft)


def _claimed_by(door: Writer, decision: Event) -> str:
    claim = door.event(decision.refers_to or 0)
    return claim.actor if claim else ""


def _event(write: Write, number: int) -> Event | None:
    try:
        with reading(write.path) as look:
            return look.event(number)
    except StoreError as error:
        raise NotStored(error) from error


def _stands(door: Writer, write: Write, event: Event) -> bool:
    """Whether there is anything left to take back. Raises `SomeoneWasFirst` if the level has been ticked again."""
    if event.kind != Kind.WITHDRAW:
        return event.id in {each.id for each in standing_in(door, write).said}
    last = door.last_word(event.code, event.agency, event.level or 0)
    if last is not None and last.id != event.id:
        raise SomeoneWasFirst(last)
    return last is not None and not uprooted_since(event, door.of_kind(event.code, Kind.DEFINE))
