"""Whoever opens connections and says nothing takes no room from others: closed in time, or as soon as room runs out."""

import asyncio
import contextlib
import http.client
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import cast

import psutil
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from kr_app.connections import LARGEST_FRAME
from kr_app.lines import ASKS_WITHIN, FEWEST_BYTES, SILENT_FORM, SLOW_AFTER, SPEAKS_WITHIN, TAKES_WITHIN, Line, Lines
from kr_app.room import Room, room_for
from tests.app.entries import CODE, TODAY, two_definitions
from tests.app.loops import in_a_loop
from tests.app.streams import eventually
from tests.bench.session import back_message
from tests.serving import Served, serving

MOST = 10
# Loopback has more addresses than one; only 127.0.0.1 is trusted as a proxy.
STRANGER, NEIGHBOUR, PROXY = "127.0.0.2", "127.0.0.3", "127.0.0.1"
TELL = "from kr_app.room import say_where_it_is_narrow; say_where_it_is_narrow()"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server where one address may have ten connections."""
    folder = tmp_path_factory.mktemp("narrow")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=definitions, KR_PER_ADDRESS=str(MOST)) as running:
        yield running


def connected(served: Served, address: str, said: bytes = b"") -> socket.socket:
    """An open connection from an address, on which something was said."""
    port = int(served.url.rpartition(":")[2])
    line = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))
    line.sendall(said)
    return line


def over(line: socket.socket) -> bool:
    """Whether the server has closed it by now."""
    line.setblocking(False)
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def opened(served: Served) -> ClientConnection:
    """A socket of a page of ours."""
    address = served.url.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(address, origin=Origin(served.url), proxy=None)


def status(served: Served, path: str, address: str, **headers: str) -> int:
    """What is answered to an address."""
    with connected(served, address) as line:
        named = {"Host": served.url.removeprefix("http://"), "Accept": "text/html", "Connection": "close", **headers}
        told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items())
        line.sendall(f"GET {path} HTTP/1.1\r\n{told}\r\n".encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status


def test_where_room_runs_out_the_silent_go_and_others_are_answered(narrow: Served) -> None:
    """Three times as many as one address may have: no more go than must; everybody is answered, the stranger too."""
    with ExitStack() as open_ones:
        lines = [open_ones.enter_context(connected(narrow, STRANGER)) for _ in range(3 * MOST)]
        assert eventually(lambda: sum(over(line) for line in lines) >= 2 * MOST)
        for address in (NEIGHBOUR, PROXY, STRANGER):
            assert status(narrow, "/healthz", address) == 200
            assert status(narrow, f"/kr?kr={CODE}", address) == 200
        # The stranger's own two questions took the room of two more.
        assert sum(over(line) for line in lines) <= 2 * MOST + 2
    said = narrow.console.read_text(encoding="utf-8")
    assert said.count("closed connections that said nothing") == 1


def test_a_proxy_is_not_limited_as_one_address(narrow: Served) -> None:
    """It stands for everybody behind it."""
    with ExitStack() as open_ones:
        lines = [open_ones.enter_context(connected(narrow, PROXY)) for _ in range(3 * MOST)]
        assert status(narrow, "/healthz", PROXY) == 200
        assert not [line for line in lines if over(line)]


def test_a_request_that_does_not_come_is_not_waited_for(narrow: Served) -> None:
    """Neither nothing at all nor half of one; the server closes by itself, and a form that came whole is answered."""
    halves = [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: ", b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /"]
    with ExitStack() as open_ones:
        lines = [open_ones.enter_context(connected(narrow, NEIGHBOUR, said)) for said in halves]
        for line in lines:
            with contextlib.suppress(ConnectionError):
                while line.recv(65536):
                    pass


def test_forms_that_are_stuck_keep_nobody_of_the_same_address_away(narrow: Served) -> None:
    """As many halves of a form as one address may have connections; soon somebody else there is answered."""
    half = f"POST /account/sign-in HTTP/1.1\r\nHost: {narrow.url.removeprefix('http://')}\r\nOrigin: {narrow.url}\r\n"
    half += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60\r\n\r\nname="
    with ExitStack() as open_ones:
        lines = [open_ones.enter_context(connected(narrow, STRANGER, half.encode())) for _ in range(MOST)]

        def answered() -> bool:
            with contextlib.suppress(OSError, http.client.HTTPException):
                return status(narrow, "/healthz", STRANGER) == 200
            return False

        begun = time.monotonic()
        assert eventually(answered)
        assert time.monotonic() - begun < SILENT_FORM / 2
        assert sum(over(line) for line in lines) < MOST


def test_streams_are_counted_by_the_address_that_a_proxy_names(narrow: Served) -> None:
    """One address has its ten; another behind the same proxy has its own; and health is told to everybody."""
    host = narrow.url.removeprefix("http://")

    def stream(line: socket.socket, address: str) -> bytes:
        told = f"Host: {host}\r\nX-Forwarded-For: {address}\r\n"
        line.sendall(f"GET /live?kr={CODE} HTTP/1.1\r\n{told}\r\n".encode())
        return line.recv(12)

    with ExitStack() as open_ones:
        lines = [open_ones.enter_context(connected(narrow, PROXY)) for _ in range(MOST + 2)]
        answers = [stream(line, "203.0.113.5") for line in lines[: MOST + 1]]
        assert answers == [b"HTTP/1.1 200"] * MOST + [b"HTTP/1.1 503"]
        assert any(b"Please close some, or try again in half a minute." in told for told in lines[MOST].makefile("rb"))
        assert stream(lines[-1], "203.0.113.6") == b"HTTP/1.1 200"
        assert status(narrow, "/healthz", PROXY, X_Forwarded_For="203.0.113.5") == 200
    assert eventually(lambda: status(narrow, "/", PROXY, X_Forwarded_For="203.0.113.5") == 200)


@pytest.mark.parametrize(("message", "code"), [("text", 1003), (b"x" * (LARGEST_FRAME + 1), 1009)])
def test_a_socket_takes_neither_text_nor_what_no_page_of_ours_sends(
    narrow: Served, message: str | bytes, code: int
) -> None:
    """It is closed with the reason, and the console is not filled with tracebacks."""
    with opened(narrow) as tab:
        tab.send(back_message("").SerializeToString())
        with pytest.raises(ConnectionClosed) as closed:
            tab.send(message)
            while True:
                tab.recv(timeout=20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    assert "Traceback" not in narrow.console.read_text(encoding="utf-8")


def test_a_thousand_damaged_messages_are_told_once(narrow: Served) -> None:
    """The console is nobody's to fill: forty here, at most one traceback more, and few lines."""
    before = narrow.console.read_text(encoding="utf-8")
    for _ in range(40):
        with pytest.raises(ConnectionClosed), opened(narrow) as tab:
            tab.send(b"\xff" * 50)
            while True:
                tab.recv(timeout=20)
    said = narrow.console.read_text(encoding="utf-8")[len(before) :]
    assert said.count("Traceback") <= 2
    assert len(said.splitlines()) < 150


