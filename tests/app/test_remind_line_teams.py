"""`python -m kr_app remind` to LINE and Teams: real processes, real TLS; only the way out leads to this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.app.entries import CODE, ticked
from tests.app.outside import LINE_HOST, SIGNATURE, TEAMS, TEAMS_HOST, TOKEN, Outside, outside
from tests.app.reminded import COORDINATOR, Office, office_in

USER = "U" + "0123456789abcdef" * 2
TITLE = "ติดตามผลสัมฤทธิ์ กทม.: มีเรื่องรอดำเนินการ ๒ เรื่อง"
LATE = "ระดับ ๔ ครบกำหนดเมื่อ ๑๙ ก.ค. ๒๕๖๘ เลยมาแล้ว ๓ วัน: จัดทำแผนฯ"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Outside]:
    """Everything outside."""
    with outside(tmp_path) as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, world: Outside) -> Office:
    """A machine that reaches the outside through a proxy only; the workflow's host is one that may be asked so."""
    more = {"KR_LINE": TOKEN, "KR_WEBHOOK_HOSTS": TEAMS_HOST, "KR_ADDRESS": "https://kr.example.go.th"}
    found = office_in(tmp_path, **world.settings(**more))
    for level in (1, 2, 3):
        ticked(found.file, level)
    return found


def test_line_gets_one_push_a_day_with_the_token_the_user_and_the_text(office: Office, world: Outside) -> None:
    """In one message that LINE would take."""
    office.person("coordinator", COORDINATOR, line=USER)
    assert office.remind() == (0, "shown-coordinator (line U…cdef): sent\n", "")
    assert office.remind() == (0, "Nothing new.\n", "")
    assert world.asked == [f"{LINE_HOST}:443"]
    (push,) = world.got[LINE_HOST]
    assert push.target == "/v2/bot/message/push"
    assert push.headers["authorization"] == f"Bearer {TOKEN}"
    assert push.body["to"] == USER
    (message,) = push.body["messages"]
    lines = message["text"].splitlines()
    assert (message["type"], lines[0]) == ("text", TITLE)
    assert LATE in message["text"]
    assert f"https://kr.example.go.th/update?kr={CODE}&level=4" in message["text"]


def test_teams_gets_one_card_a_day_with_title_and_text(office: Office, world: Outside) -> None:
    """Each line of it in a line of its own, and the links as they are."""
    office.person("coordinator", COORDINATOR, teams=TEAMS)
    assert office.remind() == (0, f"shown-coordinator (teams https://{TEAMS_HOST}:443/…): sent\n", "")
    assert office.remind() == (0, "Nothing new.\n", "")
    assert world.asked == [f"{TEAMS_HOST}:443"]
    (request,) = world.got[TEAMS_HOST]
    (card,) = request.body["attachments"]
    title, text = card["content"]["body"]
    assert (title["type"], title["text"], text["type"], text["wrap"]) == ("TextBlock", TITLE, "TextBlock", True)
    address = f"https://kr.example.go.th/update?kr={CODE}&level=4"
    assert f"- {LATE} และเวียนแจ้งหน่วยงาน\n\n  [{address}]({address})\n\n- " in text["text"]
    assert "\\" not in text["text"]


@pytest.mark.parametrize(
    ("host", "status", "said"),
    [
        (LINE_HOST, 401, "could not be sent: the service refused the token, the password or the key"),
        (LINE_HOST, 429, "could not be sent: the service takes no more messages for now"),
        (TEAMS_HOST, 500, "could not be sent"),
    ],
)
def test_a_refusal_is_said_in_words_tells_no_secret_and_is_tried_again(
    office: Office, world: Outside, host: str, status: int, said: str
) -> None:
    """The other place gets its message, and gets it once."""
    office.person("coordinator", COORDINATOR, line=USER, teams=TEAMS)
    world.failing[host] = status
    code, out, complaint = office.remind()
    assert (code, complaint) == (1, "")
    assert sorted(line.partition("): ")[2] for line in out.splitlines()) == [
        f"{said}{';' if ':' in said else ','} the next run tries again",
        "sent",
    ]
    assert_no_secret(out)
    world.failing.clear()
    code, out, complaint = office.remind()
    assert (code, out.count(": sent\n"), out.count("\n"), complaint) == (0, 1, 1, "")
    other = LINE_HOST if host == TEAMS_HOST else TEAMS_HOST
    assert (len(world.got[host]), len(world.got[other])) == (2, 1)


def assert_no_secret(said: str) -> None:
    """Neither token nor key nor a whole address."""
    assert not [secret for secret in (TOKEN, SIGNATURE, USER, "0a1b/") if secret in said]


def test_a_token_that_line_does_not_know_is_refused_and_not_printed(office: Office, world: Outside) -> None:
    """LINE compares it."""
    office.person("coordinator", COORDINATOR, line=USER)
    code, out, complaint = office.remind(KR_LINE="mistyped-token")
    assert (code, complaint, "refused the token" in out, "mistyped" in out) == (1, "", True, False)


@pytest.mark.parametrize("host", [LINE_HOST, TEAMS_HOST])
def test_a_host_with_a_certificate_of_another_name_is_told_nothing(office: Office, world: Outside, host: str) -> None:
    """Nor one that an unknown authority vouches for; once it shows its own, the message goes out."""
    way = {"line": USER} if host == LINE_HOST else {"teams": TEAMS}
    office.person("coordinator", COORDINATOR, **way)
    world.false_names[host] = "somebody.else.example"
    code, out, complaint = office.remind()
    assert (code, complaint) == (1, "")
    assert "not sent: the service's certificate is not to be trusted for its name; the next run tries again" in out
    world.false_names.clear()
    assert office.remind(REQUESTS_CA_BUNDLE=other_authority(Path(world.bundle)))[0] == 1
    assert (world.asked, world.got[host]) == ([f"{host}:443"] * 2, [])
    assert office.remind()[0] == 0
    assert len(world.got[host]) == 1


def other_authority(beside: Path) -> str:
    """A file that names an authority which vouched for nobody."""
    path = beside.with_name("other.pem")
    trustme.CA().cert_pem.write_to_path(str(path))
    return str(path)


def test_the_proxy_leads_to_a_typed_address_only_where_its_host_is_named(office: Office, world: Outside) -> None:
    """What the proxy would look up might lie inside; LINE's own address is not typed by anybody."""
    hook = "https://hooks.example.go.th/in?key=1"
    office.person("coordinator", COORDINATOR, webhook=hook, teams=TEAMS, line=USER)
    code, out, complaint = office.remind(KR_WEBHOOK_HOSTS="")
    assert (code, complaint) == (1, "")
    stopped = "not sent: nobody sees where a proxy leads the address, and KR_WEBHOOK_HOSTS does not name it"
    assert [line.partition("): ")[2] for line in out.splitlines()] == [stopped, stopped, "sent"]
    assert world.asked == [f"{LINE_HOST}:443"]
    assert office.remind(KR_WEBHOOK_HOSTS=f"hooks.example.go.th {TEAMS_HOST}")[0] == 0
    (request,) = world.got["hooks.example.go.th"]
    assert (request.target, request.body["title"]) == ("/in?key=1", TITLE)
