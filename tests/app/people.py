"""People in a file, made as an administrator makes them, and signed in: each is known by the token of a session."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kr_app.identity import accounts
from kr_app.identity.accounts import Details
from kr_app.identity.signing_in import Asking
from kr_app.rights import Grant, Role
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.store.files import prepare
from kr_app.web import COOKIE
from kr_core.calendar import BANGKOK
from kr_core.days import parse_day
from tests.app.entries import TODAY

PASSWORD = "seven wooden boats on the canal"
ADDRESS = "192.0.2.7"


@dataclass(frozen=True)
class SignedIn:
    """Somebody with a session."""

    person: int
    name: str
    token: str

    @property
    def cookie(self) -> str:
        """What their browser sends."""
        return f"{COOKIE}={self.token}"


def on_the_day_of_tests() -> datetime:
    """The moment on the clock of the servers that tests share."""
    return datetime.combine(parse_day(TODAY), datetime.now(BANGKOK).timetz()).astimezone(UTC)


def asking(path: Path, token: str = "", *, now: datetime | None = None, address: str = ADDRESS) -> Asking:
    """A request by whoever has the token."""
    return Asking(path, address, token, now or on_the_day_of_tests())


def admin_in(path: Path, name: str = "admin", *, now: datetime | None = None) -> SignedIn:
    """A (further) administrator, through the one-time way in."""
    prepare(path)
    at = asking(path, now=now)
    token = accounts.accept_first(
        at, accounts.first_invitation(path, at.now), name, f"ผู้ดูแล {name}", password=PASSWORD, again=PASSWORD
    )
    return SignedIn(_person_of(path, name), name, token)


def person_in(path: Path, admin: SignedIn, name: str, *grants: Grant, now: datetime | None = None) -> SignedIn:
    """Somebody with rights, who has accepted the invitation."""
    at = asking(path, admin.token, now=now)
    person, invitation = accounts.add(at, name, Details(f"ตำแหน่ง {name}"), grants)
    token = accounts.accept(asking(path, now=now), invitation, PASSWORD, PASSWORD)
    return SignedIn(person, name, token)


def coordinator_in(path: Path, admin: SignedIn, code: str, *, now: datetime | None = None) -> SignedIn:
    """The coordinator of one key result."""
    return person_in(path, admin, "coordinator", Grant(Role.COORDINATOR, code=code), now=now)


def _person_of(path: Path, name: str) -> int:
    with reading(path) as door:
        found = people.by_name(door, name)
    assert found is not None
    return found.id
