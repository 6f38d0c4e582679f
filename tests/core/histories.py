"""Random histories of every kind of event, for the tests of what stood when."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from kr_core.definition import KeyResult
from kr_core.log import Event, Kind
from kr_core.writing import mapping_of
from tests.core.builders import CODE, HOST, key_result

DAY = date(2025, 5, 9)
_NOON = datetime(2025, 5, 9, 12, tzinfo=UTC)
_KINDS = [*[Kind.TICK] * 5, *[Kind.WITHDRAW] * 2, *[Kind.UNDO] * 3, *list(Kind)]
_ASKED = {"support_reports": False, "host_monitors": True, "inspector": True, "data_system": False}


def event(number: int, kind: str, **more: Any) -> Event:
    """An event, so many hours after noon of a day."""
    return Event(number, _NOON + timedelta(hours=number), "person:1", kind, CODE, HOST, **more)


def history(chance: Random, length: int, begin: date = date(2024, 9, 20)) -> list[Event]:
    """A log of one key result as people could have written it, and some that they could not."""
    log: list[Event] = []
    moment = datetime.combine(begin, time(1), UTC)
    for number in range(1, length + 1):
        moment += timedelta(hours=chance.choice([1, 5, 30, 200, 900]))
        log.append(_event(chance, log, number, moment))
    return log


def _event(chance: Random, log: list[Event], number: int, moment: datetime) -> Event:
    kind = chance.choice(_KINDS)
    level = chance.randint(1, 6)
    bare = Event(number, moment, f"person:{chance.randint(1, 3)}", kind, CODE, HOST)
    day = moment.date() - timedelta(days=chance.choice([0, 1, 20, 90]))
    return _MAKERS.get(kind, _saying)(chance, log, bare._replace(level=level, day=day))


def _ticking(_chance: Random, _log: list[Event], bare: Event) -> Event:
    return bare


def _referring(chance: Random, log: list[Event], bare: Event) -> Event:
    """To an earlier event: of a fitting kind where there is one."""
    wanted = {Kind.WITHDRAW: {Kind.TICK}, Kind.UNDO: set(Kind) - {Kind.TICK}}.get(Kind(bare.kind), {Kind.TICK})
    found = [event for event in log if event.kind in wanted] or log
    if not found:
        return bare
    about = chance.choice(found[-4:])
    return bare._replace(level=about.level, refers_to=about.id, day=None)


def _saying(_chance: Random, _log: list[Event], bare: Event) -> Event:
    return bare._replace(level=None)


def _defining(chance: Random, _log: list[Event], bare: Event) -> Event:
    boxes = _ASKED if chance.random() < 0.5 else {**_ASKED, "host_monitors": False}
    changed = key_result(follow_up=boxes, reporting_interval_days=chance.choice([30, 90]))
    return bare._replace(level=None, day=None, details=json.dumps(mapping_of(changed)))


_MAKERS: dict[str, Callable[[Random, list[Event], Event], Event]] = {
    Kind.TICK: _ticking,
    Kind.PLAN: _ticking,
    Kind.WITHDRAW: _referring,
    Kind.UNDO: _referring,
    Kind.CONFIRM: _referring,
    Kind.RETURN: _referring,
    Kind.REVIEW: _referring,
    Kind.EVIDENCE: _referring,
    Kind.DEFINE: _defining,
}


def base() -> KeyResult:
    """The form before anybody edited it."""
    return key_result(follow_up=_ASKED)
