"""Files of evidence, damaged in every way that chance finds: `python -m tests.fuzz` tries 3,000 of each kind.

Whatever comes, it is taken or refused by name with a sentence in both languages; nothing else is raised, and nothing
takes long. The same seed damages the same files in the same way. The suite runs a short form of it.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

from PIL import Image, PngImagePlugin

from kr_app.draw.evidence import trouble_text
from kr_app.evidence.errors import EvidenceTrouble
from kr_app.evidence.inspection import kind_of_content
from kr_app.words import words_for
from tests.app.others import OTHERS
from tests.app.papers import PDF

TRIES, SEED = 3_000, 11
_NUMBERS = [bytes([byte]) * size for byte in (0x00, 0x7F, 0xFF) for size in (1, 2, 4, 8)]
_TOKENS = [
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xff\xd8", b"\xff\xd9", b"\xff\xda\x00\x08", b"\xff\xc2\x00\x11",
    b"IHDR", b"IDAT", b"IEND", b"%%EOF", b"%PDF-", b" obj", b"<!DOCTYPE x>", b"../", b"\\", b"[Content_Types].xml",
]  # fmt: skip
_WORDS = [words_for(language, None) for language in ("th", "en")]


@dataclass
class Tried:
    """What became of the damaged files of a kind, and the longest time that one took (seconds of the processor)."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def seeds() -> dict[str, list[bytes]]:
    """Good files, as different as one kind can be."""
    more = {"optimize": True, "exif": b"Exif\0\0" + bytes(90)}
    return {
        "jpeg": [_picture("JPEG"), _picture("JPEG", progressive=True), _picture("JPEG", **more)],
        "png": [_picture("PNG"), _picture("PNG", pnginfo=_said(), icc_profile=bytes(400)), _film()],
        "office": [_package(main, way) for main in _MAINS for way in (0, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA)],
        "pdf": [PDF, b"\xef\xbb\xbf\r\n" + PDF + bytes(5_000), b"Content-Type: application/pdf\r\n\r\n" + PDF],
        "other": [content for content, _ in OTHERS.values()],
    }  # fmt: skip


_MAINS = ("word/document.xml", "xl\\workbook.xml", "ppt/presentation.xml")


def _picture(kind: str, **how: object) -> bytes:
    out = BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, kind, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _film() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def _said() -> PngImagePlugin.PngInfo:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "ข้อความ" * 90, zip=True)
    said.add_itxt("Title", "แผน" * 90, zip=True)
    return said


def _package(main: str, way: int) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", way) as file:
        file.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types>' + "<Override/>" * 40 + "</Types>")
        file.writestr(main, "<x/>" * 99)
        file.writestr("docProps/app.xml", "<x/>")
    return out.getvalue()


def damaged(rng: random.Random, content: bytes, other: bytes) -> bytes:
    """A file after one to six accidents."""
    found = bytearray(content)
    # Half of them keep their length, so that what says where everything lies still says the truth.
    ways = rng.choice([3, 9])
    for _ in range(rng.randint(1, 6)):
        at, more = rng.randrange(len(found) + 1), rng.randint(1, 40)
        match rng.randrange(ways):
            case 0:
                found[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                found[at : at + more] = rng.randbytes(more)
            case 2:
                number = rng.choice(_NUMBERS)
                found[at : at + len(number)] = number
            case 3:
                found[at:at] = rng.randbytes(more)
            case 4:
                del found[at : at + more]
            case 5:
                del found[at:]
            case 6:
                found[at:at] = rng.choice(_TOKENS)
            case 7:
                found[at:at] = found[at : at + more * 9] * rng.randint(1, 9)
            case _:
                found[at:] = other[rng.randrange(len(other)) :]
    return bytes(found)


def tried(kind: str, tries: int, seed: int = SEED) -> Tried:
    """Damage the good files of a kind, and look at each. Raises whatever is no refusal by name."""
    rng, good, result = random.Random(f"{seed} {kind}"), seeds()[kind], Tried()
    every = [content for contents in seeds().values() for content in contents]
    for number in range(tries):
        content = damaged(rng, good[number % len(good)], rng.choice(every))
        begun = time.process_time()
        result.outcomes[_outcome(content, rng.choice(["", "x.pdf", "x.jpg", "x.docx", "~$x.xlsx"]))] += 1
        result.slowest = max(result.slowest, time.process_time() - begun)
    return result


def _outcome(content: bytes, name: str) -> str:
    try:
        kind_of_content(content, name)
    except EvidenceTrouble as trouble:
        texts = [trouble_text(trouble, words) for words in _WORDS]
        assert all(texts), trouble
        assert texts[0] != texts[1], trouble
        return f"refused: {type(trouble).__name__}"
    return "taken"


def main() -> None:
    """Try, and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--tries", type=int, default=TRIES, help="how many files of each kind")
    parser.add_argument("--seed", type=int, default=SEED, help="another one damages them in other ways")
    asked = parser.parse_args()
    for line in _lines(asked.tries, asked.seed):
        print(line, flush=True)  # noqa: T201 — this is what the command is for


def _lines(tries: int, seed: int) -> Iterator[str]:
    for kind in seeds():
        found = tried(kind, tries, seed)
        what = ", ".join(f"{outcome} {count}" for outcome, count in found.outcomes.most_common())
        yield f"{kind:7} {tries} files, slowest {found.slowest * 1000:.1f} ms: {what}"


if __name__ == "__main__":
    main()
