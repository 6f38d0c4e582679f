"""Confirming a claim for the host agency, reviewing it as an inspector, and returning it with a remark."""

from kr_app.actions.refused import AlreadyDecided, NotAsked, NothingToWithdraw, OwnClaim, ReasonMissing, SomeoneWasFirst
from kr_app.actions.undo import BY_INSPECTOR
from kr_app.actions.write import Write, checked_text, one_write, standing_in
from kr_app.rights import Action
from kr_core.confirmation import checks_of, confirmation_of
from kr_core.log import Event, Kind, Tick

_DECISIONS = frozenset({Kind.CONFIRM, Kind.RETURN, Kind.REVIEW})


def confirm(write: Write, claim: int, remark: str = "") -> Event:
    """The host agency says that the tick of event `claim` is right. Raises `Refused`."""
    return _decide(write, claim, Kind.CONFIRM, Action.CONFIRM, remark)


def review(write: Write, claim: int, remark: str = "") -> Event:
    """An inspector has reviewed the tick and agrees. Raises `Refused`."""
    return _decide(write, claim, Kind.REVIEW, Action.REVIEW, remark)


def give_back(write: Write, claim: int, remark: str, *, as_inspector: bool = False) -> Event:
    """Return the tick for correction; the remark says what is wrong. It stands until it is withdrawn."""
    if not remark.strip():
        raise ReasonMissing
    return _decide(write, claim, Kind.RETURN, Action.REVIEW if as_inspector else Action.CONFIRM, remark)


def _decide(write: Write, claim: int, kind: Kind, needs: Action, remark: str) -> Event:
    remark = checked_text(remark)
    checks = checks_of(write.key_result.follow_up)
    if not (checks.inspector if needs is Action.REVIEW else checks.host):
        raise NotAsked
    with one_write(write, needs) as (door, author):
        if stored := door.stored_once(write.once):
            return stored
        standing = standing_in(door, write)
        tick = next((each for each in standing.ticks if each.event == claim), None)
        if tick is None:
            raise NothingToWithdraw
        if tick.actor == author.actor:
            raise OwnClaim
        _refuse_second(write, tick, kind, standing.of(*_DECISIONS))
        by_inspector = kind is Kind.RETURN and needs is Action.REVIEW
        draft = write.draft(author, kind)._replace(details=BY_INSPECTOR if by_inspector else "")
        # A remark is between the office and those who check it.
        return door.append(draft._replace(level=tick.level, note=remark, refers_to=tick.event, internal=bool(remark)))


def _refuse_second(write: Write, tick: Tick, kind: Kind, said: list[Event]) -> None:
    """A decision that the author has not seen goes before theirs; the same one is not made twice."""
    newest = next((event for event in reversed(said) if event.refers_to == tick.event), None)
    if newest is not None and newest.id > write.seen:
        raise SomeoneWasFirst(newest)
    found = confirmation_of(tick, said, checks_of(write.key_result.follow_up))
    same = {Kind.CONFIRM: found.by_host, Kind.REVIEW: found.by_inspector, Kind.RETURN: found.returned}[kind]
    if same is not None:
        raise AlreadyDecided(same)
