"""A mail server on this machine, which keeps what it got: plain, with STARTTLS, or safe from the first byte."""

import socketserver
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.app.receivers import serving


@dataclass
class Mail:
    """`account` is whom it lets in (name and password; without one, everybody); `refusing` addresses it takes no mail.

    `words` is all that clients said, `open_words` what of it was said before the connection was safe.
    """

    port: int = 0
    account: tuple[str, str] | None = None
    refusing: set[str] = field(default_factory=set)
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open_words: list[str] = field(default_factory=list)


@contextmanager
def mail(
    *,
    starttls: ssl.SSLContext | None = None,
    implicit: ssl.SSLContext | None = None,
    account: tuple[str, str] | None = None,
) -> Iterator[Mail]:
    """Run it on a free port."""
    kept = Mail(account=account)

    class Handler(socketserver.StreamRequestHandler):
        safe = False

        def handle(self) -> None:
            try:
                if implicit:
                    self._secure(implicit)
                self._talk()
            except (ssl.SSLError, ConnectionError):
                """The client did not believe the certificate."""
            finally:
                self.request.close()

        def _secure(self, context: ssl.SSLContext) -> None:
            self.request = context.wrap_socket(self.request, server_side=True)
            self.setup()
            self.safe = True

        def _talk(self) -> None:
            self._say("220 here")
            to: list[str] = []
            while line := self.rfile.readline().decode():
                kept.words.append(line.strip())
                if not self.safe:
                    kept.open_words.append(line.strip())
                match line.split()[0].upper():
                    case "EHLO":
                        offers = ["STARTTLS"] if starttls and not self.safe else ["AUTH PLAIN"]
                        self._say("\r\n".join(["250-here", f"250 {offers[0]}"]))
                    case "STARTTLS" if starttls:
                        self._say("220 go ahead")
                        self._secure(starttls)
                    case "AUTH":
                        self._say("235 come in" if self._known(line) else "535 5.7.8 no such account")
                    case "RCPT":
                        address = line.partition("<")[2].partition(">")[0]
                        to.append(address)
                        self._say("550 nobody here" if address in kept.refusing else "250 yes")
                    case "DATA":
                        self._say("354 go on")
                        kept.got.append((", ".join(to), self._letter()))
                        self._say("250 taken")
                    case "QUIT":
                        self._say("221 bye")
                        return
                    case _:
                        self._say("250 yes")

        def _known(self, line: str) -> bool:
            if kept.account is None:
                return True
            _, name, password = b64decode(line.split()[2]).decode().split("\0")
            return (name, password) == kept.account

        def _letter(self) -> EmailMessage:
            lines = list(iter(self.rfile.readline, b".\r\n"))
            found = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(found, EmailMessage)
            return found

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = int(server.server_address[1])
        with serving(server):
            yield kept
