"""Names and texts as people type them, brought into the one form that is kept."""

import re
import unicodedata
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from kr_app.identity.errors import NameMissing, TextTooLong, UnusableName

LONGEST_NAME, LONGEST_SHOWN, LONGEST_POSITION, LONGEST_IDENTITY = 100, 100, 200, 500
_SIGN_IN = re.compile(r"[\w.@+-]+", re.UNICODE)


def sign_in_name(typed: str) -> str:
    """The name to sign in with: one case, one spelling, no spaces. Raises `UnusableName`."""
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    # Vowels above and below are marks to a regular expression, and part of the name to a person.
    letters = "".join(char for char in name if unicodedata.category(char) not in ("Mn", "Mc"))
    if len(name) > LONGEST_NAME or not _SIGN_IN.fullmatch(letters):
        raise UnusableName
    return name


def one_line(typed: str, most: int) -> str:
    """A text on one line, without characters that are not seen or that turn the line around. Raises `TextTooLong`."""
    kept = "".join(" " if char.isspace() else char for char in typed if char.isspace() or _visible(char))
    text = " ".join(kept.split())
    if len(text) > most:
        raise TextTooLong(most)
    return text


def shown_name(typed: str) -> str:
    """The name that others see. Raises `NameMissing` or `TextTooLong`."""
    name = one_line(typed, LONGEST_SHOWN)
    if not name:
        raise NameMissing
    return name


def account_of(typed: str) -> str:
    """What attempts to sign in are counted under. Too short a hash to tell what was typed, a password perhaps."""
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]


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


def _visible(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn") or char in "\u200b\u200c\u200d"
