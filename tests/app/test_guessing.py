"""Guessing passwords: slowed per address and per account, kept in the file, and over by itself."""

import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import argon2
import pytest

from kr_app.identity import signing_in
from kr_app.identity.errors import IdentityRefused, TooManyAttempts
from kr_app.identity.names import account_of
from kr_app.identity.signing_in import COOLING, MOST_FOR_ACCOUNT, MOST_FROM_ADDRESS
from kr_app.store import sessions as rows
from kr_app.store.doors import reading, writing
from tests.app.alone import alone
from tests.app.asks import ask
from tests.app.authors import COORDINATOR, NOW, token_of
from tests.app.people import ADDRESS, PASSWORD, asking
from tests.app.towns import Town

THERE, ELSEWHERE = "198.51.100.66", "203.0.113.9"
WRONG, THROTTLED, IN = "WrongNameOrPassword", "TooManyAttempts", "in"


def tried(path: Path, name: str, password: str, *, now: datetime = NOW, address: str = THERE) -> str:
    """What came of an attempt."""
    try:
        signing_in.sign_in(asking(path, now=now, address=address), name, password)
    except IdentityRefused as error:
        return type(error).__name__
    return IN


def tried_anew(path: str, name: str, password: str) -> str:
    """The same in a process that has just started."""
    return tried(Path(path), name, password)


@pytest.fixture(scope="module")
def guessed(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> tuple[Path, list[str]]:
    """A file at which somebody has guessed 1,000 times from one address within a minute, and what they were told."""
    path = Path(shutil.copy(peopled, tmp_path_factory.mktemp("guessed") / "kr.db"))
    moments = (NOW - timedelta(minutes=1) + timedelta(milliseconds=60 * number) for number in range(1000))
    return path, [tried(path, COORDINATOR, f"guess number {n}", now=at) for n, at in enumerate(moments)]


def test_of_a_thousand_guesses_from_one_address_ten_are_looked_at(guessed: tuple[Path, list[str]]) -> None:
    """The first ten; everything after them is refused without looking at a password."""
    assert guessed[1] == [WRONG] * 10 + [THROTTLED] * 990
    assert MOST_FROM_ADDRESS == 10


def test_the_right_password_from_another_address_works_at_once(guessed: tuple[Path, list[str]]) -> None:
    """The guesser locks nobody out."""
    assert tried(guessed[0], COORDINATOR, PASSWORD, address=ELSEWHERE) == IN


def test_even_the_right_password_is_not_heard_from_the_guessers_address(guessed: tuple[Path, list[str]]) -> None:
    """Else they would learn that they had found it."""
    assert tried(guessed[0], COORDINATOR, PASSWORD) == THROTTLED


def test_another_name_from_the_same_address_is_not_heard_either(guessed: tuple[Path, list[str]]) -> None:
    """Known or unknown."""
    assert [tried(guessed[0], name, PASSWORD) for name in ("admin", "unknown", "not a name")] == [THROTTLED] * 3


def test_a_restart_does_not_help_the_guesser(guessed: tuple[Path, list[str]]) -> None:
    """The attempts are counted in the file."""
    assert alone(tried_anew, guessed[0], str(guessed[0]), COORDINATOR, PASSWORD) == THROTTLED


def test_it_cools_off_by_itself_in_five_minutes(guessed: tuple[Path, list[str]]) -> None:
    """Not a moment earlier than it was said, and then the right password is heard."""
    path = guessed[0]
    with pytest.raises(TooManyAttempts) as refused:
        signing_in.sign_in(asking(path, now=NOW, address=THERE), COORDINATOR, PASSWORD)
    until = refused.value.until
    assert until == NOW - timedelta(minutes=1) + COOLING
    assert timedelta(minutes=5) == COOLING
    assert tried(path, COORDINATOR, PASSWORD, now=until - timedelta(microseconds=1)) == THROTTLED
    assert tried(path, COORDINATOR, PASSWORD, now=until) == IN


def test_known_and_unknown_names_go_the_same_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same outcome after one look at a password each: neither words nor time tell that a name exists."""
    looked: Counter[str] = Counter()
    verify = argon2.PasswordHasher.verify

    def counting(hasher: argon2.PasswordHasher, kept: str, password: bytes) -> bool:
        looked["at a password"] += 1
        return verify(hasher, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counting)
    for number, name in enumerate([COORDINATOR, "unknown", "not a name at all", "", "x" * 300], start=1):
        assert tried(path, name, "not the password") == WRONG
        assert looked["at a password"] == number


def test_an_unknown_name_is_slowed_like_a_known_one(path: Path) -> None:
    """From many addresses at once, each trying once: whoever was never there is not heard."""
    for name in (COORDINATOR, "unknown"):
        _guessed_from_everywhere(path, name)
        assert tried(path, name, PASSWORD, address=ELSEWHERE) == THROTTLED


def test_whoever_guesses_from_everywhere_does_not_lock_the_person_out_of_their_own_place(path: Path) -> None:
    """Where they have signed in before."""
    token_of(path)
    _guessed_from_everywhere(path, COORDINATOR)
    assert tried(path, COORDINATOR, PASSWORD, address=ADDRESS) == IN


def test_a_right_password_is_not_counted_as_a_guess(path: Path) -> None:
    """Somebody who signs in all day is not slowed; a dozen times here."""
    with writing(path) as door:
        for _ in range(MOST_FROM_ADDRESS - 1):
            rows.try_password(door, account_of("unknown"), THERE, NOW)
    assert [tried(path, COORDINATOR, PASSWORD) for _ in range(3)] == [IN] * 3


def test_tries_that_are_not_counted_any_more_are_dropped(path: Path) -> None:
    """With the next one, so that a guesser with many addresses does not make the file grow."""
    _guessed_from_everywhere(path, "unknown")
    assert tried(path, "unknown", PASSWORD, now=NOW + COOLING + timedelta(seconds=1)) == WRONG
    with reading(path) as door:
        assert len(rows.attempts(door, NOW - COOLING, NOW + 2 * COOLING, account=account_of("unknown"))) == 1


def test_the_page_says_the_same_about_a_known_and_an_unknown_name(town: Town) -> None:
    """To the byte, but for the name that was typed."""
    told = [
        ask(town.served, "/account/sign-in", "POST", form={"name": name, "password": "not the password"})
        for name in ("coordinator", "unknownname")
    ]
    assert [answer.status for answer in told] == [401, 401]
    assert told[0].text.replace("coordinator", "unknownname") == told[1].text


def _guessed_from_everywhere(path: Path, name: str) -> None:
    with writing(path) as door:
        for number in range(MOST_FOR_ACCOUNT):
            rows.try_password(door, account_of(name), f"198.51.100.{number}", NOW)


def test_what_was_tried_while_the_clock_was_ahead_locks_nobody_out(path: Path) -> None:
    """Not for a year; and what is a little ahead for no longer than anything else."""
    for number in range(11):
        tried(path, COORDINATOR, f"guess number {number}", now=NOW + timedelta(days=365, seconds=number))
    assert tried(path, COORDINATOR, PASSWORD, now=NOW) == IN
