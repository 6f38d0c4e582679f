"""The time that other programs write behind a day: only the day counts, and a zone says whose day it is."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone

from kr_core.calendar import bangkok_day
from kr_core.errors import NoSuchDay, UnreadableDay

_TIME = re.compile(
    r"(?P<day>.+?)(?: ?,? ?เวลา ?|T| ?, ?| )(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?: ?(?P<zone>am|pm|น|นาฬิกา|z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?"
    r"|\.(?P<thai_minute>[0-9]{2}) ?(?:น|นาฬิกา))",
    re.IGNORECASE,
)
_UTC = ("z", "utc", "gmt")


def without_time(line: str, text: str) -> tuple[str, Callable[[date], date]]:
    """The text before a time, and what makes of its day the one in Bangkok."""
    found = _TIME.fullmatch(line)
    if found is None:
        return line, lambda day: day
    try:
        clock = time(int(found["hour"]), int(found["minute"] or found["thai_minute"]), int(found["second"] or 0))
    except ValueError:
        raise UnreadableDay(text) from None
    zone = (found["zone"] or "").casefold()
    offset = timedelta() if zone in _UTC else _offset(zone)
    return found["day"].rstrip(" ,-("), lambda day: day if offset is None else _in_bangkok(day, clock, offset, text)


def _offset(zone: str) -> timedelta | None:
    if not zone.startswith(("+", "-")):
        return None
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -ahead if zone.startswith("-") else ahead


def _in_bangkok(day: date, clock: time, offset: timedelta, text: str) -> date:
    try:
        return bangkok_day(datetime.combine(day, clock, timezone(offset)))
    except (ValueError, OverflowError):
        raise NoSuchDay(text) from None
