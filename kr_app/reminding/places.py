"""Where a person may want reminders: the four ways, what each address must look like, and how it is shown.

A webhook's address is typed by a person and asked for by the server, from inside the network. So what lies inside is
refused: here by its name, and by `guard` once the name has become a number.
"""

import re
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, urlsplit

from kr_app.reminding.inside import is_inside
from kr_app.settings import SETTINGS

LONGEST_ADDRESS = 1000
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
_LINE = re.compile(r"[UCR][0-9a-f]{32}")
_TEAMS_HOST = re.compile(r"[a-z0-9.-]+\.(?:logic\.azure\.[a-z]{2,12}|(?:power|apps)platform(?:\.[a-z0-9-]{2,24}){1,3})")
_TEAMS_PATH = re.compile(
    r"(?P<automate>/powerautomate/automations/direct(?:/cu/(?P<route>[0-9]+))?)?"
    r"/workflows/(?P<workflow>[A-Za-z0-9_-]+)/triggers/manual/paths/invoke/?"
)


class Way(StrEnum):
    """How a reminder travels."""

    MAIL = "mail"
    LINE = "line"
    TEAMS = "teams"
    WEBHOOK = "webhook"


class PlaceRefused(Exception):
    """The address is none of its way: `reason` is `mail`, `line`, `teams`, `webhook`, `inside`, `long` or `many`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def available(way: Way) -> bool:
    """Whether the server was set up for a way."""
    return {Way.MAIL: bool(SETTINGS.mail), Way.LINE: bool(SETTINGS.line)}.get(way, True)


def checked(way: Way, typed: str) -> str:
    """An address as it is kept. Raises `PlaceRefused`."""
    address = typed.strip()
    if len(address) > LONGEST_ADDRESS:
        raise PlaceRefused("long")
    if way in (Way.MAIL, Way.LINE):
        pattern = _MAIL if way is Way.MAIL else _LINE
        if not pattern.fullmatch(address) or ".." in address:
            raise PlaceRefused(way)
        return address
    parts = parts_of(address)
    if parts is None or (way is Way.TEAMS and teams_fields(parts) is None):
        raise PlaceRefused(way)
    host = str(parts.hostname)
    if not vouched_for(host):
        if parts.scheme != "https":
            raise PlaceRefused(way)
        if is_inside(host):
            raise PlaceRefused("inside")
    return address


def parts_of(address: str) -> SplitResult | None:
    """The parts of a web address that names a host and nobody's password; None for anything else."""
    if not address.isascii() or not address.isprintable() or any(char in ' \\"<>^`{|}' for char in address):
        return None
    try:
        parts = urlsplit(address)
        odd = parts.port == 0 or "@" in parts.netloc or "%" in parts.netloc or parts.fragment
    except ValueError:
        return None
    return None if odd or parts.scheme not in ("http", "https") or not parts.hostname else parts


def vouched_for(host: str) -> bool:
    """Whether whoever runs the server named the host as one that may be asked, wherever it lies."""
    return host.lower() in SETTINGS.webhook_hosts


def teams_fields(parts: SplitResult) -> dict[str, object] | None:
    """What the address of a Teams workflow says, and nothing else that may stand in it; None for any other address."""
    path = _TEAMS_PATH.fullmatch(parts.path)
    query = dict(parse_qsl(parts.query))
    signature = query.get("sig", "")
    if not path or not _TEAMS_HOST.fullmatch(str(parts.hostname)) or not re.fullmatch(r"[A-Za-z0-9_-]+", signature):
        return None
    return {
        "host": parts.hostname,
        "port": parts.port,
        "workflow": path["workflow"],
        "signature": signature,
        "version": query.get("api-version"),
        "power_automate": bool(path["automate"]),
        "routing_id": path["route"],
    }


def masked(way: str, address: str) -> str:
    """An address as it is shown: enough to know it by, too little to use it."""
    if way == Way.MAIL:
        name, _, domain = address.partition("@")
        return f"{name[:1]}…@{domain}"
    if way == Way.LINE:
        return f"{address[:1]}…{address[-4:]}"
    parts = parts_of(address)
    return f"{parts.scheme}://{parts.netloc}/…" if parts else "…"


def shown(way: str, address: str) -> str:
    """An address as its own person sees it: a web address holds a key that nobody needs to see again."""
    return address if way in (Way.MAIL, Way.LINE) else masked(way, address)
