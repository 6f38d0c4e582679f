"""Forms with files (`multipart/form-data`), read as they come: each file goes to the disk, never whole into memory.

What is wrong with one file takes nothing away from the rest of the form.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from kr_app.actions import MOST_PIECES, Inbox
from kr_app.desk.turns import in_turn, looked_at
from kr_app.evidence.errors import EvidenceTrouble, TooManyPieces
from kr_app.evidence.folder import LARGEST, Pending
from kr_app.evidence.incoming import Incoming
from kr_app.web import FormRefused

_MOST_PARTS, _LONGEST_HEADERS, _LONGEST_TEXTS = 200, 16 * 1024, 64 * 1024
# Ten files and what is typed; and some that are too large, so that their sender is told so and loses nothing.
_LARGEST_BODY = 3 * MOST_PIECES * LARGEST


def is_multipart(request: Request) -> bool:
    """Whether a form with files is sent."""
    return request.headers.get("content-type", "").startswith("multipart/form-data")


@dataclass
class Received:
    """What a form brought: its texts, the files that wait now, and those that were not taken, with why."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[Pending] = field(default_factory=list)
    troubles: list[tuple[str, EvidenceTrouble]] = field(default_factory=list)


async def receive(request: Request, inbox: Inbox) -> Received:
    """Read a form; its files wait in the inbox then. Raises `FormRefused`, and leaves nothing of a broken one."""
    _, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if not 1 <= len(boundary) <= 200:
        raise FormRefused
    reader = _Reader(inbox)
    parser = MultipartParser(boundary, reader.callbacks())  # type: ignore[arg-type]
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > _LARGEST_BODY:
                raise FormRefused
            # Files are written on the way: not where other requests wait for their turn.
            await in_turn(parser.write, chunk)
            await reader.look_at_what_is_there()
        if not reader.whole:
            raise FormRefused
    except BaseException as error:
        await in_turn(reader.let_everything_go)
        if isinstance(error, FormParserError | ClientDisconnect):
            raise FormRefused from None
        raise
    return reader.received


class _Reader:
    """Takes the parser's calls, part by part."""

    def __init__(self, inbox: Inbox) -> None:
        self.received = Received()
        self.whole = False
        self._inbox = inbox
        self._parts, self._texts = 0, 0
        self._header, self._value, self._disposition = b"", b"", b""
        self._name, self._text = "", bytearray()
        self._file_name: str | None = None
        self._incoming: Incoming | None = None
        self._trouble: EvidenceTrouble | None = None
        self._there: list[tuple[Incoming, str]] = []

    async def look_at_what_is_there(self) -> None:
        """Look at each file whose end has come, one after the other."""
        while self._there:
            incoming, name = self._there[0]
            try:
                self.received.files.append(await looked_at(self._inbox.finish, incoming, name))
            except EvidenceTrouble as trouble:
                self.received.troubles.append((name, trouble))
            del self._there[0]

    def callbacks(self) -> dict[str, Callable[..., None]]:
        """By the names that the parser knows them by."""
        return {
            "on_part_begin": self._part_begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._part_data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def let_everything_go(self) -> None:
        """The form broke off: leave neither a half file nor a whole one."""
        self._let_go()
        for incoming, _ in self._there:
            incoming.abandon()
        for pending in self.received.files:
            self._inbox.drop(pending.file.stored)

    def _let_go(self) -> None:
        if self._incoming is not None:
            self._incoming.abandon()
            self._incoming = None

    def _part_begin(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise FormRefused
        self._header, self._value, self._disposition = b"", b"", b""
        self._name, self._text, self._file_name = "", bytearray(), None
        self._incoming, self._trouble = None, None

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header = self._checked(self._header + data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value = self._checked(self._value + data[start:end])

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _checked(self, header: bytes) -> bytes:
        if len(header) > _LONGEST_HEADERS:
            raise FormRefused
        return header

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"name" not in options:
            raise FormRefused
        self._name = options[b"name"].decode("utf-8", "replace")
        if b"filename" in options:
            self._file_name = options[b"filename"].decode("utf-8", "replace")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._file_name is None:
            self._texts += end - start
            if self._texts > _LONGEST_TEXTS:
                raise FormRefused
            self._text += data[start:end]
        elif self._trouble is None:
            try:
                if self._incoming is None:
                    self._incoming = self._opened()
                self._incoming.write(data[start:end])
            except EvidenceTrouble as trouble:
                self._trouble = trouble
                self._let_go()

    def _opened(self) -> Incoming:
        if len(self.received.files) + len(self._there) >= MOST_PIECES:
            raise TooManyPieces(MOST_PIECES)
        return self._inbox.begin()

    def _part_end(self) -> None:
        if self._file_name is None:
            self.received.fields.append((self._name, bytes(self._text).decode("utf-8", "replace")))
            return
        # A browser sends a field without a file as a file without a name.
        if not self._file_name and self._incoming is None and self._trouble is None:
            return
        try:
            if self._trouble is not None:
                raise self._trouble
            incoming = self._incoming or self._inbox.begin()
            self._incoming = None
            self._there.append((incoming, self._file_name))
        except EvidenceTrouble as trouble:
            self.received.troubles.append((self._file_name, trouble))

    def _end(self) -> None:
        self.whole = True
