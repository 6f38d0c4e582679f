"""What Streamlit's page says before Streamlit runs: language, title, style, and the answer itself.

The first paint stands beside Streamlit's own root element, above it, until the live component of the
page is in place and removes it: so the gauge is there from the first bytes on, and does not blink when
Streamlit takes over.
"""

import logging
import re
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl

from kr_app import access, reads
from kr_app.rights import Visitor
from kr_app.view import BOARD, View, view_of

_ASSETS = Path(__file__).resolve().parent / "assets"
_STYLES = ("tokens", "pages", "pieces", "controls", "streamlit")  # in the order of the cascade
_ROOT = '<div id="root"></div>'
# Without the address, Streamlit looks for its server below the page's own path first, and fails twice before it finds
# it. Our own scripts, and nobody else, may ask it whether its connection lives; what is lost we say ourselves.
_WHERE_THE_SERVER_IS = (
    'window.__streamlit={BACKEND_BASE_URL:location.origin+"/",'
    "HOST_CONFIG:{allowedOrigins:[location.origin],blockErrorDialogs:true}}"
)
_STREAMLITS_OWN = re.compile(
    r'<script type="module"[^>]*></script>|<link rel="modulepreload"[^>]*>|<link rel="stylesheet"[^>]*>'
)
# A page in a background tab paints no frame; it goes on after half a second.
_LATER = """
(() => {
  const held = document.getElementById("kr-later")
  const goOn = () => held.isConnected && (document.head.append(held.content), held.remove())
  requestAnimationFrame(() => setTimeout(goOn))
  setTimeout(goOn, 500)
})();
"""
# Streamlit never begins without its WebSocket, and some proxies let none through: two refusals, or none and no answer.
_UNCONNECTED = """
(() => {
  let refused = 0
  let open = false
  const say = () => {
    const note = document.getElementById("kr-unconnected")
    if (note) note.hidden = open
  }
  window.WebSocket = class extends WebSocket {
    constructor(...asked) {
      super(...asked)
      const late = setTimeout(say, 15000)
      this.addEventListener("open", () => (clearTimeout(late), (open = true), say()))
      this.addEventListener("close", () => (clearTimeout(late), ++refused > 1 && say()))
    }
  }
})();
"""
_log = logging.getLogger(__name__)


def with_first_paint(body: bytes, path: str, query: bytes, visitor: Visitor) -> bytes:
    """Streamlit's page with ours in front. What cannot be drawn is left to the page itself, which explains it."""
    page = body.decode()
    if _ROOT not in page:
        return body
    view = view_of(path.strip("/"), dict(parse_qsl(query.decode("latin-1"))))
    try:
        paint = reads.first_paint_of(view, visitor)
    except Exception:
        _log.exception("no first paint for %s", path)
        paint = ""
    page = page.replace('<html lang="en">', f'<html lang="{view.words.language}">')
    title = f"<title>{escape(title_of(view, visitor))}</title>{_head()}"
    page = re.sub(r"<title>.*?</title>", lambda _: title, page, count=1)
    page = re.sub(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', "", page)
    page = re.sub(
        r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">', page
    )
    page = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
    page = page.replace("window.prerenderReady = false", f"window.prerenderReady = false;{_WHERE_THE_SERVER_IS}")
    page, held_back = _without_scripts(page)
    return page.replace(_ROOT, paint + _ROOT + held_back).encode()


def _without_scripts(page: str) -> tuple[str, str]:
    """The page without Streamlit's scripts and style, and the same to be put in once the first paint is on screen.

    Seventy files that are asked for at once would otherwise hold it up.
    """
    later = "".join(_STREAMLITS_OWN.findall(page))
    return _STREAMLITS_OWN.sub(
        "", page
    ), f'<template id="kr-later">{later}</template><script>{_UNCONNECTED}{_LATER}</script>'


def title_of(view: View, visitor: Visitor) -> str:
    """The title of the browser's tab; names nothing to somebody who may not view."""
    key_result = reads.key_result_of(view) if view.page != BOARD and access.may_view(visitor) else None
    product = view.words("BMA key results")
    return f"{key_result.name.in_language(view.words.language)} · {product}" if key_result else product


@cache
def _head() -> str:
    style = "".join((_ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)
    fonts = "".join(
        f'<link rel="preload" href="/assets/fonts/{name}" as="font" type="font/ttf" crossorigin>'
        for name in ("Sarabun-Regular.ttf", "Sarabun-SemiBold.ttf")
    )
    return f"{fonts}<style>{style}</style>"
