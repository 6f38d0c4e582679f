"""Who may do what: the whole matrix as it was promised, and every cell tried on the functions that do the thing."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kr_app import actions, sharing
from kr_app.actions import NotAllowed, Write, tick, withdraw
from kr_app.identity import accounts, sessions
from kr_app.identity.accounts import Details
from kr_app.identity.errors import NotPermitted
from kr_app.rights import ANYBODY, EVERYTHING, Action, Grant, Role, Subject, Visitor
from kr_app.sharing import Wish
from kr_app.store.doors import reading, writing
from kr_app.store.links import Link, LinkKind
from kr_core.definition import Text
from kr_core.log import Event
from tests.app.authors import KEY_RESULT, NOW, write
from tests.app.cast import CAST, NOBODY, cast_in, someone
from tests.app.contents import contents
from tests.app.entries import CODE, DONE_ON, HOST, OTHER, log_of, ticked
from tests.app.people import asking

OWN, ELSEWHERE = Subject(CODE, HOST), Subject(OTHER, "elsewhere")
YES, OWN_ONLY, NO = (True, True, True), (True, False, False), (False, False, False)
# What was promised, for: what a grant names, what it does not name, and nothing in particular.
PROMISED: dict[Action, tuple[tuple[bool, bool, bool], ...]] = {
    # not signed in, viewer, coordinator, confirmer, inspector, administrator
    Action.VIEW: (NO, YES, YES, YES, YES, YES),
    Action.SEE_INTERNAL: (NO, YES, YES, YES, YES, YES),
    Action.RECORD: (NO, NO, OWN_ONLY, NO, NO, YES),
    Action.CONFIRM: (NO, NO, NO, OWN_ONLY, NO, YES),
    Action.REVIEW: (NO, NO, NO, NO, YES, YES),
    Action.DEFINE: (NO, NO, NO, NO, NO, YES),
    Action.SHARE: (NO, NO, OWN_ONLY, NO, YES, YES),
    Action.MANAGE_LINKS: (NO, NO, NO, NO, NO, YES),
    Action.MANAGE_PEOPLE: (NO, NO, NO, NO, NO, YES),
    Action.READ_TRAIL: (NO, NO, NO, NO, NO, YES),
}
ROLES = (None, Role.VIEWER, Role.COORDINATOR, Role.CONFIRMER, Role.INSPECTOR, Role.ADMIN)
MATRIX = {role: {action: cells[n] for action, cells in PROMISED.items()} for n, role in enumerate(ROLES)}
ASKING = [NOBODY, *CAST]


def promised(who: str, action: Action) -> bool:
    """Whether one of the cast may do something to the first key result, or to nothing in particular."""
    grants = CAST.get(who, ())
    own, other, nothing = MATRIX[grants[0].role if grants else None][action]
    if action in (Action.MANAGE_LINKS, Action.MANAGE_PEOPLE, Action.READ_TRAIL):
        return nothing
    return other if who == "coordinator-of-another" else own


def test_the_matrix_names_every_role_and_every_action() -> None:
    """A new one must be promised here first."""
    assert set(MATRIX) == {None, *Role}
    assert all(list(row) == list(Action) for row in MATRIX.values())


@pytest.mark.parametrize("role", list(MATRIX))
@pytest.mark.parametrize("named", [{"code": CODE}, {"agency": HOST}])
def test_every_role_may_what_was_promised_and_nothing_else(role: Role | None, named: dict[str, str]) -> None:
    """Own by key result or by agency, somebody else's, and nothing in particular."""
    visitor = Visitor(1, "x", (Grant(role, **named),)) if role else ANYBODY
    for action, cells in MATRIX[role].items():
        assert tuple(visitor.may(action, subject) for subject in (OWN, ELSEWHERE, EVERYTHING)) == cells, action


def test_a_person_without_grants_may_nothing() -> None:
    """Signed in is not a right."""
    visitor = Visitor(1, "x", ())
    assert not any(visitor.may(a, s) for a in Action for s in (OWN, ELSEWHERE, EVERYTHING))
    assert not any(visitor.may_somewhere(a) for a in Action)


def test_grants_without_a_person_give_nothing() -> None:
    """Nobody is an administrator without being somebody."""
    assert not any(Visitor(None, "x", (Grant(Role.ADMIN),)).may(action) for action in Action)


@pytest.mark.parametrize("role", ["owner", "ADMIN", "Admin", " admin", "admin ", "root", "*", "ผู้ดูแล"])
def test_a_role_that_is_not_known_gives_nothing(path: Path, role: str) -> None:
    """Whoever writes one into the file, or a newer version did."""
    person = someone(path, "somebody", now=NOW)
    with writing(path) as door:
        door.connection.execute("insert into grants (person, role) values (?, ?)", (person.person, role))
    with reading(path) as door:
        visitor = sessions.visitor_of(door, person.token, NOW)
    assert visitor.signed_in
    assert visitor.grants == ()
    assert not any(visitor.may(action, OWN) for action in Action)


