"""Who opens a link: a person, or a program that looks at it for one, as chat and mail programs do unasked.

A person shows: their browser says that it goes to the page for somebody, or (browsers say so only over https, and not
the older ones) the page that was sent listens for news a moment later. Programs that say what they are never count.
"""

import re
import threading
import time
from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.requests import Request

from kr_app import web

_LISTENS_WITHIN = 600.0
_MOST_WAITING = 10_000
# Every browser says so first, for the sake of very old servers; programs that are none mostly do not.
_BROWSER = re.compile(r"Mozilla/5\.0 \(")
_LONGEST_NAME = 1_000
# In the names of those that look for others: previews of chat programs, checks of mail, search, monitors, scripts.
# A maker of phones is called Cubot.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|externalhit|facebot|meta-external|line-poker|whatsapp|"
    r"scan|safelinks|proofpoint|barracuda|mimecast|symantec|sophos|fortinet|trendmicro|checkpoint|ms-?office|"
    r"google-|googleimageproxy|mediapartners|bingpreview|yahoo.*proxy|embedly|iframely|"
    r"headless|phantomjs|electron-prerender|lighthouse|pagespeed|gtmetrix|"
    r"monitor|uptime|pingdom|statuscake|site24x7|datadog|newrelic|nagios|zabbix|"
    r"curl|wget|python|java/|okhttp|http-?client|axios|node-fetch|powershell|libwww|\bphp\b|\bruby\b",
    re.IGNORECASE,
)
_GOES_THERE = frozenset({"document", "iframe", "frame", "embed", "object"})
_AHEAD = ("purpose", "sec-purpose", "x-purpose", "x-moz")


class Readers:
    """Pages that were sent to somebody who may be a reader, until they listen. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: OrderedDict[tuple[int, str, str], float] = OrderedDict()

    def opened(self, request: Request, link: int) -> bool:
        """Whether a reader opens a link's page. Whoever may be one is waited for."""
        headers = request.headers
        if not _is_browser(headers):
            return False
        ahead = any(headers.get(name) for name in _AHEAD)
        mode = headers.get("sec-fetch-mode", "")
        if mode and (mode != "navigate" or headers.get("sec-fetch-dest", "") not in _GOES_THERE):
            return False
        if mode and not ahead:
            return True
        with self._lock:
            self._waiting[_whose(request, link)] = time.monotonic()
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
        return False

    def listens(self, request: Request, link: int) -> bool:
        """Whether a page that was waited for listens now: somebody has it before them. Once for each page sent."""
        with self._lock:
            sent = self._waiting.pop(_whose(request, link), None)
        return sent is not None and time.monotonic() - sent < _LISTENS_WITHIN


READERS = Readers()


def _is_browser(headers: Headers) -> bool:
    name = headers.get("user-agent", "")[:_LONGEST_NAME]
    return _BROWSER.match(name) is not None and _ROBOT.search(name) is None


def _whose(request: Request, link: int) -> tuple[int, str, str]:
    return link, web.address_of(request.scope), request.headers.get("user-agent", "")[:_LONGEST_NAME]
