"""Figures for plotly, and what they answer in words."""

from kr_app.charts.discs import Discs
from kr_app.charts.palette import DARK, LIGHT, Palette
from kr_app.charts.texts import assumed_text, forecast_text, timeline_spoken, timeline_title
from kr_app.charts.timeline import Checked, timeline

__all__ = [
    "DARK",
    "LIGHT",
    "Checked",
    "Discs",
    "Palette",
    "assumed_text",
    "forecast_text",
    "timeline",
    "timeline_spoken",
    "timeline_title",
]
