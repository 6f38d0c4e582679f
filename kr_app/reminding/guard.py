"""No connection from here to the inside, whatever name led there.

A name that looked harmless when it was typed may lead to this machine when it is asked for, and an answer may send
the asker on. The interpreter announces every connection with the number that it goes to, after all names have been
looked up: this is the one place that cannot be walked around.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

from kr_app.reminding.inside import is_inside_number


class Inside(OSError):
    """The connection would have gone to this machine or into the network around it."""


class _Guard:
    def __init__(self) -> None:
        self.set_up = self.on = self.stopped = False

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on or event != "socket.connect":
            return
        address = arguments[1]
        if not _leads_outside(address):
            self.stopped = True
            raise Inside


def _leads_outside(address: object) -> bool:
    """A name here would be looked up only after this was asked, so it is believed no more than a number inside."""
    if not isinstance(address, tuple):
        return False
    try:
        return not is_inside_number(ip_address(str(address[0]).partition("%")[0]))
    except ValueError:
        return False


_GUARD = _Guard()


@contextmanager
def outside_only() -> Iterator[None]:
    """Inside, every connection of this process that would not leave the network raises `Inside`.

    It also does so at the end, if what was tried inside went on as if nothing had happened.
    """
    if not _GUARD.set_up:
        sys.addaudithook(_GUARD.hear)
        _GUARD.set_up = True
    _GUARD.on, _GUARD.stopped = True, False
    try:
        yield
    finally:
        _GUARD.on = False
    if _GUARD.stopped:
        raise Inside
