"""Lines of text for pictures, which break nothing by themselves. Widths are estimates for Sarabun, on the safe side."""

import re
import unicodedata

# Thai has no spaces between words. These begin one, wherever they stand; a line may break before them.
_HEADS = "ความ|ในการ|แผน|ของ|และ|เพื่อ|โดย|กรุงเทพ|ประชาชน|หน่วยงาน|โครงการ|สำนัก|จัดทำ|ประเมิน|พัฒนา|บริหาร|ส่งเสริม"
_BREAKS = re.compile(f"(?<= )|(?<=[ก-๏])(?={_HEADS})")
# Where nothing else fits: never before a vowel or mark that belongs to the letter before it.
_ANYWHERE = re.compile(r"(?<=.)(?=[เแโใไ]|[^\u0E00-\u0E7F])")


def width(text: str, size: float) -> float:
    """How wide a text is, in the unit of its size."""
    return sum(_width(char) for char in text) * size


def _width(char: str) -> float:
    if unicodedata.category(char) == "Mn":
        return 0.0
    if "\u0e00" <= char <= "\u0e7f":
        return 0.575
    return 0.28 if char in " .,:;·'()|" else 0.66 if char.isupper() else 0.55


def lines(text: str, size: float, most: float, count: int) -> list[str]:
    """The text on at most `count` lines of a width; what does not fit ends in an ellipsis."""
    made = [""]
    for piece in _pieces(text, size, most):
        if made[-1] and width((made[-1] + piece).rstrip(), size) > most:
            made.append("")
        made[-1] += piece
    kept = [line.strip() for line in made[:count]]
    if len(made) > count:
        kept[-1] = _shortened("".join(made[count - 1 :]), size, most)
    return kept


def _shortened(text: str, size: float, most: float) -> str:
    """As much of a text as fits before an ellipsis; no vowel stands there without its letter."""
    while text and width(f"{text}…", size) > most:
        text = text[:-1]
    return text.rstrip(" เแโใไ") + "…"


def _pieces(text: str, size: float, most: float) -> list[str]:
    found: list[str] = []
    for piece in _BREAKS.split(text):
        found += [piece] if width(piece, size) <= most else _ANYWHERE.split(piece)
    return [piece for piece in found if piece]
