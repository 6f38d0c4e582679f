"""The two small fonts of the light card: `python -m tests.fonts` makes them anew in kr_app/assets/fonts/.

Sarabun as it comes weighs 90 kB a weight; what Thai and English texts need of it weighs a sixth. The heavier weight is
for figures only.
"""

from pathlib import Path

import fontpkg_sarabun
from fontTools import subset

from tests.serving import ROOT

FOLDER = ROOT / "kr_app" / "assets" / "fonts"
_SOURCES = Path(fontpkg_sarabun.__file__).resolve().parent / "files"
_ASCII = range(0x20, 0x7F)
_THAI = (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))
_PUNCTUATION = "\u00a0«»·×–—‘’“”…✓"
TEXT = frozenset({*_ASCII, *_THAI, *map(ord, _PUNCTUATION)})
FIGURES = frozenset(map(ord, " %.,/0123456789๐๑๒๓๔๕๖๗๘๙"))
FONTS = {"text": ("Sarabun-Regular.ttf", TEXT), "figures": ("Sarabun-SemiBold.ttf", FIGURES)}


def made(source: str, characters: frozenset[int], target: Path) -> None:
    """Write one font."""
    options = subset.Options()
    options.flavor, options.hinting = "woff2", False
    options.layout_features = ["mark", "mkmk", "ccmp", "locl", "kern"]
    with subset.load_font(str(_SOURCES / source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        subset.save_font(font, str(target), options)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, (file, wanted) in FONTS.items():
        made(file, wanted, FOLDER / f"{name}.woff2")
