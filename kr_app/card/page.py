"""Whole pages: built once per state, compressed once, the same for everybody who asks in the same words."""

import gzip
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kr_app import web
from kr_app.card import files
from kr_app.card.kept import Kept
from kr_app.card.shown import Moment, Shown
from kr_app.draw import cards
from kr_app.draw.answer import Answer, answer_of
from kr_app.draw.pieces import draw
from kr_app.settings import SETTINGS
from kr_app.words import Words, words_for
from kr_core.calendar import bangkok_day
from kr_core.language import Language

_ASKS_AGAIN_AFTER = "5"
_LANGUAGES = (("th", "ไทย"), ("en", "EN"))


@dataclass(frozen=True)
class Bytes:
    """A page ready to send, plain and compressed."""

    plain: bytes
    packed: bytes
    wall: bool = False

    @classmethod
    def of(cls, text: str, *, wall: bool = False) -> "Bytes":
        """Those of a page; that of a wall has a style of its own."""
        plain = text.encode()
        return cls(plain, gzip.compress(plain, 9, mtime=0), wall)


@dataclass(frozen=True)
class Place:
    """Where a page stands: our address as seen from outside, the path, and what else the reader asked for."""

    outside: str
    path: str
    query: tuple[tuple[str, str], ...]

    def at(self, path: str = "", **changes: str) -> str:
        """The address of this page, or of one below it, with some of the query changed; an empty value goes."""
        asked = {name: value for name, value in {**dict(self.query), **changes}.items() if value}
        return self.path + path + (f"?{urlencode(asked)}" if asked else "")


_pages: Kept[Bytes] = Kept(500)


def page_of(shown: Shown, place: Place, day: date, *, snapshot: bool) -> Bytes:
    """The page of a card or a wall. `snapshot`: the link shows figures as sent, whichever are asked for now."""
    key = (shown, place, snapshot)
    return _pages.get(
        key, (shown.state(day), day), lambda: Bytes.of(_drawn(shown, place, day, snapshot), wall=shown.wall)
    )


def sent(request: Request, page: Bytes, status: int = 200, *, waits: bool = False) -> Response:
    """The answer: framed by those who may, compressed for whoever takes it.

    `waits`: a wall without figures asks again by itself, for nobody stands there who could load it anew.
    """
    embedders = " ".join(("'self'", *SETTINGS.embedders))
    # With its own group of windows the browser would start a process for the page first; a card has nothing to keep.
    opener = {"cross_origin_opener_policy": "unsafe-none"}
    answer = web.page("", status, **_allowed(wall=page.wall), embedders=embedders, vary="accept-encoding", **opener)
    answer.body = page.plain
    if "gzip" in request.headers.get("accept-encoding", ""):
        answer.body = page.packed
        answer.headers["content-encoding"] = "gzip"
    answer.headers["content-length"] = str(len(answer.body))
    if waits:
        answer.headers["refresh"] = _ASKS_AGAIN_AFTER
    return answer


def words_of(request: Request) -> Words:
    """The words that a request asks for."""
    return words_for(request.query_params.get("lang"), request.query_params.get("digits"))


def place_of(request: Request, path: str) -> Place:
    """Where a request's page stands, without anything in the query that we do not know."""
    words = words_of(request)
    asked = {name: request.query_params.get(name, "") for name in ("kiosk", "now", "demo", "seconds")}
    query = [(name, value) for name, value in asked.items() if value.isascii() and value.isdigit() and len(value) <= 3]
    if words.language is Language.ENGLISH:
        query.append(("lang", "en"))
    if words != words_for(words.language, None):
        query.append(("digits", words.digits.value))
    return Place(web.own_address(request), path, tuple(query))


@lru_cache(maxsize=200)
def message(words: Words, title: str, lines: tuple[str, ...], address: str = "", label: str = "") -> Bytes:
    """A calm page about what cannot be shown."""
    values = {"title": title, "lines": lines, "address": address, "label": label}
    return Bytes.of(draw("card/message", **_head(words, []), gone=False, **values))


@cache
def refused(words: Words) -> Bytes:
    """The page behind a link that does not open, the same for every reason."""
    title = words("This link does not open")
    return Bytes.of(draw("card/message", **_head(words, []), gone=True, title=title, lines=(), address="", label=""))


