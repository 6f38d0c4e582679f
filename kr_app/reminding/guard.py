"""No connection from here to the inside, whatever name led there.

A name that looked harmless when it was typed may lead to this machine when it is asked for, and an answer may send
the asker on. The interpreter announces every connection with the number that it goes to, after all names have been
looked up: this is the one place that cannot be walked around.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kr_app.reminding.places import is_inside


class Inside(OSError):
    """The connection would have gone to this machine or into the network around it."""


class _Guard:
    def __init__(self) -> None:
        self.set_up = self.on = self.stopped = False

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on or event != "socket.connect":
            return
        address = arguments[1]
        if not isinstance(address, tuple) or is_inside(str(address[0]).partition("%")[0]):
            self.stopped = True
            raise Inside


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