def test_a_form_of_somebody_unknown_is_answered_before_it_is_read(narrow: Served) -> None:
    """Four megabytes are announced and none is sent: the answer leads to the sign-in."""
    host = narrow.url.removeprefix("http://")
    told = f"Host: {host}\r\nOrigin: {narrow.url}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with connected(narrow, NEIGHBOUR) as line:
        line.sendall(f"POST /key-results/{CODE}/form HTTP/1.1\r\n{told}Content-Length: 4000000\r\n\r\n".encode())
        assert line.recv(12) == b"HTTP/1.1 303"
    with connected(narrow, NEIGHBOUR) as line:
        line.sendall(f"POST /account/sign-in HTTP/1.1\r\n{told}Content-Length: 60000\r\n\r\n".encode() + b"n" * 20_000)
        assert line.recv(12) == b"HTTP/1.1 400"


def test_the_server_asks_the_system_for_all_the_descriptors_it_may_have(narrow: Served) -> None:
    """Whatever it was started with."""
    soft, hard = psutil.Process(narrow.process.pid or 0).rlimit(resource.RLIMIT_NOFILE)
    assert soft == min(hard, 65_536)


@pytest.mark.parametrize("descriptors", [256, 1024, 4096, 20_000, 65_536, 1_048_576])
def test_whatever_the_system_grants_everything_that_is_let_in_fits(descriptors: int) -> None:
    """And what one address may have leaves room for others."""
    room = room_for(descriptors, 2000)
    assert room.connections < descriptors
    assert room.streams <= room.connections // 2
    assert room.silent < room.connections
    assert room.of_one < room.connections
    assert room_for(descriptors, MOST).of_one == MOST


def test_a_system_that_grants_little_is_named_on_the_console() -> None:
    """With what is left, in one line."""
    command = ["sh", "-c", 'ulimit -n 1024; exec "$0" -c "$1"', sys.executable, TELL]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert "the system grants 1024 open files" in told
    assert "room for 768 connections instead of 20000" in told
    assert len(told.splitlines()) == 1


class _Unsent:
    """As much of a transport as a line asks for."""

    def __init__(self) -> None:
        self.unsent = 0
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True

    def is_closing(self) -> bool:
        return self.aborted

    def get_write_buffer_size(self) -> int:
        return self.unsent