@pytest.mark.parametrize("who", ASKING)
def test_recording_and_taking_back(path: Path, who: str) -> None:
    """`record`, through the two actions."""
    token = cast_in(path, now=NOW)[who].token
    ticked(path, 1)
    for act in (lambda: tick(write(path, token=token), 2, DONE_ON), lambda: withdraw(write(path, token=token), 1, "x")):
        _only_if(path, promised(who, Action.RECORD), act, NotAllowed)


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize(
    ("act", "needs"),
    [
        (actions.confirm, Action.CONFIRM),
        (lambda asked, claim: actions.give_back(asked, claim, "x"), Action.CONFIRM),
        (actions.review, Action.REVIEW),
        (lambda asked, claim: actions.give_back(asked, claim, "x", as_inspector=True), Action.REVIEW),
    ],
    ids=["confirm", "return", "review", "return as inspector"],
)
def test_deciding_on_a_claim_and_taking_that_back(
    path: Path, act: Callable[[Write, int], Event], needs: Action, who: str
) -> None:
    """`confirm` and `review`: each right gives its two decisions, and the way back from them."""
    checks = replace(KEY_RESULT.follow_up, host_monitors=True, inspector=True)
    form = replace(KEY_RESULT, follow_up=checks)
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)

    def by(name: str) -> Write:
        return replace(write(path, token=cast[name].token), key_result=form)

    _only_if(path, promised(who, needs), lambda: act(by(who), claim.id), NotAllowed)
    decided = log_of(path)[-1] if promised(who, needs) else act(by("admin"), claim.id)
    _only_if(path, promised(who, needs), lambda: actions.undo(by(who), decided.id, "x"), NotAllowed)


@pytest.mark.parametrize("who", ASKING)
def test_defining(path: Path, who: str) -> None:
    """`define`: another version of a form, and another key result."""
    asked = write(path, token=cast_in(path, now=NOW)[who].token)
    edited, new = replace(KEY_RESULT, name=Text("ใหม่")), replace(KEY_RESULT, code="new-plan")
    same = {level: level for level in range(1, 6)}
    for act in (
        lambda: actions.define(asked, edited, same, "x"),
        lambda: actions.add(replace(asked, key_result=new, once=uuid.uuid4().hex), (), "x"),
    ):
        _only_if(path, promised(who, Action.DEFINE), act, NotAllowed)


@pytest.mark.parametrize("who", ASKING)
def test_sharing(path: Path, who: str) -> None:
    """`share`, of one key result, of several, and of an agency: that one only by a grant that names the agency."""
    token = cast_in(path, now=NOW)[who].token
    for kind in (LinkKind.KEY_RESULT, LinkKind.SELECTION):
        allowed = promised(who, Action.SHARE)
        _only_if(path, allowed, lambda kind=kind: _make(path, token, kind, CODE), NotPermitted)
    allowed = promised(who, Action.SHARE) and who != "coordinator"
    _only_if(path, allowed, lambda: _make(path, token, LinkKind.AGENCY, HOST), NotPermitted)


@pytest.mark.parametrize("who", ASKING)
def test_managing_the_links_of_others(path: Path, who: str) -> None:
    """`manage-links`: pause, resume and revoke."""
    cast = cast_in(path, now=NOW)
    maker = someone(path, "maker", Grant(Role.INSPECTOR), now=NOW)
    _, link = _make(path, maker.token, LinkKind.KEY_RESULT, CODE)
    for act in (sharing.pause, sharing.resume, sharing.revoke):
        at = asking(path, cast[who].token, now=NOW)
        _only_if(path, promised(who, Action.MANAGE_LINKS), lambda act=act, at=at: act(at, link.id), NotPermitted)


@pytest.mark.parametrize("act", [sharing.pause, sharing.resume, sharing.revoke])
def test_a_maker_manages_their_own_link_and_nobody_once_signed_out(path: Path, act: Callable[..., None]) -> None:
    """With `share` alone."""
    maker = someone(path, "maker", Grant(Role.COORDINATOR, code=CODE), now=NOW)
    _, link = _make(path, maker.token, LinkKind.KEY_RESULT, CODE)
    if act is sharing.resume:
        sharing.pause(asking(path, maker.token, now=NOW), link.id)
    _only_if(path, True, lambda: act(asking(path, maker.token, now=NOW), link.id), NotPermitted)
    _only_if(path, False, lambda: act(asking(path, "", now=NOW), link.id), NotPermitted)


@pytest.mark.parametrize("who", ASKING)
def test_managing_people(path: Path, who: str) -> None:
    """`manage-people`: all six things that can be done with somebody."""
    at = asking(path, cast_in(path, now=NOW)[who].token, now=NOW)
    other = someone(path, "other", Grant(Role.VIEWER), now=NOW).person
    for act in (
        lambda: accounts.add(at, "newcomer", Details("ใหม่"), [Grant(Role.VIEWER)]),
        lambda: accounts.invite(at, other),
        lambda: accounts.describe(at, other, Details("เปลี่ยน")),
        lambda: accounts.set_rights(at, other, [Grant(Role.ADMIN)]),
        lambda: accounts.end_sessions(at, other),
        lambda: accounts.set_disabled(at, other, True),
    ):
        _only_if(path, promised(who, Action.MANAGE_PEOPLE), act, NotPermitted)


def test_nobody_gives_themselves_a_right(path: Path) -> None:
    """Every role but the administrator's, to itself."""
    for name, somebody in cast_in(path, now=NOW).items():
        if name != "admin":
            with pytest.raises(NotPermitted):
                accounts.set_rights(asking(path, somebody.token, now=NOW), somebody.person, [Grant(Role.ADMIN)])


def _only_if(path: Path, allowed: bool, act: Callable[[], object], refusal: type[Exception]) -> None:
    """Do it: either it changes the file, or it is refused by its name and changes nothing."""
    before = contents(path, "trail")
    if allowed:
        act()
        assert contents(path, "trail") != before
        return
    with pytest.raises(refusal):
        act()
    assert contents(path, "trail") == before


def _make(path: Path, token: str, kind: LinkKind, target: str) -> tuple[str, Link]:
    wish = Wish(kind, (target,), demo=False, as_sent=False, title="", until=None, once=uuid.uuid4().hex)
    return sharing.make(asking(path, token, now=NOW), wish)
