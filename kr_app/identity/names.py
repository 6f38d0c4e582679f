"""Names and texts as people type them, brought into the one form that is kept."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from kr_app.identity.errors import NameMissing, TextTooLong, UnusableName
from kr_core import spelling
from kr_core.letters import calm, holds_a_letter, seen

LONGEST_NAME, LONGEST_SHOWN, LONGEST_POSITION, LONGEST_IDENTITY = 100, 100, 200, 500
# Longer than this many times what is kept, a text is refused before anything looks at it.
_MOST_TYPED = 4
_SIGN_IN = re.compile(r"[\w.@+-]+", re.UNICODE)


def sign_in_name(typed: str) -> str:
    """The name to sign in with: one case, one spelling, no spaces. Raises `UnusableName`."""
    name = _compared(typed)
    # Vowels above and below are marks to a regular expression, and part of the name to a person.
    letters = "".join(char for char in name if unicodedata.category(char) not in ("Mn", "Mc"))
    too_long = max(len(name), len(typed) // _MOST_TYPED) > LONGEST_NAME
    if too_long or not _SIGN_IN.fullmatch(letters) or not holds_a_letter(letters):
        raise UnusableName
    return name


def as_once_kept(typed: str) -> str:
    """The same in the form in which names were kept before: of two accounts that differ by spelling, it tells which."""
    return unicodedata.normalize("NFKC", calm(typed[: _MOST_TYPED * LONGEST_NAME])).strip().casefold()


def one_line(typed: str, most: int) -> str:
    """A text on one line, without characters that are not seen or that turn the line around. Raises `TextTooLong`."""
    if len(typed) > _MOST_TYPED * most:
        raise TextTooLong(most)
    text = spelling.one_line("".join(char for char in typed if unicodedata.category(char) not in ("Co", "Cn")))
    if len(text) > most:
        raise TextTooLong(most)
    return text


def identity_part(typed: str) -> str:
    """The issuer or the subject of a provider's identity: compared letter by letter, so nothing in it is composed."""
    text = seen(typed[: _MOST_TYPED * LONGEST_IDENTITY])
    if len(text) > LONGEST_IDENTITY:
        raise TextTooLong(LONGEST_IDENTITY)
    return text


def shown_name(typed: str) -> str:
    """The name that others see. Raises `NameMissing` or `TextTooLong`."""
    name = one_line(typed, LONGEST_SHOWN)
    if not holds_a_letter(name):
        raise NameMissing
    return name


def account_of(typed: str) -> str:
    """What attempts to sign in are counted under. Too short a hash to tell what was typed, a password perhaps."""
    name = _compared(typed)
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]


@lru_cache(maxsize=4096)
def place_of(address: str) -> str:
    """Where attempts are counted: an address, or for IPv6 the network that one household or office has to itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((found, 64), strict=False))
    return str(found)


def _compared(typed: str) -> str:
    """What counts of a name; of a text that is no name, so much that it is known for one."""
    return spelling.key(typed[: _MOST_TYPED * LONGEST_NAME])
