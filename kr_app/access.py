"""Who is asking: looked up in the file by the session's token, anew for every page, rerun and write."""

import logging

from kr_app import clock
from kr_app.identity import sessions
from kr_app.identity.activity import ACTIVITY
from kr_app.rights import ANYBODY, Action, Visitor
from kr_app.settings import SETTINGS
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError

# How the gate marks a connection of somebody who is not signed in; no token begins like this.
NOBODY = "nobody:"
_log = logging.getLogger(__name__)


def visitor(token: object) -> Visitor:
    """The visitor behind a token; anybody unless its session holds."""
    if not isinstance(token, str) or not token or token.startswith(NOBODY):
        return ANYBODY
    try:
        with reading(SETTINGS.database) as door:
            return sessions.visitor_of(door, token, clock.now())
    except StoreError:
        _log.warning("the file cannot be read, so nobody is signed in")
        return ANYBODY


def note_activity(token: object, who: Visitor) -> None:
    """The person did something: their session is not idle. Written beside the answer, which never waits for it.

    Only of a token with somebody behind it: made-up ones would take the room of people.
    """
    if isinstance(token, str) and who.signed_in:
        ACTIVITY.note(token, clock.now())


def may_view(visitor: Visitor) -> bool:
    """Whether somebody may see the figures: anybody while viewing is open, else whoever has the right."""
    return not SETTINGS.private or visitor.may(Action.VIEW)


def may_see_internal(visitor: Visitor) -> bool:
    """Whether somebody may see names, phone numbers and internal notes."""
    return visitor.may(Action.SEE_INTERNAL)
