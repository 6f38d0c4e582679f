"""The address is the view: what a page shows is what its address says, both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from kr_app.settings import SETTINGS
from kr_app.words import Words, words_for
from kr_core.days import parse_day
from kr_core.digits import to_arabic
from kr_core.errors import UnreadableDay
from kr_core.language import Language
from kr_core.pasted import LONGEST

BOARD, KEY_RESULT, UPDATE = "", "kr", "update"
PAGES = (BOARD, KEY_RESULT, UPDATE)
LONGEST_CODE = 64
_LONGEST_STEP = 7


# What stays behind when a reader goes on to another page.
_OF_ONE_PAGE: dict[str, Any] = {"level": None, "step": None, "on": None, "unread_step": "", "unread_day": ""}


@dataclass(frozen=True)
class View:
    """One page as one reader sees it. `level` is the level open on the update page.

    `step` and `on` look back: after the first so many entries of the key result, or at the end of a day.
    """

    page: str
    code: str
    words: Words
    demo: bool
    level: int | None = None
    step: int | None = None
    on: date | None = None
    # What the address asks for and cannot be read; the page says so and shows now.
    unread_step: str = ""
    unread_day: str = ""

    def at(self, page: str, **changes: Any) -> "View":
        """The same reader on another page; the open level and the look back stay behind."""
        return replace(self, page=page, **{**_OF_ONE_PAGE, **changes})

    @property
    def past(self) -> bool:
        """Whether the page shows what stood earlier: after so many entries, or at the end of a day."""
        return self.step is not None or self.on is not None

    @property
    def query(self) -> dict[str, str]:
        """The part of the address behind the question mark; defaults are left out."""
        asked: dict[str, str] = {}
        if self.code and self.page != BOARD:
            asked["kr"] = self.code
        if self.level is not None:
            asked["level"] = str(self.level)
        if self.step is not None:
            asked["step"] = str(self.step)
        if self.on is not None:
            asked["on"] = self.on.isoformat()
        if self.demo != SETTINGS.demo:
            asked["demo"] = "1" if self.demo else "0"
        if self.words.language is Language.ENGLISH:
            asked["lang"] = "en"
        if self.words != words_for(self.words.language, None):
            asked["digits"] = self.words.digits.value
        return asked

    def outside(self, path: str, **query: str) -> str:
        """An address that is no page of Streamlit's, for the same reader."""
        asked = {name: value for name, value in self.query.items() if name in ("demo", "lang", "digits")}
        whole = urlencode({**query, **asked})
        return f"{path}?{whole}" if whole else path

    @property
    def address(self) -> str:
        """The whole address below the server's own."""
        query = urlencode(self.query)
        return f"/{self.page}?{query}" if query else f"/{self.page}"


def view_of(page: str, query: Mapping[str, str]) -> View:
    """The view that an address asks for."""
    if page not in PAGES:
        page = BOARD
    code = "" if page == BOARD else query.get("kr", "")[:LONGEST_CODE]
    demo = query.get("demo", "")
    level = to_arabic(query.get("level", ""))
    looks_back = page == KEY_RESULT
    step, on = (_step(query), _day(query)) if looks_back else (None, None)
    return View(
        page=page,
        code=code,
        words=words_for(query.get("lang"), query.get("digits")),
        demo=demo == "1" if demo in ("0", "1") else SETTINGS.demo,
        level=int(level) if level.isascii() and level.isdigit() and len(level) <= 2 else None,
        step=step,
        on=on if step is None else None,
        unread_step=query.get("step", "")[:_LONGEST_STEP] if looks_back and step is None else "",
        unread_day=query.get("on", "")[: LONGEST + 1] if looks_back and step is None and on is None else "",
    )


def _step(query: Mapping[str, str]) -> int | None:
    text = to_arabic(query.get("step", "")).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_STEP else None


def _day(query: Mapping[str, str]) -> date | None:
    try:
        return parse_day(query.get("on", "")[: LONGEST + 1])
    except UnreadableDay:
        return None


def view_at(address: str) -> View:
    """The view behind a whole address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return view_of(BOARD, {})
    return view_of(parts.path.strip("/"), dict(parse_qsl(parts.query)))
