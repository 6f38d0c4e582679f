"""The audit trail: everything it knows of is written by the thing it names, floods become counts, and it ends."""

import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from kr_app import actions, sharing
from kr_app.identity import accounts, signing_in, trail
from kr_app.identity.accounts import Details
from kr_app.identity.errors import IdentityRefused
from kr_app.identity.trail import MOST_A_DAY, TRAIL, What
from kr_app.rights import Grant, Role
from kr_app.sharing import Wish
from kr_app.store import links
from kr_app.store import trail as rows
from kr_app.store.doors import reading, writing
from kr_app.store.links import LinkKind
from kr_app.store.trail import Entry
from tests.app.asks import ask
from tests.app.authors import COORDINATOR, NOW, number_of, token_of, write
from tests.app.cast import someone
from tests.app.contents import kinds
from tests.app.entries import CODE, DONE_ON
from tests.app.people import PASSWORD, asking
from tests.app.streams import eventually
from tests.app.tabs import Refused, tab
from tests.app.test_readers import CHROME, GOES_THERE
from tests.app.towns import Town

NEW = "nine brass bells at the temple"


def doings(path: Path) -> dict[What, Callable[[], object]]:
    """For each kind of entry, the thing that it names; in an order in which each can be done."""
    admin = token_of(path, "admin")
    person = someone(path, "trailed", Grant(Role.VIEWER), now=NOW)
    made = SimpleNamespace(link=0, invitation="", session="")

    def at(token: str = "") -> signing_in.Asking:
        return asking(path, token, now=NOW)

    def keep(**found: object) -> None:
        made.__dict__.update(found)

    def link() -> None:
        keep(link=sharing.make(at(admin), _wish())[1].id)

    return {
        What.PERSON_ADDED: lambda: accounts.add(at(admin), "added", Details("ใหม่"), []),
        What.PERSON_CHANGED: lambda: accounts.describe(at(admin), person.person, Details("เปลี่ยน")),
        What.RIGHTS_CHANGED: lambda: accounts.set_rights(at(admin), person.person, []),
        What.PERSON_DISABLED: lambda: accounts.set_disabled(at(admin), person.person, True),
        What.PERSON_ENABLED: lambda: accounts.set_disabled(at(admin), person.person, False),
        What.INVITATION_MADE: lambda: keep(invitation=accounts.invite(at(admin), person.person)),
        What.INVITATION_USED: lambda: keep(session=accounts.accept(at(), made.invitation, PASSWORD, PASSWORD)),
        What.INVITATION_REFUSED: lambda: accounts.accept(at(), made.invitation, PASSWORD, PASSWORD),
        What.PASSWORD_CHANGED: lambda: signing_in.change_password(at(made.session), PASSWORD, NEW, NEW),
        What.SIGNED_IN: lambda: keep(session=signing_in.sign_in(at(), "trailed", NEW)),
        What.SIGN_IN_REFUSED: lambda: signing_in.sign_in(at(), "trailed", PASSWORD),
        What.SIGNED_OUT: lambda: signing_in.sign_out(at(made.session)),
        What.SIGNED_OUT_EVERYWHERE: lambda: signing_in.sign_out_everywhere(at(token_of(path))),
        What.LINK_MADE: link,
        What.LINK_PAUSED: lambda: sharing.pause(at(admin), made.link),
        What.LINK_RESUMED: lambda: sharing.resume(at(admin), made.link),
        What.LINK_REVOKED: lambda: sharing.revoke(at(admin), made.link),
        What.NOT_PERMITTED: lambda: actions.tick(write(path, token=""), 1, DONE_ON),
        What.SIGN_IN_THROTTLED: lambda: _throttled(path),
    }


# Those of the server: of the gate in front of it, and of the cards behind links.
OF_THE_SERVER = {What.FOREIGN_HOST, What.FOREIGN_ORIGIN, What.LINK_VIEWED, What.LINK_REFUSED}
# Tried where reminders are, and where a file is restored.
TRIED_ELSEWHERE = {What.PLACES_CHANGED, What.FILE_RESTORED}


