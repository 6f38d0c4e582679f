"""`python -m kr_app remind`, as a timer runs it: real processes, a real web and mail server on this machine."""

import importlib
import re
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kr_app.__main__ import main
from kr_app.books import REAL, book
from kr_app.reminding.run import preview, run_over
from kr_app.rights import Grant, Role
from kr_app.store.doors import writing
from kr_app.store.people import set_disabled
from kr_app.store.reminders import Choice
from kr_core.language import Language
from kr_core.log import Kind
from kr_core.reminders import ReminderKind
from tests.app.alone import alone
from tests.app.entries import CODE, HOST, OTHER, definition, ticked, written
from tests.app.mails import mail
from tests.app.receivers import Web, web
from tests.app.reminded import COORDINATOR, Office, ended, office_in

OVERDUE, MISSING = f"{CODE} overdue 4 2025-07-19 0", f"{CODE} not-reported 2025-06-01 missed"


@pytest.fixture(scope="module")
def receiver() -> Iterator[Web]:
    """A web server for all of them; each test has paths of its own."""
    with web() as running:
        yield running


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three of five levels are done: the fourth is overdue for three days, and no progress was ever reported."""
    found = office_in(tmp_path)
    for level in (1, 2, 3):
        ticked(found.file, level, note="เฉพาะภายใน", internal=True)
    return found


def test_two_runs_on_one_day_send_each_message_once(office: Office, receiver: Web) -> None:
    """To each of a person's places; and what is new later (the second week of being late) goes out then."""
    with mail() as server:
        office.settings["KR_MAIL"] = f"mailto://kr:pass-word@127.0.0.1:{server.port}?from=kr@bangkok.go.th"
        office.person("coordinator", COORDINATOR, webhook=f"{receiver.url}/once", mail="kr.office@bangkok.go.th")
        code, said, complaint = office.remind()
        assert (code, complaint) == (0, "")
        assert (
            said
            == f"""shown-coordinator (webhook {receiver.url}/…): sent
shown-coordinator (mail k…@bangkok.go.th): sent
"""
        )
        assert office.remind() == (0, "Nothing new.\n", "")
        (message,), ((to, letter),) = receiver.at("/once"), server.got
        assert message["title"] == letter["Subject"] == "ติดตามผลสัมฤทธิ์ กทม.: มีเรื่องรอดำเนินการ ๒ เรื่อง"
        assert "ระดับ ๔ ครบกำหนดเมื่อ ๑๙ ก.ค. ๒๕๖๘ เลยมาแล้ว ๓ วัน: จัดทำแผนฯ" in message["message"]
        assert "มิ.ย. ๒๕๖๘" in message["message"]
        assert (to, letter.get_content_type()) == ("kr.office@bangkok.go.th", "text/plain")
        assert letter.get_content().split() == message["message"].split()
        assert office.sent() == {OVERDUE: "sent", MISSING: "sent"}
        assert office.remind(KR_TODAY="2025-07-27")[0] == 0
    assert [each["title"].split()[-2] for each in receiver.at("/once")] == ["๒", "๑"]


def test_what_a_run_has_in_hand_no_other_sends_and_what_it_left_behind_is_sent_on_another_day(
    office: Office, receiver: Web
) -> None:
    """A second run finds nothing left while the first sends. Of a killed one nobody knows whether its message left."""
    office.person("coordinator", COORDINATOR, webhook=f"{receiver.url}/held")
    first = office.start()
    try:
        assert receiver.arrived.wait(90)
        first.send_signal(signal.SIGSTOP)
        assert office.remind()[:2] == (0, "Nothing new.\n")
        assert set(office.sent().values()) == {"sending"}
    finally:
        first.kill()
        receiver.let_go.set()
        ended(first)
    assert len(receiver.at("/held")) == 1
    assert office.remind(KR_TODAY="2025-07-23")[0] == 0
    assert len(receiver.at("/held")) == 2
    assert set(office.sent().values()) == {"sent"}


def test_a_place_that_fails_is_tried_again_and_the_others_get_theirs(office: Office, receiver: Web) -> None:
    """Broken, leading on to another address, or inside under another name: the run says so and ends with 1."""
    port = receiver.url.rpartition(":")[2]
    receiver.broken.add("/broken")
    receiver.moved["/moved"] = f"{receiver.url}/moved-to"
    inside = [f"http://127.1:{port}/inside", f"http://[::ffff:127.0.0.1]:{port}/inside"]
    office.person("one", COORDINATOR, webhook=[f"{receiver.url}/broken", f"{receiver.url}/moved", *inside])
    office.person("well", COORDINATOR, webhook=f"{receiver.url}/well")
    code, said, complaint = office.remind()
    assert (code, complaint) == (1, "")
    ends = re.findall(r"^shown-(\w+) \(webhook .*\): (.*)$", said, re.MULTILINE)
    failed, stopped = ("one", "could not be sent, the next run tries again"), "the address leads into the own network"
    assert ends[:2] == [failed, failed]
    assert [stopped in said for _, said in ends[2:4]] == [True, True]
    assert ends[4:] == [("well", "sent")]
    assert (receiver.at("/moved-to"), receiver.at("/inside")) == ([], [])
    receiver.broken.clear()
    assert office.remind()[0] == 1
    assert (len(receiver.at("/broken")), len(receiver.at("/well"))) == (2, 1)


