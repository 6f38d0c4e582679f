"""The legend of the gauge explains exactly the marks that this gauge shows."""

import re
from datetime import date

import pytest

from kr_app.draw.gauge import gauge
from kr_app.draw.reading import marks_of
from kr_core.report import Report
from tests.app.drawn import DAYS, ENGLISH, THAI, reported
from tests.core.builders import key_result, report, tick

# What a mark is called, and how it is found in the drawing of the gauge.
DRAWN = {
    "level done": 'class="band done',
    "not reached yet": 'class="band open"',
    "done, waiting for a lower level": 'class="band waiting"',
    "where the plan is today": 'class="pin"',
    "forecast for 30 September at the pace so far": 'class="ghost"',
    "recorded, not confirmed yet": 'class="band claimed"',
}


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("done", [(), (1,), (1, 2), (1, 3), (2, 4), (1, 2, 3, 4, 5)], ids=str)
def test_every_mark_is_explained_and_nothing_else(done: tuple[int, ...], when: str) -> None:
    """In all states and both languages."""
    shown = reported(DAYS[when], done)
    svg, texts = gauge(shown, ENGLISH), [mark.text for mark in marks_of(shown, ENGLISH)]
    for text, drawn in DRAWN.items():
        assert (text in texts) is (drawn in svg), text
    assert all(re.search("[ก-๛]", mark.text) for mark in marks_of(shown, THAI))


def claimed() -> Report:
    """Two levels recorded and none confirmed, where the host is asked."""
    asked = key_result(
        follow_up={"support_reports": False, "host_monitors": True, "inspector": False, "data_system": False}
    )
    log = [tick(1, 1, date(2024, 11, 1)), tick(2, 2, date(2025, 1, 10))]
    return report(log, date(2025, 7, 22), asked)


def test_a_hatched_band_is_explained_and_a_stale_figure_too() -> None:
    """Where confirmation is asked for, solid means confirmed."""
    texts = [mark.text for mark in marks_of(claimed(), ENGLISH)]
    assert texts[:3] == ["confirmed", "recorded, not confirmed yet", "not reached yet"]
    assert texts[-1] == "pale: no report for more than 30 days"
    assert gauge(claimed(), ENGLISH).count('class="band claimed"') == 2


def test_the_ghost_leads_from_the_figure_to_the_forecast() -> None:
    """Further along the arc, never back; none without a forecast."""
    log = [tick(1, 1, date(2024, 11, 1)), tick(2, 2, date(2025, 1, 10))]
    svg = gauge(report(log, date(2025, 2, 1)), ENGLISH)
    (x1, x2) = map(float, re.search(r'class="ghost" d="M([\d.]+) .*? ([\d.]+) [\d.]+"', svg).groups())  # type: ignore[union-attr]
    assert x2 > x1
    assert "ghost" not in gauge(report(log[:1], date(2025, 2, 1)), ENGLISH)