def _drawn(shown: Shown, place: Place, day: date, snapshot: bool) -> str:
    words, reports, parts = shown.words, shown.reports(day), shown.parts(day)
    answers = [answer_of(report, words, shown.agencies) for report in reports]
    heading = shown.title or ("" if shown.single else heading_of(answers, words))
    name = shown.title or (answers[0].name if shown.single else heading)
    values = {
        **_head(words, _told(shown, place, answers, name), wall=shown.wall),
        "title": f"{name} · {words('BMA key results')}",
        "script": files.address(shown.script),
        "loader": Markup(files.LOADER),  # noqa: S704 — a text of ours
        "fonts": [files.address("text.woff2"), files.address("figures.woff2")],
        "live": place.at("/live"),
        "stamp": shown.stamp(day),
        "shape": shown.shape,
        "withheld": _withheld(shown.withheld, words),
        "demo": shown.demo,
        "as_of": as_of(shown.as_sent, words) if shown.as_sent else "",
    }
    if shown.wall:
        slides = [{"code": name.partition(":")[2], "html": html} for name, html in parts.items()]
        token = place.path.startswith("/s/")
        one_slide = Markup(files.ONE_SLIDE)  # noqa: S704 — a text of ours
        return draw("card/wall", **values, slides=slides, heading=shown.title, token=token, one_slide=one_slide)
    content = cards.single(reports[0], words, heading, parts) if shown.single else cards.several(words, heading, parts)
    return draw(
        "card/card",
        **values,
        content=content,
        languages=[{"language": each, "name": name, "address": _in(place, each)} for each, name in _LANGUAGES],
        live_figure=shown.as_sent is None,
        way_back=snapshot and shown.as_sent is None,
        other_address=place.at(now="1" if shown.as_sent else ""),
    )


def as_of(moment: Moment, words: Words) -> str:
    """When a snapshot was taken, in words."""
    day = words.day(bangkok_day(moment.made))
    return words("As of {day}, {time}", day=day, time=words.moment(moment.made).removeprefix(day).strip())


def _withheld(count: int, words: Words) -> str:
    """That some of what was chosen is not there any more; empty where all of it is."""
    if not count:
        return ""
    return words.counted(
        "{count} key result of this link is no longer shown: whoever made the link may not share it any more, or it no"
        " longer exists.",
        "{count} key results of this link are no longer shown: whoever made the link may not share them any more, or"
        " they no longer exist.",
        count,
    )


def _head(words: Words, told: list[tuple[str, str]], *, wall: bool = False) -> dict[str, object]:
    style, faces = Markup(files.style(wall=wall)), Markup(files.faces())  # noqa: S704 — files of ours
    return {"words": words, "told": told, "style": style, "faces": faces, "script": ""}


def _told(shown: Shown, place: Place, answers: list[Answer], name: str) -> list[tuple[str, str]]:
    """What a messenger shows where the link was sent."""
    words = shown.words
    said = answers[0].sentence if len(answers) == 1 else " · ".join(f"{a.name}: {a.status}" for a in answers)
    image = place.outside + place.at("/preview.png", kiosk="", seconds="")
    return [
        ("description", said),
        ("og:type", "website"),
        ("og:site_name", words("BMA key results")),
        ("og:title", name),
        ("og:description", said),
        ("og:image", image),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("twitter:card", "summary_large_image"),
    ]


def heading_of(answers: list[Answer], words: Words) -> str:
    """What several key results are called where nobody gave them a title: whose they are, if they are one agency's."""
    hosts = {answer.agency or answer.host for answer in answers}
    return next(iter(hosts)) if len(hosts) == 1 else words("Key results")


def _in(place: Place, language: str) -> str:
    return place.at(lang="en" if language == "en" else "", digits="")


@cache
def _allowed(*, wall: bool) -> dict[str, str]:
    """What of the page itself may run and dress it, by its hash."""
    style, faces, loader, one_slide = (
        f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'"
        for each in (files.style(wall=wall), files.faces(), files.LOADER, files.ONE_SLIDE)
    )
    return {"styles": f"{style} {faces}", "scripts": f"'self' {loader} {one_slide}"}
