"""Files of evidence: known by their content, kept under names of chance, and nothing left of what is refused."""

import os
import re
import time
from pathlib import Path

import pytest

from kr_app.evidence import errors
from kr_app.evidence.folder import FORGOTTEN_AFTER, LARGEST, STUCK_AFTER, Folder, Pending, folder_beside
from kr_app.evidence.incoming import Incoming
from kr_app.evidence.links import links_in
from kr_app.evidence.names import shown_name
from kr_core.evidence import Link
from tests.app.entries import CODE
from tests.app.papers import DOCX, GOOD, PDF, XLSX, claiming, package, picture, tree
from tests.store.test_no_room import files_of_at_most

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00" + b"\x00" * 200
BOMB = package("word/document.xml", ("word/media/a.bin", b"\x00" * 25_000_000))
REFUSED: list[tuple[str, bytes, type[errors.EvidenceTrouble]]] = [
    ("empty.pdf", b"", errors.EmptyUpload),
    ("page.pdf", HTML, errors.UnknownContent),
    ("drawing.pdf", SVG, errors.UnknownContent),
    ("program.pdf", EXE, errors.UnknownContent),
    ("late.pdf", b"\n\n<b>" + PDF, errors.UnknownContent),
    ("half.pdf", PDF[:60], errors.Damaged),
    ("picture.pdf", picture(), errors.WrongEnding),
    ("plan.pdf.exe", PDF, errors.WrongEnding),
    ("plan.html", PDF, errors.WrongEnding),
    ("plan.svg", picture(), errors.WrongEnding),
    ("bomb.png", claiming(100_000, 100_000), errors.TooManyPixels),
    ("large.png", claiming(20_000, 15_000), errors.TooManyPixels),
    ("half.png", picture(size=(90, 90))[:-20], errors.Damaged),
    ("half.jpg", picture("JPEG", (900, 900))[:600], errors.Damaged),
    ("bomb.docx", BOMB, errors.UnpacksToTooMuch),
    ("crowd.docx", DOCX + b"PK\x01\x02" * 6000, errors.UnpacksToTooMuch),
    ("macro.docx", package("word/document.xml", ("word/vbaProject.bin", b"x")), errors.HasMacros),
    ("macro.xlsx", package("xl/workbook.xml", types='<x ContentType="a.macroEnabled.main+xml"/>'), errors.HasMacros),
    ("macro.docm", package(), errors.WrongEnding),
    ("climbs.docx", package("word/document.xml", ("../../x.txt", b"x")), errors.Damaged),
    ("absolute.docx", package("word/document.xml", ("/etc/x", b"x")), errors.Damaged),
    ("both.docx", package("word/document.xml", ("xl/workbook.xml", b"x")), errors.UnknownContent),
    ("plain.docx", package("other.xml"), errors.UnknownContent),
    ("half.docx", DOCX[:-30], errors.Damaged),
]  # fmt: skip
LONG = "รายงานผลการดำเนินงานแผนสื่อสารเมือง" * 9
NAMES = {
    "../../x.pdf": "x.pdf",
    "..\\..\\x.pdf": "x.pdf",
    "/etc/cron.d/x.pdf": "x.pdf",
    "C:\\Windows\\x.pdf": "x.pdf",
    "....//x.pdf": "x.pdf",
    "a\x00b.pdf": "ab.pdf",
    "x.pdf\x00.exe": "x.pdf.exe",
    "a\r\nSet-Cookie: x=1.pdf": "aSet-Cookie: x=1.pdf",
    "\u202efdp.exe": "fdp.exe",
    "ก\u2066ข\u2069.pdf": "กข.pdf",
    "  two  spaces .pdf": "two spaces .pdf",
    "": "",
    "..": "",
    "/": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The folder beside a file of the log, not made yet."""
    return folder_beside(tmp_path / "kr.db")


def sent(folder: Folder, name: str, content: bytes) -> Pending:
    """A file comes in, in two pieces."""
    incoming = Incoming(folder, 7, CODE)
    incoming.write(content[: len(content) // 2])
    incoming.write(content[len(content) // 2 :])
    return incoming.done(name)


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_known_by_its_content_and_kept_as_it_came(folder: Folder, name: str) -> None:
    """Under a name of chance, readable by nobody else."""
    content, media = GOOD[name]
    pending = sent(folder, name, content)
    assert (pending.file.name, pending.file.type, pending.file.size) == (name, media, len(content))
    path = folder.opened(pending.file)
    assert path is not None
    assert path.read_bytes() == content
    assert (path.stat().st_mode & 0o777, folder.path.stat().st_mode & 0o777) == (0o600, 0o700)
    assert re.fullmatch("[0-9a-f]{32}", path.name)


@pytest.mark.parametrize(("name", "content", "trouble"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_is_not_what_it_says_is_refused_by_name_and_nothing_is_left(
    folder: Folder, name: str, content: bytes, trouble: type[errors.EvidenceTrouble]
) -> None:
    """Whatever it is called."""
    with pytest.raises(trouble):
        sent(folder, name, content)
    assert list(folder.path.iterdir()) == []


def test_eleven_megabytes_are_refused_before_they_are_all_there(folder: Folder) -> None:
    """Counted while they come."""
    incoming, piece = Incoming(folder, 7, CODE), b"x" * 1024 * 1024
    with pytest.raises(errors.TooLarge):
        for _ in range(11):
            incoming.write(piece)
    assert next(folder.path.glob("*.part")).stat().st_size <= LARGEST
    incoming.abandon()
    assert list(folder.path.iterdir()) == []


@pytest.mark.parametrize("given", NAMES)
def test_a_name_is_shown_without_what_steers_a_screen(given: str) -> None:
    """And is never a path."""
    assert shown_name(given) == NAMES[given]


def test_a_name_of_three_hundred_thai_characters_is_cut_and_keeps_its_ending(folder: Folder) -> None:
    """The list stays readable."""
    pending = sent(folder, f"{LONG}.pdf", PDF)
    assert len(pending.file.name) == 150
    assert pending.file.name.startswith("รายงานผล")
    assert pending.file.name.endswith(".pdf")


@pytest.mark.parametrize("name", [*NAMES, f"{LONG}.pdf", "con.pdf", ".pdf", "evidence", "x" * 5000 + ".pdf"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, folder: Folder, name: str) -> None:
    """Whether it is taken or not: nothing else is made or changed."""
    (tmp_path / "x.pdf").write_bytes(b"was here")
    before = tree(tmp_path, "evidence")
    try:
        pending = sent(folder, name, PDF)
        assert pending.file.name.endswith(".pdf")
        assert not any(char in pending.file.name for char in "/\\\x00\r\n\u202e")
    except errors.WrongEnding:
        pass
    assert tree(tmp_path, "evidence") == before
    assert all(path.stem.isalnum() and len(path.stem) == 32 for path in folder.path.iterdir())


@pytest.mark.parametrize("stored", ["../kr.db", "..", "", "x" * 32, "/etc/passwd", "0" * 31, "0" * 33, "0" * 32])
def test_no_stored_name_but_one_of_ours_is_looked_for(folder: Folder, stored: str) -> None:
    """A form could say anything."""
    sent(folder, "x.pdf", PDF)
    with pytest.raises(errors.UploadGone):
        folder.pending(stored, 7, CODE)


def test_a_file_waits_for_its_sender_and_its_key_result_only(folder: Folder) -> None:
    """Nobody else can use it."""
    stored = sent(folder, "x.pdf", PDF).file.stored
    assert folder.pending(stored, 7, CODE).file.stored == stored
    for person, code in ((8, CODE), (7, "second-plan-2568"), (0, "")):
        with pytest.raises(errors.UploadGone):
            folder.pending(stored, person, code)


def test_a_full_disk_keeps_nothing_and_says_so(folder: Folder) -> None:
    """The next file is taken again."""
    with files_of_at_most(100), pytest.raises(errors.CannotKeep):
        sent(folder, "x.pdf", PDF)
    assert list(folder.path.iterdir()) == []
    assert sent(folder, "x.pdf", PDF).file.size == len(PDF)


def test_a_folder_that_cannot_be_made_is_said_by_name(tmp_path: Path) -> None:
    """Something else stands in its place."""
    (tmp_path / "evidence").write_text("a file")
    with pytest.raises(errors.CannotKeep):
        sent(folder_beside(tmp_path / "kr.db"), "x.pdf", PDF)


def test_a_file_that_changed_or_went_is_not_handed_out(folder: Folder) -> None:
    """Its hash says so."""
    file = sent(folder, "x.pdf", PDF).file
    (folder.path / file.stored).write_bytes(PDF + b" ")
    assert folder.opened(file) is None
    (folder.path / file.stored).unlink()
    assert folder.opened(file) is None


def test_a_day_later_only_what_nobody_named_is_swept(folder: Folder) -> None:
    """What is on its way, and what waits; never a file that an event names, nor anything that is not ours."""
    named, waits, settled, fresh = (sent(folder, f"{name}.pdf", PDF).file.stored for name in "abcd")
    folder.settle(settled)
    half = Incoming(folder, 7, CODE)
    half.write(b"%PDF")
    (folder.path / "notes.part").write_text("somebody else's")
    long_ago = time.time() - FORGOTTEN_AFTER - 60
    for path in folder.path.iterdir():
        if not path.name.startswith(fresh):
            os.utime(path, (long_ago, long_ago))
    assert folder.sweep(lambda stored: stored == named) == 2
    left = {path.name for path in folder.path.iterdir()}
    assert left == {named, settled, fresh, f"{fresh}.pending", "notes.part"}
    assert waits not in left
    half.abandon()


def test_what_is_stuck_on_its_way_goes_after_an_hour_and_what_comes_slowly_stays(folder: Folder) -> None:
    """With its note."""
    stuck, slow = (Incoming(folder, 7, CODE) for _ in range(2))
    long_ago = time.time() - STUCK_AFTER - 60
    for path in folder.path.iterdir():
        os.utime(path, (long_ago, long_ago))
    os.utime(folder.path / f"{slow._stored}.part")
    assert folder.sweep(lambda _: False) == 1
    assert {path.stem for path in folder.path.iterdir()} == {slow._stored}
    stuck.abandon()
    slow.abandon()
    assert list(folder.path.iterdir()) == []


def test_a_demonstration_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """Made-up evidence never lies beside the real one."""
    assert folder_beside(tmp_path / "demo.db").path != folder_beside(tmp_path / "kr.db").path


def test_an_address_stands_in_each_line_and_a_title_may_stand_before_it() -> None:
    """Only addresses of the web."""
    text = "มติที่ประชุม: https://example.go.th/ก?a=1\n\n  http://intranet/x  "
    assert links_in(text) == (Link("https://example.go.th/ก?a=1", "มติที่ประชุม"), Link("http://intranet/x"))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("<https://a.go.th/x>", ""), ("https://a.go.th/x).", ""),
        ("(https://a.go.th/x).", ""), ('"https://a.go.th/x",', ""),
        ("https://a.go.th/xครับ", ""), ("https://a.go.th/x ครับ", ""), ("https://a.go.th/x\u200bค่ะ.", ""),
        ("ดู <https://a.go.th/x>, หน้า 3", "ดู หน้า 3"), ("มติ: https://a.go.th/x นะคะ", "มติ"),
    ],
)  # fmt: skip
def test_what_is_stuck_to_an_address_is_cut_and_what_stands_beside_it_is_its_title(line: str, title: str) -> None:
    """Thai is written without blanks, and chat programs and mails put brackets around."""
    assert links_in(line) == (Link("https://a.go.th/x", title),)


@pytest.mark.parametrize(
    "address",
    ["https://a.go.th/แผน", "https://a.go.th/x_(y)", "https://[::1]/", "https://a.go.th/%E0%B8%84%E0%B8%A3%E0%B8%B1%E0%B8%9A"],
)  # fmt: skip
def test_an_address_keeps_what_is_its_own(address: str) -> None:
    """Thai letters, brackets that it opens itself, and what is encoded."""
    assert links_in(f"({address}).") == (Link(address, ""),)


@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.go.th/x", "file:///etc/passwd", "just words", "https://",
        "https://user:password@example.go.th/", "https://ple.go.th:x/", "//example.go.th", "https://a:99999999/",
        "https://example.go.th/\u202egpj.exe", "https://example.go.th\\@evil.example/", "https://e.go/" + "x" * 2000,
    ],
)  # fmt: skip
def test_anything_else_is_no_address(line: str) -> None:
    """Named, so that its author finds it."""
    with pytest.raises(errors.NotAnAddress) as told:
        links_in(f"https://example.go.th/\n{line}")
    assert told.value.line in line.replace("\u202e", "")


def test_the_sheets_are_told_apart(folder: Folder) -> None:
    """By what is in them."""
    with pytest.raises(errors.WrongEnding):
        sent(folder, "x.docx", XLSX)
