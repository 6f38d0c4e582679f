"""Addresses as evidence: one in each line, with a title in front of it if one was written."""

import re
from urllib.parse import urlsplit

from kr_app.evidence.errors import NotAnAddress
from kr_core.evidence import Link

_LONGEST_ADDRESS = 2000
_LONGEST_TITLE = 200
_SHOWN = 80
_LINE = re.compile(r"^(.*?)\s*(https?://\S+)$", re.IGNORECASE)


def links_in(text: str) -> tuple[Link, ...]:
    """The links of a text. Raises `NotAnAddress` for a line without one."""
    return tuple(_link(line.strip()) for line in text.splitlines() if line.strip())


def _link(line: str) -> Link:
    found = _LINE.match(line)
    if found is None or not _is_address(found[2]):
        raise NotAnAddress(_plain(line)[:_SHOWN])
    return Link(found[2], _plain(found[1])[:_LONGEST_TITLE].rstrip(" :-–"))


def _plain(text: str) -> str:
    """Without what steers a screen, the writing direction among it."""
    return " ".join("".join(char for char in text if char.isprintable()).split())


def _is_address(text: str) -> bool:
    """Whether it leads to a host of the web, and says so: no other name before an @, nothing that does not show."""
    if len(text) > _LONGEST_ADDRESS or not text.isprintable() or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
