"""The badge: a small gauge for the pages of others. It stands in an <img>: it brings its colours, and no font."""

from html import escape
from itertools import pairwise

from kr_app.draw.arc import Arc
from kr_app.draw.claims import confirmed_briefly, is_hatched
from kr_app.draw.shapes import colours, shape
from kr_app.draw.status import status_text
from kr_app.words import Words
from kr_core.report import Report

WIDTH, HEIGHT = 300, 64
_FONTS = "Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Thonburi, Tahoma, sans-serif"
_ARC = Arc((47.0, 40.0), 32.0, 21.0, gap=1.8)
# Degrees between two lines of the hatching.
_STEP = 8.0
_ACCENT, _TRACK, _LINE, _INK, _SECOND = "#00704a", "#dde4df", "#d3dad5", "#17231e", "#4b5a53"


def badge(report: Report, words: Words, demo: bool) -> str:
    """The whole drawing: five marks, the percent, and the status in words and shape."""
    percent, status = f"{words.number(report.percent)}%", status_text(report, words)
    name = report.key_result.name.in_language(words.language)
    ink, _ = colours(report.verdict.status)
    confirmed = confirmed_briefly(report, words)
    told = ", ".join(filter(None, (f"{name}: {percent}", status, confirmed)))
    said = escape(told + (f" ({words('Demonstration')})" if demo else ""))
    beside = words("Demonstration") if demo else confirmed or _level(report, words)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" aria-label="{said}" lang="{words.language}" font-family="{_FONTS}"><title>{said}</title>'
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="12" fill="#fff" stroke="{_LINE}"/>'
        f"{_bands(report)}"
        f'<text x="96" y="34" font-size="27" font-weight="600" fill="{_INK}">{percent}</text>'
        f'<text x="{WIDTH - 14}" y="33" font-size="13" text-anchor="end" fill="{_SECOND}">{escape(beside)}'
        f"</text>{shape(report.verdict.status, 103, 48, 12)}"
        f'<text x="116" y="52.5" font-size="14" fill="{ink}">{escape(status)}</text></svg>'
    )


def _level(report: Report, words: Words) -> str:
    return words("Level {level} of {top}", level=report.reached, top=report.key_result.scale.top)


def _bands(report: Report) -> str:
    edges = [0.0, *(level.percent for level in report.key_result.scale.levels)]
    return "".join(
        _claimed(low, high)
        if is_hatched(report, number)
        else f'<path d="{_ARC.band(low, high)}" fill="{_ACCENT if number <= report.reached else _TRACK}"/>'
        for number, (low, high) in enumerate(pairwise(edges), start=1)
    )


def _claimed(low: float, high: float) -> str:
    lines = _ARC.hatched(low, high, _STEP)
    return (
        f'<path d="{_ARC.band(low, high)}" fill="#fff" stroke="{_ACCENT}"/>'
        f'<path class="hatch" d="{lines}" stroke="{_ACCENT}" stroke-width="1.6"/>'
    )
