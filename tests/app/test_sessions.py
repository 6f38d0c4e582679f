"""Sessions: a hash in the file, a new token at every sign-in, an end by time, by hand and by losing the right."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kr_app import access, actions, clock
from kr_app.identity import accounts, sessions, signing_in
from kr_app.identity.activity import ACTIVITY, Activity
from kr_app.identity.errors import NotPermitted
from kr_app.identity.tokens import digest
from kr_app.rights import ANYBODY, Grant, Role, Visitor
from kr_app.store.doors import reading, writing
from kr_app.store.errors import Busy
from tests.app.authors import ADMIN, COORDINATOR, NOW, number_of, token_of, write
from tests.app.cast import someone
from tests.app.contents import contents
from tests.app.entries import CODE, DONE_ON, log_of
from tests.app.people import PASSWORD, asking

MINUTE = timedelta(minutes=1)


def visitor(path: Path, token: str, after: timedelta = timedelta()) -> Visitor:
    """Who is behind a token some time later."""
    with reading(path) as door:
        return sessions.visitor_of(door, token, NOW + after)


def test_the_file_holds_a_hash_and_never_the_token(path: Path) -> None:
    """Whoever copies the file cannot sign in with what stands there."""
    token = token_of(path)
    whole = repr(contents(path))
    assert token not in whole
    assert digest(token) in whole
    assert not visitor(path, digest(token)).signed_in
    assert token.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_tokens_are_long_and_never_the_same(path: Path) -> None:
    """256 bits each."""
    tokens = {token_of(path) for _ in range(50)}
    assert len(tokens) == 50
    assert min(len(token) for token in tokens) == 43


def test_signing_in_changes_the_token_and_ends_the_one_before(path: Path) -> None:
    """A token that somebody planted or saw earlier is worth nothing afterwards."""
    before = token_of(path)
    after = signing_in.sign_in(asking(path, before, now=NOW), COORDINATOR, PASSWORD)
    assert after != before
    assert not visitor(path, before).signed_in
    assert visitor(path, after).person == number_of(path)


def test_a_planted_token_never_becomes_a_session(path: Path) -> None:
    """Signing in with a made-up cookie gives a token of ours, not that one."""
    planted = "A" * 43
    after = signing_in.sign_in(asking(path, planted, now=NOW), COORDINATOR, PASSWORD)
    assert after != planted
    assert not visitor(path, planted).signed_in


def test_a_session_ends_after_an_idle_hour(path: Path) -> None:
    """And not a moment before."""
    token = token_of(path)
    assert visitor(path, token, 60 * MINUTE - timedelta(microseconds=1)).signed_in
    assert not visitor(path, token, 60 * MINUTE).signed_in


def touched(path: Path, token: str, later: timedelta) -> None:
    """Somebody does something, and it is written."""
    activity = Activity()
    activity.note(token, NOW + later)
    activity.flush(path)


def test_doing_something_puts_the_idle_end_off_but_wakes_no_ended_session(path: Path) -> None:
    """Noted once a minute at most; too late is too late."""
    token = token_of(path)
    touched(path, token, 59 * MINUTE)
    assert visitor(path, token, 118 * MINUTE).signed_in
    touched(path, token, 119 * MINUTE)
    assert not visitor(path, token, 119 * MINUTE).signed_in


def test_what_somebody_did_waits_in_memory_while_another_program_writes(path: Path) -> None:
    """Noting it touches no file, alike ones are one, and nothing of it is lost."""
    token, activity = token_of(path), Activity()
    for minutes in (30, 59):
        activity.note(token, NOW + minutes * MINUTE)
    with writing(path), pytest.raises(Busy):
        activity.flush(path)
    assert not visitor(path, token, 61 * MINUTE).signed_in
    activity.flush(path)
    assert visitor(path, token, 118 * MINUTE).signed_in


def test_made_up_tokens_do_not_push_out_what_people_did(path: Path) -> None:
    """More than are kept waiting: none of them is noted, and the person's session is not idle."""
    now = clock.now()
    token = signing_in.sign_in(asking(path, now=now - 50 * MINUTE), COORDINATOR, PASSWORD)
    for number in range(6_000):
        access.note_activity(f"made-up-{number}", ANYBODY)
    with reading(path) as door:
        access.note_activity(token, sessions.visitor_of(door, token, now))
    ACTIVITY.flush(path)
    with reading(path) as door:
        assert sessions.visitor_of(door, token, now + 30 * MINUTE).signed_in


