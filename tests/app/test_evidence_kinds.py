"""What people really send: taken as their devices make it, or told what it is and what to do."""

import os
import re
import signal
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from kr_app.draw.evidence import trouble_text
from kr_app.evidence import apart, errors
from kr_app.evidence.inspection import kind_of_content
from kr_app.words import words_for
from tests import fuzz
from tests.app.costly import costly
from tests.app.others import OTHERS
from tests.app.papers import PDF, claiming, picture

INPUTS = Path(__file__).parent / "inputs"
LOCKED = (
    "เอกสารถูกล็อกด้วยรหัสผ่าน ผู้อื่นจึงเปิดไม่ได้ โปรดเปิดเอกสาร นำรหัสผ่านออก (ไฟล์ > ข้อมูล > ป้องกัน) บันทึกแล้วส่งใหม่ หรือบันทึกเป็น PDF",
    "The document is locked with a password, so nobody else could open it. Open it, take the password away"
    " (File, Info, Protect), save it and send it again, or save it as PDF.",
)
HEIC = (
    "ไฟล์นี้เป็นภาพถ่ายในรูปแบบของ Apple (HEIC) โปรดบันทึกหรือแชร์เป็น JPEG แล้วส่งไฟล์นั้น"
    " บน iPhone ตั้งได้ที่ การตั้งค่า > กล้อง > รูปแบบ > เข้ากันได้มากที่สุด",
    "This is a photo in Apple's format (HEIC). Please save or share it as JPEG and send that."
    " On an iPhone: Settings, Camera, Formats, Most Compatible.",
)
TEXT = (
    "ไฟล์นี้เป็นข้อความล้วนหรือตารางแบบข้อความ (TXT, CSV) โปรดเปิดแล้วบันทึกเป็น DOCX, XLSX หรือ PDF",
    "This is plain text or a table as text (TXT, CSV). Please open it and save it as DOCX, XLSX or PDF.",
)
# As real people have them; None for what is taken.
REAL: dict[str, tuple[str, str] | None] = {
    "backslash-paths.xlsx": None,
    "dates-thai.xlsx": None,
    "formula-texts.xlsx": None,
    "locked-with-password.docx": LOCKED,
    "pdf-bom-before.pdf": None,
    "pdf-newline-before.pdf": None,
    "pdf-plain.pdf": None,
    "photo-iphone.heic": HEIC,
    "table-cp874.csv": TEXT,
    "table-utf8-bom.csv": TEXT,
}


def said(content: bytes, name: str) -> tuple[str, str] | None:
    """What its sender reads in both languages; None if it is taken."""
    try:
        kind_of_content(content, name)
    except errors.EvidenceTrouble as trouble:
        thai, english = (trouble_text(trouble, words_for(language, "arabic")) for language in ("th", "en"))
        return thai, english
    return None


@pytest.mark.parametrize("name", REAL)
def test_what_real_people_have_is_taken_or_told_what_it_is(name: str) -> None:
    """With the way out, in both languages."""
    assert said((INPUTS / name).read_bytes(), name) == REAL[name]


@pytest.mark.parametrize("name", OTHERS)
def test_what_stays_out_is_told_what_it_is_and_what_to_do(name: str) -> None:
    """Whatever the name says; never by what it is not."""
    content, other = OTHERS[name]
    for given in (name, "แผน.pdf") if not name.startswith(("~$", "._")) else (name,):
        with pytest.raises(errors.UnknownContent) as told:
            kind_of_content(content, given)
        assert told.value.what == other
    thai, english = said(content, name) or ("", "")
    assert "โปรด" in thai
    assert re.search("[ก-ฮ]", english) is None
    assert not re.search("none of|ไม่ใช่ PDF", thai + english)


def stored_in(
    order: tuple[str, ...], *, main: str = "word/document.xml", types: str = "", stream: bool = False
) -> bytes:
    """A document as one program or another packs it."""
    out = BytesIO()
    target: BytesIO = _Stream(out) if stream else out  # type: ignore[assignment]
    texts = {
        "types": ("[Content_Types].xml", f"\ufeff<Types>{types}</Types>"),
        "main": (main, "<x/>"),
        "folder": ("word/", ""),
    }
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for each in order:
            file.writestr(*texts[each])
    return out.getvalue()