def test_everything_the_trail_knows_of_is_written_by_what_it_names(path: Path) -> None:
    """One after the other: exactly that kind, and with it at most what happens with it."""
    also = {What.PERSON_ADDED: What.INVITATION_MADE, What.INVITATION_USED: What.SIGNED_IN}
    TRAIL.flush(path, NOW)
    done = doings(path)
    for what, act in done.items():
        before = kinds(path)
        with suppress(IdentityRefused, actions.Refused):
            act()
        TRAIL.flush(path, NOW)
        assert set(kinds(path) - before) - {also.get(what)} == {what}, what
    assert set(done) | OF_THE_SERVER | TRIED_ELSEWHERE == set(What)


def test_the_servers_own_are_written_within_seconds(town: Town) -> None:
    """Foreign hosts and origins, opened and forged links."""
    token, _ = sharing.make(asking(town.file, town.admin.token), _wish())
    before = kinds(town.file)
    assert ask(town.served, "/", headers={"Host": "evil.example"}).status == 421
    with suppress(Refused), tab(town.served, Origin="http://evil.example"):
        pass
    assert ask(town.served, f"/s/{token}", headers={"User-Agent": CHROME, **GOES_THERE}).status == 200
    assert ask(town.served, "/s/forged").status == 404
    assert eventually(lambda: set(kinds(town.file) - before) >= OF_THE_SERVER)


def test_a_flood_of_refusals_becomes_few_lines_with_the_right_number(path: Path) -> None:
    """3,000 of three kinds from two addresses: six lines."""
    TRAIL.flush(path, NOW)
    with reading(path) as door:
        before = len(rows.latest(door, 10_000))
    for _ in range(500):
        for what in (What.SIGN_IN_REFUSED, What.LINK_REFUSED, What.FOREIGN_HOST):
            for address in ("192.0.2.1", "192.0.2.2"):
                TRAIL.note(what, address=address)
    TRAIL.flush(path, NOW)
    with reading(path) as door:
        entries = rows.latest(door, 10_000)
    assert len(entries) - before == 6
    assert sum(entry.times for entry in entries[:6]) == 3_000
    assert {entry.times for entry in entries[:6]} == {500}


def test_views_of_links_in_a_flood_do_not_stop_the_trail(path: Path) -> None:
    """When ten thousand different things wait, a view is kept by its kind alone, and nothing is stuck."""
    link = sharing.make(asking(path, token_of(path, "admin"), now=NOW), _wish())[1].id
    TRAIL.flush(path, NOW)
    before = kinds(path)
    TRAIL.note(What.LINK_VIEWED, about=trail.about_link(link), address="192.0.2.1")
    for number in range(10_000):
        TRAIL.note(What.FOREIGN_HOST, address=f"198.18.{number >> 8}.{number & 255}")
    TRAIL.note(What.LINK_VIEWED, about=trail.about_link(link), address="192.0.2.2")
    TRAIL.flush(path, NOW)
    assert kinds(path)[What.LINK_VIEWED] - before[What.LINK_VIEWED] == 2
    with reading(path) as door:
        found = links.by_id(door, link)
    assert found is not None
    assert found.views == 1


def test_a_flood_from_everywhere_keeps_its_number_and_not_every_address(path: Path) -> None:
    """So many lines a day; beyond them only the kind is kept, and how often. Other kinds have room of their own."""
    TRAIL.flush(path, NOW)
    before = kinds(path)
    for second in range(3):
        for number in range(4_000):
            TRAIL.note(What.FOREIGN_HOST, address=f"2001:db8:{second}:{number:x}::1")
        TRAIL.flush(path, NOW + timedelta(hours=second))
    TRAIL.note(What.LINK_REFUSED, address="192.0.2.1")
    TRAIL.flush(path, NOW + timedelta(hours=3))
    assert kinds(path) - before == Counter({What.FOREIGN_HOST: 12_000, What.LINK_REFUSED: 1})
    with reading(path) as door:
        whole = [entry for entry in rows.latest(door, 20_000, what=What.FOREIGN_HOST) if not entry.address]
        assert len(rows.latest(door, 20_000, what=What.FOREIGN_HOST)) == MOST_A_DAY + len(whole)
        assert sum(entry.times for entry in whole) == 12_000 - MOST_A_DAY
        assert len(whole) <= 3
        assert rows.latest(door, 1)[0].address == "192.0.2.1"


