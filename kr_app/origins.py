"""Where a request says it goes to and comes from: the answers that keep other people's pages out."""

import socket
from functools import cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from kr_app.settings import SETTINGS


def known_host(headers: Headers) -> bool:
    """Whether a request is addressed to us: a loopback or plain address, this machine's name, or one that was set.

    Any other name may be somebody else's, pointed at this machine so that their page may read ours. A plain address
    cannot be: a page that was loaded from it came from here.
    """
    try:
        name = (urlsplit(f"//{headers.get('host', '')}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return _is_address(name) or name in _names()


def same_origin(headers: Headers) -> bool:
    """Whether a page of ours sent this: its Origin names the host it was sent to, and the browser does not object."""
    origin, host = headers.get("origin"), headers.get("host")
    if origin is None or not host or headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    ours = urlsplit(SETTINGS.address)
    # Where the address was set, a page of the same name over plain HTTP may be anybody's on the way.
    schemes = (ours.scheme,) if ours.netloc == host.lower() else ("http", "https")
    return parts.scheme in schemes and parts.netloc.lower() == host.lower()


def plain_address(text: str) -> str:
    """An address as it is counted and kept: IPv4 in its own dress, no zone; empty for what is no address.

    Behind a proxy that passes on whatever it was sent, the text may be anything.
    """
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


@cache
def _names() -> frozenset[str]:
    machine = socket.gethostname().lower()
    address = urlsplit(SETTINGS.address).hostname or ""
    return frozenset({"localhost", machine, f"{machine}.local", address, *SETTINGS.hosts} - {""})


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
