"""The connections that are open now, what each owes, and which of them has to go."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable

from kr_app.identity.names import place_of
from kr_app.room import ROOM, Room

# Seconds within which a request has to be there whole, and a socket has to say its first word.
ASKS_WITHIN, SPEAKS_WITHIN = 10.0, 30.0
# Of a form: the longest silence, and the fewest bytes a second once it has had a while; a slow phone sends a hundred
# times as many.
SILENT_FORM, SLOW_AFTER, FEWEST_BYTES = 20.0, 30.0, 500
# Where room runs out, a form that nothing came of for so long goes before anybody new is sent away.
STUCK_FORM = 2.0
# How long somebody may take nothing of what is sent to them.
TAKES_WITHIN = 60.0
_LOOKED_AT_SECONDS, _TOLD_EVERY = 1.0, 3600.0
_CLOSED_AT_ONCE, _BETWEEN_SECONDS = 20, 0.01
_log = logging.getLogger(__name__)


class Line:
    """One connection."""

    __slots__ = (
        "_asked_at", "_heard", "_heard_at", "_looked_at", "_owes_body", "_since", "_unsent", "_unsent_at", "place",
        "socket", "spoke", "transport", "waiting",
    )  # fmt: skip

    def __init__(self, transport: asyncio.Transport, place: str, owes_body: Callable[[], bool], now: float) -> None:
        self.transport = transport
        self.place = place
        self.waiting = True
        self.socket = self.spoke = False
        self._owes_body = owes_body
        self._since = self._heard_at = self._asked_at = self._looked_at = self._unsent_at = now
        self._heard = self._unsent = 0

    def heard(self, size: int, now: float) -> None:
        """So many bytes came."""
        self._heard += size
        self._heard_at = now

    def asked(self, now: float) -> None:
        """A request came; what else comes is its form."""
        self.waiting, self._heard = False, 0
        self._asked_at = self._looked_at = now

    def waits(self, now: float) -> None:
        """A request was answered, and there may be another."""
        self.waiting, self._since = True, now

    def becomes_a_socket(self, now: float) -> None:
        """It speaks another language from here on, and owes a first word."""
        self.waiting, self.socket, self._since = False, True, now
        self._owes_body = lambda: False

    def overdue(self, now: float) -> bool:
        """Whether it has been silent too long, or deaf. Asked again and again."""
        deaf = self._deaf(now)
        if self.waiting and self.sends:
            # The application has answered, the reader has not taken all of it: their time to ask has not begun.
            self._since = now
            return deaf
        if self.waiting:
            return now - self._since > ASKS_WITHIN
        if self.socket and not self.spoke:
            return now - self._since > SPEAKS_WITHIN
        return self._slow(now) or deaf

    def stuck(self, now: float) -> bool:
        """Whether a form is owed, and nothing came of it for a while."""
        return not self.waiting and now - self._heard_at > STUCK_FORM and self._owes_body()

    @property
    def sends(self) -> bool:
        """Whether something is still on its way to the reader."""
        return self.transport.get_write_buffer_size() > 0

    def _slow(self, now: float) -> bool:
        looked_at, self._looked_at = self._looked_at, now
        if not self._owes_body():
            # Nothing is owed, or it is we who take no more for a while: that time is not theirs.
            self._asked_at += now - looked_at
            self._heard_at = now
            return False
        taken = now - self._asked_at
        return now - self._heard_at > SILENT_FORM or (taken > SLOW_AFTER and self._heard < FEWEST_BYTES * taken)

    def _deaf(self, now: float) -> bool:
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0 or unsent < self._unsent:
            self._unsent_at = now
        self._unsent = unsent
        return now - self._unsent_at > TAKES_WITHIN


class Lines:
    """All of them. Lives in the event loop of the server."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._lines: dict[asyncio.BaseTransport, Line] = {}
        self._of: defaultdict[str, dict[Line, Line]] = defaultdict(dict)
        # Those that have asked for nothing yet or nothing more, the longest silent first: all, and of each place.
        self._waiting: dict[Line, None] = {}
        self._waiting_of: defaultdict[str, dict[Line, None]] = defaultdict(dict)
        self._trusted: Callable[[str], bool] = lambda _: False
        self._closed, self._told_at = 0, float("-inf")

    def trusts(self, trusted: Callable[[str], bool]) -> None:
        """Say which addresses are proxies: one stands for everybody behind it, and is not limited as one."""
        self._trusted = trusted

    def begin(self, transport: asyncio.Transport, address: str, owes_body: Callable[[], bool]) -> Line:
        """A connection begins. Where the room runs out, the longest silent makes room, or this one goes."""
        place = "" if self._trusted(address) else place_of(address)
        line = Line(transport, place, owes_body, asyncio.get_running_loop().time())
        if place and len(self._of[place]) >= self._room.of_one:
            self._let_go(self._longest_silent_of(place) or line)
        if len(self._lines) >= self._room.connections or len(self._waiting) >= self._room.silent:
            self._let_go(next(iter(self._waiting), line))
        if not transport.is_closing():
            self._lines[transport] = self._of[place][line] = line
            self._wait(line)
        return line

    def of(self, transport: asyncio.BaseTransport) -> Line:
        """The line of a connection that began."""
        return self._lines[transport]

    def asks(self, line: Line) -> None:
        """A request came."""
        if line.waiting:
            line.asked(asyncio.get_running_loop().time())
            self._stop_waiting(line)

    def waits(self, line: Line) -> None:
        """A request was answered."""
        line.waits(asyncio.get_running_loop().time())
        if line.transport in self._lines and not line.sends:
            self._wait(line)

    def end(self, line: Line) -> None:
        """It is over; told once or twice."""
        if self._lines.pop(line.transport, None) is None:
            return
        self._stop_waiting(line)
        del self._of[line.place][line]
        if not self._of[line.place]:
            del self._of[line.place]

    async def run(self) -> None:
        """Close what is overdue, until the server stops."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_LOOKED_AT_SECONDS)
            overdue = self.look(loop.time())
            for number, line in enumerate(overdue, start=1):
                # Something may have come since.
                if line.transport in self._lines and line.overdue(loop.time()):
                    self._let_go(line)
                if number % _CLOSED_AT_ONCE == 0:
                    await asyncio.sleep(_BETWEEN_SECONDS)  # Others need not wait until all are closed.

    def look(self, now: float) -> list[Line]:
        """What is overdue. Whoever has taken the whole of their answer by now may be let go where room runs out."""
        for line in self._lines.values():
            if line.waiting and line not in self._waiting and not line.sends:
                self._wait(line)
        return [line for line in self._lines.values() if line.overdue(now)]

    def _let_go(self, line: Line) -> None:
        line.transport.abort()
        self.end(line)
        self._closed += 1
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= _TOLD_EVERY:
            _log.warning("closed connections that said nothing: %d since this was said last", self._closed)
            self._closed, self._told_at = 0, now

    def _longest_silent_of(self, place: str) -> Line | None:
        """Who has asked for nothing, longest first; else whose form is stuck."""
        now = asyncio.get_running_loop().time()
        stuck = (line for line in self._of[place] if line.stuck(now))
        return next(iter(self._waiting_of.get(place, ())), None) or next(stuck, None)

    def _wait(self, line: Line) -> None:
        self._waiting[line] = self._waiting_of[line.place][line] = None

    def _stop_waiting(self, line: Line) -> None:
        self._waiting.pop(line, None)
        of_place = self._waiting_of.get(line.place, {})
        of_place.pop(line, None)
        if not of_place:
            self._waiting_of.pop(line.place, None)


LINES = Lines(ROOM)
