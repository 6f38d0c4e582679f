"""The timeline: the report's days as a figure, with its answer as the title."""

import json
import re
from datetime import date, timedelta

import pytest

from kr_app.charts import DARK, LIGHT, Palette, forecast_text, timeline, timeline_spoken, timeline_title
from kr_core.digits import Digits
from kr_core.language import Language
from kr_core.report import Report
from kr_core.sentence import sentence_of
from tests.app.drawn import DAYS, ENGLISH, READERS, THAI, YEAR, reported
from tests.core.builders import key_result, tick
from tests.core.builders import report as report_of
from tests.serving import ROOT

STATES = [(), (1,), (1, 3), (1, 2, 3, 4, 5)]
CSS = (ROOT / "kr_app" / "assets" / "tokens.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("top", [1, 5, 12])
@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("done", STATES, ids=str)
def test_the_figure_is_plain_data_that_says_what_the_report_says(done: tuple[int, ...], when: str, top: int) -> None:
    """For each reader, light and dark: JSON, the plan's days, the steps' days."""
    report = reported(DAYS[when], tuple(level for level in done if level <= top), top)
    for words in READERS:
        for palette in (LIGHT, DARK):
            figure = timeline(report, words, palette)
            assert json.loads(json.dumps(figure, allow_nan=False)) == figure
            traces = {trace["name"]: trace for trace in figure["data"]}
            plan = traces[words("Plan")]
            assert _points(plan)[1 : top + 1] == [
                (due.day.isoformat(), report.key_result.scale.percent(due.level)) for due in report.plan.dues
            ]
            if when == "not started":
                assert words("Result") not in traces
            else:
                assert _points(traces[words("Level reached")]) == _steps(report)
                assert _points(traces[words("Result")])[-1] == (
                    min(report.day, YEAR.end).isoformat(),
                    report.percent,
                )
            assert (words("Forecast") in traces) is (report.forecast is not None)


@pytest.mark.parametrize("when", DAYS)
def test_today_is_marked_only_within_the_year(when: str) -> None:
    """By a line and its name."""
    layout = timeline(reported(DAYS[when], (1,)), ENGLISH, LIGHT)["layout"]
    within = when not in ("not started", "over")
    assert [shape["x0"] for shape in layout["shapes"]] == [DAYS[when].isoformat()] * within
    assert len(layout["annotations"]) == within


def test_days_run_forward_in_every_line() -> None:
    """A staircase never goes back in time."""
    for when in DAYS.values():
        for trace in timeline(reported(when, (1, 2, 4)), ENGLISH, LIGHT)["data"]:
            days = [date.fromisoformat(day) for day in trace["x"]]
            assert days == sorted(days) or trace["name"] == "Range of the forecast"
            assert all(YEAR.start <= day <= YEAR.end for day in days)


def test_work_done_before_the_year_stands_at_its_beginning() -> None:
    """Inside the picture, and at its full height."""
    early = report_of([tick(1, 1, YEAR.start - timedelta(days=40))], DAYS["summer"], key_result())
    (mark,) = [each for each in timeline(early, ENGLISH, LIGHT)["data"] if each["name"] == "Level reached"]
    assert _points(mark) == [(YEAR.start.isoformat(), 20.0)]


@pytest.mark.parametrize(
    ("when", "done", "title"),
    [
        ("not started", (), "The plan for fiscal year 2568"),
        ("summer", (1, 2, 3, 4, 5), "Every level was done by 6 October"),
        ("over", (1, 2), "The year ended at 40%"),
        ("summer", (1, 2, 3, 4), "Ahead of plan"),
    ],
)
def test_the_title_is_the_answer(when: str, done: tuple[int, ...], title: str) -> None:
    """Not the name of a chart."""
    report = reported(DAYS[when], done)
    if title == "Ahead of plan":
        report = reported(date(2025, 5, 1), done)
    assert timeline_title(report, ENGLISH) == title
    assert timeline_spoken(report, ENGLISH).startswith(title)


def test_the_title_of_a_late_key_result_says_since_when() -> None:
    """The day after the first level that was missed, in the reader's language."""
    late = reported(DAYS["summer"], (1, 2))
    since = late.plan.due(3) + timedelta(days=1)
    assert timeline_title(late, ENGLISH) == f"2 levels behind plan since {ENGLISH.day(since, year=False, long=True)}"
    assert THAI.day(since, year=False, long=True) in timeline_title(late, THAI)


@pytest.mark.parametrize(("palette", "block"), [(LIGHT, 0), (DARK, 1)])
def test_the_colours_are_the_tokens_of_the_style_sheet(palette: Palette, block: int) -> None:
    """Ink, second ink, line, accent, late and card, in light and in dark."""
    tokens = dict(re.findall(r"--kr-([a-z0-9-]+):\s*([^;]+);", re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[block]))
    names = {"ink": "ink", "second": "ink-2", "line": "line", "accent": "accent", "late": "late", "card": "card"}
    assert {name: getattr(palette, name) for name in names} == {name: tokens[token] for name, token in names.items()}
    red, green, blue = (int(tokens["accent"][place : place + 2], 16) for place in (1, 3, 5))
    assert palette.area.startswith(f"rgba({red},{green},{blue},")


def _points(trace: dict[str, list[object]]) -> list[tuple[object, object]]:
    return list(zip(trace["x"], trace["y"], strict=True))


def _steps(report: Report) -> list[tuple[object, object]]:
    scale = report.key_result.scale
    return [(max(day, YEAR.start).isoformat(), scale.percent(level)) for day, level in report.steps]


def test_a_day_that_is_past_is_not_called_today() -> None:
    """Whoever looks back sees the day alone at its line."""
    report = reported(DAYS["summer"], (1,))
    (now,), (then,) = (timeline(report, ENGLISH, LIGHT, past=past)["layout"]["annotations"] for past in (False, True))
    assert now["text"] == f"Today {then['text']}"


def test_the_pace_now_needed_is_said_once() -> None:
    """A late key result says it in its sentence, every other below the timeline's title."""
    late, ahead = reported(DAYS["summer"], (1,)), reported(DAYS["summer"], (1, 2, 3, 4))
    assert "is needed to finish" in sentence_of(late, Language.ENGLISH, Digits.ARABIC).pace
    assert "is needed to finish" not in forecast_text(late, ENGLISH)
    assert "is needed to finish" in forecast_text(ahead, ENGLISH)
