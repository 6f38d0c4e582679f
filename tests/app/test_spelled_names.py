"""One spelling for people's names and for what they write: what is kept, what is compared, what is refused."""

from pathlib import Path

import pytest

from kr_app import actions
from kr_app.actions.write import checked_reason, checked_text
from kr_app.evidence.errors import NotAnAddress, TooManyPieces
from kr_app.evidence.links import MOST_TYPED, links_in
from kr_app.evidence.names import shown_name
from kr_app.identity import accounts, names, signing_in
from kr_app.identity.accounts import Details
from kr_app.identity.errors import NameMissing, NameTaken, TextTooLong, UnusableName
from kr_app.store import people
from kr_app.store.doors import writing
from tests.app.people import PASSWORD, SignedIn, admin_in, asking, person_in
from tests.core.test_spelling import UNSEEN

# สมชาย น้ำใจ, as four keyboards and programs write it.
SPELLINGS = ["น้ำใจ", "น\u0e49\u0e4d\u0e32ใจ", "น\u0e4d\u0e49\u0e32ใจ", "\u200bน้ำ\u2060ใจ\u00a0"]
MARKS = "ก" + "\u0e38\u0e48" * 100_000


@pytest.fixture
def admin(tmp_path: Path) -> SignedIn:
    """An administrator in a file of their own."""
    return admin_in(tmp_path / "kr.db")


def test_one_account_is_signed_in_to_by_any_spelling_and_no_second_one_is_made(tmp_path: Path, admin: SignedIn) -> None:
    path = tmp_path / "kr.db"
    person = person_in(path, admin, SPELLINGS[0])
    for spelled in SPELLINGS:
        assert signing_in.sign_in(asking(path), spelled, PASSWORD)
        with pytest.raises(NameTaken):
            accounts.add(asking(path, admin.token), spelled, Details("อีกคน"), [])
    assert len({names.account_of(each) for each in SPELLINGS}) == 1
    assert person.person == 2


def test_accounts_from_before_still_sign_in_each_to_its_own(tmp_path: Path, admin: SignedIn) -> None:
    """Names were kept with สระอำ in two characters; two that differ by a zero-width mark were two people."""
    path = tmp_path / "kr.db"
    first, second = (person_in(path, admin, name).person for name in ("one", "two"))
    with writing(path) as door:
        door.connection.execute("update person set name = ? where id = ?", ("น\u0e49\u0e4d\u0e32ใจ", first))
        door.connection.execute("update person set name = ? where id = ?", ("น\u0e49\u0e4d\u0e32\u200bใจ", second))
        kept = [person.id for person in people.by_spelling(door, names.sign_in_name("น้ำใจ"))]
    assert kept == [first, second]
    new = "another seven wooden boats"
    token = signing_in.sign_in(asking(path), "น้ำ\u200bใจ", PASSWORD)
    signing_in.change_password(asking(path, token), PASSWORD, new, new)
    assert signing_in.sign_in(asking(path), "น้ำ\u200bใจ", new)
    assert signing_in.sign_in(asking(path), "น้ำใจ", PASSWORD)
    assert signing_in.sign_in(asking(path), SPELLINGS[3], PASSWORD)


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_shows_nothing_is_no_name_and_no_reason(unseen: str) -> None:
    with pytest.raises(NameMissing):
        names.shown_name(unseen)
    with pytest.raises(UnusableName):
        names.sign_in_name(unseen)
    with pytest.raises(actions.ReasonMissing):
        checked_reason(unseen)


def test_a_text_without_end_is_refused_before_it_is_looked_at() -> None:
    """A run of marks costs Unicode's normalisation the square of its length, on the way into every field."""
    for refused, look in (
        (UnusableName, lambda: names.sign_in_name(MARKS)),
        (TextTooLong, lambda: names.shown_name(MARKS)),
        (TextTooLong, lambda: names.identity_part(MARKS)),
        (actions.NoteTooLong, lambda: checked_text(MARKS)),
        (TooManyPieces, lambda: links_in(MARKS)),
    ):
        with pytest.raises(refused):
            look()
    assert len(names.account_of(MARKS)) == 6
    assert shown_name(f"{MARKS}.pdf").endswith(".pdf")


def test_a_line_of_blanks_is_no_link_whatever_its_length() -> None:
    """It took twenty seconds to be told so, with the file locked."""
    with pytest.raises(NotAnAddress):
        links_in("x" + " " * (MOST_TYPED - 2) + "x")


def test_links_keep_their_title_and_lose_what_stuck_to_them() -> None:
    (link,) = links_in("\ufeffส\u0e4d\u0e32นัก  –  \u200b https://example.go.th/แผน\u200b\u00a0")
    assert (link.title, link.address) == ("สำนัก", "https://example.go.th/แผน")
    (plain,) = links_in("ดูHTTPS://example.go.th/a?b=http://c")
    assert (plain.title, plain.address) == ("ดู", "HTTPS://example.go.th/a?b=http://c")


def test_a_note_is_kept_composed() -> None:
    assert checked_text(" น\u0e4d\u0e49\u0e32\u200b\nท\u0e48\u0e35 \x00") == "น้ำ\nที่"
