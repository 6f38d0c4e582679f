"""The trail: who did what, about what, from where and when, newest first."""

from dataclasses import dataclass

from starlette.responses import Response

from kr_app.books import DEMO, REAL, book
from kr_app.desk.frame import Visit
from kr_app.desk.trail_words import what_text
from kr_app.desk.views import number_in
from kr_app.desk.wording import link_text, subject_text
from kr_app.identity.trail import What
from kr_app.settings import SETTINGS
from kr_app.store import links, people
from kr_app.store import trail as rows
from kr_app.store.doors import Reader, reading
from kr_app.store.trail import Entry
from kr_app.words import Words

PAGE = 50


@dataclass(frozen=True)
class Row:
    """An entry as the page shows it."""

    when: str
    who: str
    what: str
    about: str
    address: str
    times: str


def answer(visit: Visit) -> Response:
    """One page of it, filtered as the address says."""
    words = visit.words
    what = visit.asked("what") if visit.asked("what") in list(What) else ""
    person, before = number_in(visit.asked("person")), number_in(visit.asked("before"))
    with reading(visit.asking.path) as door:
        found = rows.latest(door, PAGE + 1, before=before, what=what, person=person)
        names = people.shown_names(door)
        shared = _links(door, found[:PAGE], words)
    return visit.draw(
        "trail",
        words("Activity log"),
        rows=[_row(entry, names, shared, words) for entry in found[:PAGE]],
        kinds=sorted(((each.value, what_text(each, words)) for each in What), key=_second),
        people=[(name.removeprefix("person:"), shown) for name, shown in sorted(names.items(), key=_second)],
        what=what,
        person="" if person is None else str(person),
        newest=_at(visit, what, person, None) if before else "",
        older=_at(visit, what, person, found[PAGE - 1].id) if len(found) > PAGE else "",
        days=SETTINGS.trail_days,
    )


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def _row(entry: Entry, names: dict[str, str], shared: dict[str, str], words: Words) -> Row:
    return Row(
        words.moment(entry.moment),
        words("Somebody not signed in") if entry.person is None else names.get(f"person:{entry.person}", "–"),
        what_text(What(entry.what), words) if entry.what in list(What) else entry.what,
        subject_text(entry.about, names, shared, words),
        entry.address,
        words.counted("{count} time", "{count} times", entry.times) if entry.times > 1 else "",
    )


def _links(door: Reader, found: list[Entry], words: Words) -> dict[str, str]:
    """The links that some entries are about, in words."""
    texts: dict[str, str] = {}
    for about in {entry.about for entry in found if entry.about.startswith("link:")}:
        number = number_in(about.removeprefix("link:"))
        link = links.by_id(door, number) if number is not None else None
        if link is not None:
            texts[about] = link.title or link_text(link, book(DEMO if link.demo else REAL).definitions, words)
    return texts


def _at(visit: Visit, what: str, person: int | None, before: int | None) -> str:
    asked = {"what": what, "person": "" if person is None else str(person), "before": str(before or "")}
    return visit.to("/account/trail", **{name: value for name, value in asked.items() if value})
