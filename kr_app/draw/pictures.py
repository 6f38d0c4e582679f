"""The pictures of the help page: what is kept of them, and how large they are shown."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from kr_core.language import Language

PICTURES = Path(__file__).resolve().parent.parent / "assets" / "help"
ENDING = ".webp"
# They are taken with this many points for one, so that letters stay sharp.
SHARPNESS = 2
# A picture is seen whole in a window of usual height.
HIGHEST = 620


@dataclass(frozen=True)
class Picture:
    """A picture as a page shows it: its address, which changes with its content, and its size in CSS pixels.

    The page keeps that room until the picture is there, so that an address within the page leads to the right place.
    """

    address: str
    width: int
    height: int


@cache
def picture(name: str, language: Language) -> Picture:
    """The picture of a name in a language."""
    file = PICTURES / f"{name}-{language.value}{ENDING}"
    with Image.open(file) as opened:
        width, height = opened.size
    smaller = max(SHARPNESS, height / HIGHEST)
    return Picture(f"/assets/{file.name}?v={version_of(file)}", round(width / smaller), round(height / smaller))


def version_of(file: Path) -> str:
    """What names the content of a file in its address."""
    return sha256(file.read_bytes()).hexdigest()[:12]
