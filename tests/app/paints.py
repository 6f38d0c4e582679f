"""First paints made in a process of their own, where the settings are what the test says."""

from pathlib import Path
from urllib.parse import urlsplit

import streamlit

from kr_app import reads
from kr_app.first_bytes import with_first_paint
from kr_app.view import view_at

_STREAMLITS_OWN = Path(streamlit.__file__).parent / "static" / "index.html"


def page_at(address: str) -> str:
    """The page that is served for an address."""
    parts = urlsplit(address)
    return with_first_paint(_STREAMLITS_OWN.read_bytes(), parts.path, parts.query.encode()).decode()


def page_of(code: str) -> str:
    """The English page of a key result."""
    return page_at(f"/kr?kr={code}&lang=en")


def kept_after_unknown_codes() -> list[int]:
    """How many drawings are kept after one unknown code on every page, and after a hundred more."""
    counts = []
    for codes in (range(1), range(100)):
        for code in codes:
            for page in ("/", "/kr", "/update"):
                reads.first_paint_of(view_at(f"{page}?kr=unknown-{code}"))
        counts.append(len(reads._kept))
    return counts
