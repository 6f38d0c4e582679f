"""Where a request says it goes to and comes from: the answers that keep other people's pages out."""

import socket
from functools import cache, lru_cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from kr_app.settings import SETTINGS

_LONGER_THAN_AN_ADDRESS = 64
_LONGEST = 200
_FOREIGN = "คำขอนี้ไม่ได้ส่งมาจากหน้าของระบบ / This request did not come from a page of this dashboard.\n"
_CHANGED = (
    "ระบบไม่รับคำขอนี้ เพราะหน้าเว็บเปิดที่ {origin} แต่พร็อกซีด้านหน้าส่งต่อว่าเป็น {host} ซึ่งต่างกันที่{thai}"
    " สิ่งที่กรอกไว้ยังไม่ถูกบันทึก โปรดแจ้งผู้ดูแลเครื่องให้ตั้งพร็อกซีส่ง Host ตามที่ได้รับมา\n\n"
    "This was not accepted: the page is open at {origin}, but the proxy in front passes it on as {host}, which differs"
    " {english}. Nothing that was typed is stored. Whoever runs the dashboard lets the proxy pass Host on as it came:\n"
    "\n    nginx:  proxy_set_header Host $http_host;\n"
    "    Apache: ProxyPreserveHost On\n"
)


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
    # No address is as long; what is remembered stays small, whatever was sent.
    return _plain(text[:_LONGER_THAN_AN_ADDRESS])


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def why_foreign(headers: Headers) -> str:
    """What to say to somebody whose form or socket was refused: a proxy that changes Host is told what to set."""
    origin, host = headers.get("origin", "")[:_LONGEST], headers.get("host", "")[:_LONGEST]
    try:
        sent, meant = urlsplit(origin), urlsplit(f"//{host}")
        ours = known_host(Headers({"host": sent.netloc})) and sent.netloc.lower() != host.lower()
        port = sent.hostname == meant.hostname
    except ValueError:
        return _FOREIGN
    if not ours or headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _FOREIGN
    differs = ("พอร์ต", "in the port") if port else ("ชื่อเครื่อง", "in the name")
    return _CHANGED.format(origin=origin, host=host, thai=differs[0], english=differs[1])


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
