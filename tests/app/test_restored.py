"""An older copy put in the place of the file: what was ended since does not come back, and nobody overwrites unseen."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.identity import restored, sessions
from kr_app.identity.trail import What
from kr_app.store import engine, links, people, stamp, trail
from kr_app.store.doors import reading, writing
from tests.app.authors import ADMIN, KEY_RESULT, NOW, number_of, token_of, write
from tests.app.entries import DONE_ON, ticked
from tests.app.restoring import overwritten, replaced
from tests.app.restoring import restored as by_sqlite


def copied(path: Path) -> Path:
    """A copy, as the README makes it."""
    copy = path.with_name("copy.db")
    with closing(engine.connect(str(path))) as connection:
        connection.execute(f"vacuum into '{copy}'")
    return copy


def linked(path: Path, name: str) -> int:
    """A link of an administrator."""
    with writing(path) as door:
        return links.add(
            door, name.ljust(64, "0"), f"once-{name}", number_of(path, ADMIN), NOW, kind=links.LinkKind.KEY_RESULT,
            target=(KEY_RESULT.code,), demo=False, title="", version=None, mark="", until=None,
        )  # fmt: skip


def signed_in(path: Path, token: str) -> bool:
    """Whether a session holds."""
    with reading(path) as door:
        return sessions.visitor_of(door, token, NOW).signed_in


@pytest.mark.parametrize("put", [replaced, overwritten, by_sqlite])
def test_what_was_ended_since_the_copy_stays_ended_after_it_was_put_in_place(path: Path, put) -> None:
    """Sessions, one-time addresses, revoked and paused links; the others still open, and signing in works."""
    token, (kept, gone, resting) = token_of(path), (linked(path, name) for name in ("kept", "gone", "resting"))
    with writing(path) as door:
        people.invite(door, "1" * 64, number_of(path), NOW, NOW + timedelta(days=7))
    assert not restored.look(path, NOW)
    copy = copied(path)
    with writing(path) as door:
        links.revoke(door, gone, NOW)
        links.set_paused(door, resting, True)
    token_of(path)
    assert not restored.look(path, NOW)
    put(path, copy)
    assert signed_in(path, token)
    assert restored.look(path, NOW)
    assert not signed_in(path, token)
    with reading(path) as door:
        found = [links.by_id(door, number) for number in (kept, gone, resting)]
        assert [(each.revoked, each.paused) for each in found if each] == [(False, False), (True, False), (False, True)]
        assert people.invitation(door, "1" * 64, NOW) is None
        assert What.FILE_RESTORED in [entry.what for entry in trail.latest(door, 10)]
    again = token_of(path)
    assert not restored.look(path, NOW)
    assert signed_in(path, again)


def test_what_goes_on_as_usual_is_no_restore(path: Path) -> None:
    """Also after the service was off for a while, and where its stamp is missing or makes no sense."""
    token = token_of(path)
    for _ in range(3):
        ticked(path, 1)
        token_of(path)
        assert not restored.look(path, NOW)
    path.with_name(f"{path.name}.stamp").write_text("{")
    assert stamp.kept(path) is None
    assert not restored.look(path, NOW)
    assert signed_in(path, token)


def test_a_form_that_saw_what_the_log_lacks_is_refused(path: Path) -> None:
    """Also when others have written as many entries since: its author has seen none of them."""
    copy = copied(path)
    seen = ticked(path, 1)
    with reading(path) as door:
        mark = door.mark_of(seen.id)[:12]
    by_sqlite(path, copy)
    assert ticked(path, 2).id == seen.id
    for known in (mark, ""):
        stale = actions.Write(**{**vars(write(path, seen=seen.id)), "mark": known})
        with pytest.raises(actions.LogReplaced):
            actions.tick(stale, 3, DONE_ON)
