"""What goes on beside the pages: the way in for the first administrator, the trail's writing and its old end, and
files that nobody named."""

import asyncio
import logging
import sys
import threading
from datetime import timedelta
from functools import partial

import streamlit as st

from kr_app import clock
from kr_app.evidence.folder import folder_beside
from kr_app.identity import accounts, passwords, restored, trail
from kr_app.identity.activity import ACTIVITY
from kr_app.identity.trail import TRAIL
from kr_app.settings import SETTINGS
from kr_app.store.doors import reading
from kr_app.store.errors import StoreError
from kr_app.store.files import prepare
from kr_core.log import Kind

_FORGET_EVERY, _SWEEP_EVERY = timedelta(hours=6), timedelta(minutes=20)
_log = logging.getLogger(__name__)


def begin() -> None:
    """Make the file ready for people, and say on the console how the first one gets in."""
    try:
        prepare(SETTINGS.database)
        restored.look(SETTINGS.database, clock.now())
        if accounts.needs_first_admin(SETTINGS.database):
            say_way_in()
    except StoreError as error:
        _log.warning("people cannot sign in: %s", error)
    # The hash takes half a second of a core; nobody needs to wait for it.
    threading.Thread(target=passwords.prepare, daemon=True).start()


def say_way_in() -> None:
    """Print a one-time address. It is the only secret that this program ever prints, and works once, for a week."""
    token = accounts.first_invitation(SETTINGS.database, clock.now())
    port = st.get_option("server.port")
    address = SETTINGS.address or f"http://localhost:{port}"
    sys.stdout.write(
        "\n  ตั้งค่าผู้ดูแลระบบคนแรกที่ / Set up the first administrator at\n"
        f"  {address}/account/set-up/{token}\n"
        "  ใช้ได้ครั้งเดียวภายใน 7 วัน / works once, within 7 days\n\n"
    )
    sys.stdout.flush()


async def run() -> None:
    """Until the server stops. What fails is tried again."""
    forgotten = swept = None
    while True:
        await asyncio.sleep(trail.FLUSH_SECONDS)
        now = clock.now()
        try:
            await asyncio.to_thread(write_what_waits)
            if forgotten is None or abs(now - forgotten) >= _FORGET_EVERY:
                await asyncio.to_thread(trail.forget, SETTINGS.database, now, SETTINGS.trail_days)
                forgotten = now
            if swept is None or now - swept >= _SWEEP_EVERY:
                swept = now
                await asyncio.to_thread(sweep)
        except StoreError as error:
            _log.warning("the trail waits in memory: %s", error)
        except Exception:
            _log.exception("the upkeep met a problem and goes on")


def sweep() -> None:
    """Take away files that were on their way, or waited in a form, a day ago. What an event names stays."""
    for path in (SETTINGS.database, SETTINGS.demo_database):
        folder = folder_beside(path)
        if folder.path.is_dir() and path.exists():
            with reading(path) as door:
                folder.sweep(partial(door.mentions, Kind.EVIDENCE))


def write_what_waits() -> None:
    """Activity and the trail, once it is known that the file is the same; what cannot be written now waits on."""
    restored.look(SETTINGS.database, clock.now())
    ACTIVITY.flush(SETTINGS.database)
    TRAIL.flush(SETTINGS.database, clock.now())


def end() -> None:
    """Write what waits."""
    try:
        write_what_waits()
    except StoreError as error:
        _log.warning("the end of the trail was not written: %s", error)
