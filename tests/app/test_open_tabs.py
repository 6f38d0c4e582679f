"""Tabs that are open when a session or a right ends, on a real server: the next click already knows."""

from collections.abc import Callable

import pytest

from kr_app.identity import accounts, signing_in
from kr_app.rights import Grant, Role
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, log_of
from tests.app.people import SignedIn, asking
from tests.app.tabs import tab
from tests.app.towns import Town

COORDINATOR = Grant(Role.COORDINATOR, code=CODE)
FORM = f"kr={CODE}&level=1&lang=en"


def _signed_out(town: Town, person: SignedIn) -> None:
    signing_in.sign_out(asking(town.file, person.token))


def _signed_out_on_the_page(town: Town, person: SignedIn) -> None:
    assert ask(town.served, "/account/sign-out", "POST", form={}, cookie=person.cookie).status == 303


def _signed_out_everywhere(town: Town, person: SignedIn) -> None:
    signing_in.sign_out_everywhere(asking(town.file, person.token))


def _disabled(town: Town, person: SignedIn) -> None:
    accounts.set_disabled(asking(town.file, town.admin.token), person.person, True)


def _without_the_right(town: Town, person: SignedIn) -> None:
    accounts.set_rights(asking(town.file, town.admin.token), person.person, [Grant(Role.VIEWER)])


ENDS = [_signed_out, _signed_out_on_the_page, _signed_out_everywhere, _disabled, _without_the_right]


@pytest.mark.parametrize("end", ENDS)
def test_every_open_tab_loses_the_right_to_write_at_once(town: Town, end: Callable[[Town, SignedIn], None]) -> None:
    """Two tabs with the form open: neither confirms any more, neither shows a button, neither shows it on loading."""
    person = someone(town.file, f"tabs-{end.__name__}", COORDINATOR)
    before = log_of(town.file)
    with (
        tab(town.served, "update", FORM, cookie=person.cookie) as first,
        tab(town.served, "update", FORM, cookie=person.cookie) as second,
    ):
        assert first.has("ticking_confirm")
        assert second.has("ticking_confirm")
        end(town, person)
        assert not first.press("ticking_confirm").has("ticking_confirm")
        assert not second.load().has("ticking_confirm")
        assert not first.load().has("ticking_open_1")
    assert log_of(town.file) == before


@pytest.mark.parametrize("end", ENDS[:-1])
def test_a_page_that_runs_again_shows_nothing_from_inside_any_more(
    town: Town, end: Callable[[Town, SignedIn], None]
) -> None:
    """The name in the bar and the coordinator's phone are gone."""
    person = someone(town.file, f"page-{end.__name__}", COORDINATOR)
    with tab(town.served, "kr", f"kr={CODE}&lang=en", cookie=person.cookie) as opened:
        assert f"shown-{person.name}" in opened.text
        assert "Phone" in opened.text
        end(town, person)
        text = opened.load().text
    assert f"shown-{person.name}" not in text
    assert "Name and phone number are shown to people who are signed in." in text


def test_a_signed_in_tab_records_while_all_of_it_holds(town: Town) -> None:
    """The same clicks, with nothing taken away: what the refusals above are compared with."""
    person = someone(town.file, "holding", COORDINATOR)
    with tab(town.served, "update", FORM.replace("level=1", "level=5"), cookie=person.cookie) as opened:
        opened.type("ticking_note_5", "ทำแล้ว").press("ticking_confirm")
    assert (log_of(town.file)[-1].actor, log_of(town.file)[-1].note) == (f"person:{person.person}", "ทำแล้ว")


def test_news_that_come_before_the_new_address_neither_open_nor_close_a_form(town: Town) -> None:
    """The live part may be quicker than the address bar: its run still carries the address of before the click."""
    person = someone(town.file, "hurried", COORDINATOR)
    with tab(town.served, "update", f"kr={CODE}&lang=en", cookie=person.cookie) as opened:
        before = opened.query
        assert opened.press("ticking_open_4").hear(1, address=before).has("ticking_confirm")
        opened.press("ticking_cancel")
        assert not opened.hear(1, address=f"{before}&level=4").has("ticking_confirm")
