"""Names of files, for display only: nothing here ever becomes a path."""

import re
import unicodedata

from kr_app.evidence.kinds import FileKind

LONGEST_NAME = 150
_LONGEST_ENDING = 10
# Marks and embeddings of the writing direction: with them "fdp.exe" can be made to read "exe.pdf".
_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
# Digits alone are a year or a day: "รายงาน 30.09.2568".
_ENDING = re.compile(rf"\.(?![0-9]+$)[A-Za-z0-9]{{1,{_LONGEST_ENDING - 1}}}$")


def shown_name(given: str) -> str:
    """A name as it is kept: its last part, without what steers a screen or a terminal, cut to a length for lists."""
    text = given.encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFC", text).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"))
    kept = " ".join(_DIRECTIONS.sub("", kept).split()).strip(". ")
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
