"""The lines of the timeline, each as plotly wants it."""

from datetime import date
from typing import Any

from kr_app.charts.discs import Discs
from kr_app.charts.palette import Palette
from kr_app.words import Words
from kr_core.forecast import Line
from kr_core.plan import Plan
from kr_core.report import Report

Figure = dict[str, Any]
# In pixels.
_DISCS = Discs(large=21, small=17, dot=9, per_percent=2.1)


def _staircase(points: list[tuple[date, float]]) -> dict[str, list[Any]]:
    return _line(points)


def planned(report: Report, words: Words, palette: Palette) -> Figure:
    """The plan as it is, dashed."""
    points, name = _planned_points(report, report.plan), words("Plan")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "line": {"shape": "hv", "dash": "5px,4px", "width": 1.6, "color": palette.second},
        "hovertemplate": f"{name}: %{{customdata}}<extra></extra>",
        "customdata": [f"{words.number(percent)}% {words.day(day)}" for day, percent in points],
        **_staircase(points),
    }


def first_planned(report: Report, words: Words, palette: Palette) -> list[Figure]:
    """The plan as the form gave it, where it was changed since: thin and dotted."""
    if not report.replanned:
        return []
    points = _planned_points(report, report.first_plan)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": words("First plan"),
            "opacity": 0.75,
            "line": {"shape": "hv", "dash": "1px,4px", "width": 1.6, "color": palette.second},
            "hovertemplate": f"{words('First plan')}: %{{customdata}}<extra></extra>",
            "customdata": [f"{words.number(percent)}% {words.day(day)}" for day, percent in points],
            **_staircase(points),
        }
    ]


def _planned_points(report: Report, plan: Plan) -> list[tuple[date, float]]:
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    points = [(year.start, 0.0), *((due.day, scale.percent(due.level)) for due in plan.dues)]
    return points if points[-1][0] >= year.end else [*points, (year.end, 100.0)]


def actual(report: Report, words: Words, palette: Palette) -> list[Figure]:
    """The result, solid, with the numbered levels on it; a level that waits for confirmation is a hollow disc."""
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    if report.day < year.start:
        return []
    steps = [(max(day, year.start), level) for day, level in report.steps]
    points = [(year.start, 0.0), *((day, scale.percent(level)) for day, level in steps)]
    points.append((min(report.day, year.end), points[-1][1]))
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": words("Result"),
        "line": {"shape": "hv", "width": 3, "color": palette.accent},
        "fill": "tozeroy",
        "fillcolor": palette.area,
        "hoverinfo": "skip",
        **_staircase(points),
    }
    confirmed = {level for _, level in steps if level <= report.confirmed_reached}
    sizes = _DISCS.sizes([scale.percent(level) for _, level in steps])
    crowded = max(sizes, default=_DISCS.large) < _DISCS.large
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "name": words("Level reached"),
        "marker": {
            "size": sizes,
            # Else plotly draws discs of several sizes translucent, and the lines show through the numbers.
            "opacity": 1,
            "color": [palette.accent if level in confirmed else palette.card for _, level in steps],
            "line": {
                "width": 1 if crowded else 2.5,
                "color": [palette.card if level in confirmed else palette.accent for _, level in steps],
            },
        },
        "text": [
            words.number(level) if size > _DISCS.dot else "" for (_, level), size in zip(steps, sizes, strict=True)
        ],
        "textfont": {
            "color": [palette.card if level in confirmed else palette.ink for _, level in steps],
            "size": 11 if crowded else 12,
            "family": "Sarabun, sans-serif",
        },
        "hovertemplate": "%{customdata}<extra></extra>",
        "customdata": [
            words("Level {level} ({percent}%), {day}", level=level, percent=scale.percent(level), day=words.day(day))
            for day, level in steps
        ],
        **_staircase([(day, scale.percent(level)) for day, level in steps]),
    }
    return [line, marks]


def forecast(report: Report, words: Words, palette: Palette) -> list[Figure]:
    """The forecast, dotted, within the band between the slowest and the fastest pace so far."""
    if report.forecast is None:
        return []
    slow, fast = (_to_year_end(report, line) for line in (report.forecast.slow, report.forecast.fast))
    middle = _to_year_end(report, report.forecast.middle)
    band = {
        "type": "scatter",
        "mode": "lines",
        "name": words("Range of the forecast"),
        "fill": "toself",
        "fillcolor": palette.band,
        "line": {"width": 0},
        "hoverinfo": "skip",
        **_line([*fast, *reversed(slow)]),
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": words("Forecast"),
        "line": {"dash": "dot", "width": 2.2, "color": palette.accent},
        "hovertemplate": f"{words('Forecast')}: %{{customdata}}<extra></extra>",
        "customdata": [f"{words.whole(percent)}% {words.day(day)}" for day, percent in middle],
        **_line(middle),
    }
    return [band, line]


def _to_year_end(report: Report, line: Line) -> list[tuple[date, float]]:
    """A pace from today to the year's end, bent where it reaches 100 %."""
    year_end = report.key_result.fiscal_year.end
    points = [(report.day, report.percent)]
    if line.full_on is not None and line.full_on < year_end:
        points.append((line.full_on, 100.0))
    return [*points, (year_end, line.at_year_end)]


def _line(points: list[tuple[date, float]]) -> dict[str, list[Any]]:
    return {"x": [day.isoformat() for day, _ in points], "y": [percent for _, percent in points]}
