"""Somebody at the update page, as `actions` sees them."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

from kr_app.access import COORDINATOR, Visitor
from kr_app.actions import Write
from kr_app.definitions import read
from tests.app.entries import FIRST

KEY_RESULT = read(FIRST)
WRITER = Visitor(actor=COORDINATOR, may_write=True, may_see_phone=True)
NOW = datetime(2025, 7, 22, 3, 0, tzinfo=UTC)
NEWEST = 1_000_000


def write(path: Path, *, seen: int = NEWEST, once: str = "", now: datetime = NOW, visitor: Visitor = WRITER) -> Write:
    """A write whose author has seen everything, unless told otherwise."""
    return Write(path, visitor, KEY_RESULT, seen, once or uuid.uuid4().hex, now)
