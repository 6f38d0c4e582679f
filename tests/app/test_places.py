"""Addresses that people type for their reminders: what is taken, what is refused, and how they are shown."""

import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from kr_app.reminding.answers import Outcome
from kr_app.reminding.guard import Inside, outside_only
from kr_app.reminding.inside import is_inside
from kr_app.reminding.places import PlaceRefused, Way, checked, masked, shown, teams_fields
from kr_app.reminding.sending import card_text, send
from kr_app.settings import settings_from
from kr_app.store.reminders import Place
from tests.app.receivers import web

FLOW = "https://prod-7.southeastasia.logic.azure.com:443/workflows/0a1b/triggers/manual/paths/invoke"
QUERY = "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=Ab_c-1"


@pytest.mark.parametrize(
    ("way", "address"),
    [
        (Way.MAIL, "kr.office+plan@bangkok.go.th"),
        (Way.LINE, "U" + "0123456789abcdef" * 2),
        (Way.TEAMS, FLOW + QUERY),
        (Way.WEBHOOK, "https://hooks.example.go.th:8443/in?key=1"),
        (Way.WEBHOOK, "https://8.8.8.8/in"),
    ],
)
def test_an_address_of_its_way_is_kept_without_the_spaces_around_it(way: Way, address: str) -> None:
    """As it was typed."""
    assert checked(way, f"  {address}\n") == address


@pytest.mark.parametrize(
    ("way", "address"),
    [
        (Way.MAIL, "nobody"),
        (Way.MAIL, "a@b.go.th, c@d.go.th"),
        (Way.MAIL, "a@b.go.th?cc=x@d.go.th"),
        (Way.MAIL, "a@b.go.th\r\nBcc: x@d.go.th"),
        (Way.MAIL, "a..b@c.go.th"),
        (Way.LINE, "U123"),
        (Way.LINE, "U" + "0" * 32 + "/U" + "1" * 32),
        (Way.TEAMS, "https://example.com/workflows/0a1b/triggers/manual/paths/invoke?sig=1"),
        (Way.TEAMS, FLOW),
        (Way.TEAMS, FLOW.replace("https", "http") + QUERY),
        (Way.WEBHOOK, "http://hooks.example.go.th/in"),
        (Way.WEBHOOK, "file:///etc/passwd"),
        (Way.WEBHOOK, "javascript:alert(1)"),
        (Way.WEBHOOK, "https://user:pw@hooks.example.go.th/in"),
        (Way.WEBHOOK, "https://hooks.example.go.th/in#part"),
        (Way.WEBHOOK, "https://hooks.example.go.th/a b"),
        (Way.WEBHOOK, "https://hooks.exa\u200bmple.go.th/in"),
        (Way.WEBHOOK, "https://hooks.example.go.th:99999/"),
        (Way.WEBHOOK, "https://[::1/"),
        (Way.WEBHOOK, "https://"),
        (Way.WEBHOOK, ""),
    ],
)
def test_anything_else_is_refused(way: Way, address: str) -> None:
    """Also what apprise or a mail server would read more into."""
    with pytest.raises(PlaceRefused) as refused:
        checked(way, address)
    assert refused.value.reason == way


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST.", "kr", "db.internal", "printer.local", "127.0.0.1", "127.8.8.8", "0.0.0.0",
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "2130706433", "127.1", "10.1", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001", "127.0.0.1.", "1.2.3.4.5",
        "08.8.8.8", "kr.home.arpa", "168.63.129.16", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "240.0.0.1", "[fec0::1]", "[64:ff9b:1::808:808]", "[64:ff9b::a00:1]",
        "[::10.0.0.1]", "[::8.8.8.8]", "[::ffff:0:8.8.8.8]", "[2001:0:808:808::]", "[2001:db8::1]", "[3fff::1]",
        "[100::1]", "[5f00::1]", "[4000::1]", "[ff0e::1]", "[2a00::5efe:192.168.1.1]", "[2a00::200:5efe:10.0.0.1]",
    ],
)  # fmt: skip
def test_a_webhook_inside_the_network_is_refused_however_it_is_written(host: str) -> None:
    """This machine, its neighbours, and what clouds tell their machines."""
    with pytest.raises(PlaceRefused) as refused:
        checked(Way.WEBHOOK, f"https://{host}/in")
    assert refused.value.reason == "inside"


@pytest.mark.parametrize(
    "host",
    [
        "8.8.8.8", "8.0x8.010.8", "2001:4860:4860::8888", "hooks.example.go.th", "localhost.example.go.th",
        "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2a00::5efe:8.8.8.8", "hooks.example.go.th.",
        "1e100.net",
    ],
)  # fmt: skip
def test_what_is_open_to_everybody_is_not_inside(host: str) -> None:
    """Otherwise nothing could ever be sent."""
    assert not is_inside(host)


def test_an_address_that_is_too_long_is_said_to_be_so() -> None:
    """Before anything else is looked at."""
    with pytest.raises(PlaceRefused) as refused:
        checked(Way.WEBHOOK, f"https://hooks.example.go.th/{'x' * 1000}")
    assert refused.value.reason == "long"


