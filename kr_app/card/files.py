"""Styles, scripts, fonts and pictures of ours, by name: only those that stand in the folder."""

import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kr_app.draw.pictures import ENDING, PICTURES, version_of
from kr_app.draw.scripts import bare_script, version_of_script

_FOLDER = Path(__file__).resolve().parent.parent / "assets"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ENDING: "image/webp"}
_KEPT = (*_FOLDER.glob("*.*"), *_FOLDER.glob("fonts/*.woff2"), *PICTURES.glob(f"*{ENDING}"))
_FILES = {file.name: file for file in _KEPT if file.suffix in _TYPES}
# Those that pages of ours ask for, each with what it needs; without comments.
_SCRIPTS = {
    "card.js": ("motion.js", "follow.js", "card.js"),
    "wall.js": ("motion.js", "follow.js", "card.js", "wall.js"),
    "stream.js": ("stream.js",),
}
_FONT_FACES = re.compile(r"^@font-face.*url\(.*\n", re.MULTILINE)
_FACES = (
    '@font-face {{ font-family: Sarabun; font-display: swap; src: url({text}) format("woff2"); }}\n'
    '@font-face {{ font-family: "Sarabun Figures"; font-weight: 600; font-display: swap;'
    ' src: url({figures}) format("woff2"); }}\n'
)


async def asset(request: Request) -> Response:
    """One file. Asked for by its content (`?v=…`) it never changes; else the browser asks whether it has."""
    file = _FILES.get(request.path_params["name"])
    if file is None:
        return Response(status_code=404)
    named = request.query_params.get("v") == _digest(file.name)
    headers = {"cache-control": "public, max-age=31536000, immutable" if named else "no-cache"}
    if names := _SCRIPTS.get(file.name):
        return Response(bare_script(*names), media_type=_TYPES[file.suffix], headers=headers)
    return FileResponse(file, media_type=_TYPES[file.suffix], headers=headers)


@cache
def address(name: str) -> str:
    """The address of a file that changes with its content."""
    return f"/assets/{name}?v={_digest(name)}"


@cache
def faces() -> str:
    """The small typefaces as a style of their own: for pages without a script, and browsers that run none.

    Elsewhere the script brings them after the first frame, so that the gauge does not wait for them.
    """
    return _FACES.format(text=address("text.woff2"), figures=address("figures.woff2")).strip()


# In the page itself, at its end: brings the script once the first frame is on the screen. A frame of another site that
# is out of sight has none: there it comes all the same, for somebody may scroll down to it much later.
LOADER = (
    "{let s;const load=()=>{if(s)return;s=document.createElement('script');"
    "s.src=document.body.dataset.script;document.head.append(s)};"
    "requestAnimationFrame(()=>setTimeout(load));setTimeout(load,2000)}"
)

# At the beginning of a wall with several slides: from its first frame on it shows one of them.
ONE_SLIDE = "document.body.classList.add('kr-one','kr-rotating')"


@cache
def style(*, wall: bool = False) -> str:
    """The style of the card, or of the wall, without typefaces."""
    names = ("tokens", "pieces", "card", *(("wall",) if wall else ()))
    text = "".join(_FILES[f"{name}.css"].read_text(encoding="utf-8") for name in names)
    lines = _FONT_FACES.sub("", text).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip() and not line.startswith("/*"))


@cache
def _digest(name: str) -> str:
    return version_of_script(*_SCRIPTS[name]) if name in _SCRIPTS else version_of(_FILES[name])
