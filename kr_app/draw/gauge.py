"""The gauge: the signature of the product, one SVG, drawn here and nowhere else.

Colours are CSS variables with a fallback, so that the same bytes serve light, dark and a lone picture.
"""

from html import escape
from itertools import pairwise
from math import cos, radians, sin

from kr_app.draw.arc import Arc
from kr_app.draw.claims import confirmed_text, is_hatched
from kr_app.draw.lines import width
from kr_app.draw.status import status_text
from kr_app.words import Words
from kr_core.digits import exact_number
from kr_core.report import Report
from kr_core.scoring import FULL_SCORE
from kr_core.status import Status

LEFT, WIDTH, HEIGHT = 10, 380, 220
_ARC = Arc((200.0, 152.0), 126.0, 94.0, gap=1.1)
_ACCENT = "var(--kr-accent, #00704a)"
# Degrees between two lines of the hatching.
_STEP = 4.6
_PERCENTS_BEFORE_CROWDED = 6
# The size of the figure by how many characters it has, so that it stays inside the arc.
_FIGURE_SIZES = {1: 68, 2: 68, 3: 68, 4: 52}
_LONG_FIGURE_SIZE = 42


def gauge(report: Report, words: Words) -> str:
    """The whole drawing, with everything it says in its name for screen readers."""
    scale = report.key_result.scale
    edges = [0.0, *(level.percent for level in scale.levels)]
    parts = [
        f'<svg class="kr-gauge" viewBox="{LEFT} 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' aria-label="{escape(spoken(report, words))}" data-percent="{exact_number(report.percent)}"'
        f' data-version="{report.version}">'
    ]
    for number, (low, high) in enumerate(pairwise(edges), start=1):
        parts.append(_segment(report, words, number, low, high))
    marks = edges if len(edges) <= _PERCENTS_BEFORE_CROWDED else [0.0, 100.0]
    parts.extend(_mark(words, percent) for percent in marks)
    parts.append(_ghost(report))
    parts.append(_pin(report, words))
    parts.append(_figure(report, words))
    parts.append("</svg>")
    return "".join(parts)


def spoken(report: Report, words: Words) -> str:
    """What a screen reader says for the gauge."""
    top = report.key_result.scale.top
    said = [
        words("{percent} percent, level {level} of {top}", percent=report.percent, level=report.reached, top=top),
        status_text(report, words),
    ]
    if report.checks.asked and report.reached:
        said[0] = words(
            "{percent} percent as recorded, level {level} of {top}",
            percent=report.percent,
            level=report.reached,
            top=top,
        )
        said.insert(1, words("{percent} percent confirmed", percent=report.confirmed_percent))
    if has_pin(report):
        planned = report.key_result.scale.percent(report.expected)
        said.insert(-1, words("The plan for today is {percent} percent", percent=planned))
    return " · ".join(said)


def _segment(report: Report, words: Words, number: int, low: float, high: float) -> str:
    state = _state(report, number)
    x, y = _ARC.at(_ARC.angle((low + high) / 2), (_ARC.outer + _ARC.inner) / 2)
    return (
        f'<path class="band {state}" d="{_ARC.band(low, high)}" {_BAND_PAINT[state]}/>{_hatched(state, low, high)}'
        f'<text class="band-number {state}" x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle" font-size="14"'
        f' font-weight="600" {_NUMBER_PAINT[state]}>{words.number(number)}</text>'
    )


def _state(report: Report, number: int) -> str:
    if number > report.reached:
        return "waiting" if number in report.waiting else "open"
    if is_hatched(report, number):
        return "claimed"
    return "done now" if number == report.reached else "done"


def _hatched(state: str, low: float, high: float) -> str:
    if state != "claimed":
        return ""
    lines = _ARC.hatched(low, high, _STEP)
    return f'<path class="hatch" d="{lines}" stroke="var(--kr-accent, #00704a)" stroke-width="2.2"/>'


_BAND_PAINT = {
    "claimed": 'fill="var(--kr-card, #fff)" stroke="var(--kr-accent, #00704a)" stroke-width="1.5"',
    "done": 'fill="var(--kr-accent, #00704a)" fill-opacity="0.86"',
    "done now": 'fill="var(--kr-accent, #00704a)"',
    "waiting": 'fill="var(--kr-track, #e3e9e5)" stroke="var(--kr-accent, #00704a)" stroke-width="1.5"'
    ' stroke-dasharray="4 3"',
    "open": 'fill="var(--kr-track, #e3e9e5)"',
}
_NUMBER_PAINT = {
    # A rim in the ground's colour keeps the number off the lines.
    "claimed": 'fill="var(--kr-ink, #17231e)" stroke="var(--kr-card, #fff)" stroke-width="5" stroke-linejoin="round"'
    ' paint-order="stroke"',
    "done": 'fill="var(--kr-on-accent, #fff)"',
    "done now": 'fill="var(--kr-on-accent, #fff)"',
    "waiting": 'fill="var(--kr-ink-2, #4b5a53)"',
    "open": 'fill="var(--kr-ink-2, #4b5a53)"',
}


