"""Secrets that are carried, and what is kept of them."""

import re
import secrets
from hashlib import sha256

_BYTES = 32
# Characters of a token: letters, digits, hyphens and underscores, six bits in each.
LENGTH = 43
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}")


def new_token() -> str:
    """256 bits from the system, as text that fits an address."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is stored of a token. With 256 bits of chance behind it, a plain hash cannot be turned back."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def may_be_one(text: str) -> bool:
    """Whether a text is written as a token is; the file is not asked about any other."""
    return _TOKEN.fullmatch(text) is not None
