"""Who is asking, and what they may do.

Until people can sign in, whoever sits at the machine that runs the server (the loopback address) may write, as the
coordinator of the form; everybody else may look. The gate tells the pages where a request came from by a
word that only this process knows, so that a header made up by a client is worth nothing.
"""

import secrets
from dataclasses import dataclass

# How the log names whoever writes as the coordinator of the form.
COORDINATOR = "coordinator"
# What the gate puts into the trusted header of a request from the loopback address.
LOOPBACK_WORD = secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Visitor:
    """Whoever is asking: the name they write under, whether they may write, and whether they may see phone numbers."""

    actor: str
    may_write: bool
    may_see_phone: bool


ANYBODY = Visitor(actor="", may_write=False, may_see_phone=False)


def visitor(place: object) -> Visitor:
    """The visitor behind the word that came with a request; deny unless it is the right one."""
    if isinstance(place, str) and secrets.compare_digest(place.encode(), LOOPBACK_WORD.encode()):
        return Visitor(actor=COORDINATOR, may_write=True, may_see_phone=True)
    return ANYBODY