def _mark(words: Words, percent: float) -> str:
    angle = _ARC.angle(percent)
    x, y = _ARC.at(angle, _ARC.outer + 13)
    return (
        f'<text class="mark" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="{_anchor(angle)}" font-size="13"'
        f' fill="var(--kr-ink-2, #4b5a53)">{words.number(percent)}</text>'
    )


def _ghost(report: Report) -> str:
    """A dotted arc from the figure to where the pace so far would bring it by 30 September."""
    if report.forecast is None:
        return ""
    radius, start = _ARC.outer + 3.5, _ARC.angle(report.percent) - 3
    (x1, y1), (x2, y2) = (
        _ARC.at(start, radius),
        _ARC.at(min(start, _ARC.angle(report.forecast.middle.at_year_end)), radius),
    )
    return (
        f'<path class="ghost" d="M{x1:.1f} {y1:.1f}A{radius:g} {radius:g} 0 0 1 {x2:.1f} {y2:.1f}" fill="none"'
        f' stroke="{_ACCENT}" stroke-width="2.6" stroke-dasharray="0 6" stroke-linecap="round"/>'
    )


def has_pin(report: Report) -> bool:
    """Whether the plan for today is marked; not in a year that is over or has not begun."""
    return not report.final and report.verdict.status is not Status.NOT_STARTED


def _pin(report: Report, words: Words) -> str:
    """The mark at "the plan says we should be here today"; a finished or future year has none."""
    if not has_pin(report):
        return ""
    planned = report.key_result.scale.percent(report.expected)
    angle = _ARC.angle(planned)
    tip, left, right = (
        _ARC.at(angle, _ARC.inner - 2),
        _ARC.at(angle - 4.2, _ARC.inner - 15),
        _ARC.at(angle + 4.2, _ARC.inner - 15),
    )
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (tip, left, right))
    x, y = _ARC.at(angle, _ARC.outer + 13)
    anchor = _anchor(angle)
    # The label leaves room for the mark of the same percent: beside it around the top, and at the sides below it, from
    # the drawing's edge.
    if anchor == "middle":
        x, y, anchor = x + 16, y + 4, "start"
    elif sin(radians(angle)) > 0.6:
        beside = width(words.number(planned), 13) + 6
        x, y = x + (beside if anchor == "start" else -beside), y + 4
    else:
        x, y, anchor = (LEFT + 1, y + 19, "start") if anchor == "end" else (LEFT + WIDTH - 2, y + 19, "end")
    label = escape(words("plan today"))
    return (
        f'<polygon class="pin" points="{points}" fill="var(--kr-ink, #17231e)"><title>{label}</title></polygon>'
        f'<line class="pin-line" x1="{_ARC.at(angle, _ARC.inner)[0]:.1f}" y1="{_ARC.at(angle, _ARC.inner)[1]:.1f}"'
        f' x2="{_ARC.at(angle, _ARC.outer + 4)[0]:.1f}" y2="{_ARC.at(angle, _ARC.outer + 4)[1]:.1f}"'
        f' stroke="var(--kr-ink, #17231e)" stroke-width="2"/>'
        f'<text class="pin-label" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
        f' font-size="13" font-weight="600" fill="var(--kr-ink, #17231e)">{label}</text>'
    )


def _figure(report: Report, words: Words) -> str:
    x, y = _ARC.centre
    ink, second = "var(--kr-ink, #17231e)", "var(--kr-ink-2, #4b5a53)"
    top = report.key_result.scale.top
    level = words("Level {level} of {top}", level=report.reached, top=top)
    score = words("Score {score} of {full}", score=report.score, full=FULL_SCORE)
    solid, look = "", f'fill="{second}"'
    figure = words.number(report.percent)
    size = _FIGURE_SIZES.get(len(figure), _LONG_FIGURE_SIZE)
    if confirmed := confirmed_text(report, words):
        # Both figures stand in the gauge: as claimed, and as confirmed behind a mark as solid as its bands.
        claimed = words("Score {score}", score=report.score)
        level = f"{level} · {claimed}"
        solid, score, look = f'<tspan fill="{_ACCENT}">■</tspan> ', confirmed, f'font-weight="600" fill="{ink}"'
    return (
        f'<text class="percent" x="{x}" y="{y + 3}" text-anchor="middle" font-size="{size}" font-weight="600"'
        f' fill="{ink}">{figure}'
        f'<tspan font-size="{min(28, size // 2)}" font-weight="400" fill="{second}" dx="3">%</tspan></text>'
        f'<text class="level" x="{x}" y="{y + 32}" text-anchor="middle" font-size="15.5" fill="{second}">'
        f'{escape(level)}</text><text class="score" x="{x}" y="{y + 54}" text-anchor="middle" font-size="15.5"'
        f" {look}>{solid}{escape(score)}</text>"
    )


def _anchor(angle: float) -> str:
    sideways = cos(radians(angle))
    return "middle" if abs(sideways) < 0.25 else "start" if sideways > 0 else "end"
