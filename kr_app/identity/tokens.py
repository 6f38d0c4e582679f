"""Secrets that are carried, and what is kept of them."""

import secrets
from hashlib import sha256

_BYTES = 32


def new_token() -> str:
    """256 bits from the system, as text that fits an address."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is stored of a token. With 256 bits of chance behind it, a plain hash cannot be turned back."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
