"""`python -m kr_app remind` by e-mail: a mail server that wants a login over TLS, and a client that checks it."""

import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import trustme

from tests.app.entries import ticked
from tests.app.mails import Mail, mail
from tests.app.reminded import COORDINATOR, Office, office_in

TO, ACCOUNT = "kr.office@bangkok.go.th", ("kr@bangkok.go.th", "pass/word")
MODES = ["starttls", "ssl"]
LATE = "ระดับ ๔ ครบกำหนดเมื่อ ๑๙ ก.ค. ๒๕๖๘ เลยมาแล้ว ๓ วัน: จัดทำแผนฯ"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who vouches for the mail servers."""
    return trustme.CA()


@pytest.fixture
def office(tmp_path: Path, authority: trustme.CA) -> Iterator[Office]:
    """A machine that trusts the authority, and somebody who wants mail."""
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    found = office_in(tmp_path, SSL_CERT_FILE=str(bundle))
    for level in (1, 2, 3):
        ticked(found.file, level)
    found.person("coordinator", COORDINATOR, mail=TO)
    return found


def server_of(authority: trustme.CA, mode: str, name: str = "localhost") -> AbstractContextManager[Mail]:
    """A mail server of a mode whose certificate bears a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    if mode == "ssl":
        return mail(implicit=context, account=ACCOUNT)
    return mail(starttls=context, account=ACCOUNT)


def account_at(server: Mail, mode: str, password: str = "pass%2Fword") -> str:
    """The setting for a server; STARTTLS is what it means without a word about it."""
    said = "" if mode == "starttls" else f"&mode={mode}"
    return f"mailtos://kr%40bangkok.go.th:{password}@bangkok.go.th:{server.port}?smtp=localhost&from=kr@bangkok.go.th{said}"


@pytest.mark.parametrize("mode", MODES)
def test_a_mail_goes_once_a_day_over_tls_after_a_login(office: Office, authority: trustme.CA, mode: str) -> None:
    """To its one recipient, with a Thai subject and text; nothing but the greeting is said in the open."""
    with server_of(authority, mode) as server:
        office.settings["KR_MAIL"] = account_at(server, mode)
        assert office.remind() == (0, "shown-coordinator (mail k…@bangkok.go.th): sent\n", "")
        assert office.remind() == (0, "Nothing new.\n", "")
    ((to, letter),) = server.got
    assert (to, letter["To"], letter["Subject"]) == (TO, TO, "ติดตามผลสัมฤทธิ์ กทม.: มีเรื่องรอดำเนินการ ๒ เรื่อง")
    assert (letter["From"].addresses[0].addr_spec, letter["Cc"]) == ("kr@bangkok.go.th", None)
    assert letter.get_content_type() == "text/plain"
    assert LATE in letter.get_content()
    assert [word.split()[0].upper() for word in server.open_words] == (
        ["EHLO", "STARTTLS"] if mode == "starttls" else []
    )
    assert [word.split()[0].upper() for word in server.words if word[:4].upper() in ("AUTH", "RCPT")] == [
        "AUTH",
        "RCPT",
    ]


@pytest.mark.parametrize("mode", MODES)
def test_a_refused_login_is_said_in_words_without_the_password_and_is_tried_again(
    office: Office, authority: trustme.CA, mode: str
) -> None:
    """As soon as the password is right, the mail goes out."""
    with server_of(authority, mode) as server:
        code, said, complaint = office.remind(KR_MAIL=account_at(server, mode, "mistyped-word"))
        assert (code, complaint, server.got) == (1, "", [])
        assert "could not be sent: the service refused the token, the password or the key; the next run tries" in said
        assert not [secret for secret in ("mistyped", "pass/word", "kr@", "kr.office") if secret in said]
        assert office.remind(KR_MAIL=account_at(server, mode))[0] == 0
    assert len(server.got) == 1


@pytest.mark.parametrize("mode", MODES)
def test_a_mail_server_with_a_certificate_of_another_name_hears_no_password(
    office: Office, authority: trustme.CA, mode: str
) -> None:
    """Nor does one whose authority nobody knows."""
    for vouching, name in [(authority, "smtp.somebody-else.example"), (trustme.CA(), "localhost")]:
        with server_of(vouching, mode, name) as server:
            code, said, complaint = office.remind(KR_MAIL=account_at(server, mode))
        assert (code, complaint, server.got) == (1, "", [])
        assert "not sent: the service's certificate is not to be trusted for its name; the next run tries again" in said
        assert not [word for word in server.words if word.upper().startswith("AUTH")]


def test_a_server_that_does_not_offer_tls_hears_no_password(office: Office) -> None:
    """Somebody in between may have taken the offer away."""
    with mail(account=ACCOUNT) as server:
        code, said, complaint = office.remind(KR_MAIL=account_at(server, "starttls"))
    assert (code, complaint, server.got, "could not be sent" in said) == (1, "", [], True)
    assert not [word for word in server.words if word.upper().startswith("AUTH")]


def test_a_recipient_that_the_server_refuses_is_told_as_not_sent(office: Office, authority: trustme.CA) -> None:
    """The others get theirs."""
    office.person("other", COORDINATOR, mail="other@bangkok.go.th")
    with server_of(authority, "starttls") as server:
        server.refusing.add(TO)
        code, said, complaint = office.remind(KR_MAIL=account_at(server, "starttls"))
    assert (code, complaint) == (1, "")
    assert said.splitlines() == [
        "shown-coordinator (mail k…@bangkok.go.th): could not be sent, the next run tries again",
        "shown-other (mail o…@bangkok.go.th): sent",
    ]
    assert [to for to, _ in server.got] == ["other@bangkok.go.th"]
