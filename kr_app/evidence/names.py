"""Names of files, for display only: nothing here ever becomes a path."""

import re

from kr_app.evidence.kinds import FileKind
from kr_core.spelling import one_line

LONGEST_NAME = 150
_LONGEST_ENDING = 10
# Of a longer name the end is looked at, where its ending stands.
_MOST_GIVEN = 2000
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Digits alone are a year or a day: "รายงาน 30.09.2568".
_ENDING = re.compile(rf"\.(?![0-9]+$)[A-Za-z0-9]{{1,{_LONGEST_ENDING - 1}}}$")


def shown_name(given: str) -> str:
    """A name as it is kept: its last part, composed, without what steers a screen, cut to a length for lists.

    What turns the writing direction goes too: with it "fdp.exe" can be made to read "exe.pdf".
    """
    text = given[-_MOST_GIVEN:].replace("\\", "/").rsplit("/", 1)[-1]
    kept = one_line(_CONTROLS.sub("", text)).strip(". ")
    ending = ending_of(kept)
    return kept[: LONGEST_NAME - len(ending)].rstrip() + ending if len(kept) > LONGEST_NAME else kept


def ending_of(name: str) -> str:
    """The ending of a name, with its dot; empty where there is none."""
    found = _ENDING.search(name)
    return found[0] if found and found.start() > 0 else ""


def named(given: str, kind: FileKind) -> str:
    """The name of a file whose kind is known: with an ending where it had none."""
    name = shown_name(given)
    stem = name[: LONGEST_NAME - len(kind.endings[0])]
    return name if ending_of(name) else f"{stem or kind.name}{kind.endings[0]}"
