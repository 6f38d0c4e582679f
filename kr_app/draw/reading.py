"""What the marks of a gauge mean: only those that this gauge shows, each with the same drawing in small."""

from dataclasses import dataclass

from markupsafe import Markup

from kr_app.draw.gauge import has_pin
from kr_app.words import Words
from kr_core.report import Report

_BAND = '<rect x="1" y="2" width="28" height="12" rx="2" {paint}/>'
_DRAWINGS = {
    "done": _BAND.format(paint='fill="var(--kr-accent)"'),
    "open": _BAND.format(paint='fill="var(--kr-track)"'),
    "claimed": _BAND.format(paint='fill="var(--kr-card)" stroke="var(--kr-accent)" stroke-width="1.5"')
    + '<path d="M7 14l4-12M14 14l4-12M21 14l4-12" stroke="var(--kr-accent)" stroke-width="2"/>',
    "waiting": _BAND.format(
        paint='fill="var(--kr-track)" stroke="var(--kr-accent)" stroke-width="1.5" stroke-dasharray="4 3"'
    ),
    "pin": '<path d="M15 1v4" stroke="var(--kr-ink)" stroke-width="2"/><path d="M15 5l6 9H9z" fill="var(--kr-ink)"/>',
    "ghost": '<path d="M3 8h26" stroke="var(--kr-accent)" stroke-width="3" stroke-dasharray="0 6"'
    ' stroke-linecap="round"/>',
    "stale": _BAND.format(paint='fill="var(--kr-accent)" class="pale"'),
}


@dataclass(frozen=True)
class Mark:
    """A mark as it is drawn, and what it means."""

    drawing: Markup
    text: str


def marks_of(report: Report, words: Words) -> list[Mark]:
    """The marks that a gauge shows, from the bands to what stands around them."""
    asked, claimed = report.checks.asked, report.confirmed_reached < report.reached
    found = {
        "done": (words("confirmed") if asked else words("level done")) if report.reached else "",
        "claimed": words("recorded, not confirmed yet") if claimed else "",
        "open": words("not reached yet") if report.reached < report.key_result.scale.top else "",
        "waiting": words("done, waiting for a lower level") if report.waiting else "",
        "pin": words("where the plan is today") if has_pin(report) else "",
        "ghost": words("forecast for 30 September at the pace so far") if report.forecast else "",
        "stale": words("pale: no report for more than {days} days", days=report.key_result.reporting_interval_days)
        if report.stale and report.reached
        else "",
    }
    return [Mark(_drawn(name), text) for name, text in found.items() if text]


def _drawn(name: str) -> Markup:
    return Markup(f'<svg viewBox="0 0 30 16" aria-hidden="true">{_DRAWINGS[name]}</svg>')  # noqa: S704 — our own
