"""One-time addresses that were handed out: they work once, and not after the person has found another way in or out."""

from pathlib import Path

import pytest

from kr_app.identity import accounts, signing_in
from kr_app.identity.errors import InvitationOver
from kr_app.rights import Grant, Role
from tests.app.people import PASSWORD, SignedIn, admin_in, asking, person_in

NEW = "another seven wooden boats"


@pytest.fixture
def admin(tmp_path: Path) -> SignedIn:
    """An administrator in a file of their own."""
    return admin_in(tmp_path / "kr.db")


@pytest.fixture
def viewer(tmp_path: Path, admin: SignedIn) -> SignedIn:
    """Somebody who has a password."""
    return person_in(tmp_path / "kr.db", admin, "viewer", Grant(Role.VIEWER))


def test_an_invitation_works_once(tmp_path: Path, admin: SignedIn, viewer: SignedIn) -> None:
    """Whoever finds the address afterwards finds nothing."""
    path = tmp_path / "kr.db"
    invitation = accounts.invite(asking(path, admin.token), viewer.person)
    accounts.accept(asking(path), invitation, NEW, NEW)
    with pytest.raises(InvitationOver):
        accounts.accept(asking(path), invitation, PASSWORD, PASSWORD)


def test_a_newer_invitation_ends_the_older(tmp_path: Path, admin: SignedIn, viewer: SignedIn) -> None:
    """Also the way in for the first administrator, at every start."""
    path = tmp_path / "kr.db"
    older = accounts.invite(asking(path, admin.token), viewer.person)
    accounts.invite(asking(path, admin.token), viewer.person)
    first = accounts.first_invitation(path, asking(path).now)
    accounts.first_invitation(path, asking(path).now)
    with pytest.raises(InvitationOver):
        accounts.accept(asking(path), older, NEW, NEW)
    with pytest.raises(InvitationOver):
        accounts.accept_first(asking(path), first, "second", "ผู้ดูแล", password=NEW, again=NEW)


def test_a_changed_password_ends_what_was_handed_out(tmp_path: Path, admin: SignedIn, viewer: SignedIn) -> None:
    """The person knows the password again; a forgotten note must not open the account."""
    path = tmp_path / "kr.db"
    invitation = accounts.invite(asking(path, admin.token), viewer.person)
    signing_in.change_password(asking(path, viewer.token), PASSWORD, NEW, NEW)
    with pytest.raises(InvitationOver):
        accounts.accept(asking(path), invitation, PASSWORD, PASSWORD)


def test_a_closed_account_ends_what_was_handed_out(tmp_path: Path, admin: SignedIn, viewer: SignedIn) -> None:
    """Also once it is open again."""
    path = tmp_path / "kr.db"
    at = asking(path, admin.token)
    invitation = accounts.invite(at, viewer.person)
    accounts.set_disabled(at, viewer.person, True)
    accounts.set_disabled(at, viewer.person, False)
    with pytest.raises(InvitationOver):
        accounts.accept(asking(path), invitation, NEW, NEW)
