"""Files that people send as evidence, good ones and hostile ones; and how they are sent."""

import http.client
import json
import struct
import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from tests.app.asks import Answer
from tests.app.entries import CODE
from tests.app.people import SignedIn
from tests.serving import Served

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
BOUNDARY = "----the-form"


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, kind)
    return out.getvalue()


def package(main: str = "word/document.xml", *more: tuple[str, bytes], types: str = "") -> bytes:
    """A document of Word or Excel, as far as anybody looks into it here."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types>{types}</Types>')
        file.writestr(main, "<x/>")
        for name, content in more:
            file.writestr(name, content)
    return out.getvalue()


DOCX, XLSX = package(), package("xl/workbook.xml")
GOOD = {
    "แผน.pdf": (PDF, "application/pdf"),
    "ภาพ.PNG": (picture(), "image/png"),
    "ภาพ.jpeg": (picture("JPEG"), "image/jpeg"),
    "หนังสือ.docx": (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "ตาราง.xlsx": (XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def claiming(width: int, height: int) -> bytes:
    """A picture of a hundred bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


def tree(folder: Path, without: str) -> dict[str, int]:
    """Everything below a folder but for one folder in it, with sizes."""
    files = (path for path in folder.rglob("*") if without not in path.relative_to(folder).parts)
    return {str(path.relative_to(folder)): path.stat().st_size for path in files if path.is_file()}


def post(served: Served, path: str, body: bytes, who: SignedIn | None, kind: str, **headers: str) -> Answer:
    """Send a body as a page of ours does."""
    address = urlsplit(served.url)
    sent = {"Origin": served.url, "Content-Type": kind, "Cookie": who.cookie if who else "", "Connection": "close"}
    with closing(http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)) as connection:
        connection.request("POST", path, body, {**sent, **headers})
        with connection.getresponse() as answer:
            known = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, known, answer.read().decode("utf-8", "replace"))


def upload(served: Served, name: str, content: bytes, who: SignedIn | None, code: str = CODE, lang: str = "") -> Answer:
    """Send one file, as the form on the update page does."""
    query = urlencode({"name": name, "lang": lang})
    return post(served, f"/key-results/{quote(code)}/uploads?{query}", content, who, "application/octet-stream")


def waiting(answer: Answer) -> dict[str, Any]:
    """What the answer to a file says: how it is called, or why it is not taken."""
    found: dict[str, Any] = json.loads(answer.text)
    return found


def form(fields: list[tuple[str, str]], *files: tuple[str, bytes]) -> bytes:
    """A form with files, as a browser without any script sends it; names go in as they are."""
    out = bytearray()
    for name, value in fields:
        out += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, content in files:
        shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        out += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{shown}"\r\n'.encode()
        out += b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n"
    return bytes(out) + f"--{BOUNDARY}--\r\n".encode()


FORM = f"multipart/form-data; boundary={BOUNDARY}"