def test_a_dry_run_prints_what_would_go_to_whom_and_leaves_no_trace(office: Office, receiver: Web) -> None:
    """The whole text in the person's language, no whole address, and nobody who is not concerned or has no account."""
    places = {"webhook": f"{receiver.url}/dry?key=secret", "mail": "kr.office@bangkok.go.th"}
    who = office.person("coordinator", COORDINATOR, line="U" + "0123456789abcdef" * 2, **places)
    office.choose(who, Choice(frozenset({ReminderKind.NOT_REPORTED}), Language.ENGLISH))
    closed = office.person("closed", COORDINATOR, webhook=f"{receiver.url}/dry")
    office.person("administrator", Grant(Role.ADMIN), webhook=f"{receiver.url}/dry")
    with writing(office.file) as door:
        set_disabled(door, closed.person, True)
    before = office.file.read_bytes()
    code, said, complaint = office.remind(
        "--dry-run", KR_ADDRESS="https://kr.example.go.th", KR_MAIL="mailtos://kr:pass-word@example.go.th"
    )
    assert (code, complaint) == (0, "")
    assert "shown-coordinator (mail k…@bangkok.go.th) would get:\n    BMA key results: 1 thing to do\n" in said
    assert "Level 4 was due on 19 Jul 2025, 3 days ago: plan written and circulated" in said
    assert f"https://kr.example.go.th/update?kr={CODE}&level=4&lang=en" in said
    assert "shown-coordinator (line U…cdef): not available, KR_LINE is not set" in said
    assert not re.search(
        r"secret|kr\.office|pass-word|เฉพาะภายใน|๑๓๗๖|นางสาว|progress report|closed|administrator", said
    )
    assert office.file.read_bytes() == before
    assert (office.sent(), receiver.at("/dry?key=secret")) == ({}, [])


def test_a_file_that_is_not_there_is_said_to_be_so_and_is_not_made(tmp_path: Path) -> None:
    """Calmly."""
    missing = Office(tmp_path / "kr.db")
    code, said, complaint = missing.remind()
    assert (code, said, missing.file.exists()) == (1, "", False)
    assert "there is no such file" in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("asked", [[], ["remind", "--now"], ["remind", "--trial", "x"], ["remind", "--dry-run", "now"]])
def test_what_is_no_command_is_answered_with_the_commands(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """And does nothing."""
    assert main(asked) == 2
    said = capsys.readouterr()
    assert (said.out, "python -m kr_app remind [--dry-run]" in said.err) == ("", True)


DAYS = ["2025-02-28", "2025-03-01", "2025-07-22", "2025-09-30", "2025-10-01", "2024-02-28", "2024-02-29", "2024-03-01"]


def told_on(days: list[str]) -> list[str]:
    """What would go to whom on each of the days; run in a process of its own."""
    known = book(REAL)
    known.refresh()
    runs = [run_over(known, date.fromisoformat(day), datetime.fromisoformat(f"{day}T03:00:00+00:00")) for day in days]
    return [repr(list(preview(run))) for run in runs]


def test_the_reminders_of_a_day_are_the_same_wherever_the_machine_stands(office: Office) -> None:
    """Around the end of the year, in February of a leap year and of another; and moments close to midnight."""
    boxes, leap = ("host_monitors = false", "host_monitors = true"), ("fiscal_year = 2568", "fiscal_year = 2567")
    folder = Path(office.settings["KR_DEFINITIONS"])
    definition(folder, "leap.toml", (f'code = "{CODE}"', f'code = "{OTHER}"'), leap, boxes)
    leap_tick = ticked(office.file, 1, code=OTHER, day=date(2024, 1, 1))
    late = datetime(2024, 2, 28, 17, 30, tzinfo=UTC)  # the 29th has begun in Bangkok
    written(office.file, Kind.RETURN, 1, code=OTHER, refers_to=leap_tick.id, moment=late)
    office.person("coordinator", Grant(Role.COORDINATOR, agency=HOST), webhook="https://hooks.example/x")
    found = [
        alone(told_on, office.file, DAYS, TZ=zone, **office.settings)
        for zone in ("UTC", "Asia/Bangkok", "America/New_York")
    ]
    assert found[0] == found[1] == found[2]
    assert len(set(found[0])) == len(DAYS)
    assert "ส่งคืนระดับ ๑ ให้แก้ไขเมื่อ ๒๙ ก.พ. ๒๕๖๗" in found[0][6]


def loaded_by_the_server() -> bool:
    """Whether apprise is there once everything is that the server needs; asked in a process of its own."""
    importlib.import_module("kr_app.server")
    return "apprise" in sys.modules


def test_the_server_starts_without_what_sending_needs(office: Office) -> None:
    """Half a second of every start, and memory, for nothing."""
    assert alone(loaded_by_the_server, office.file) is False