def test_a_session_of_a_clock_that_was_ahead_does_not_hold(path: Path) -> None:
    """Made or used last in what is the future now; a few minutes are two clocks that differ."""
    token = token_of(path)
    assert visitor(path, token, -4 * MINUTE).signed_in
    assert not visitor(path, token, -6 * MINUTE).signed_in
    assert not visitor(path, token, timedelta(days=-300)).signed_in


def test_a_session_ends_after_twelve_hours_however_busy(path: Path) -> None:
    """Touched every half hour."""
    token = token_of(path)
    for half_hours in range(1, 24):
        touched(path, token, half_hours * 30 * MINUTE)
    assert visitor(path, token, timedelta(hours=12) - timedelta(microseconds=1)).signed_in
    assert not visitor(path, token, timedelta(hours=12)).signed_in


def test_signing_out_ends_this_session_and_no_other(path: Path) -> None:
    """The same person at another machine stays."""
    here, there = token_of(path), token_of(path)
    signing_in.sign_out(asking(path, here, now=NOW))
    assert not visitor(path, here).signed_in
    assert visitor(path, there).signed_in


def _everywhere(path: Path, token: str) -> None:
    signing_in.sign_out_everywhere(asking(path, token, now=NOW))


def _by_an_administrator(path: Path, _: str) -> None:
    accounts.end_sessions(asking(path, token_of(path, ADMIN), now=NOW), number_of(path))


def _disabled(path: Path, _: str) -> None:
    accounts.set_disabled(asking(path, token_of(path, ADMIN), now=NOW), number_of(path), True)


@pytest.mark.parametrize("end", [_everywhere, _by_an_administrator, _disabled])
def test_every_session_of_the_person_ends(path: Path, end: Callable[[Path, str], None]) -> None:
    """Everywhere at once, and of nobody else; the next write in any tab is refused."""
    tokens = [token_of(path) for _ in range(3)]
    other = token_of(path, ADMIN)
    end(path, tokens[0])
    for token in tokens:
        assert not visitor(path, token).signed_in
        with pytest.raises(actions.NotAllowed):
            actions.tick(write(path, token=token), 1, DONE_ON)
    assert visitor(path, other).signed_in
    assert log_of(path) == []


def test_an_account_that_is_opened_again_has_no_old_sessions(path: Path) -> None:
    """Its person signs in anew."""
    admin, token = token_of(path, ADMIN), token_of(path)
    for disabled in (True, False):
        accounts.set_disabled(asking(path, admin, now=NOW), number_of(path), disabled)
    assert not visitor(path, token).signed_in


def test_a_right_that_was_taken_is_gone_at_the_next_write(path: Path) -> None:
    """The session goes on, the right does not."""
    token = token_of(path)
    actions.tick(write(path, token=token), 1, DONE_ON)
    rights = [Grant(Role.VIEWER)]
    accounts.set_rights(asking(path, token_of(path, ADMIN), now=NOW), number_of(path), rights)
    with pytest.raises(actions.NotAllowed):
        actions.tick(write(path, token=token), 2, DONE_ON)
    assert visitor(path, token).signed_in
    assert len(log_of(path)) == 1


def test_an_administrator_who_lost_the_right_manages_nobody(path: Path) -> None:
    """Asked inside the same transaction."""
    second = someone(path, "second", Grant(Role.ADMIN), now=NOW)
    accounts.set_rights(asking(path, token_of(path, ADMIN), now=NOW), second.person, [])
    with pytest.raises(NotPermitted):
        accounts.set_disabled(asking(path, second.token, now=NOW), number_of(path), True)


def test_changing_the_password_ends_every_other_session(path: Path) -> None:
    """Whoever knew the old one is out."""
    here, there = token_of(path), token_of(path)
    new = "nine brass bells at the temple"
    token = signing_in.change_password(asking(path, here, now=NOW), PASSWORD, new, new)
    assert [visitor(path, each).signed_in for each in (here, there, token)] == [False, False, True]


def test_a_changed_grant_of_another_key_result_reaches_the_open_session(path: Path) -> None:
    """A right that was given works without signing in again."""
    somebody = someone(path, "somebody", now=NOW)
    granted = [Grant(Role.COORDINATOR, code=CODE)]
    accounts.set_rights(asking(path, token_of(path, ADMIN), now=NOW), somebody.person, granted)
    assert actions.tick(write(path, token=somebody.token), 1, DONE_ON).actor == f"person:{somebody.person}"
