"""The timeline as a figure for plotly, as a plain dictionary: built once per version and shared by everybody."""

from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from kr_app.charts.palette import Palette
from kr_app.charts.traces import Figure, actual, first_planned, forecast, planned
from kr_app.words import Words
from kr_core.report import Report

HEIGHT = 292


class Checked(go.Figure):  # type: ignore[misc]
    """A figure that plotly has checked once. Streamlit asks for its dictionary in every run, and must not change it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self.__dict__["_checked"] = super().to_dict()

    def to_dict(self) -> Figure:
        """The dictionary that was checked, the same one every time."""
        checked: Figure = self.__dict__["_checked"]
        return checked


def timeline(report: Report, words: Words, palette: Palette, *, past: bool = False) -> Figure:
    """Planned staircase dashed, actual solid with the numbered levels on it, forecast in its band, today a line.

    `past`: its day is not called today.
    """
    year = report.key_result.fiscal_year
    return {
        "data": [
            *first_planned(report, words, palette),
            planned(report, words, palette),
            *actual(report, words, palette),
            *forecast(report, words, palette),
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
            "annotations": _today_label(report, words, palette, past),
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


def _today_line(report: Report, palette: Palette) -> list[Figure]:
    if report.day not in report.key_result.fiscal_year:
        return []
    day = report.day.isoformat()
    line = {"color": palette.late, "width": 1.4}
    # Below the lines: it must not strike through the number of a level that was reached today.
    return [{"type": "line", "layer": "between", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": line}]


def _today_label(report: Report, words: Words, palette: Palette, past: bool) -> list[Figure]:
    if report.day not in report.key_result.fiscal_year:
        return []
    year = report.key_result.fiscal_year
    day = words.day(report.day, year=False)
    passed = (report.day - year.start).days / year.days
    return [
        {
            "x": report.day.isoformat(),
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "xanchor": "left" if passed < 0.12 else "right" if passed > 0.88 else "center",
            "showarrow": False,
            "text": day if past else words("Today {day}", day=day),
            "font": {"color": palette.late, "size": 13},
        }
    ]
