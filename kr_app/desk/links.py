"""The links: what they show, whether they open, and pausing or ending them."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from kr_app import sharing, web
from kr_app.books import DEMO, REAL, book
from kr_app.desk.frame import Visit
from kr_app.desk.views import number_in
from kr_app.desk.wording import link_end, link_figures, link_text
from kr_app.identity.errors import IdentityRefused
from kr_app.rights import Action
from kr_app.store import people
from kr_app.store.doors import reading
from kr_app.store.links import Link
from kr_app.words import Words

PAGE = 50
_CHANGES = {"pause": sharing.pause, "resume": sharing.resume, "revoke": sharing.revoke}


@dataclass(frozen=True)
class Row:
    """A link as the list shows it."""

    link: Link
    title: str
    shows: str
    figures: str
    made: str
    end: str
    views: str
    maker: str
    state: str
    state_text: str


def answer(visit: Visit) -> Response:
    """The list, and the changes that it offers."""
    if not visit.sent:
        return _list(visit)
    what, number = visit.typed("do"), number_in(visit.typed("link"))
    if what not in _CHANGES or number is None:
        raise IdentityRefused
    _CHANGES[what](visit.asking, number)
    before = number_in(visit.typed("before"))
    return web.see(visit.to("/account/links", said=what, **_from(before)))


def _list(visit: Visit) -> Response:
    words, visitor, now = visit.words, visit.visitor, visit.asking.now
    everybodys, before = visitor.may(Action.MANAGE_LINKS), number_in(visit.asked("before"))
    with reading(visit.asking.path) as door:
        every = sharing.kept_by(door, visitor.person or 0, everybodys)
        older = [link for link in every if before and link.id < before]
        further, found = len(older or every) > PAGE, (older or every)[:PAGE]
        opening = sharing.showing(door, [link.id for link in found], now)
        names = people.shown_names(door)
    states = [(link, "open" if link.id in opening else shut_state(link, visit)) for link in found]
    return visit.draw(
        "links",
        words("Shared links") if everybodys else words("My links"),
        said=_said(visit.asked("said"), words),
        rows=[_row(link, state, names, words) for link, state in states],
        everybodys=everybodys,
        may_share=visitor.may_somewhere(Action.SHARE),
        before=before or "",
        newest=visit.to("/account/links") if older else "",
        older=visit.to("/account/links", **_from(found[-1].id)) if further else "",
    )


def _from(before: int | None) -> dict[str, str]:
    """What of an address says where a page of the list begins: below this link's number."""
    return {} if before is None else {"before": str(before)}


def shut_state(link: Link, visit: Visit) -> str:
    """Why a link does not open."""
    if link.revoked:
        return "revoked"
    if link.until is not None and link.until <= visit.asking.now:
        return "over"
    return "paused" if link.paused else "lost"


def state_text(state: str, words: Words) -> str:
    """The state of a link in words."""
    match state:
        case "open":
            return words("Active")
        case "paused":
            return words("Paused")
        case "revoked":
            return words("Revoked")
        case "over":
            return words("Ended")
        case _:
            return words("Does not open: its maker may no longer share this")


def _row(link: Link, state: str, names: Mapping[str, str], words: Words) -> Row:
    known = book(DEMO if link.demo else REAL).definitions
    shows = link_text(link, known, words)
    return Row(
        link,
        title=link.title or shows,
        shows=shows if link.title else "",
        figures=link_figures(link, words),
        made=words.moment(link.made),
        end=link_end(link, words),
        views=_views(link, words),
        maker=names.get(f"person:{link.person}", "–"),
        state=state,
        state_text=state_text(state, words),
    )


def _views(link: Link, words: Words) -> str:
    if not link.views or link.viewed is None:
        return words("Not opened yet")
    times = words.counted("Opened {count} time", "Opened {count} times", link.views)
    return words("{times}, last on {when}", times=times, when=words.moment(link.viewed))


def _said(what: str, words: Words) -> str:
    match what:
        case "pause":
            return words("The link is paused. Whoever opens it learns only that it does not open.")
        case "resume":
            return words("The link opens again.")
        case "revoke":
            return words("The link is revoked for good.")
        case _:
            return ""
