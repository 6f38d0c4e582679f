"""Somebody of every role, signed in without the half second that a password takes."""

from datetime import datetime
from pathlib import Path

from kr_app.identity import sessions
from kr_app.rights import Grant, Role
from kr_app.store import people
from kr_app.store.doors import writing
from tests.app.entries import CODE, HOST, OTHER
from tests.app.people import ADDRESS, SignedIn, asking

# Everybody who can ask, by what was granted to them; "nobody" is not signed in.
NOBODY = "nobody"
CAST: dict[str, tuple[Grant, ...]] = {
    "without-grants": (),
    "viewer": (Grant(Role.VIEWER),),
    "coordinator": (Grant(Role.COORDINATOR, code=CODE),),
    "coordinator-of-the-agency": (Grant(Role.COORDINATOR, agency=HOST),),
    "coordinator-of-another": (Grant(Role.COORDINATOR, code=OTHER), Grant(Role.COORDINATOR, agency="elsewhere")),
    "confirmer": (Grant(Role.CONFIRMER, code=CODE),),
    "inspector": (Grant(Role.INSPECTOR),),
    "admin": (Grant(Role.ADMIN),),
}


def someone(path: Path, name: str, *grants: Grant, now: datetime | None = None) -> SignedIn:
    """A person of a name nobody has yet, with rights and a session."""
    at = asking(path, now=now)
    with writing(path) as door:
        person = people.add(door, name, f"shown-{name}", "", at.now)
        people.set_grants(door, person, grants)
        return SignedIn(person, name, sessions.begin(door, person, at.now, ADDRESS))


def cast_in(path: Path, *, now: datetime | None = None) -> dict[str, SignedIn]:
    """One of each in a file, and nobody."""
    found = {name: someone(path, f"cast-{name}", *grants, now=now) for name, grants in CAST.items()}
    return {NOBODY: SignedIn(0, "", ""), **found}
