"""The one message that a person gets at a place in a run: everything new, in their language, as plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kr_app.draw.reminders import heading_text, reminder_text, step_address
from kr_app.reminding.due import Item
from kr_app.settings import SETTINGS
from kr_app.view import BOARD, View
from kr_app.words import Words, words_for
from kr_core.language import Language

# A phone's screen or two; what is beyond stands in the inbox.
MOST_ITEMS = 20


@dataclass(frozen=True)
class Message:
    """A title and a plain text."""

    title: str
    text: str


def message_of(items: Sequence[Item], language: Language) -> Message:
    """The message about some reminders. No name of a person, no phone number, no note."""
    words = words_for(language.value, None)
    view = View(BOARD, "", words, demo=False)
    title = words.counted("BMA key results: {count} thing to do", "BMA key results: {count} things to do", len(items))
    return Message(title, "\n".join([*_lines(items[:MOST_ITEMS], view), *_end(len(items) - MOST_ITEMS, view)]))


def trial_of(language: Language) -> Message:
    """The message that shows that a place can be reached."""
    words = words_for(language.value, None)
    said = words("This is a trial. Reminders of the key results dashboard will arrive here.")
    return Message(words("BMA key results: trial message"), said)


def _lines(items: Sequence[Item], view: View) -> Iterator[str]:
    for _, group in groupby(items, key=lambda item: item.key_result.code):
        of_one = list(group)
        yield heading_text(of_one[0].key_result, view.words)
        for item in of_one:
            yield f"- {reminder_text(item.key_result, item.reminder, view.words)}"
            if SETTINGS.address:
                yield f"  {SETTINGS.address}{step_address(item.key_result, item.reminder, view)}"
        yield ""


def _end(further: int, view: View) -> Iterator[str]:
    words: Words = view.words
    if further > 0:
        yield words.counted(
            "{count} further thing stands in the dashboard.", "{count} further things stand in the dashboard.", further
        )
    if not SETTINGS.address:
        yield words("Sign in to the dashboard: everything stands under To do.")
        return
    yield words(
        "Everything that is to be done: {address}", address=f"{SETTINGS.address}{view.outside('/account/inbox')}"
    )
    choices = f"{SETTINGS.address}{view.outside('/account/reminders')}"
    yield words("What you hear of, and where: {address}", address=choices)
