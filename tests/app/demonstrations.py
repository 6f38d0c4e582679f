"""The demonstration, made in a process of its own on a day that the test names."""

from typing import Any

from kr_app import clock
from kr_app.books import DEMO, REAL, book
from kr_core.check_in import reports_of
from kr_core.log import Kind
from tests.app.entries import log_of


def demonstration() -> dict[str, Any]:
    """What the demonstration shows, from its own file and from the real one."""
    known = book(DEMO)
    known.refresh()
    (key_result,) = known.definitions.key_results.values()
    events = [event for event in log_of(known.path) if event.code == key_result.code]
    report = known.report(key_result, clock.today())
    now = clock.now()
    return {
        "code": key_result.code,
        "year": key_result.fiscal_year.number,
        "file": known.path.name,
        "events": len(events),
        "kinds": [event.kind for event in events],
        "from the future": [
            str(event)
            for event in events
            if event.moment > now or (event.kind == Kind.TICK and event.day and event.day > report.day)
        ],
        "of another year": [str(event) for event in events if event.day and event.day not in key_result.fiscal_year],
        "in order": [event.moment for event in events] == sorted(event.moment for event in events),
        "periods": [str(period) for period in reports_of(report.said)],
        "moved": report.replanned,
        "reached": report.reached,
        "stale": report.stale,
        "problem": str(known.problem) if known.problem else None,
        "real log": len(log_of(book(REAL).path)) if book(REAL).path.exists() else None,
    }
