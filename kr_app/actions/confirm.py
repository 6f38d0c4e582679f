"""Confirming a claim for the host agency, reviewing it as an inspector, and returning it with a remark."""

from kr_app.actions.refused import AlreadyDecided, ClaimGone, NotAsked, OwnClaim, SomeoneWasFirst
from kr_app.actions.undo import BY_INSPECTOR, DECISIONS
from kr_app.actions.write import Write, checked_reason, checked_text, one_write, standing_in, stored_before
from kr_app.rights import Action
from kr_core.confirmation import checks_of, confirmation_of
from kr_core.log import Event, Kind, Standing, Tick


def confirm(write: Write, claim: int, remark: str = "") -> Event:
    """The host agency says that the tick of event `claim` is right. Raises `Refused`."""
    return _decide(write, claim, Kind.CONFIRM, Action.CONFIRM, checked_text(remark))


def review(write: Write, claim: int, remark: str = "") -> Event:
    """An inspector has reviewed the tick and agrees. Raises `Refused`."""
    return _decide(write, claim, Kind.REVIEW, Action.REVIEW, checked_text(remark))


def give_back(write: Write, claim: int, remark: str, *, as_inspector: bool = False) -> Event:
    """Return the tick for correction; the remark says what is wrong. It stands until it is withdrawn."""
    needs = Action.REVIEW if as_inspector else Action.CONFIRM
    return _decide(write, claim, Kind.RETURN, needs, checked_reason(remark))


def _decide(write: Write, claim: int, kind: Kind, needs: Action, remark: str) -> Event:
    checks = checks_of(write.key_result.follow_up)
    with one_write(write, needs) as (door, author):
        by_inspector = kind is Kind.RETURN and needs is Action.REVIEW
        draft = write.draft(author, kind)._replace(details=BY_INSPECTOR if by_inspector else "")
        # A remark is between those who check and those who recorded: the public does not read it.
        claimed = door.event(claim)
        level = claimed.level if claimed else None
        draft = draft._replace(level=level, note=remark, refers_to=claim, internal=True)
        if stored := stored_before(door, write, draft):
            return stored[0]
        if not (checks.inspector if needs is Action.REVIEW else checks.host):
            raise NotAsked
        standing = standing_in(door, write)
        tick = next((each for each in standing.ticks if each.event == claim), None)
        if tick is None:
            raise ClaimGone
        if tick.actor == author.actor:
            raise OwnClaim
        _refuse_second(write, tick, kind, standing, author.actor)
        return door.append(draft)


def _refuse_second(write: Write, tick: Tick, kind: Kind, standing: Standing, actor: str) -> None:
    """What others have decided unseen goes first; the same is not decided twice while nothing is new."""
    decided = [event for event in standing.of(*DECISIONS) if event.refers_to == tick.event and event.actor != actor]
    if decided and decided[-1].id > write.seen:
        raise SomeoneWasFirst(decided[-1])
    found = confirmation_of(tick, standing.said, checks_of(write.key_result.follow_up))
    same = {Kind.CONFIRM: found.by_host, Kind.REVIEW: found.by_inspector, Kind.RETURN: found.returned}[kind]
    if same is not None and not (kind is Kind.RETURN and found.answered):
        raise AlreadyDecided(same)
