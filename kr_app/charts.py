"""Figures for plotly, as plain dictionaries: built once per version and shared by everybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from kr_app.words import Words
from kr_core.report import Report
from kr_core.status import Status

HEIGHT = 292
Figure = dict[str, Any]


class Checked(go.Figure):  # type: ignore[misc]
    """A figure that plotly has checked once. Streamlit asks for its dictionary in every run, and must not change it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self.__dict__["_checked"] = super().to_dict()

    def to_dict(self) -> Figure:
        """The dictionary that was checked, the same one every time."""
        checked: Figure = self.__dict__["_checked"]
        return checked


@dataclass(frozen=True)
class Palette:
    """The colours of a figure; the same tokens as in tokens.css."""

    ink: str
    second: str
    line: str
    accent: str
    area: str
    late: str
    card: str


LIGHT = Palette("#17231e", "#4b5a53", "#e6eae6", "#00704a", "rgba(0,112,74,0.10)", "#b4371a", "#ffffff")
DARK = Palette("#eef4f0", "#b2c0b9", "#24312b", "#2fbf8a", "rgba(47,191,138,0.12)", "#ff8d6b", "#16201b")


def timeline_title(report: Report, words: Words) -> str:
    """The answer that the timeline gives, as its title."""
    verdict = report.verdict
    if report.final and report.untouched:
        return words("Nothing recorded for fiscal year {year}", year=report.key_result.fiscal_year.number)
    if report.final:
        return words("The year ended at {percent}%", percent=report.percent)
    match verdict.status:
        case Status.NOT_STARTED:
            return words("The plan for fiscal year {year}", year=report.key_result.fiscal_year.number)
        case Status.DONE:
            return words("Every level was done by {day}", day=words.day(report.steps[-1][0], year=False, long=True))
        case Status.LATE:
            behind = report.expected - report.reached
            since = report.plan.due(report.reached + 1) + timedelta(days=1)
            day = words.day(since, year=False, long=True)
            return words.counted(
                "{count} level behind plan since {day}", "{count} levels behind plan since {day}", behind, day=day
            )
        case Status.AHEAD:
            return words("Ahead of plan")
        case _:
            due = report.plan.dues[report.reached]
            return words("Next level due {day}", day=words.day(due.day, year=False, long=True))


def timeline_spoken(report: Report, words: Words) -> str:
    """The text alternative of the timeline."""
    steps = [words("level {level} on {day}", level=level, day=words.day(day)) for day, level in report.steps] or [
        words("no level yet")
    ]
    return words("{title}. Reached: {steps}.", title=timeline_title(report, words), steps=", ".join(steps))


def timeline(report: Report, words: Words, palette: Palette) -> Figure:
    """Planned staircase dashed, actual solid with the numbered levels on it, forecast dotted, today as a line."""
    year = report.key_result.fiscal_year
    return {
        "data": [
            _planned(report, words, palette),
            *_actual(report, words, palette),
            *_forecast(report, words, palette),
        ],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 44, "r": 14, "t": 26, "b": 30},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "hovermode": "closest",
            "font": {"family": "Sarabun, sans-serif", "size": 13, "color": palette.second},
            "hoverlabel": {"font": {"family": "Sarabun, sans-serif", "size": 14}},
            "xaxis": {
                "range": [year.start.isoformat(), (year.end + timedelta(days=1)).isoformat()],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                **_months(report, words),
            },
            "yaxis": {
                "range": [-3, 108],
                "fixedrange": True,
                "gridcolor": palette.line,
                "zeroline": False,
                "ticks": "outside",
                "ticklen": 6,
                "tickcolor": "rgba(0,0,0,0)",
                **_percents(report, words),
            },
            "shapes": _today_line(report, palette),
            "annotations": _today_label(report, words, palette),
        },
    }


def _months(report: Report, words: Words) -> dict[str, list[str]]:
    start = report.key_result.fiscal_year.start
    firsts = [
        date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 15) for n in range(0, 12, 2)
    ]
    return {
        "tickvals": [day.isoformat() for day in firsts],
        "ticktext": [words.day(day, year=False).split(" ", 1)[1] for day in firsts],
    }


def _percents(report: Report, words: Words) -> dict[str, list[Any]]:
    percents = [0.0, *(level.percent for level in report.key_result.scale.levels)]
    if len(percents) > 7:
        percents = [0.0, 25.0, 50.0, 75.0, 100.0]
    return {"tickvals": percents, "ticktext": [words.number(percent) for percent in percents]}


def _staircase(points: list[tuple[date, float]]) -> dict[str, list[Any]]:
    return {"x": [day.isoformat() for day, _ in points], "y": [percent for _, percent in points]}


def _planned(report: Report, words: Words, palette: Palette) -> Figure:
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    points = [(year.start, 0.0), *((due.day, scale.percent(due.level)) for due in report.plan.dues)]
    if points[-1][0] < year.end:
        points.append((year.end, 100.0))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": words("Plan"),
        "line": {"shape": "hv", "dash": "5px,4px", "width": 1.6, "color": palette.second},
        "hovertemplate": f"{words('Plan')}: %{{customdata}}<extra></extra>",
        "customdata": [f"{words.number(percent)}% {words.day(day)}" for day, percent in points],
        **_staircase(points),
    }


def _actual(report: Report, words: Words, palette: Palette) -> list[Figure]:
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
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "name": words("Level reached"),
        "marker": {"size": 21, "color": palette.accent, "line": {"width": 2.5, "color": palette.card}},
        "text": [words.number(level) for _, level in steps],
        "textfont": {"color": palette.card, "size": 12, "family": "Sarabun, sans-serif"},
        "hovertemplate": "%{customdata}<extra></extra>",
        "customdata": [
            words("Level {level} ({percent}%), {day}", level=level, percent=scale.percent(level), day=words.day(day))
            for day, level in steps
        ],
        **_staircase([(day, scale.percent(level)) for day, level in steps]),
    }
    return [line, marks]


def _forecast(report: Report, words: Words, palette: Palette) -> list[Figure]:
    forecast = report.forecast
    if forecast is None:
        return []
    year_end = report.key_result.fiscal_year.end
    end = min(forecast.full_on or year_end, year_end)
    points = [(report.day, report.percent), (end, 100.0 if end == forecast.full_on else forecast.at_year_end)]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": words("Forecast"),
            "line": {"dash": "dot", "width": 2.2, "color": palette.accent},
            "hovertemplate": f"{words('Forecast')}: %{{customdata}}<extra></extra>",
            "customdata": [f"{words.number(round(percent))}% {words.day(day)}" for day, percent in points],
            **_staircase(points),
        }
    ]


def _today_line(report: Report, palette: Palette) -> list[Figure]:
    if report.day not in report.key_result.fiscal_year:
        return []
    day = report.day.isoformat()
    line = {"color": palette.late, "width": 1.4}
    return [{"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": line}]


def _today_label(report: Report, words: Words, palette: Palette) -> list[Figure]:
    if report.day not in report.key_result.fiscal_year:
        return []
    year = report.key_result.fiscal_year
    passed = (report.day - year.start).days / year.days
    return [
        {
            "x": report.day.isoformat(),
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left" if passed < 0.12 else "right" if passed > 0.88 else "center",
            "showarrow": False,
            "text": words("Today {day}", day=words.day(report.day, year=False)),
            "font": {"color": palette.late, "size": 13},
        }
    ]
