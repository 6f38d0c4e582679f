"""Streamlit's own scripts and styles, compressed: 2.7 instead of 7.8 MB on a reader's first visit.

Streamlit sends them as they are, for compressing each anew for everybody would cost more than it saves. Here each is
compressed once, when it is first asked for.
"""

import asyncio
import gzip
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kr_app import methods
from kr_app.pieces import pieces

_STATIC = Path(str(files("streamlit"))) / "static" / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_FILES = {f"/static/{file.parent.name}/{file.name}": file for file in _STATIC.glob("*/*") if file.suffix in _TYPES}
_LEVEL = 6
_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")
# Their names change with their content.
_HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-encoding": "gzip",
    "vary": "accept-encoding",
}


class Packed:
    """Answers for those files, where the reader's browser takes them compressed; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        file = _FILES.get(scope["path"]) if methods.getting(scope) else None
        if file is None or not _takes_packed(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        body = await asyncio.to_thread(_packed, file)
        headers = {**_HEADERS, "content-length": str(len(body))}
        await StreamingResponse(pieces(body), media_type=_TYPES[file.suffix], headers=headers)(scope, receive, send)


def _takes_packed(headers: Headers) -> bool:
    """Whether whoever asks takes an answer compressed; `gzip;q=0` says no."""
    kinds = (each.partition(";") for each in headers.get("accept-encoding", "").lower().split(","))
    return any(kind.strip() == "gzip" and not _REFUSED.fullmatch(weight) for kind, _, weight in kinds)


@lru_cache(maxsize=len(_FILES))
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), _LEVEL, mtime=0)
