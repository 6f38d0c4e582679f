"""Reports in every state to draw, and readers to draw them for."""

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from kr_app.draw.gauge import gauge
from kr_app.words import Words
from kr_core.calendar import FiscalYear
from kr_core.digits import Digits
from kr_core.language import Language
from kr_core.report import Report
from tests.core.builders import key_result, levels, report, tick

READERS = [Words(language, digits) for language in Language for digits in Digits]
THAI, ENGLISH = Words(Language.THAI, Digits.THAI), Words(Language.ENGLISH, Digits.ARABIC)
YEAR = FiscalYear(2568)
DAYS = {
    "not started": YEAR.start - timedelta(days=1),
    "first day": YEAR.start,
    "summer": date(2025, 7, 22),
    "last day": YEAR.end,
    "over": YEAR.end + timedelta(days=1),
}
SVG = "{http://www.w3.org/2000/svg}"


def reported(day: date, done: tuple[int, ...] = (), top: int = 5, **changes: Any) -> Report:
    """A report on a day, with these levels ticked on the year's first days; the levels share 100 percent evenly."""
    percents = [round(100 * number / top, 2) for number in range(1, top)] + [100.0]
    found = key_result(**{"levels": levels(percents), **changes})
    ticks = [tick(number, level, YEAR.start + timedelta(days=number)) for number, level in enumerate(done, start=1)]
    return report(ticks, day, found)


def picture(of: Report, words: Words = ENGLISH) -> ElementTree.Element:
    """The gauge as XML; drawing that is not well-formed is an error."""
    return ElementTree.fromstring(gauge(of, words))


def of_class(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The shapes of one kind."""
    return [shape for shape in svg.iter() if name in shape.get("class", "").split()]
