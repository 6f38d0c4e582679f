"""`python -m kr_app remind`: what it prints, and how it ends."""

from collections.abc import Callable, Iterable, Iterator

from kr_app import clock
from kr_app.books import REAL, book
from kr_app.reminding import run as runs
from kr_app.reminding.answers import SAID, Outcome
from kr_app.reminding.message import trial_of
from kr_app.reminding.places import Way, available
from kr_app.reminding.run import Delivery, NotSetUp
from kr_app.reminding.sending import send
from kr_app.settings import SETTINGS
from kr_app.store import reminders as rows
from kr_app.store.doors import reading
from kr_app.store.errors import Unreachable
from kr_app.store.files import check, prepare, refuse_older

Say = Callable[[str], object]
_MISSING = {Way.MAIL: "KR_MAIL is not set", Way.LINE: "KR_LINE is not set"}


def remind(say: Say, *, dry: bool) -> int:
    """Send what is new, or with `dry` print what would be sent. Raises `StoreError`; 1 where something was not sent."""
    path = SETTINGS.database
    if not path.exists():
        raise Unreachable(path, "there is no such file")
    if dry:
        check(path)
        refuse_older(path)
    else:
        prepare(path)
    known = book(REAL)
    known.refresh()
    if known.problem is not None:
        raise known.problem
    run = runs.run_over(known, clock.today(), clock.now())
    found = list(_shown(say, runs.preview(run) if dry else runs.deliver(run), dry=dry))
    if not dry:
        runs.forget(run, SETTINGS.trail_days)
    if not found:
        say("Nothing new.\n")
    return 1 if any(isinstance(each, Delivery) and each.outcome not in (None, Outcome.SENT) for each in found) else 0


def trial(say: Say, number: int) -> int:
    """Send a trial message to a place, and print what became of it."""
    with reading(SETTINGS.database) as door:
        place = rows.place(door, number)
        choice = rows.choice_of(door, place.person) if place else rows.Choice()
    outcome = Outcome.FAILED
    if place is not None and available(Way(place.way)):
        message = trial_of(choice.language)
        outcome = send(place, message.title, message.text)
    say(f"{outcome}\n")
    return 0 if outcome is Outcome.SENT else 1


def _shown(say: Say, found: Iterable[Delivery | NotSetUp], *, dry: bool) -> Iterator[Delivery | NotSetUp]:
    for each in found:
        say(_line(each, dry=dry))
        yield each


def _line(each: Delivery | NotSetUp, *, dry: bool) -> str:
    who = f"{each.person} ({each.way} {each.to})"
    if isinstance(each, NotSetUp):
        return f"{who}: not available, {_MISSING[Way(each.way)]}\n"
    if dry:
        text = "\n".join(f"    {line}".rstrip() for line in (each.message.title, "", *each.message.text.split("\n")))
        return f"{who} would get:\n{text}\n\n"
    return f"{who}: {SAID[each.outcome] if each.outcome else ''}\n"
