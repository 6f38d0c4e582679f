"""Passwords: argon2id hashes, and nothing else of them is kept."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from kr_app.identity.errors import PasswordRefused

SHORTEST, LONGEST = 12, 256
# Each look at a password takes 64 MiB and most of a core; more at once would starve the gauges.
AT_ONCE = 2
_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The hash to keep."""
    return _HASHER.hash(_bytes(password))


def checked(password: str, again: str) -> str:
    """A new password that may be used. Raises `PasswordRefused`."""
    if len(password) < SHORTEST:
        raise PasswordRefused("short")
    if len(password) > LONGEST:
        raise PasswordRefused("long")
    if password != again:
        raise PasswordRefused("differs")
    return password


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password belongs to a hash. Takes as long where there is no hash, for somebody unknown."""
    try:
        _HASHER.verify(kept or _nobodys(), _bytes(password[: LONGEST + 1]))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def prepare() -> None:
    """Have the hash of nobody at hand, so that the first stranger is not slower than the second."""
    _nobodys()


@cache
def _nobodys() -> str:
    return hashed("nobody has this password")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
