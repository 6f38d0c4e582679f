"""Taking over the session of somebody who is signed in, by its id; and claiming to be somebody by a header."""

import json
import shutil
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from streamlit import config

from kr_app.identity import signing_in
from kr_app.identity.tokens import digest
from kr_app.rights import Grant, Role
from tests.app.cast import someone
from tests.app.entries import CODE, TODAY, log_of
from tests.app.people import asking
from tests.app.tabs import tab
from tests.app.towns import Town
from tests.serving import ROOT, Served, serving

FORM = f"kr={CODE}&level=3&lang=en"
COORDINATOR = Grant(Role.COORDINATOR, code=CODE)


def test_a_hundred_attempts_to_take_over_a_session_all_fail(town: Town) -> None:
    """By its id, as nobody, as others, with made-up headers and ended cookies; the owner's page goes on undisturbed."""
    owner = someone(town.file, "owner", COORDINATOR)
    ended = someone(town.file, "owner-before", COORDINATOR)
    signing_in.sign_out(asking(town.file, ended.token))
    cookies = ["", town.cast["viewer"].cookie, town.cast["coordinator-of-another"].cookie, ended.cookie, "kr-session=x"]
    headers = [{}, {"X_Kr_Session": owner.token}, {"X_KR_SESSION": "nobody:x"}, {"x_kr_session": digest(owner.token)}]
    attempts = [(cookie, sent) for cookie in cookies for sent in headers] * 2
    taken: list[str] = []
    with tab(town.served, "update", FORM, cookie=owner.cookie) as own:
        for cookie, sent in attempts:
            taken += _try(town.served, own.session, cookie, sent)
        own.type("ticking_note_3", "ของเจ้าของ")
        own.press("ticking_confirm")
        session = own.session
    assert [event.note for event in log_of(town.file) if event.actor == f"person:{owner.person}"] == ["ของเจ้าของ"]
    for cookie, sent in attempts * 2:  # the owner has closed the page: Streamlit keeps it to be taken up again
        if len(taken) < 100:
            taken += _try(town.served, session, cookie, sent)
    assert len(taken) == 100
    assert session not in taken
    assert len(set(taken)) == 100
    with tab(town.served, "update", FORM, cookie=owner.cookie, existing=session) as again:
        assert again.session == session, "the owner takes it up again: so the attempts above asked rightly"


def _try(served: Served, session: str, cookie: str, headers: dict[str, str]) -> list[str]:
    """The session that somebody got who asked for another one's. They can record nothing in it."""
    with tab(served, "update", FORM, cookie=cookie, existing=session, **headers) as opened:
        assert not opened.has("ticking_confirm")
        return [opened.session]


def claims(file: Path) -> list[str]:
    """What somebody may write into the header who wants to be an administrator and has read the source."""
    admin = someone(file, "claimed", Grant(Role.ADMIN))
    signing_in.sign_out(asking(file, admin.token))
    own_words = ["admin", "claimed", f"person:{admin.person}", "1", "nobody:", "nobody:x", "true", "*", ""]
    return [*own_words, admin.token, digest(admin.token), "x" * 43, "' or 1=1 --"]


def test_a_claimed_session_header_is_nobody_behind_the_gate(town: Town) -> None:
    """Even the token of a session that holds: only the cookie speaks."""
    for claim in [*claims(town.file), town.admin.token]:
        with tab(town.served, "update", FORM, X_Kr_Session=claim) as opened:
            assert not opened.has("ticking_confirm"), claim


@pytest.fixture(scope="module")
def ungated(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[Served]:
    """The dashboard as it would be if somebody left the gate out."""
    folder = tmp_path_factory.mktemp("ungated")
    shutil.copy(peopled, folder / "kr.db")
    with serving(folder, script="tests/app/ungated.py", KR_TODAY=TODAY) as running:
        yield running


def test_a_claimed_session_header_is_nobody_without_the_gate(ungated: Served) -> None:
    """The page itself looks the session up; what cannot be known gives nothing."""
    for claim in claims(ungated.database):
        with tab(ungated, "update", FORM, X_Kr_Session=claim) as opened:
            assert not opened.has("ticking_confirm"), claim


def test_the_page_without_the_gate_does_hear_the_header(ungated: Served) -> None:
    """What the refusals above are compared with."""
    known = someone(ungated.database, "known", COORDINATOR)
    with tab(ungated, "update", FORM, X_Kr_Session=known.token) as opened:
        assert opened.has("ticking_confirm")


def test_the_pinned_streamlit_still_has_the_option_and_we_set_it() -> None:
    """It is hidden and experimental: a new version may drop it, and nobody would be signed in."""
    assert f"streamlit=={version('streamlit')}" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "trustedUserHeaders" in config.get_options_for_section("server")
    ours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert json.loads(ours["trustedUserHeaders"]) == {"X-Kr-Session": "session"}
