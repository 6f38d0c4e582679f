"""The small timeline: planned staircase dashed, actual solid with the numbered levels on it, today as a line.

One SVG without script, for pages that stand alone; plotly draws the timeline that people explore. It is as wide as its
place; everything else is measured in letters (em), so that its texts are as large as the page says, on a phone and on a
wall. Places are percents of the field; what stands around the field stands in the padding that card.css gives.
"""

from datetime import date, timedelta
from html import escape

from kr_app.charts import Discs, timeline_spoken
from kr_app.words import Words
from kr_core.plan import Plan
from kr_core.report import Report

_MOST_LINES = 7
# The height of the field, and the discs in it, in em; the height of the whole stands in card.css.
_FIELD = 15.0
_DISCS = Discs(large=1.5, small=1.22, dot=0.64, per_percent=_FIELD / 100)
_SECOND = 'fill="var(--kr-ink-2, #4b5a53)"'
_ACCENT = "var(--kr-accent, #00704a)"
_LATE = "var(--kr-late, #b4371a)"
_STROKE = 'fill="none" vector-effect="non-scaling-stroke"'

Point = tuple[date, float]


def staircase(report: Report, words: Words, *, past: bool = False) -> str:
    """The whole drawing; its name for screen readers says the days. `past`: its day is not called today."""
    return (
        f'<svg class="kr-stairs" xmlns="http://www.w3.org/2000/svg" role="img"'
        f' aria-label="{escape(timeline_spoken(report, words))}">'
        f"{_grid(report, words)}{_months(report, words)}{_today_line(report)}"
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">'
        f"{_planned(report)}{_actual(report)}</svg>{_discs(report, words)}{_today_label(report, words, past)}</svg>"
    )


def _x(report: Report, day: date) -> float:
    year = report.key_result.fiscal_year
    passed = (min(max(day, year.start), year.end) - year.start).days
    return 100 * passed / (year.days - 1)


def _y(percent: float) -> float:
    return 100 - percent


def _grid(report: Report, words: Words) -> str:
    percents = [0.0, *(level.percent for level in report.key_result.scale.levels)]
    if len(percents) > _MOST_LINES:
        percents = [0.0, 25.0, 50.0, 75.0, 100.0]
    return "".join(
        f'<line x2="100%" y1="{_y(each):g}%" y2="{_y(each):g}%" stroke="var(--kr-line, #e6eae6)"/>'
        f'<text x="-.7em" y="{_y(each):g}%" dy=".32em" text-anchor="end" {_SECOND}>{words.number(each)}</text>'
        for each in percents
    )


def _months(report: Report, words: Words) -> str:
    start = report.key_result.fiscal_year.start
    firsts = [
        date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 15) for n in range(0, 12, 2)
    ]
    return "".join(
        f'<text x="{_x(report, first):.1f}%" y="100%" dy="1.75em" text-anchor="middle"'
        f" {_SECOND}>{escape(words.day(first, year=False).split(' ', 1)[1])}</text>"
        for first in firsts
    )


def _stairs(report: Report, points: list[Point]) -> str:
    (day, percent), *others = points
    steps = "".join(f"H{_x(report, day):.1f}V{_y(percent):g}" for day, percent in others)
    return f"M{_x(report, day):.1f} {_y(percent):g}{steps}"


def _planned(report: Report) -> str:
    """The plan as it is, dashed; as it was at first, in fine dots, where it was changed."""
    first = _plan_line(report, report.first_plan, "first-plan", ".11em .29em") if report.replanned else ""
    return first + _plan_line(report, report.plan, "plan", ".36em .29em")


def _plan_line(report: Report, plan: Plan, name: str, dashes: str) -> str:
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    points = [(year.start, 0.0), *((due.day, scale.percent(due.level)) for due in plan.dues), (year.end, 100.0)]
    return (
        f'<path class="{name}" d="{_stairs(report, points)}" {_STROKE} stroke="var(--kr-ink-2, #4b5a53)"'
        f' stroke-width=".115em" stroke-dasharray="{dashes}"/>'
    )


def _steps(report: Report) -> list[Point]:
    """What was reached on which day, as far as the year has come."""
    scale, year = report.key_result.scale, report.key_result.fiscal_year
    if report.day < year.start:
        return []
    return [(max(day, year.start), scale.percent(level)) for day, level in report.steps]


def _actual(report: Report) -> str:
    year = report.key_result.fiscal_year
    if report.day < year.start:
        return ""
    points = [(year.start, 0.0), *_steps(report)]
    points.append((min(report.day, year.end), points[-1][1]))
    stairs = _stairs(report, points)
    return (
        f'<path d="{stairs}V100H0Z" fill="{_ACCENT}" fill-opacity=".1"/>'
        f'<path class="result" d="{stairs}" {_STROKE} stroke="{_ACCENT}" stroke-width=".21em"/>'
    )


def _discs(report: Report, words: Words) -> str:
    steps = _steps(report)
    sizes = _DISCS.sizes([percent for _, percent in steps])
    levels = (level for _, level in report.steps)
    return "".join(_disc(report, words, *each) for each in zip(steps, levels, sizes, strict=False))


def _disc(report: Report, words: Words, step: Point, level: int, size: float) -> str:
    """With its number where there is room for one; the ladder has the others."""
    x, y = f"{_x(report, step[0]):.1f}%", f"{_y(step[1]):g}%"
    rim = f'stroke="var(--kr-card, #fff)" stroke-width="{".15em" if size == _DISCS.large else ".06em"}"'
    disc = f'<circle cx="{x}" cy="{y}" r="{size / 2:g}em" fill="{_ACCENT}" {rim}/>'
    if size == _DISCS.dot:
        return disc
    return (
        f'{disc}<text class="step" x="{x}" y="{y}" dy=".35em" text-anchor="middle"'
        f' fill="var(--kr-on-accent, #fff)">{words.number(level)}</text>'
    )


def _today_line(report: Report) -> str:
    """Below everything else: it must not strike through the number of a level that was reached today."""
    if report.day not in report.key_result.fiscal_year:
        return ""
    x = f"{_x(report, report.day):.1f}%"
    return f'<line class="today" x1="{x}" x2="{x}" y1="-.8em" y2="100%" stroke="{_LATE}" stroke-width=".1em"/>'


def _today_label(report: Report, words: Words, past: bool) -> str:
    year = report.key_result.fiscal_year
    if report.day not in year:
        return ""
    early, late = report.day - year.start < timedelta(days=60), year.end - report.day < timedelta(days=60)
    anchor = "start" if early else "end" if late else "middle"
    day = words.day(report.day, year=False)
    label = escape(day if past else words("Today {day}", day=day))
    return (
        f'<text class="today-label" x="{_x(report, report.day):.1f}%" y="-1.15em" text-anchor="{anchor}"'
        f' fill="{_LATE}">{label}</text>'
    )
