"""What the gate lets through to the application, and what it answers by itself: deny first."""

from pathlib import Path

import pytest

from kr_app.web import COOKIE
from tests.app import gates
from tests.app.alone import alone
from tests.app.gates import OURS, SESSION, passed

SPELLINGS = [b"x-kr-session", b"X-Kr-Session", b"X-KR-SESSION"]
SOCKET = "/_stcore/stream"


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("cookie", ["", f"a=b; {COOKIE}=the-token; c=d"])
def test_what_a_client_claims_about_who_it_is_is_taken_away(kind: str, spelling: bytes, cookie: str) -> None:
    """The application gets exactly one such header, ours: what the cookie says, or that it is nobody."""
    claimed = [(spelling, b"the-token"), (spelling, b"made up"), (b"cookie", cookie.encode())]
    (session,) = passed(kind, SOCKET, claimed).sessions
    assert session == "the-token" if cookie else session.startswith("nobody:")


@pytest.mark.parametrize(
    "cookie", ["", "a=b", f"x{COOKIE}=t", f"{COOKIE}=", f"{COOKIE}", "=;=;", 'a="', "\x00", COOKIE.upper() + "=t"]
)
def test_whoever_brings_no_token_is_another_nobody_every_time(cookie: str) -> None:
    """So that nobody can take over what an earlier one left."""
    brought = [(b"cookie", cookie.encode())]
    sessions = [session for _ in range(3) for session in passed("websocket", SOCKET, brought).sessions]
    assert len(set(sessions)) == len(sessions) == 3
    assert all(session.startswith("nobody:") and len(session) > len("nobody:") + 20 for session in sessions)


@pytest.mark.parametrize("path", ["/live", "/", SOCKET, "/kr"])
def test_other_headers_pass_as_they_came(path: str) -> None:
    """Only pages for a browser lose what would keep them from coming whole."""
    sent = [(b"accept", b"*/*"), (b"accept-encoding", b"gzip"), (b"if-none-match", b"x"), (b"cookie", b"a=b")]
    received = passed("http", path, sent).headers
    assert [pair for pair in received if pair[0] != SESSION] == [*OURS, *sent]


@pytest.mark.parametrize(("kind", "refusal"), [("http", 421), ("websocket", 1008)])
def test_a_foreign_name_gets_no_further_than_the_gate(kind: str, refusal: int) -> None:
    """Neither a page nor a socket."""
    ours = [(b"host", b"evil.example"), (b"origin", b"http://evil.example")]
    assert passed(kind, SOCKET, [], ours=ours).refusal == refusal


@pytest.mark.parametrize("origin", [[], [(b"origin", b"null")], [(b"origin", b"http://evil.example")]])
def test_what_changes_something_comes_from_a_page_of_ours(origin: list[tuple[bytes, bytes]]) -> None:
    """What only reads may come from anywhere."""
    ours = [OURS[0], *origin]
    assert passed("websocket", SOCKET, [], ours=ours).refusal == 1008
    assert passed("http", "/account/sign-in", [], method="POST", ours=ours).refusal == 403
    assert passed("http", "/account/sign-in", [], ours=ours).refusal is None
    assert passed("http", "/account/sign-in", [], method="POST").refusal is None


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "X"])
def test_there_are_no_other_methods(method: str) -> None:
    """Not even from a page of ours."""
    assert passed("http", "/healthz", [], method=method).refusal == 405


def test_only_the_token_of_a_session_makes_somebody_known(tmp_path: Path) -> None:
    """Nothing else does: neither words, nor parts of a token, nor what is no text."""
    words = [None, "", "coordinator", "person:1", "X" * 43, "most of it", "real and a blank", "marked as nobody's"]
    found = alone(gates.visitors, tmp_path / "kr.db", ["real", *words, 7, 1.5, ["real"], "ก", "\ud800"])
    assert found[0] is not None
    assert found[1:] == [None] * (len(words) + 5)


def test_in_private_the_gate_lets_in_who_may_view_and_leads_others_to_sign_in(tmp_path: Path) -> None:
    """What is no secret and what checks for itself stays open."""
    paths = ["/live", "/kr", "/nothing", "/account/sign-in", "/healthz", "/static/x.js", "/s/token", "/badge/token.svg"]
    found = alone(gates.refused_in_private, tmp_path / "kr.db", paths, KR_VIEWING="private")
    closed = [403, 403, 403, None, None, None, None, None, 1008]
    assert found == {"nobody": closed, "made up": closed, "admin": [None] * 9}
