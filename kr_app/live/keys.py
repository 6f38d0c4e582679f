"""What lets a page listen: the number of a share link, or the token of a session; checked for all pages at once."""

from collections.abc import Iterable
from datetime import datetime

from kr_app import sharing
from kr_app.identity import sessions
from kr_app.rights import Action
from kr_app.store.doors import Reader

# A link's number, or a session's token.
Key = int | str


def still_holding(door: Reader, keys: Iterable[Key], now: datetime) -> frozenset[Key]:
    """Those that still open what they opened, found through one connection."""
    asked = frozenset(keys)
    links = sharing.still_open(door, (key for key in asked if isinstance(key, int)), now)
    tokens = (key for key in asked if isinstance(key, str))
    return links | {token for token in tokens if sessions.visitor_of(door, token, now).may(Action.VIEW)}
