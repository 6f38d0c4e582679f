"""The headers that every answer carries, and what a page of Streamlit's may load and run."""

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256

from starlette.datastructures import Headers
from starlette.types import Message, Send

from kr_app.settings import SETTINGS

_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
# What was drawn into the page holds texts that people wrote: a script that stood there would not be ours.
_DRAWN = re.compile(r'<div id="kr-first".*<div id="root"></div>', re.DOTALL)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    **({"strict-transport-security": "max-age=31536000"} if SETTINGS.address.startswith("https:") else {}),
}
# An answer that says otherwise knows why: a badge may stand on other pages, a card must open at once.
_UNLESS_SAID = {
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def policy_for(page: str) -> str:
    """The content security policy of a page: its own inline scripts by their hashes, and nothing from elsewhere.

    Streamlit sets styles from scripts, loads its inline components from `blob:` addresses (which injected HTML cannot
    make), and may compile WebAssembly.
    """
    return _policy(tuple(_SCRIPT.findall(_DRAWN.sub("", page))))


def secured(send: Send, policy: str = "") -> Send:
    """A `send` whose answers carry the headers; `policy` unless the answer has one of its own."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _complete(message.get("headers", []), policy)}
        await send(message)

    return with_headers


def _complete(sent: list[tuple[bytes, bytes]], policy: str) -> list[tuple[bytes, bytes]]:
    known = Headers(raw=sent)
    added = dict(_ALWAYS)
    added.update({name: value for name, value in _UNLESS_SAID.items() if name not in known})
    if "content-security-policy" not in known:
        added["content-security-policy"] = policy or _policy(())
        added["x-frame-options"] = "SAMEORIGIN"
    kept = [(name, value) for name, value in sent if name.decode("latin-1").lower() not in added]
    return [*kept, *((name.encode(), value.encode()) for name, value in added.items())]


@lru_cache(maxsize=16)
def _policy(scripts: tuple[str, ...]) -> str:
    hashes = "".join(f" 'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts)
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob:{hashes}; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
        " manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
    )
