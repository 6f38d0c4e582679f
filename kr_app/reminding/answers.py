"""Why a message did not arrive: what apprise only tells its log, and the words for whoever runs the dashboard.

The log names addresses, accounts and whatever a service answered. None of that is kept: a line is heard, a kind is
remembered, and the line is gone.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

_STATUS = re.compile(r"error=(\d{3})\.$")
_MAIL_STATUS = re.compile(r"Socket Exception: \((\d{3}), ")
_CERTIFICATE = re.compile(r"Socket Exception: .*CERTIFICATE_VERIFY_FAILED", re.DOTALL)
_REFUSED_LOGIN = {"401", "403", "530", "534", "535", "538"}
_TOO_MANY = "429"


class Outcome(StrEnum):
    """What became of a message. With INSIDE and PROXY nothing was sent: nobody saw that it would not go inside."""

    SENT = "sent"
    FAILED = "failed"
    LOGIN = "login"
    BUSY = "busy"
    STRANGER = "stranger"
    INSIDE = "inside"
    PROXY = "proxy"


_AGAIN = "the next run tries again"
SAID = {
    Outcome.SENT: "sent",
    Outcome.FAILED: f"could not be sent, {_AGAIN}",
    Outcome.LOGIN: f"could not be sent: the service refused the token, the password or the key; {_AGAIN}",
    Outcome.BUSY: f"could not be sent: the service takes no more messages for now; {_AGAIN}",
    Outcome.STRANGER: f"not sent: the service's certificate is not to be trusted for its name; {_AGAIN}",
    Outcome.INSIDE: "not sent: the address leads into the own network, and KR_WEBHOOK_HOSTS does not name it",
    Outcome.PROXY: "not sent: nobody sees where a proxy leads the address, and KR_WEBHOOK_HOSTS does not name it",
}


class Heard(logging.Handler):
    """What a service answered, as a kind; the first answer counts."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.outcome: Outcome | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Remember the kind of an answer, and nothing of its text."""
        self.outcome = self.outcome or _kind(record.levelno, record.getMessage())


def _kind(level: int, text: str) -> Outcome | None:
    if level < logging.WARNING and _CERTIFICATE.match(text):
        return Outcome.STRANGER
    status = _STATUS.search(text) if level >= logging.WARNING else _MAIL_STATUS.match(text)
    if status is None:
        return None
    return Outcome.LOGIN if status[1] in _REFUSED_LOGIN else Outcome.BUSY if status[1] == _TOO_MANY else None


@contextmanager
def hearing() -> Iterator[Heard]:
    """Hear what apprise would log, and let nobody else hear it."""
    log, heard = logging.getLogger("apprise"), Heard()
    log.propagate = False
    log.setLevel(logging.DEBUG)
    log.addHandler(heard)
    try:
        yield heard
    finally:
        log.removeHandler(heard)
        log.setLevel(logging.CRITICAL + 1)
