"""An address of ours as people paste it: what chat programs, mail and hands have stuck to it is cut off again.

Thai is written without blanks, so a chat program takes the words behind a link for a part of it; others add a bracket,
a full stop, a mark that nobody sees, or a query of their own. What ours are made of is known, so the rest is cut
without a look at the file.
"""

import re
from unicodedata import category
from urllib.parse import parse_qsl, quote, unquote, urlencode

from kr_app.identity.tokens import LENGTH

_LONGEST = 4_000
_TOKEN = f"[A-Za-z0-9_-]{{{LENGTH}}}"
# Taken as far as it goes, or not at all.
_CODE = "(?>[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)"
_BELOW = "history|reports|report|plan|confirm|form|evidence|uploads"
# What each path of ours may be followed by; the first that fits is what was meant.
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"/s/(?:[^A-Za-z0-9_-]*)(?P<token>{_TOKEN})(?P<more>/live|/preview\.png)?",
        rf"/account/(?P<way>set-up|invitation)/(?:[^A-Za-z0-9_-]*)(?P<once>{_TOKEN})",
        rf"/badge/(?P<badge>{_CODE})(?:\.svg)?",
        rf"/key-results/(?P<of>{_CODE})/(?P<page>{_BELOW})(?P<number>/[0-9]+)?+/?+(?![A-Za-z0-9])",
        rf"/(?:key-results|kr)/(?P<code>{_CODE})/?+(?![A-Za-z0-9])",
        rf"/update/(?P<recorded>{_CODE})/?+(?![A-Za-z0-9])",
    )
)
# What the parts of a query can be; others are nobody's, or free text.
_VALUES = {
    "kr": re.compile(_CODE),
    "token": re.compile(_TOKEN),
    "lang": re.compile("th|en"),
    "digits": re.compile("thai|arabic"),
    "on": re.compile(r"\d{4}-\d\d-\d\d"),
    **dict.fromkeys(("demo", "now", "kiosk"), re.compile("[01]")),
    **dict.fromkeys(("level", "step", "seconds"), re.compile(r"[0-9๐-๙]{1,7}")),
}
# What Streamlit or a folder of files answers: names of files, not addresses that people hand on.
_FILES = re.compile(r"/(?:_stcore|app|assets|auth|component|media|static)(?:/|$)")


def meant(path: str, query: str) -> str:
    """The address that was meant; empty where it is written as ours are, or is none of ours."""
    if len(path) + len(query) > _LONGEST or not path.startswith("/") or _FILES.match(path):
        return ""
    # A question mark that was encoded with the rest.
    before, mark, stuck = path.partition("?")
    wanted, found = _path_meant(_visible(before))
    asked, changed = _query_meant("&".join(filter(None, (found, *_beside(found, stuck, query)))))
    if wanted == path and not mark and not found and not changed:
        return ""
    address = quote(wanted, safe="/")
    return f"{address}?{asked}" if asked else address


def _beside(found: str, *queries: str) -> list[str]:
    """The queries, without what the path has said already: two codes would lead to the last."""
    said = found.partition("=")[0]
    parts = [part for query in queries for part in query.split("&")] if said else list(queries)
    return [part for part in parts if not said or unquote(part.partition("=")[0]).removeprefix("amp;") != said]


def _visible(text: str) -> str:
    """Without blanks, line ends and marks that nobody sees: they stand in the middle of an address, too."""
    return "".join(char for char in text if not char.isspace() and category(char) not in ("Cc", "Cf", "Mn"))


def _path_meant(path: str) -> tuple[str, str]:
    """The path, and what belongs into the query."""
    for shape in _SHAPES:
        if found := shape.match(path):
            return _written(found)
    bare = _without_tail(path)
    if bare in ("", "/key-results"):
        return "/", ""
    return (f"{bare}/" if bare == "/s" else bare), ""


def _without_tail(path: str) -> str:
    """Up to where something stands that is in no address of ours, and nothing but letters and digits at the end."""
    ours = re.match("[A-Za-z0-9/_.-]*", path)
    return re.sub("/+", "/", ours[0] if ours else "").rstrip("/_.-")


def _written(found: re.Match[str]) -> tuple[str, str]:
    part = found.groupdict()
    if part.get("token"):
        return f"/s/{part['token']}{part['more'] or ''}", ""
    if part.get("once"):
        return f"/account/{part['way']}/{part['once']}", ""
    if part.get("badge"):
        return f"/badge/{part['badge']}.svg", ""
    if part.get("of"):
        return f"/key-results/{part['of']}/{part['page']}{part['number'] or ''}", ""
    page, code = ("/update", part["recorded"]) if part.get("recorded") else ("/kr", part["code"])
    return page, f"kr={code}"


def _query_meant(query: str) -> tuple[str, bool]:
    """The query with known values cut to what they can be, and whether that changed anything."""
    if not query.strip():
        return "", bool(query)
    pairs = parse_qsl(query, keep_blank_values=True)
    better = [(name.removeprefix("amp;"), value) for name, value in pairs]
    better = [(name, _value(name, value)) for name, value in better]
    return (urlencode(better), True) if better != pairs else (query, False)


def _value(name: str, value: str) -> str:
    known = _VALUES.get(name)
    found = known.match(_visible(value)) if known else None
    return found[0] if found else value
