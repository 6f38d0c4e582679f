"""The light card and the wall screen as HTML: what is shared, without notes and without names of people."""

from collections.abc import Iterable

from markupsafe import Markup

from kr_app.charts import assumed_text, timeline_title
from kr_app.draw.answer import answer_of
from kr_app.draw.pieces import draw
from kr_app.draw.rungs import rungs_of
from kr_app.draw.staircase import staircase
from kr_app.words import Words
from kr_core.report import Report

Parts = dict[str, str]


def parts_of_single(report: Report, words: Words, *, sent: bool) -> Parts:
    """The answer, the timeline and the ladder of one key result, each by the name of its place in the page."""
    code = report.key_result.code
    return {
        f"answer:{code}": draw("card/answer", words=words, answer=answer_of(report, words)),
        f"timeline:{code}": draw(
            "card/timeline",
            words=words,
            report=report,
            title=timeline_title(report, words),
            staircase=_drawn(report, words, sent),
            assumed=assumed_text(report, words),
            plain=True,
        ),
        f"ladder:{code}": draw("card/ladder", words=words, rungs=list(reversed(rungs_of(report, words)))),
    }


def parts_of_several(reports: Iterable[Report], words: Words, agencies: frozenset[str] = frozenset()) -> Parts:
    """A cell for each key result; with the role that one of some agencies has in it."""
    return {
        f"cell:{report.key_result.code}": draw("card/cell", words=words, answer=answer_of(report, words, agencies))
        for report in reports
    }


def parts_of_wall(
    reports: Iterable[Report], words: Words, agencies: frozenset[str] = frozenset(), *, sent: bool
) -> Parts:
    """A slide for each key result; with the role that one of some agencies has in it."""
    return {
        f"slide:{report.key_result.code}": draw(
            "card/slide", words=words, answer=answer_of(report, words, agencies), staircase=_drawn(report, words, sent)
        )
        for report in reports
    }


def single(report: Report, words: Words, heading: str, parts: Parts) -> Markup:
    """The inside of the card of one key result."""
    code = report.key_result.code
    named = {name: parts[f"{name}:{code}"] for name in ("answer", "timeline", "ladder")}
    return draw("card/single", words=words, answer=answer_of(report, words), heading=heading, code=code, parts=named)


def several(words: Words, heading: str, parts: Parts) -> Markup:
    """The inside of the card of a selection or an agency."""
    cells = [{"code": name.partition(":")[2], "html": html} for name, html in parts.items()]
    return draw("card/several", words=words, heading=heading, answers=cells)


def _drawn(report: Report, words: Words, sent: bool) -> Markup:
    return Markup(staircase(report, words, past=sent))  # noqa: S704 — drawn by us, every text escaped
