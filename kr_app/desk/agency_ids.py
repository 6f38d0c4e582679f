"""Which agency a row of the form is. Rights are given by its id, which nobody types: it follows the name."""

import hashlib
import re
from collections.abc import Container, Iterable, Sequence
from typing import Any

from kr_core.definition import Agency


def give_ids(rows: Sequence[dict[str, Any]], known: Sequence[Agency]) -> None:
    """Put the right id into each row; "id" holds what it had before, empty for a new row."""
    taken = {agency.id for agency in known}
    for row in rows:
        name = str(row["name"]).strip()
        row["id"] = _id_of(name, row["id"], known) or _new_id(name, str(row["name_en"]), taken)
        taken.add(row["id"])


def _id_of(name: str, given: str, known: Iterable[Agency]) -> str:
    """That of the agency of this name; else the row's own, which has another name now."""
    ids = [agency.id for agency in known if agency.name.thai == name]
    return given if not ids or given in ids else ids[-1]


def _new_id(name: str, english: str, taken: Container[str]) -> str:
    """From the English name, unless that is another agency's already."""
    plain = re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")[:60].strip("-")
    if plain and plain not in taken:
        return plain
    return f"agency-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:10]}"
