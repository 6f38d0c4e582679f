"""Requests as they stand on the wire: any method, any Origin, any cookie; and what the answer was."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.serving import Served


class Answer(NamedTuple):
    """Status, headers (names in lower case) and text."""

    status: int
    headers: dict[str, str]
    text: str


def ask(
    served: Served,
    path: str,
    method: str = "GET",
    *,
    form: Mapping[str, str] | None = None,
    cookie: str = "",
    headers: Mapping[str, str | None] | None = None,
) -> Answer:
    """Ask as a page of ours would, unless `headers` say otherwise; None leaves a header out. Follows no redirect."""
    sent: dict[str, str | None] = {"Host": urlsplit(served.url).netloc, "Accept": "text/html", "Connection": "close"}
    body = urlencode(form).encode() if form is not None else b""
    if method != "GET":
        sent |= {"Origin": served.url, "Content-Length": str(len(body))}
        sent |= {"Content-Type": "application/x-www-form-urlencoded"}
    sent |= {"Cookie": cookie or None, **(headers or {})}
    address = urlsplit(served.url)
    with closing(http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value.encode())
        connection.endheaders(body)
        with connection.getresponse() as answer:
            known = {name.lower(): value for name, value in answer.getheaders()}
            text = "" if known.get("content-type", "").startswith("text/event-stream") else None
            text = answer.readline().decode() if text == "" else answer.read().decode("utf-8", "replace")
            return Answer(answer.status, known, text)