def test_of_a_teams_address_nothing_is_used_but_the_parts_that_are_known() -> None:
    """A `template` would have a file of this machine sent away."""
    fields = teams_fields(urlsplit(f"{FLOW}{QUERY}&template=/etc/passwd&verify=no"))
    assert fields is not None
    assert set(fields) == {"host", "port", "workflow", "signature", "version", "power_automate", "routing_id"}
    assert "passwd" not in repr(fields)


def test_an_address_is_shown_so_that_it_is_known_and_cannot_be_used() -> None:
    """Somebody's own mail address is no secret to them; a web address holds a key."""
    assert masked("mail", "kr.office@bangkok.go.th") == "k…@bangkok.go.th"
    assert masked("line", "U" + "0123456789abcdef" * 2) == "U…cdef"
    assert masked("teams", FLOW + QUERY) == "https://prod-7.southeastasia.logic.azure.com:443/…"
    assert shown("mail", "kr.office@bangkok.go.th") == "kr.office@bangkok.go.th"
    assert shown("webhook", "https://hooks.example.go.th/in?key=1") == "https://hooks.example.go.th/…"


def test_no_connection_goes_inside_while_it_is_guarded_and_every_one_does_afterwards() -> None:
    """By the number, after the name was looked up."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Inside), outside_only():
            socket.create_connection(("localhost", port), timeout=5)
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass


@pytest.mark.parametrize("host", ["localhost", "fe80::1%lo"])
def test_a_connection_by_name_is_not_believed(host: str) -> None:
    """The system would look the name up after it was asked."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with pytest.raises(Inside), outside_only(), socket.socket(family) as wire:
        wire.connect((host, 9))


def test_a_library_that_hides_the_refusal_does_not_hide_it_from_us() -> None:
    """What was tried is known at the end."""
    with pytest.raises(Inside), outside_only(), suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=5)


def test_a_webhook_that_leads_inside_is_not_asked() -> None:
    """Although its address slipped into the file."""
    with web() as receiver:
        place = Place(1, 1, "webhook", receiver.url.replace("127.0.0.1", "127.1") + "/in")
        assert send(place, "title", "text") is Outcome.INSIDE
        assert receiver.got == []


def test_the_secrets_of_the_settings_are_not_in_what_a_log_would_print() -> None:
    """Nor in the complaint about one that cannot be used."""
    found = settings_from({"KR_MAIL": "mailtos://kr:pass-word@example.go.th", "KR_LINE": "line-token"})
    assert (found.mail, found.line) == ("mailtos://kr:pass-word@example.go.th", "line-token")
    assert "pass-word" not in repr(found)
    assert "line-token" not in repr(found)
    with pytest.raises(SystemExit, match="KR_MAIL") as refused:
        settings_from({"KR_MAIL": "smtp://kr:pass-word@example.go.th"})
    assert "pass-word" not in str(refused.value)


@pytest.fixture
def alone_in(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that names no proxy yet."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "proxy"),
    [
        ("HTTPS_PROXY", "http://8.8.8.8:3128"),
        ("https_proxy", "http://[2001:4860:4860::8888]:3128"),
        ("ALL_PROXY", "http://127.0.0.1:9"),
    ],
)
@pytest.mark.parametrize(("way", "address"), [("webhook", "https://hooks.example.go.th/in"), ("teams", FLOW + QUERY)])
def test_nothing_typed_goes_through_a_proxy_which_would_look_up_the_name_itself(
    alone_in: pytest.MonkeyPatch, name: str, proxy: str, way: str, address: str
) -> None:
    """Not even through one whose own address is open to everybody: a guard would see nothing but the proxy."""
    alone_in.setenv(name, proxy)
    assert send(Place(1, 1, way, address), "title", "text") is Outcome.PROXY


def test_past_the_proxy_the_guard_looks_at_where_the_connection_goes(alone_in: pytest.MonkeyPatch) -> None:
    """`NO_PROXY` opens no way inside."""
    alone_in.setenv("HTTP_PROXY", "http://8.8.8.8:3128")
    alone_in.setenv("NO_PROXY", "127.1")
    with web() as receiver:
        place = Place(1, 1, "webhook", receiver.url.replace("127.0.0.1", "127.1") + "/in")
        assert send(place, "title", "text") is Outcome.INSIDE
        assert receiver.got == []


def test_a_card_of_teams_says_what_the_text_says_with_links_that_can_be_pressed() -> None:
    """What somebody wrote stays what it is: no link under another name, no bold, nobody called by name."""
    assert card_text("ก.ค. ๒๕๖๘:\nhttps://kr.go.th/a?kr=a-b_c") == (
        "ก.ค. ๒๕๖๘:\n\n[https://kr.go.th/a?kr=a-b_c](https://kr.go.th/a?kr=a-b_c)"
    )
    assert card_text("[a](https://b.example) **c** <at>d</at>") == (
        r"\[a\]([https://b.example](https://b.example)) \*\*c\*\* \<at\>d\</at\>"
    )
