"""What was made once, kept for the next who asks: bounded, newest state only."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Things by key, each with the stamp of the state that it was made from. Safe from any thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._things: OrderedDict[Hashable, tuple[object, Made]] = OrderedDict()

    def get(self, key: Hashable, stamp: object, make: Callable[[], Made]) -> Made:
        """The thing of this key and stamp, made if need be; what was asked for longest ago gives way."""
        with self._lock:
            known = self._things.get(key)
            if known is None or known[0] != stamp:
                known = self._things[key] = (stamp, make())
            self._things.move_to_end(key)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
            return known[1]
