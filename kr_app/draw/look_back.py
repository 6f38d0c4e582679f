"""The slider through what stood earlier, and the banner of a page that looks back."""

import json
from collections.abc import Sequence

from markupsafe import Markup

from kr_app.draw.pieces import draw
from kr_app.draw.status import event_text
from kr_app.draw.understood import understood
from kr_app.view import KEY_RESULT, View
from kr_app.words import Words
from kr_core.calendar import bangkok_day
from kr_core.log import Event
from kr_core.past import Past

# Beyond this the labels would weigh more than the page; the slider then says the number of the entry alone.
MOST_LABELS = 400


def look_back(view: View, count: int, newest: Sequence[Event], then: Past | None) -> Markup:
    """The section with the slider; open, and with the banner, while the page looks back.

    `newest` are the newest of `count` entries, newest first: all of them up to `MOST_LABELS`.
    """
    words = view.words
    step, at = (then.step, then.event) if then else (count, newest[0] if newest else None)
    labels = [label(0, count, None, words)] if count <= MOST_LABELS else []
    if labels:
        labels += [label(place, count, event, words) for place, event in enumerate(reversed(newest), start=1)]
    hidden = {name: value for name, value in view.query.items() if name in ("kr", "lang", "digits", "demo")}
    return draw(
        "look_back",
        words=words,
        view=view,
        then=then,
        count=count,
        step=step,
        label=label(step, count, at, words),
        labels=json.dumps(labels, ensure_ascii=False),
        hidden=hidden,
        day=words.day(then.day) if then else "",
        before=view.at(KEY_RESULT, step=step - 1).address if step > 0 else "",
        after=view.at(KEY_RESULT, step=step + 1).address if step < count else "",
        now=view.at(KEY_RESULT).address,
    )


def unread(view: View) -> Markup:
    """The banner where the address asks for a day or an entry that cannot be read; empty where it does not."""
    words, said = view.words, ""
    if view.unread_day:
        why = understood("day", view.unread_day, words).text
        said = words("The address asks for the day “{typed}”. {why}", typed=view.unread_day, why=why)
    elif view.unread_step:
        said = words(
            "The address asks for the entry “{typed}”, which is no number of an entry.", typed=view.unread_step
        )
    return draw("unread", said=said, now=words("The page shows what stands now.")) if said else Markup("")


def label(step: int, count: int, event: Event | None, words: Words) -> str:
    """What the slider says at a step: which entry, of which day, and what it was."""
    if event is None:
        return words("Before the first entry")
    return words(
        "Entry {step} of {count} · {day} · {what}",
        step=step,
        count=count,
        day=words.day(bangkok_day(event.moment)),
        what=event_text(event, words),
    )
