"""Who may record: asked inside every write, of the session and of what was granted, a moment ago or not."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.actions import tick, withdraw
from kr_app.identity import accounts, signing_in
from kr_app.identity.sessions import IDLE, OLDEST, touch_all
from kr_app.identity.tokens import digest
from kr_app.identity.trail import TRAIL, What
from kr_app.rights import Grant, Role
from kr_app.store import trail
from kr_app.store.doors import reading
from tests.app.authors import ADMIN, NOW, number_of, token_of, write
from tests.app.entries import CODE, DONE_ON, HOST, OTHER, log_of, ticked
from tests.app.people import ADDRESS, SignedIn, asking, person_in


def somebody(path: Path, *grants: Grant) -> str:
    """The session of another person, who was granted this."""
    admin = SignedIn(number_of(path, ADMIN), ADMIN, token_of(path, ADMIN))
    return person_in(path, admin, "somebody", *grants, now=NOW).token


WITHOUT_THE_RIGHT: dict[str, tuple[Grant, ...]] = {
    "nothing": (),
    "viewing": (Grant(Role.VIEWER),),
    "inspecting": (Grant(Role.INSPECTOR),),
    "coordinating another key result": (Grant(Role.COORDINATOR, code=OTHER),),
    "coordinating another agency": (Grant(Role.COORDINATOR, agency="another-office"),),
    "coordinating nothing in particular": (Grant(Role.COORDINATOR),),
    "everything but this": (Grant(Role.VIEWER), Grant(Role.INSPECTOR), Grant(Role.COORDINATOR, code=OTHER)),
}
WITH_THE_RIGHT: dict[str, tuple[Grant, ...]] = {
    "coordinating the agency": (Grant(Role.COORDINATOR, agency=HOST),),
    "coordinating it among others": (Grant(Role.COORDINATOR, code=OTHER), Grant(Role.COORDINATOR, agency=HOST)),
    "administering": (Grant(Role.ADMIN),),
}
NO_SESSIONS = ["", "coordinator", "person:2", "nobody:x", "X" * 43, "ก", "\ud800", "' or 1=1 --"]


@pytest.mark.parametrize("who", WITHOUT_THE_RIGHT)
def test_whoever_was_not_granted_it_can_neither_record_nor_take_back(path: Path, who: str) -> None:
    """Signed in or not, a right that is not in the table is none."""
    before, token = [ticked(path, 1)], somebody(path, *WITHOUT_THE_RIGHT[who])
    for act in (lambda: tick(write(path, token=token), 2, DONE_ON), lambda: withdraw(write(path, token=token), 1, "x")):
        with pytest.raises(actions.NotAllowed):
            act()
    assert log_of(path) == before


@pytest.mark.parametrize("who", WITH_THE_RIGHT)
def test_whoever_was_granted_it_can(path: Path, who: str) -> None:
    """For the key result, for its host agency, or for everything."""
    token = somebody(path, *WITH_THE_RIGHT[who])
    first = tick(write(path, token=token), 1, DONE_ON)
    gone = withdraw(write(path, token=token), 1, "ผิดวัน")
    assert log_of(path) == [first, gone]


@pytest.mark.parametrize("token", NO_SESSIONS)
def test_a_made_up_session_gives_no_right(path: Path, token: str) -> None:
    """Nor does the hash that is kept of a real one, nor half of it."""
    real = token_of(path)
    for claimed in (token, digest(real), real[:-1], f"{real} "):
        with pytest.raises(actions.NotAllowed):
            tick(write(path, token=claimed), 1, DONE_ON)
    assert log_of(path) == []


def test_whoever_is_refused_is_not_told_what_was_stored_under_an_id(path: Path) -> None:
    """The once-only id of somebody else's write is no way around the right."""
    tick(write(path, once="the-same-click"), 1, DONE_ON)
    with pytest.raises(actions.NotAllowed):
        tick(write(path, once="the-same-click", token=""), 1, DONE_ON)


def _signed_out(path: Path, token: str) -> None:
    signing_in.sign_out(asking(path, token, now=NOW))


def _signed_out_everywhere(path: Path, token: str) -> None:
    accounts.end_sessions(asking(path, token_of(path, ADMIN), now=NOW), number_of(path))


def _closed(path: Path, token: str) -> None:
    accounts.set_disabled(asking(path, token_of(path, ADMIN), now=NOW), number_of(path), True)


def _stripped(path: Path, token: str) -> None:
    accounts.set_rights(asking(path, token_of(path, ADMIN), now=NOW), number_of(path), [Grant(Role.VIEWER)])


@pytest.mark.parametrize("end", [_signed_out, _signed_out_everywhere, _closed, _stripped])
def test_a_right_that_was_taken_a_moment_ago_is_gone(path: Path, end: Callable[[Path, str], None]) -> None:
    """The write was prepared while it was there."""
    mine = write(path)
    end(path, mine.token)
    with pytest.raises(actions.NotAllowed):
        tick(mine, 1, DONE_ON)
    assert log_of(path) == []


def test_a_session_holds_while_it_is_used_and_ends_when_idle_or_old(path: Path) -> None:
    """To the moment."""
    token, last = token_of(path), timedelta(microseconds=1)
    assert tick(write(path, token=token, now=NOW + IDLE - last), 1, DONE_ON).level == 1
    with pytest.raises(actions.NotAllowed):
        tick(write(path, token=token, now=NOW + IDLE), 2, DONE_ON)
    for minutes in range(30, int(OLDEST.total_seconds()) // 60, 30):
        touch_all(path, {digest(token): NOW + timedelta(minutes=minutes)})
    assert tick(write(path, token=token, now=NOW + OLDEST - last), 2, DONE_ON).level == 2
    with pytest.raises(actions.NotAllowed):
        tick(write(path, token=token, now=NOW + OLDEST), 3, DONE_ON)


def test_a_refusal_is_in_the_trail_with_the_person_and_the_key_result(path: Path) -> None:
    """And from where it was tried."""
    token = somebody(path, Grant(Role.VIEWER))
    TRAIL.flush(path, NOW)
    with pytest.raises(actions.NotAllowed):
        tick(write(path, token=token), 1, DONE_ON)
    TRAIL.flush(path, NOW)
    with reading(path) as door:
        (entry,) = trail.latest(door, 1)
    assert (entry.what, entry.person, entry.address) == (What.NOT_PERMITTED, number_of(path, "somebody"), ADDRESS)
    assert entry.about == f"record {CODE}"
