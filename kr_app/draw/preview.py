"""The picture of a link for messengers, as SVG: the gauge, the name, the status, as of when. No variables in it."""

import re
from dataclasses import dataclass
from html import escape

from kr_app.draw.answer import Answer
from kr_app.draw.claims import confirmed_briefly
from kr_app.draw.gauge import gauge
from kr_app.draw.lines import lines, width
from kr_app.draw.shapes import colours, shape
from kr_app.words import Words
from kr_core.status import Status

WIDTH, HEIGHT = 1200, 630
_VARIABLE = re.compile(r"var\(--[\w-]{1,40}, ([^()]+)\)")
_INK, _SECOND = "#17231e", "#4b5a53"
_ROWS = 6
# Where the text beside the gauge begins, and how wide it may be.
_AT, _ROOM = 596, 544
_MARK = (
    '<g transform="translate(64 50) scale(1.5)"><path d="M3 20a13 13 0 0 1 26 0l-8 2-5-4-5 4z" fill="#00704a"/>'
    '<path d="M16 19l5 4.2L16 30l-5-6.8z" fill="#e3e9e5"/></g>'
)


@dataclass(frozen=True)
class Around:
    """What stands around the figures: the title that the sender gave, as of when, and whether all is made up."""

    title: str
    as_of: str
    demo: bool


def picture_of_one(answer: Answer, around: Around, words: Words) -> str:
    """One key result."""
    drawn = _VARIABLE.sub(r"\1", gauge(answer.report, words))
    placed = drawn.replace("<svg ", '<svg x="30" y="150" width="540" height="323" ', 1)
    size = 42
    named = lines(around.title or answer.name, size, _ROOM, 4)
    host = _host(answer, around)
    top = 296 - 28 * len(named)
    text = "".join(_text(_AT, top + 58 * n, line, size, weight=600) for n, line in enumerate(named))
    below = top + 58 * len(named)
    text += "".join(_text(_AT, below + 2 + 40 * n, line, 28, _SECOND) for n, line in enumerate(host))
    chip = _chip(answer, _AT, below + 30 + 40 * len(host))
    return _framed(f"{placed}{text}{chip}", around, words)


def picture_of_several(answers: list[Answer], around: Around, words: Words, heading: str) -> str:
    """Several: one line each, the first few."""
    rows = []
    for number, answer in enumerate(answers[:_ROWS]):
        y, percent = 262 + 54 * number, f"{words.number(answer.report.percent)}%"
        role = f"({answer.role}) " if answer.role else ""
        (name,) = lines(f"{role}{answer.name}", 28, 600, 1)
        rows.append(_text(64, y, name, 28))
        confirmed = confirmed_briefly(answer.report, words)
        rows.append(_text(800, y - 7 * bool(confirmed), percent, 28 if confirmed else 32, weight=600, anchor="end"))
        rows.append(_text(800, y + 13, confirmed, 17, _SECOND, anchor="end") if confirmed else "")
        status = answer.report.verdict.status
        rows.append(shape(status, 838, y - 10, 22) + _text(862, y, answer.status, 26, colours(status)[0]))
    (title,) = lines(around.title or heading, 46, WIDTH - 128, 1)
    return _framed(_text(64, 190, title, 46, weight=600) + "".join(rows), around, words)


def _host(answer: Answer, around: Around) -> list[str]:
    shown = [answer.name, answer.host] if around.title else [answer.host, answer.year]
    return [line for each in shown for line in lines(each, 28, _ROOM, 1)]


def _chip(answer: Answer, x: float, y: float) -> str:
    status: Status = answer.report.verdict.status
    ink, ground = colours(status)
    long = width(answer.status, 32) + 92
    return (
        f'<rect x="{x}" y="{y - 24}" width="{long:.0f}" height="62" rx="31" fill="{ground}"/>'
        f"{shape(status, x + 36, y + 7, 26)}{_text(x + 60, y + 18, answer.status, 32, ink)}"
    )


def _framed(inside: str, around: Around, words: Words) -> str:
    demo = ""
    if around.demo:
        demo = '<rect x="0" y="0" width="1200" height="14" fill="#7a5200"/>' + _text(
            WIDTH - 64, 84, words("Demonstration"), 30, "#7a5200", weight=600, anchor="end"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f6f7f4"/>'
        f'<rect x="24" y="24" width="{WIDTH - 48}" height="{HEIGHT - 48}" rx="28" fill="#fff" stroke="#e6eae6"/>'
        f"{_MARK}{_text(126, 86, words('BMA key results'), 32, weight=600)}{demo}{inside}"
        f"{_text(64, HEIGHT - 58, around.as_of, 28, _SECOND)}</svg>"
    )


def _text(x: float, y: float, text: str, size: float, fill: str = _INK, *, weight: int = 400, anchor: str = "") -> str:
    at = f' text-anchor="{anchor}"' if anchor else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" fill="{fill}"{at}>{escape(text)}</text>'
    )