class _Stream:
    """Where nobody can go back: sizes stand behind each file then."""

    def __init__(self, out: BytesIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        pass


def sized(width: int, height: int) -> bytes:
    """A JPEG of such a size, as far as anybody looks into it."""
    content = picture("JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + height.to_bytes(2) + width.to_bytes(2) + content[at + 4 :]


def two_in_one() -> bytes:
    """A photo with a second one behind it, as cameras that see two ways make it."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30))])
    return out.getvalue()


def _passes() -> bytes:
    """A photo as the web has it."""
    out = BytesIO()
    Image.effect_noise((300, 200), 60).save(out, "JPEG", progressive=True)
    return out.getvalue()


_MAIN_TYPE = (
    '<Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
)
DEVICES: dict[str, Callable[[], bytes]] = {
    "mail.pdf": lambda: b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n" + PDF,
    "late.pdf": lambda: b"\r\n" * 500 + PDF,
    "mac.pdf": lambda: bytes(128) + PDF,
    "padded.pdf": lambda: PDF + bytes(70_000),
    "signed.pdf": lambda: PDF + b"\r\n--boundary--\r\n" + b"x" * 1_900,
    "pages.pdf": lambda: PDF + b"<html>" + b"what a server added " * 900,
    "SCAN0001.PDF": lambda: PDF,
    "แผน ณ 30.09.2568": lambda: PDF,
    "photo.jfif": lambda: picture("JPEG"),
    "PHOTO.JPE": lambda: picture("JPEG"),
    "two.mpo": two_in_one,
    "two.jpg": two_in_one,
    "motion.jpg": lambda: picture("JPEG") + b"\0\0\0\x18ftypmp42" + bytes(90_000),
    "200-megapixels.jpg": lambda: sized(16_384, 12_288),
    "50-megapixels.jpg": lambda: picture("JPEG", (8_192, 6_144)),
    "passes.jpg": _passes,
    "a3-at-600.png": lambda: claiming(7_016, 9_933),
    "behind.png": lambda: picture() + b"more than a picture",
    "stream.docx": lambda: stored_in(("types", "main"), stream=True),
    "last.docx": lambda: stored_in(("folder", "main", "types")),
    "strokes.xlsx": lambda: stored_in(("types", "main"), main="xl\\workbook.xml"),
    "second.docx": lambda: stored_in(("types", "main"), main="word/document2.xml", types=_MAIN_TYPE),
}  # fmt: skip


@pytest.mark.parametrize("name", DEVICES)
def test_evidence_is_taken_as_devices_and_programs_make_it(name: str) -> None:
    """With something before it and behind it, large, and in whatever order."""
    assert said(DEVICES[name](), name) is None


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("cut.pdf", PDF + b"\n9 0 obj<</Length 9000>>stream\n" + b"x" * 5_000, errors.Damaged),
        ("late.pdf", b" " * 1_025 + PDF, errors.UnknownContent),
        ("program.pdf", b"MZ\x90\0\0" + PDF, errors.UnknownContent),
        ("page.pdf", b"\xef\xbb\xbf\n<script>alert(1)</script>" + PDF, errors.UnknownContent),
        ("large.jpg", sized(20_000, 15_000), errors.TooManyPixels),
        ("half.jpg", picture("JPEG", (900, 900))[:-2], errors.Damaged),
        ("climbs.xlsx", stored_in(("types", "main"), main="xl\\..\\..\\workbook.xml"), errors.UnknownContent),
    ],
)
def test_what_only_looks_like_it_is_not(name: str, content: bytes, trouble: type[errors.EvidenceTrouble]) -> None:
    """Cut off, hidden behind another file, or larger than anybody's."""
    with pytest.raises(trouble):
        kind_of_content(content, name)


def test_what_costs_far_more_than_it_weighs_is_refused_by_its_parts() -> None:
    """Before anything of it is decoded or unpacked."""
    found = {}
    for name, content in costly().items():
        try:
            found[name] = kind_of_content(content, name).name
        except errors.EvidenceTrouble as trouble:
            found[name] = type(trouble).__name__
    work = dict.fromkeys(("passes.jpg", "parts.jpg", "texts.png", "chunks.png", "frames.png"), "TooMuchWork")
    broken = dict.fromkeys(("filled.jpg", "wide.docx", "lzma.docx", "bzip2.docx"), "Damaged")
    assert found == {**work, **broken, "crowd.docx": "UnpacksToTooMuch", "objects.pdf": "PDF"}


@pytest.mark.parametrize("kind", fuzz.seeds())
def test_a_damaged_file_ends_as_one_refusal(kind: str) -> None:
    """The short form of `python -m tests.fuzz`."""
    assert fuzz.tried(kind, 300).outcomes.total() == 300


def test_what_breaks_down_or_hangs_while_it_looks_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One refusal for the file that was in it; the next is looked at as if nothing had been."""
    file = tmp_path / "x.pdf"
    file.write_bytes(PDF)
    monkeypatch.setattr(apart, "_SECONDS", 1)
    for number in (signal.SIGKILL, signal.SIGSTOP):
        monkeypatch.setattr(apart, "_idle", [])
        assert apart.kind_of_file(file, "x.pdf").name == "PDF"
        [looker] = apart._idle
        os.kill(looker._process.pid, number)
        with pytest.raises(errors.NotLookedAt):
            apart.kind_of_file(file, "x.pdf")
        assert apart.kind_of_file(file, "x.pdf").name == "PDF"
        assert not Path(f"/proc/{looker._process.pid}").exists()
        apart._end_all()
