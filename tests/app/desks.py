"""What a person sees on a page of the desk, and how they send its forms."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from kr_app.store import links, trail
from kr_app.store.doors import reading
from kr_app.store.links import Link
from kr_app.store.trail import Entry
from kr_app.web import COOKIE
from tests.app.asks import Answer, ask
from tests.app.people import SignedIn
from tests.app.towns import Town

Form = Mapping[str, str] | Sequence[tuple[str, str]]


def get(town: Town, path: str, who: SignedIn | None = None) -> Answer:
    """A page as somebody sees it."""
    return ask(town.served, path, cookie=who.cookie if who else "")


def post(town: Town, path: str, form: Form, who: SignedIn | None = None) -> Answer:
    """A form as somebody sends it; a list of pairs where a name comes more than once."""
    return ask(town.served, path, "POST", form=form, cookie=who.cookie if who else "")  # type: ignore[arg-type]


def value_of(answer: Answer, name: str) -> str:
    """What stands in a field."""
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*?\bvalue="([^"]*)"', answer.text)
    assert found, f"no field {name}"
    return unescape(found[1])


def ticked_boxes(answer: Answer, name: str) -> list[str]:
    """The values of the ticked boxes of a name."""
    boxes = re.findall(rf'<input type="(?:checkbox|radio)" name="{name}" value="([^"]*)"( checked)?>', answer.text)
    return [unescape(value) for value, ticked in boxes if ticked]


def address_in(answer: Answer) -> str:
    """The one-time address, or a link's, that a page shows."""
    found = re.search(r'<input id="address"[^>]* value="([^"]*)"', answer.text)
    assert found, answer.text
    return unescape(found[1])


def alert_in(answer: Answer) -> str:
    """What the page says went wrong; empty for nothing."""
    found = re.search(r'data-kind="bad" role="alert"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", found[1])).replace("\xa0", " ").strip(" !") if found else ""


def newest(town: Town, most: int = 1) -> list[Entry]:
    """The newest entries of the trail."""
    with reading(town.file) as door:
        return trail.latest(door, most)


def cookie_of(answer: Answer) -> str:
    """The session that an answer gives."""
    given = re.match(rf"{COOKIE}=([^;]*)", answer.headers["set-cookie"])
    assert given
    return given[1]


def all_links(desk: Town) -> list[Link]:
    """Every link, newest first."""
    with reading(desk.file) as door:
        return links.of_everybody(door)
