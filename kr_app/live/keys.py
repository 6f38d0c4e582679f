"""What lets a page listen: a share link with what it shows, or the token of a session; checked for all at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from kr_app import sharing
from kr_app.identity import sessions
from kr_app.rights import Action
from kr_app.store.doors import Reader


class LinkKey(NamedTuple):
    """A link by its number, and the codes of the key results that it showed."""

    number: int
    codes: tuple[str, ...]


# A link, or a session's token.
Key = LinkKey | str


class Held(NamedTuple):
    """The keys that open, and those among them that open something else than they did."""

    holding: frozenset[Key]
    otherwise: frozenset[Key]


def still_holding(door: Reader, keys: Iterable[Key], now: datetime) -> Held:
    """What became of some keys, found through one connection."""
    asked = frozenset(keys)
    links = [key for key in asked if isinstance(key, LinkKey)]
    shown = sharing.showing(door, (key.number for key in links), now)
    opening = [key for key in links if key.number in shown]
    tokens = (key for key in asked if isinstance(key, str))
    signed_in = [token for token in tokens if sessions.visitor_of(door, token, now).may(Action.VIEW)]
    return Held(frozenset([*opening, *signed_in]), frozenset(k for k in opening if shown[k.number] != k.codes))
