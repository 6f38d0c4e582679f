"""Live: a commit by another process reaches every open page that shows it, and only those."""

import re
import signal
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kr_app.store.doors import reading
from kr_core.log import Event, Kind
from tests.app.entries import CODE, OTHER, TODAY, log_of, prepared, ticked, two_definitions, written
from tests.app.restoring import replaced, restored
from tests.app.streams import eventually, listening
from tests.serving import Served, serving

PAGE = f"/live?kr={CODE}"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose file these tests may write."""
    folder = tmp_path_factory.mktemp("live")
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=str(two_definitions(folder / "definitions"))) as running:
        yield running


def state(served: Served, event: Event, name: str = "kr.db") -> str:
    """What names the state after an event: its id, the beginning of its once-only id, and the day."""
    with reading(served.database.with_name(name)) as door:
        return f"{event.id}-{door.mark_of(event.id)[:12]}@{TODAY}"


def test_two_pages_hear_the_same_bytes(live: Served) -> None:
    """Rendered once, told to everybody."""
    with listening(live, PAGE) as one, listening(live, PAGE) as two:
        assert one.next() == two.next()
        event = ticked(live.database, 1)
        heard = one.next()
        assert heard == two.next()
    assert heard.id == state(live, event)
    assert list(heard.parts) == [f"panel:{CODE}"]
    assert 'data-percent="20"' in heard.parts[f"panel:{CODE}"]


def test_a_page_that_is_up_to_date_is_told_only_what_comes_next(live: Served) -> None:
    """`after` names the version and the day that the page shows."""
    now = written(live.database, Kind.CHECK_IN)
    with listening(live, f"{PAGE}&after={state(live, now)}") as stream:
        following = written(live.database, Kind.CHECK_IN)
        assert stream.next().id == state(live, following)


@pytest.mark.parametrize("after", [f"1@{TODAY}", "1", "", "999999", "%00", "-1@x"])
def test_a_page_that_missed_something_is_told_at_once(live: Served, after: str) -> None:
    """Whatever it claims to show, if it is not the newest state."""
    now = written(live.database, Kind.CHECK_IN)
    with listening(live, f"{PAGE}&after={after}") as stream:
        assert stream.next().id == state(live, now)


def test_a_page_of_yesterday_is_told_at_once(live: Served) -> None:
    """The same log on another day is another figure."""
    now = written(live.database, Kind.CHECK_IN)
    with listening(live, f"{PAGE}&after={state(live, now).replace(TODAY, '2025-07-21')}") as stream:
        assert stream.next().id == state(live, now)


def test_a_connection_that_comes_back_says_what_it_heard_last(live: Served) -> None:
    """Last-Event-ID counts more than what the address says."""
    now = written(live.database, Kind.CHECK_IN)
    with listening(live, f"{PAGE}&after=1@{TODAY}", Last_Event_ID=state(live, now)) as stream:
        following = written(live.database, Kind.CHECK_IN)
        assert stream.next().id == state(live, following)
    with listening(live, f"{PAGE}&after={state(live, following)}", Last_Event_ID=state(live, now)) as stream:
        assert stream.next().id == state(live, following)


def test_a_board_hears_only_the_card_that_changed(live: Served) -> None:
    """The first message has every card, the following ones what was touched."""
    with listening(live, "/live") as board:
        assert list(board.next().parts) == [f"card:{CODE}", f"card:{OTHER}"]
        written(live.database, Kind.CHECK_IN, code=OTHER)
        assert list(board.next().parts) == [f"card:{OTHER}"]


def test_a_page_does_not_hear_of_another_key_result(live: Served) -> None:
    """What comes next is its own change."""
    with listening(live, PAGE) as stream:
        stream.next()
        written(live.database, Kind.CHECK_IN, code=OTHER)
        own = written(live.database, Kind.CHECK_IN)
        assert stream.next().id == state(live, own)


def test_a_demonstration_hears_nothing_of_the_real_file(live: Served) -> None:
    """And the real pages nothing of the demonstration."""
    with listening(live, "/live?demo=1") as demo, listening(live, PAGE) as real:
        (name,) = demo.next().parts
        real.next()
        known = log_of(live.database.with_name("demo.db"))
        written(live.database, Kind.CHECK_IN)
        real.next()
        made_up = written(live.database.with_name("demo.db"), Kind.CHECK_IN, code=name.removeprefix("card:"))
        heard = [demo.next()]
        while heard[-1].id != state(live, made_up, "demo.db"):
            heard.append(demo.next())
        event = written(live.database, Kind.CHECK_IN)
        assert real.next().id == state(live, event)
    assert {part for message in heard for part in message.parts} == {name}
    assert made_up.id == known[-1].id + 1


def test_each_reader_hears_in_their_own_language_and_digits(live: Served) -> None:
    """The stream's address carries both."""
    with listening(live, f"{PAGE}&lang=en") as english, listening(live, f"{PAGE}&digits=thai") as thai:
        assert not re.search("[ก-๙]", english.next().parts[f"panel:{CODE}"])
        assert re.search("[๐-๙]", thai.next().parts[f"panel:{CODE}"])


