"""Whether the server is ready: the file can be read and written; and who is told more than that."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kr_app.ready import KEPT_SECONDS, Readiness
from kr_app.rights import Grant, Role
from kr_app.settings import settings_from
from kr_app.store.doors import writing
from kr_app.store.errors import Busy, ReadOnly, StoreError
from kr_app.store.files import try_to_write
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import log_of, prepared
from tests.app.loops import in_a_loop
from tests.serving import ROOT, Served, free_port


def test_in_private_viewing_a_stranger_learns_only_whether_it_is_ready(private: Served) -> None:
    """Whoever may look learns of the engine and the log."""
    viewer = someone(private.database, "ready", Grant(Role.VIEWER))
    assert json.loads(ask(private, "/readyz").text) == {"ready": True}
    assert json.loads(ask(private, "/readyz", cookie=viewer.cookie).text)["version"] == 0


def test_a_try_changes_nothing_and_finds_who_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that stays is no readiness; nor is a folder that cannot be written, whatever its bits say."""
    from kr_app.store import files

    path = prepared(tmp_path / "kr.db")
    before = path.read_bytes()
    try_to_write(path)
    assert (path.read_bytes(), log_of(path)) == (before, [])
    monkeypatch.setattr(files, "_PATIENCE_MS", 1)
    with writing(path), pytest.raises(Busy):
        try_to_write(path)
    with pytest.raises(StoreError):
        try_to_write(Path("/proc/self/kr.db"))
    assert issubclass(ReadOnly, StoreError)


def test_thirty_strangers_cost_one_look_and_no_thread_of_others(tmp_path: Path) -> None:
    """Also while another program writes and everybody else's threads are taken; what was found is kept for a while."""
    path, looks = prepared(tmp_path / "kr.db"), Counter[str]()

    def look() -> StoreError | None:
        looks["begun"] += 1
        try:
            try_to_write(path)
        except StoreError as problem:
            return problem
        return None

    async def asked(readiness: Readiness, now: float) -> list[StoreError | None]:
        return await asyncio.gather(*(readiness.problem(now) for _ in range(30)))

    async def strangers() -> None:
        readiness, over = Readiness(look), threading.Event()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        pages = asyncio.create_task(asyncio.to_thread(over.wait))
        await asyncio.sleep(0)
        with writing(path):
            assert {type(found) for found in await asked(readiness, 100.0)} == {Busy}
        assert {type(found) for found in await asked(readiness, 100.0 + KEPT_SECONDS / 2)} == {Busy}
        assert looks["begun"] == 1
        assert await asked(readiness, 100.0 + KEPT_SECONDS) == [None] * 30
        assert looks["begun"] == 2
        assert not pages.done()
        over.set()
        await pages

    in_a_loop(strangers)


@pytest.mark.parametrize("address", ["https://a.example/kr", "http://a.example:8501/kr/"])
def test_an_address_with_a_path_is_refused_in_a_sentence(address: str) -> None:
    """Below a path nothing would be found."""
    with pytest.raises(SystemExit, match="has a path"):
        settings_from({"KR_ADDRESS": address})


def test_a_folder_below_which_streamlit_should_answer_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """It stops at once, without a traceback."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(free_port())]
    ended = subprocess.run(
        [*command, "--server.address", "127.0.0.1", "--server.baseUrlPath", "/kr"],
        env={**os.environ, "KR_DB": str(tmp_path / "kr.db")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert "server.baseUrlPath: '/kr' is a path." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wall_whose_sign_in_ended_says_so_and_what_lasts(private: Served) -> None:
    """On the page that it is led to, in both languages; nobody else reads it."""
    for address in ("/?kiosk=1", "/wall?kiosk=1"):
        to = ask(private, address).headers["location"]
        assert "จอแสดงผลนี้สิ้นสุดแล้ว (อยู่ได้ไม่เกิน ๑๒ ชั่วโมง)" in ask(private, to).text
        english = ask(private, f"{to}&lang=en").text
        assert "The sign-in of this wall screen has ended: it lasts 12 hours at most." in english
        assert "make a share link" in english
    assert 'id="wall"' not in ask(private, "/account/sign-in?next=%2F").text
