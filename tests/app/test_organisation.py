"""Signing in with the organisation's account: a real provider and server, a person known by issuer and subject."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from kr_app.identity import accounts
from kr_app.identity.accounts import Details
from kr_app.rights import Grant, Role
from kr_app.web import COOKIE
from tests.app.people import admin_in, asking
from tests.app.provider import Provider, provider, secrets_for
from tests.serving import Served, free_port, serving

STREAMLITS = "_streamlit_user"


@dataclass(frozen=True)
class Organisation:
    """A dashboard whose people sign in with the organisation's accounts."""

    served: Served
    provider: Provider
    person: int


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organisation]:
    """With one person who has such an account."""
    folder = tmp_path_factory.mktemp("organisation")
    with provider() as running:
        admin = admin_in(folder / "kr.db")
        details = Details("ผู้บริหาร", issuer=running.issuer, subject=running.subject)
        person, _ = accounts.add(asking(folder / "kr.db", admin.token), "executive", details, [Grant(Role.VIEWER)])
        port = free_port()
        secrets = folder / "secrets.toml"
        secrets.write_text(secrets_for(running, f"http://127.0.0.1:{port}"), encoding="utf-8")
        with serving(folder, port, STREAMLIT_SECRETS_FILES=str(secrets)) as served:
            yield Organisation(served, running, person)


@pytest.fixture
def client(organisation: Organisation) -> Iterator[httpx.Client]:
    """A browser without a window."""
    organisation.provider.subject = "somebody-4711"
    headers = {"Accept": "text/html"}
    with httpx.Client(base_url=organisation.served.url, follow_redirects=True, headers=headers, timeout=20) as opened:
        yield opened


def test_the_sign_in_page_offers_it(client: httpx.Client) -> None:
    """As a way beside name and password."""
    assert "/account/identity/begin" in client.get("/account/sign-in").text


def test_a_known_identity_becomes_the_local_person(organisation: Organisation, client: httpx.Client) -> None:
    """After a question, and by a POST of our own page; Streamlit's cookie is used once and gone."""
    back = client.get("/account/identity/begin")
    assert back.url.path == "/account/identity"
    assert "ตำแหน่งจากระบบบัญชี" in back.text
    assert STREAMLITS in client.cookies
    assert COOKIE not in client.cookies
    entered = _confirm(organisation, client)
    assert entered.url.path == "/"
    assert "ผู้บริหาร" in entered.text
    assert COOKIE in client.cookies
    assert not [name for name in client.cookies if name.startswith(STREAMLITS)]


def test_an_unknown_identity_is_told_what_the_administrator_needs(
    organisation: Organisation, client: httpx.Client
) -> None:
    """Issuer and subject; nobody is signed in, and nobody is made."""
    organisation.provider.subject = "stranger-1"
    client.get("/account/identity/begin")
    refused = _confirm(organisation, client)
    assert refused.status_code == 403
    assert organisation.provider.issuer in refused.text
    assert "stranger-1" in refused.text
    assert COOKIE not in client.cookies
    assert not [name for name in client.cookies if name.startswith(STREAMLITS)]


def test_a_disabled_person_stays_out(organisation: Organisation, client: httpx.Client) -> None:
    """Whatever the account service says."""
    admin = admin_in(organisation.served.database, "second")
    at = asking(organisation.served.database, admin.token)
    accounts.set_disabled(at, organisation.person, True)
    try:
        client.get("/account/identity/begin")
        assert _confirm(organisation, client).status_code == 403
        assert COOKIE not in client.cookies
    finally:
        accounts.set_disabled(at, organisation.person, False)


@pytest.mark.parametrize("made_up", ["", "x", "eyJpc3MiOiAiaHR0cDovLzEyNy4wLjAuMSJ9.x.y"])
def test_a_made_up_answer_of_the_service_is_worth_nothing(
    organisation: Organisation, client: httpx.Client, made_up: str
) -> None:
    """Only what the dashboard itself has signed counts."""
    client.cookies.set(STREAMLITS, made_up)
    assert client.get("/account/identity").status_code == 403
    assert _confirm(organisation, client).status_code == 403
    assert COOKIE not in client.cookies


def test_an_answer_that_nobody_asked_for_leads_to_the_same_calm_page(client: httpx.Client) -> None:
    """A replayed or forged way back."""
    answered = client.get("/oauth2callback?code=x&state=y")
    assert answered.url.path == "/account/identity"
    assert answered.status_code == 403
    assert COOKIE not in client.cookies


def _confirm(organisation: Organisation, client: httpx.Client) -> httpx.Response:
    return client.post("/account/identity", data={"yes": "1"}, headers={"Origin": organisation.served.url})
