"""The pieces of a page as HTML, from templates that escape everything by default."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kr_app.charts import assumed_text, forecast_text, timeline_title
from kr_app.draw.answer import answer_of
from kr_app.draw.claims import NOT_DECIDING, Deciding
from kr_app.draw.evidence import Outside
from kr_app.draw.reading import marks_of
from kr_app.draw.rungs import Rung, rungs_of
from kr_app.draw.staircase import staircase
from kr_app.draw.status import Names, actor_text, event_text, note_text, rule_text
from kr_app.draw.typography import tongue, unbroken
from kr_app.draw.understood import understood
from kr_app.rights import Visitor
from kr_app.view import KEY_RESULT, UPDATE, View
from kr_app.words import Words
from kr_core.log import Event
from kr_core.pasted import LONGEST
from kr_core.report import Report

# Entries of the history that stand open; older ones are one click away.
_GLANCE = 6


@cache
def _templates() -> Environment:
    folder = Path(__file__).resolve().parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"unbroken": unbroken, "tongue": tongue}
    environment.globals |= {"understood": understood, "longest": LONGEST}
    return environment


def draw(template: str, /, **values: object) -> Markup:
    """A template filled in. Every value is escaped unless it is a drawing of ours."""
    return Markup(_templates().get_template(f"{template}.html").render(**values).strip())  # noqa: S704 — autoescaped


def panel(report: Report, view: View) -> Markup:
    """The answer: gauge, status, sentence and age.

    Where nothing is recorded yet it invites the first tick; not where one is recorded already, nor looking back.
    """
    return draw(
        "panel",
        view=view,
        invites=report.untouched and view.page != UPDATE and not view.past,
        first_tick=view.at(UPDATE, level=1),
        demonstration=view.at("", demo=True, code=""),
        marks=marks_of(report, view.words),
        **_answer(report, view.words),
    )


def card(report: Report, words: Words) -> Markup:
    """The same answer in the size of the board."""
    return draw("card", key_result=report.key_result, **_answer(report, words))


def board(reports: list[Report], view: View, *, may_add: bool = False) -> Markup:
    """One card for every key result, each the way to its page; where there is none yet, how it begins."""
    if not reports:
        demonstration = view.at("", demo=True, code="")
        return draw("nothing", words=view.words, view=view, may_add=may_add, demonstration=demonstration)
    cards = [
        {
            "code": report.key_result.code,
            "address": view.at(KEY_RESULT, code=report.key_result.code).address,
            "html": card(report, view.words),
        }
        for report in reports
    ]
    return draw(
        "board",
        cards=cards,
        view=view,
        words=view.words,
        untouched=all(report.untouched for report in reports),
        first_tick=view.at(UPDATE, code=reports[0].key_result.code, level=1),
        demonstration=view.at("", demo=True, code=""),
    )


def ladder(
    report: Report,
    words: Words,
    names: Names = None,
    outside: Outside | None = None,
    deciding: Deciding = NOT_DECIDING,
) -> Markup:
    """The levels from the top, each with its whole text, what stands for it, and for some the way to decide on it."""
    rungs = list(reversed(rungs_of(report, words, names, outside)))
    open_to, attaches = deciding.levels(report), deciding.records
    return draw("ladder", words=words, rungs=rungs, deciding=deciding, open_to=open_to, attaches=attaches)


def rung(rung: Rung, words: Words) -> Markup:
    """One level by itself, with what its coordinator can do where it was returned."""
    return draw("rung_alone", words=words, rung=rung, open_to=(), attaches=True)


def writing_notice(visitor: Visitor, may_record: bool, view: View) -> Markup:
    """As whom one records here, or what is missing for it."""
    sign_in = view.outside("/account/sign-in", next=view.address)
    return draw("writing_notice", words=view.words, visitor=visitor, may_record=may_record, sign_in=sign_in)


def message(text: str, kind: str, address: str = "", link: str = "", told: int = 0) -> Markup:
    """What became of an action, in a box: `kind` is `good`, `bad` or `info`. Text, never markup.

    `address` and `link` lead to what comes next; `told` is the press that it answers, and brings it into sight.
    """
    return draw("message", text=text, kind=kind, address=address, link=link, told=told)


def timeline_heading(report: Report, words: Words) -> Markup:
    """The timeline's title, which says its answer, its legend, and its forecast as a sentence."""
    return draw(
        "timeline",
        words=words,
        report=report,
        title=timeline_title(report, words),
        forecast=forecast_text(report, words),
        assumed=assumed_text(report, words),
        plain=False,
    )


def stairs(report: Report, words: Words, *, past: bool = False) -> Markup:
    """The timeline as a drawing that needs no script. `past`: its day is not called today."""
    return Markup(staircase(report, words, past=past))  # noqa: S704 — drawn by us, every text escaped


def timeline_paper(report: Report, words: Words, *, past: bool = False) -> Markup:
    """The timeline as it is printed, and seen until plotly has come: as wide as its place. `past`: as for `stairs`."""
    drawing, assumed = stairs(report, words, past=past), assumed_text(report, words)
    return draw("staircase", words=words, report=report, staircase=drawing, assumed=assumed, plain=True)


def timeline_table(report: Report, words: Words) -> Markup:
    """The timeline's points as a table."""
    scale = report.key_result.scale
    done = {level: words.day(tick.done_on) for level in range(1, scale.top + 1) if (tick := report.tick_of(level))}
    rows = [
        {
            "level": words.number(due.level),
            "percent": words.number(scale.percent(due.level)),
            "planned": words.day(due.day),
            "first": words.day(report.first_plan.due(due.level)),
            "done": done.get(due.level, "–"),
        }
        for due in report.plan.dues
    ]
    return draw("steps", words=words, report=report, rows=rows)


def history(
    events: Sequence[Event], words: Words, most: int, names: Names = None, page: str = ""
) -> tuple[Markup, Markup | None]:
    """Who did what and when, newest first: what stands open, and what is one click away (None if that is all)."""
    rows = [
        {
            "event": event.id,
            "when": words.moment(event.moment),
            "what": event_text(event, words),
            "who": actor_text(event.actor, words, names),
            "note": note_text(event.note, event.internal, words, names),
        }
        for event in events[:most]
    ]
    newest = draw("history", words=words, rows=rows[:_GLANCE], page=page)
    if len(rows) <= _GLANCE:
        return newest, None
    return newest, draw("older", words=words, rows=rows[_GLANCE:], shown=len(rows), more=len(events) > most)


def problem(title: str, lines: list[str], link: View | None = None, link_text: str = "") -> Markup:
    """A calm page for what cannot be shown: what is wrong, and the next step."""
    return draw("problem", title=title, lines=lines, link=link, link_text=link_text)


def button(address: str, text: str) -> Markup:
    """A link that looks like a button, to a page that is not Streamlit's."""
    return draw("button", address=address, text=text)


def _answer(report: Report, words: Words) -> dict[str, object]:
    return {"words": words, "rule": rule_text(report.key_result.rule, words), **vars(answer_of(report, words))}
