"""The small timeline: planned staircase dashed, actual solid with the numbered levels on it, today as a line.

One SVG without script, for pages that stand alone; plotly draws the timeline that people explore.
"""

from datetime import date, timedelta
from html import escape
from itertools import pairwise

from kr_app.charts import timeline_spoken
from kr_app.words import Words
from kr_core.plan import Plan
from kr_core.report import Report

_WIDTH, _HEIGHT = 560, 232
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 546, 34, 200
_MOST_LINES = 7
_DISC = 10.5
_SECOND = 'fill="var(--kr-ink-2, #4b5a53)"'

Point = tuple[date, float]


def staircase(report: Report, words: Words, *, sent: bool = False) -> str:
    """The whole drawing; its name for screen readers says the days. `sent`: its day is not called today."""
    return (
        f'<svg class="kr-stairs" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="xMinYMid"'
        f' xmlns="http://www.w3.org/2000/svg" role="img" font-size="14"'
        f' aria-label="{escape(timeline_spoken(report, words))}">'
        f"{_grid(report, words)}{_months(report, words)}{_planned(report)}{_actual(report, words)}"
        f"{_today(report, words, sent)}</svg>"
    )


def _x(report: Report, day: date) -> float:
    year = report.key_result.fiscal_year
    passed = (min(max(day, year.start), year.end) - year.start).days
    return _LEFT + (_RIGHT - _LEFT) * passed / (year.days - 1)


def _y(percent: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * percent / 100


def _grid(report: Report, words: Words) -> str:
    percents = [0.0, *(level.percent for level in report.key_result.scale.levels)]
    if len(percents) > _MOST_LINES:
        percents = [0.0, 25.0, 50.0, 75.0, 100.0]
    return "".join(
        f'<path d="M{_LEFT} {_y(each):.1f}H{_RIGHT}" stroke="var(--kr-line, #e6eae6)"/>'
        f'<text x="{_LEFT - 8}" y="{_y(each) + 4.5:.1f}" text-anchor="end" {_SECOND}>{words.number(each)}</text>'
        for each in percents
    )


def _months(report: Report, words: Words) -> str:
    start = report.key_result.fiscal_year.start
    firsts = [date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 15) for n in range(12)]
    # Every second month has room for its name; on a phone every fourth.
    return "".join(
        f'<text{" class=minor" if n % 4 else ""} x="{_x(report, first):.1f}" y="{_HEIGHT - 8}" text-anchor="middle"'
        f" {_SECOND}>{escape(words.day(first, year=False).split(' ', 1)[1])}</text>"
        for n, first in enumerate(firsts)
        if n % 2 == 0
    )


def _stairs(report: Report, points: list[Point]) -> str:
    (day, percent), *others = points
    steps = "".join(f"H{_x(report, day):.1f}V{_y(percent):.1f}" for day, percent in others)
    return f"M{_x(report, day):.1f} {_y(percent):.1f}{steps}"


def _planned(report: Report) -> str:
    """The plan as it is, dashed; as it was at first, in fine dots, where it was changed."""
    first = _plan_line(report, report.first_plan, "first-plan", "1.5 4") if report.replanned else ""
    return first + _plan_line(report, report.plan, "plan", "5 4")


def _plan_line(report: Report, plan: Plan, name: str, dashes: str) -> str:
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    points = [(year.start, 0.0), *((due.day, scale.percent(due.level)) for due in plan.dues), (year.end, 100.0)]
    return (
        f'<path class="{name}" d="{_stairs(report, points)}" fill="none" stroke="var(--kr-ink-2, #4b5a53)"'
        f' stroke-width="1.6" stroke-dasharray="{dashes}"/>'
    )


def _actual(report: Report, words: Words) -> str:
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    if report.day < year.start:
        return ""
    steps = [(max(day, year.start), level) for day, level in report.steps]
    points = [(year.start, 0.0), *((day, scale.percent(level)) for day, level in steps)]
    points.append((min(report.day, year.end), points[-1][1]))
    stairs = _stairs(report, points)
    accent = "var(--kr-accent, #00704a)"
    return (
        f'<path d="{stairs}V{_BOTTOM}H{_LEFT}Z" fill="{accent}" fill-opacity=".1"/>'
        f'<path class="result" d="{stairs}" fill="none" stroke="{accent}" stroke-width="3"/>'
        + "".join(_disc(report, words, day, level) for day, level in steps)
    )


def _radius(report: Report) -> float:
    """As large as the levels leave room for, one above the other."""
    percents = [0.0, *(level.percent for level in report.key_result.scale.levels)]
    closest = min(above - below for below, above in pairwise(percents))
    return min(_DISC, max(3.0, (_BOTTOM - _TOP) * closest / 100 / 2))


def _disc(report: Report, words: Words, day: date, level: int) -> str:
    x, y, radius = _x(report, day), _y(report.key_result.scale.percent(level)), _radius(report)
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="var(--kr-accent, #00704a)"'
    if radius < _DISC:
        # No room for numbers: the ladder has them.
        return f"{disc}/>"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DISC}" fill="var(--kr-accent, #00704a)"'
        f' stroke="var(--kr-card, #fff)" stroke-width="2.5"/>'
        f'<text class="step" x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle" font-size="13"'
        f' fill="var(--kr-on-accent, #fff)">{words.number(level)}</text>'
    )


def _today(report: Report, words: Words, sent: bool) -> str:
    year = report.key_result.fiscal_year
    if report.day not in year:
        return ""
    x = _x(report, report.day)
    early, late = report.day - year.start < timedelta(days=60), year.end - report.day < timedelta(days=60)
    anchor = "start" if early else "end" if late else "middle"
    day = words.day(report.day, year=False)
    label = escape(day if sent else words("Today {day}", day=day))
    colour = "var(--kr-late, #b4371a)"
    return (
        f'<path class="today" d="M{x:.1f} {_TOP - 10}V{_BOTTOM}" stroke="{colour}" stroke-width="1.4"/>'
        f'<text class="today-label" x="{x:.1f}" y="{_TOP - 16}" text-anchor="{anchor}" fill="{colour}">{label}</text>'
    )