def made(owes: Callable[[], bool] = lambda: False) -> tuple[Line, _Unsent]:
    """A line that began at moment 0, and what is on its way to it."""
    way = _Unsent()
    return Line(cast("asyncio.Transport", way), "192.0.2.1", owes, 0.0), way


def test_a_form_arrives_steadily_or_is_not_waited_for() -> None:
    """A slow line has its time; silence, and a byte now and then, do not."""
    for bytes_a_second, patient in ((50_000, True), (2 * FEWEST_BYTES, True), (FEWEST_BYTES // 2, False), (0, False)):
        line, _ = made(lambda: True)
        line.asked(0.0)
        for second in range(1, 200):
            if bytes_a_second:
                line.heard(bytes_a_second, float(second))
        assert line.overdue(199.0) is not patient, bytes_a_second
    line, _ = made(lambda: True)
    line.asked(0.0)
    assert not line.overdue(min(SILENT_FORM, SLOW_AFTER))
    assert line.overdue(SILENT_FORM + 1)


def test_a_form_that_we_keep_waiting_is_not_slow() -> None:
    """Reading is paused for two minutes while it is worked on; the silence that counts begins after it."""
    owed = [True]
    line, _ = made(lambda: owed[0])
    line.asked(0.0)
    line.heard(100_000, 0.0)
    owed[0] = False
    assert not any(line.overdue(float(second)) for second in range(1, 121))
    owed[0] = True
    assert not any(line.overdue(float(second)) for second in range(121, 120 + int(SILENT_FORM)))
    assert line.overdue(122.0 + SILENT_FORM)


def test_an_answer_is_not_over_before_the_reader_has_taken_it() -> None:
    """400,000 bytes at 10,000 a second are taken whole; only then begins the time to ask again."""
    line, way = made()
    line.asked(0.0)
    way.unsent = 400_000
    line.waits(0.0)
    for second in range(1, 41):
        way.unsent -= 10_000
        assert not line.overdue(float(second)), way.unsent
    assert not line.overdue(39.0 + ASKS_WITHIN)
    assert line.overdue(41.0 + ASKS_WITHIN)
    line.asked(100.0)
    way.unsent = 400_000
    line.waits(100.0)
    assert not line.overdue(100.0)
    assert line.overdue(101.0 + TAKES_WITHIN)


def test_where_room_runs_out_nobody_goes_who_still_takes_an_answer() -> None:
    """The newcomer goes, until the answers are taken; then whoever has been silent longest."""

    async def crowded() -> None:
        lines = Lines(Room(connections=100, silent=100, streams=10, of_one=2))
        ways = [_Unsent() for _ in range(4)]
        begun = [lines.begin(cast("asyncio.Transport", way), "192.0.2.1", lambda: False) for way in ways[:2]]
        for line, way in zip(begun, ways, strict=False):
            lines.asks(line)
            way.unsent = 400_000
            lines.waits(line)
        lines.begin(cast("asyncio.Transport", ways[2]), "192.0.2.1", lambda: False)
        assert [way.aborted for way in ways] == [False, False, True, False]
        ways[0].unsent = 0
        assert lines.look(asyncio.get_running_loop().time()) == []
        lines.begin(cast("asyncio.Transport", ways[3]), "192.0.2.1", lambda: False)
        assert [way.aborted for way in ways] == [True, False, True, False]

    in_a_loop(crowded)


def test_what_is_answered_waits_anew_and_a_stream_may_last_for_ever() -> None:
    """Only who owes something is closed."""
    line, _ = made()
    assert line.overdue(ASKS_WITHIN + 1)
    line.asked(5.0)
    assert not line.overdue(1_000_000.0)
    line.waits(1_000_000.0)
    assert not line.overdue(1_000_000.0 + ASKS_WITHIN)
    assert line.overdue(1_000_001.0 + ASKS_WITHIN)


def test_a_socket_owes_one_word() -> None:
    """After it, pings are enough."""
    line, _ = made()
    line.becomes_a_socket(3.0)
    assert line.overdue(4.0 + SPEAKS_WITHIN)
    line.spoke = True
    assert not line.overdue(1_000_000.0)


def test_whoever_takes_nothing_of_what_is_sent_is_let_go() -> None:
    """A slow reader takes a little now and then, and stays."""
    for taken, patient in ((1, True), (0, False)):
        line, way = made()
        line.asked(0.0)
        way.unsent = 100_000
        found = []
        for second in range(1, 2 + int(TAKES_WITHIN)):
            way.unsent -= taken
            found.append(line.overdue(float(second)))
        assert any(found) is not patient


def test_connections_are_watched_by_the_server_that_is_known(narrow: Served) -> None:
    """Were it another one, it would say so at its start."""
    assert "connections are not watched" not in narrow.console.read_text(encoding="utf-8")