@pytest.mark.parametrize("code", ["nothing", "%22%3E%3Cscript%3E", "%00", "%ff", "a" * 5000, "..%2f..%2fkr.db"])
def test_there_is_no_stream_of_an_unknown_key_result(live: Served, code: str) -> None:
    """Nor a listener for it."""
    status, _, text = live.get(f"/live?kr={code}")
    assert (status, text) == (404, "")


@pytest.mark.parametrize("address", [PAGE, "/live", "/live?demo=1"])
def test_a_page_that_goes_away_is_forgotten(live: Served, address: str) -> None:
    """`listening` on the readiness page falls back to nobody."""
    with listening(live, address) as stream:
        stream.next()
        assert eventually(lambda: '"listening":1' in live.get("/readyz")[2])
    assert eventually(lambda: '"listening":0' in live.get("/readyz")[2])


def test_asking_for_the_headers_only_leaves_no_listener_behind(live: Served) -> None:
    """HEAD is answered and done with, although the client stays connected."""
    address = urlsplit(live.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=10)
    try:
        connection.request("HEAD", PAGE)
        assert connection.getresponse().status in (200, 405)
        assert eventually(lambda: '"listening":0' in live.get("/readyz")[2])
    finally:
        connection.close()


@pytest.mark.parametrize("how", [replaced, restored])
def test_a_backup_in_the_files_place_reaches_the_page(live: Served, how: Callable[[Path, Path], None]) -> None:
    """While pages are open; what is ticked afterwards is heard too, and the log is the backup's from then on."""
    backup = prepared(live.database.with_name("backup.db"))
    kept = [ticked(backup, level) for level in (1, 2, 3)]
    with listening(live, PAGE) as stream:
        stream.next()
        ticked(live.database, 5)
        stream.next()
        how(live.database, backup)
        assert 'data-percent="60"' in stream.next().parts[f"panel:{CODE}"]
        following = ticked(live.database, 4)
        assert 'data-percent="80"' in stream.next().parts[f"panel:{CODE}"]
    assert log_of(live.database) == [*kept, following]
    backup.unlink(missing_ok=True)


def test_the_server_ends_although_a_page_is_open(tmp_path: Path) -> None:
    """SIGTERM is enough; nobody has to kill it."""
    with serving(tmp_path, KR_TODAY=TODAY) as served, listening(served, PAGE) as stream:
        stream.next()
        served.process.terminate()
        served.process.join(10)
    assert served.process.exitcode not in (None, -signal.SIGKILL)


def test_a_file_that_cannot_be_read_is_not_told_as_nought_percent(tmp_path: Path) -> None:
    """A page that comes back after a restart keeps its figure rather than hearing a made-up one."""
    (tmp_path / "kr.db").write_bytes(b"")
    with serving(tmp_path, KR_TODAY=TODAY) as served:
        status, _, text = _first_bytes(served, f"{PAGE}&after=7@{TODAY}")
    assert status == 503 or "data-percent" not in text


def _first_bytes(served: Served, path: str) -> tuple[int, str, str]:
    address = urlsplit(served.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        if response.status != 200:
            return response.status, "", ""
        assert response.readline() == b"retry: 2000\n"
        assert response.readline() == b"\n"
        return response.status, "", response.readline().decode() + response.readline().decode()
    finally:
        connection.close()
