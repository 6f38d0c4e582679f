"""A new link: the form behind the header's "Share", filled in already, and the page with the address."""

import uuid
from dataclasses import dataclass, replace

from starlette.responses import Response

from kr_app import sharing, web
from kr_app.books import DEMO, REAL, book
from kr_app.desk import ends
from kr_app.desk.frame import Visit
from kr_app.desk.qr import drawn
from kr_app.desk.refusals import TooManyKeyResults, refusal_text
from kr_app.desk.wording import agencies_of, link_end, link_figures, link_text, short_name
from kr_app.identity.errors import IdentityRefused, NotPermitted
from kr_app.rights import Action, Subject, subject_of
from kr_app.settings import SETTINGS
from kr_app.sharing import MOST_TARGETS, AlreadyMade, NothingToShare, OtherLinkMade, Wish
from kr_app.store.links import LinkKind
from kr_core.errors import UnreadableDay

_ONCE = 8, 64


@dataclass(frozen=True)
class Offer:
    """What the visitor may share, as value and words."""

    key_results: dict[str, str]
    agencies: dict[str, str]


@dataclass(frozen=True)
class Choice:
    """What the form shows as chosen."""

    kind: LinkKind
    code: str
    codes: tuple[str, ...]
    agency: str
    as_sent: bool
    ends: str
    day: str
    title: str
    once: str


def answer(visit: Visit) -> Response:
    """The form, and making the link."""
    offer = offer_to(visit)
    if not visit.sent:
        return _form(visit, offer, _asked(visit, offer))
    choice = _typed(visit)
    try:
        token, link = sharing.make(visit.asking, _wish(visit, choice))
    except (NotPermitted, AlreadyMade):
        raise
    except OtherLinkMade as error:
        return _form(visit, offer, replace(choice, once=uuid.uuid4().hex), error)
    except (IdentityRefused, UnreadableDay) as error:
        return _form(visit, offer, choice, error)
    words = visit.words
    tail = "?lang=en" if words.language == "en" else ""
    address = f"{web.own_address(visit.request)}/s/{token}{tail}"
    known = book(DEMO if link.demo else REAL).definitions
    return visit.draw(
        "made",
        words("The link is ready"),
        address=address,
        qr=drawn(address),
        link=link,
        shows=link_text(link, known, words),
        figures=link_figures(link, words),
        end=link_end(link, words),
        embed=f'<iframe src="{address}" width="420" height="520"></iframe>' if SETTINGS.embedders else "",
    )


def offer_to(visit: Visit) -> Offer:
    """What this visitor may share, and nothing else."""
    words, may = visit.words, visit.visitor.may
    known = book(DEMO if visit.view.demo else REAL).definitions
    return Offer(
        {
            code: short_name(each, words)
            for code, each in known.key_results.items()
            if may(Action.SHARE, subject_of(each))
        },
        {
            number: each.name.in_language(words.language)
            for number, each in agencies_of(known).items()
            if may(Action.SHARE, Subject(agency=number))
        },
    )


def _asked(visit: Visit, offer: Offer) -> Choice:
    """What the view that was left shows, live, for 90 days."""
    code, agency = visit.asked("kr"), visit.asked("agency")
    codes = tuple(offer.key_results)
    kind = LinkKind.KEY_RESULT
    if agency in offer.agencies:
        kind = LinkKind.AGENCY
    elif visit.asked("board") or not codes:
        kind = LinkKind.SELECTION if codes else LinkKind.AGENCY
    chosen = code if code in offer.key_results else next(iter(codes), "")
    return Choice(kind, chosen, codes[:MOST_TARGETS], agency, False, ends.NINETY, "", "", uuid.uuid4().hex)


def _typed(visit: Visit) -> Choice:
    kind, once = visit.typed("kind"), visit.typed("once")
    return Choice(
        LinkKind(kind) if kind in list(LinkKind) else LinkKind.KEY_RESULT,
        visit.typed("code"),
        tuple(dict.fromkeys(visit.every("codes"))),
        visit.typed("agency"),
        visit.typed("figures") == "sent",
        visit.typed("ends"),
        visit.typed("day"),
        visit.typed("title"),
        once if _ONCE[0] <= len(once) <= _ONCE[1] else uuid.uuid4().hex,
    )


def _wish(visit: Visit, choice: Choice) -> Wish:
    match choice.kind:
        case LinkKind.SELECTION:
            target = choice.codes
        case LinkKind.AGENCY:
            target = (choice.agency,)
        case _:
            target = (choice.code,)
    if len(target) > MOST_TARGETS:
        raise TooManyKeyResults
    if not any(target):
        raise NothingToShare
    until = ends.end_of(choice.ends, choice.day, visit.asking.now)
    return Wish(choice.kind, target, visit.view.demo, choice.as_sent, choice.title, until, choice.once)


def _form(visit: Visit, offer: Offer, choice: Choice, error: Exception | None = None) -> Response:
    words, wanted = visit.words, visit.asked("kr")
    note = ""
    if wanted and wanted not in offer.key_results and error is None:
        note = words("You may not share the key result that you came from. What you may share is offered here.")
    return visit.draw(
        "share",
        words("Share a link"),
        400 if error else 200,
        alert=refusal_text(error, words) if error else "",
        note=note,
        offer=offer,
        choice=choice,
        ends=ends.choices(visit.asking.now, words),
    )
