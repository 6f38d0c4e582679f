"""The steps that a newcomer is shown: those they may take, ticked off by what is there, and silent once all are."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kr_core.log import Kind
from tests.app.asks import ask
from tests.app.entries import CODE, ticked, written
from tests.app.links import linked
from tests.app.people import SignedIn
from tests.app.towns import Town, town_in


@pytest.fixture
def fresh(tmp_path: Path, peopled: Path) -> Iterator[Town]:
    """Somebody of every role, and nothing recorded or shared."""
    with town_in(tmp_path, peopled) as running:
        yield running


def steps(town: Town, who: str, path: str = "/account") -> dict[str, bool]:
    """The steps that somebody is shown, by where they lead, and whether each is done."""
    text = ask(town.served, path, cookie=town.cast[who].cookie).text
    panel = re.search(r'<section class="kr-card kr-first-steps".*?</section>', text, re.DOTALL)
    found = re.findall(r'<li( data-done)?>.*?href="([^"?]+)', panel[0], re.DOTALL) if panel else []
    return {address: bool(done) for done, address in found}


def test_everybody_is_shown_what_they_may_do_and_nothing_else(fresh: Town) -> None:
    """Who may only look is told once, on arrival: nothing of theirs could tick it off."""
    everything = {"/kr": False, "/update": False, "/account/links/new": False}
    for who in ("admin", "coordinator"):
        assert steps(fresh, who) == everything, who
    assert steps(fresh, "inspector") == {"/kr": False, "/account/links/new": False}
    for who in ("viewer", "confirmer"):
        assert steps(fresh, who) == {}, who
        assert steps(fresh, who, "/account?said=welcome") == {"/kr": False}, who
    assert steps(fresh, "without-grants", "/account?said=welcome") == {}


def test_a_coordinators_steps_are_done_by_themselves_an_administrators_by_anybody(fresh: Town) -> None:
    """A record that was taken back counts for nothing."""
    ticked(fresh.file, 1)
    assert steps(fresh, "coordinator")["/update"] is False
    assert steps(fresh, "admin") == {"/kr": True, "/update": True, "/account/links/new": False}
    own = ticked(fresh.file, 2, actor=f"person:{fresh.cast['coordinator'].person}")
    assert steps(fresh, "coordinator") == {"/kr": True, "/update": True, "/account/links/new": False}
    written(fresh.file, Kind.WITHDRAW, 2, refers_to=own.id)
    assert steps(fresh, "coordinator")["/update"] is False


def test_the_steps_are_silent_once_a_level_is_recorded_and_a_link_is_made(fresh: Town) -> None:
    """For the coordinator by a link of their own; for the administrator by any; a link to the demonstration is none."""
    coordinator: SignedIn = fresh.cast["coordinator"]
    ticked(fresh.file, 1, actor=f"person:{coordinator.person}")
    linked(fresh.file, fresh.cast["admin"].person, CODE)
    linked(fresh.file, coordinator.person, "communication-plan-2568", demo=True)
    assert steps(fresh, "admin") == {}
    assert steps(fresh, "coordinator")["/account/links/new"] is False
    linked(fresh.file, coordinator.person, CODE)
    assert steps(fresh, "coordinator", "/account?said=welcome") == {}


def test_the_next_step_begins_at_the_level_that_waits(fresh: Town) -> None:
    """Not at one that is done."""
    ticked(fresh.file, 1)
    text = ask(fresh.served, "/account", cookie=fresh.cast["coordinator"].cookie).text
    assert f'href="/update?kr={CODE}&amp;level=2"' in text
