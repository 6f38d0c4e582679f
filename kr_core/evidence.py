"""Evidence (หลักฐาน): what stands behind a tick or a check-in, a file or a link."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from kr_core.log import Event, Kind


@dataclass(frozen=True)
class File:
    """A file as it was given: its name, media type, size in bytes, SHA-256 (hex), and the name it is stored under."""

    name: str
    type: str
    size: int
    sha256: str
    stored: str


@dataclass(frozen=True)
class Link:
    """An address (http or https), with a title that may be empty."""

    address: str
    title: str = ""


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence: the event that says so, the event that it stands behind, and what it is."""

    event: Event
    behind: int
    what: File | Link


def as_details(what: File | Link) -> str:
    """What an event keeps of a piece of evidence."""
    return json.dumps(asdict(what), ensure_ascii=False)


def evidence_of(event: Event) -> Evidence | None:
    """The evidence that an event gives; None for any other event, and for one that cannot be read."""
    if event.kind != Kind.EVIDENCE or event.refers_to is None:
        return None
    try:
        found = json.loads(event.details)
        return Evidence(event, event.refers_to, Link(**found) if "address" in found else File(**found))
    except (ValueError, TypeError):
        return None


def evidence_behind(event: int, said: Iterable[Event]) -> list[Evidence]:
    """The evidence that stands behind an event, oldest first."""
    return [found for each in said if each.refers_to == event and (found := evidence_of(each))]
