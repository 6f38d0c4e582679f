"""A made-up result that shows every mark of the gauge at once: for reading lessons, never anybody's figures."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache

from kr_app.definitions import read
from kr_app.demo import FIRST
from kr_core.definition import Scale
from kr_core.log import Event, Kind, standing_after
from kr_core.report import Report, report_on

# Days after 1 October on which the five levels are due, and the day on which the example is looked at.
_DUE, _TODAY = (60, 120, 180, 240, 300), 200


@cache
def example() -> Report:
    """Level 1 confirmed, level 2 recorded, level 4 done above the gap, and a plan that expects level 3."""
    first = read(FIRST)
    start = first.fiscal_year.start
    dues = zip(first.scale.levels, _DUE, strict=True)
    form = replace(
        first,
        scale=Scale(tuple(replace(level, due=start + timedelta(days=due)) for level, due in dues)),
        follow_up=replace(first.follow_up, host_monitors=True, inspector=False),
    )

    def entry(number: int, kind: Kind, level: int, refers_to: int | None = None) -> Event:
        day = start + timedelta(days=40 * number)
        moment = datetime.combine(day, time(7), UTC)
        return Event(number, moment, "example", kind, form.code, form.host.id, level, day, refers_to=refers_to)

    log = [entry(1, Kind.TICK, 1), entry(2, Kind.CONFIRM, 1, 1), entry(3, Kind.TICK, 2), entry(4, Kind.TICK, 4)]
    return report_on(form, standing_after(log, form.code, form.host.id), start + timedelta(days=_TODAY))
