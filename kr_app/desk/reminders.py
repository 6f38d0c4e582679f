"""My reminders: what I want to hear of, in which language, and where; and trying out a place."""

from dataclasses import dataclass

from starlette.responses import Response

from kr_app import web
from kr_app.desk.frame import Visit
from kr_app.desk.reminder_words import field_texts, last_text, missing_text, refusal_text, said_text, way_text
from kr_app.desk.views import number_in
from kr_app.draw.reminders import how_often_text, kind_text
from kr_app.identity.errors import NotPermitted
from kr_app.reminding import choices
from kr_app.reminding.choices import MOST_PLACES, TooManyTrials
from kr_app.reminding.due import kinds_for
from kr_app.reminding.places import LONGEST_ADDRESS, PlaceRefused, Way, available, shown
from kr_app.store import reminders as rows
from kr_app.store.doors import Reader, reading
from kr_app.store.reminders import Choice, Place
from kr_app.words import Words
from kr_core.language import Language
from kr_core.reminders import ReminderKind

_PATH = "/account/reminders"


@dataclass(frozen=True)
class Row:
    """A place as the page shows it."""

    id: int
    way: str
    address: str
    last: str
    failed: bool
    available: bool


def answer(visit: Visit) -> Response:
    """The page, and the changes that it offers."""
    if not visit.sent:
        return _page(visit)
    try:
        said = _changed(visit)
    except PlaceRefused as error:
        return _page(visit, error)
    return web.see(visit.to(_PATH, said=said))


def _changed(visit: Visit) -> str:
    """Do what the form asks for; answers what is then said."""
    what, number = visit.typed("do"), number_in(visit.typed("place")) or 0
    match what:
        case "choose":
            choices.choose(visit.asking, _chosen(visit))
        case "add":
            choices.add_place(visit.asking, _way(visit), visit.typed("address"))
        case "drop":
            choices.drop_place(visit.asking, number)
        case "try":
            return _tried(visit, number)
        case _:
            raise NotPermitted
    return what


def _tried(visit: Visit, number: int) -> str:
    try:
        return f"try-{choices.try_place(visit.asking, number)}"
    except TooManyTrials:
        return "try-often"


def _chosen(visit: Visit) -> Choice:
    """What was offered and left unticked is unwanted; what was not offered stays as it was."""
    offered = {kind.value for kind in kinds_for(visit.visitor)}
    with reading(visit.asking.path) as door:
        before = rows.choice_of(door, visit.visitor.person or 0)
    unwanted = (before.unwanted - offered) | (offered - set(visit.every("kind")))
    language = Language.ENGLISH if visit.typed("language") == Language.ENGLISH else Language.THAI
    return Choice(frozenset(unwanted), language)


def _way(visit: Visit) -> Way:
    way = visit.typed("way")
    if way not in list(Way):
        raise NotPermitted
    return Way(way)


def _page(visit: Visit, error: PlaceRefused | None = None) -> Response:
    words, person = visit.words, visit.visitor.person or 0
    with reading(visit.asking.path) as door:
        choice = rows.choice_of(door, person)
        places = [_row(door, place, words) for place in rows.places_of(door, person)]
    said, alert = said_text(visit.asked("said"), words)
    return visit.draw(
        "reminders",
        words("Reminders"),
        400 if error else 200,
        said="" if error else said,
        alert=refusal_text(error, words) if error else alert,
        kinds=[_box(visit, kind.value, choice) for kind in kinds_for(visit.visitor)],
        language=choice.language,
        places=places,
        full=len(places) >= MOST_PLACES,
        ways=[_offer(way, visit, error) for way in Way],
        longest=LONGEST_ADDRESS,
    )


def _box(visit: Visit, kind: str, choice: Choice) -> dict[str, object]:
    known = ReminderKind(kind)
    return {
        "field": "kind",
        "value": kind,
        "label": kind_text(known, visit.words),
        "hint": how_often_text(known, visit.words),
        "ticked": kind not in choice.unwanted,
    }


def _row(door: Reader, place: Place, words: Words) -> Row:
    last = rows.last_outcome(door, place)
    text = last_text(last, words) if last else ""
    failed = bool(last and last[1] == rows.FAILED)
    return Row(
        place.id,
        way_text(Way(place.way), words),
        shown(place.way, place.address),
        text,
        failed,
        available(Way(place.way)),
    )


def _offer(way: Way, visit: Visit, error: PlaceRefused | None) -> dict[str, object]:
    """A way with its field; open with what was typed where that was refused."""
    refused = error is not None and visit.typed("way") == way
    label, hint = field_texts(way, visit.words)
    return {
        "way": way.value,
        "name": way_text(way, visit.words),
        "label": label,
        "hint": hint,
        "typed": visit.typed("address") if refused else "",
        "open": refused,
        "missing": "" if available(way) else missing_text(way, visit.words),
    }