def test_alike_refusals_of_an_hour_are_one_line_whose_number_grows(path: Path) -> None:
    """Second after second, and from every address of one network; the next hour begins anew."""
    TRAIL.flush(path, NOW)
    hour = NOW.replace(minute=0, second=0, microsecond=0)
    for second in range(40):
        TRAIL.note(What.FOREIGN_ORIGIN, about="/account/sign-in", address=f"2001:db8::{second:x}")
        TRAIL.flush(path, hour + timedelta(seconds=second))
    TRAIL.note(What.FOREIGN_ORIGIN, about="/account/sign-in", address="2001:db8::1")
    TRAIL.flush(path, hour + timedelta(hours=1))
    with reading(path) as door:
        found = rows.latest(door, 100, what=What.FOREIGN_ORIGIN)
    assert [(entry.times, entry.address) for entry in found] == [(1, "2001:db8::/64"), (40, "2001:db8::/64")]
    assert found[1].moment == hour + timedelta(seconds=39)


def test_nobody_writes_what_they_choose_into_the_trail(town: Town) -> None:
    """Addresses, names and where they come from, in all that a stranger may send: a line for each known route."""
    known = ["/account/sign-in", "/account/people/{}", "/key-results/{}/form", "/{}", "/s/{}", "/account/invitation/{}"]
    with reading(town.file) as door:
        before = len(rows.latest(door, 20_000))
    for number in range(40):
        told = {"X-Forwarded-For": f"chosen-{number}", "Origin": f"http://chosen{number}.example"}
        for path in known:
            ask(town.served, path.format(f"chosen-{number}") + "?x=chosen", "POST", form={"name": "x"}, headers=told)
            ask(town.served, path.format(f"chosen-{number}"), headers={**told, "Cookie": "kr-session=chosen"})
        ask(town.served, f"/chosen{number}", headers={**told, "Host": f"chosen{number}.example"})
    assert eventually(lambda: kinds(town.file)[What.FOREIGN_ORIGIN] >= 40 * len(known))
    with reading(town.file) as door:
        entries = rows.latest(door, 20_000)
    assert not [entry for entry in entries if "chosen" in f"{entry.about} {entry.address}"]
    # An hour may begin in the middle of it.
    assert len(entries) - before <= 2 * (len(known) + 3)


def test_it_is_kept_for_ninety_days_and_then_forgotten(path: Path) -> None:
    """To the moment."""
    kept, gone = NOW - timedelta(days=90), NOW - timedelta(days=90, microseconds=1)
    with writing(path) as door:
        rows.add(door, [Entry(kept, None, "kept"), Entry(gone, None, "gone")])
    trail.forget(path, NOW, 90)
    assert kinds(path)["kept"] == 1
    assert "gone" not in kinds(path)


def test_a_running_server_forgets_by_itself(town: Town) -> None:
    """A line from years ago was in its file when it started."""
    assert eventually(lambda: "long-ago" not in kinds(town.file))


def test_what_was_written_is_not_changed(path: Path) -> None:
    """The file itself refuses."""
    with pytest.raises(Exception, match="the trail only grows"), writing(path) as door:
        door.connection.execute("update trail set about = 'x'")


def test_an_entry_names_who_did_it_about_whom_and_from_where(path: Path) -> None:
    """An administrator's change of somebody's rights."""
    admin, person = number_of(path, "admin"), number_of(path, COORDINATOR)
    accounts.set_rights(asking(path, token_of(path, "admin"), now=NOW), person, [Grant(Role.VIEWER)])
    with reading(path) as door:
        entry = rows.latest(door, 1)[0]
    told = (entry.moment, entry.person, entry.what, entry.about, entry.address)
    assert told == (NOW, admin, What.RIGHTS_CHANGED, f"person:{person}", "192.0.2.7")


def _wish() -> Wish:
    return Wish(LinkKind.KEY_RESULT, (CODE,), demo=False, as_sent=False, title="", until=None, once=uuid.uuid4().hex)


def _throttled(path: Path) -> None:
    for _ in range(signing_in.MOST_FROM_ADDRESS + 1):
        with writing(path) as door:
            signing_in.rows.try_password(door, "x", "192.0.2.7", NOW)
    signing_in.sign_in(asking(path, now=NOW), "trailed", PASSWORD)
