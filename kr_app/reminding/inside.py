"""Which names and numbers lead to this machine or into the network around it, however they are written.

The ranges are listed here and not asked of the interpreter, whose own list grew between its versions.
"""

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|intranet|lan|home|corp|localdomain|private|home\.arpa)|[^.]*"
)
# What the old look-up of addresses takes for a number: 127.1, 0x7f.1, 0177.0.0.1. No domain ends so.
_ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_INSIDE_4 = [
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's translation
        "127.0.0.0/8",
        "168.63.129.16/32",  # what a large cloud tells its machines
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
# Of version 6 only this part was given out; in it what is for protocols (Teredo among it) and for examples.
_OUTSIDE_6 = IPv6Network("2000::/3")
_INSIDE_6 = [IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "3fff::/20")]
_MAPPED, _TRANSLATED, _6TO4 = (IPv6Network(each) for each in ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16"))
# The second half of an address that carries one of version 4 over the same office's network (ISATAP).
_CARRIED = (0x00005EFE, 0x02005EFE)


def is_inside(host: str) -> bool:
    """Whether a name or a number belongs to this machine or to a network that is not open to everybody."""
    bare = host.lower().strip("[]").partition("%")[0].rstrip(".")
    try:
        return is_inside_number(ip_address(bare))
    except ValueError:
        pass
    if _ENDS_IN_A_NUMBER.fullmatch(bare):
        return _is_inside_as_of_old(bare)
    return bool(_NAMES.fullmatch(bare))


def is_inside_number(number: IPv4Address | IPv6Address) -> bool:
    """The same for a number; one of version 4 that is packed into one of version 6 is looked at too."""
    if isinstance(number, IPv4Address):
        return any(number in network for network in _INSIDE_4)
    if number in _MAPPED or number in _TRANSLATED:
        return is_inside_number(_low(number))
    if number in _6TO4:
        return is_inside_number(IPv4Address(int(number) >> 80 & 0xFFFFFFFF))
    if number not in _OUTSIDE_6 or any(number in network for network in _INSIDE_6):
        return True
    carries = (int(number) >> 32 & 0xFFFFFFFF) in _CARRIED
    return carries and is_inside_number(_low(number))


def _low(number: IPv6Address) -> IPv4Address:
    return IPv4Address(int(number) & 0xFFFFFFFF)


def _is_inside_as_of_old(host: str) -> bool:
    try:
        return is_inside_number(IPv4Address(socket.inet_aton(host)))
    except OSError:
        return True
