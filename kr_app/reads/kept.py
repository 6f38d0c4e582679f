"""What is built once per version and day and shared by every session, and what names the state that it is of."""

import threading
from collections.abc import Callable
from typing import Any

from kr_app.books import DEMO, REAL, book
from kr_app.draw.status import Names
from kr_app.view import View
from kr_core.report import Report

_kept: dict[tuple[object, ...], tuple[object, Any]] = {}
_kept_lock = threading.Lock()


def once(key: tuple[object, ...], stamp: object, make: Callable[[], Any]) -> Any:
    """What was made for this key and stamp; the newest stamp replaces the one before."""
    known = _kept.get(key)
    if known is not None and known[0] == stamp:
        return known[1]
    with _kept_lock:
        known = _kept.get(key)
        if known is None or known[0] != stamp:
            known = _kept[key] = (stamp, make())
        return known[1]


def key_of(kind: str, view: View, report: Report, *more: object) -> tuple[object, ...]:
    """The key of a part about one key result in one reader's words."""
    return (kind, view.demo, view.words, report.key_result.code, *more)


def known_names(names: Names) -> object:
    """What changes with the names that a reader may know."""
    return None if names is None else tuple(sorted(names.items()))


def stamp_of(view: View, report: Report) -> tuple[object, ...]:
    """The state that a report is of."""
    return (book(DEMO if view.demo else REAL).edition, report.version, report.day)
