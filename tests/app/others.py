"""Files of the kinds that people send and that are not kept, as small as they can be and still be known by."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from kr_app.evidence.others import Other

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + b"\1\0\0\0" + bytes(460)


def old_office(*streams: str) -> bytes:
    """A file of Office before 2007: a directory with the names of what is in it."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return OLE + bytes(512) + names.ljust(1024, b"\0")


def zipped(*names: str, mimetype: str = "") -> bytes:
    """A packed file with such names in it."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "<x/>")
    return out.getvalue()


def brand(*names: str) -> bytes:
    """A film, a sound or a photo, by the names that its head gives."""
    return (8 + 4 * (len(names) + 1)).to_bytes(4) + b"ftyp" + b"".join(
        name.encode() for name in (names[0], "\0\0\0\0", *names[1:])
    ) + bytes(64)  # fmt: skip


_OPEN = "application/vnd.oasis.opendocument."
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def template() -> bytes:
    """A template of Word."""
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{_TEMPLATE}"/></Types>')
        file.writestr("word/document.xml", "<x/>")
    return out.getvalue()


# By the name that it may come under.
OTHERS: dict[str, tuple[bytes, Other]] = {
    "ล็อก.docx": (old_office("EncryptionInfo", "EncryptedPackage"), Other.LOCKED),
    "เก่า.doc": (old_office("1Table", "WordDocument"), Other.WORD_97),
    "เก่า.docx": (old_office("WordDocument", "ObjectPool", "Workbook"), Other.WORD_97),
    "เก่า.xls": (old_office("Workbook"), Other.EXCEL_97),
    "1995.xls": (old_office("Book"), Other.EXCEL_97),
    "เก่า.ppt": (old_office("Current User", "PowerPoint Document"), Other.SLIDES_97),
    "เมล.msg": (old_office("__properties_version1.0"), Other.MAIL),
    "x.pub": (old_office("Quill"), Other.OLD_OFFICE),
    "นำเสนอ.pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"), Other.SLIDES),
    "แม่แบบ.dotx": (template(), Other.TEMPLATE),
    "x.xlsb": (zipped("[Content_Types].xml", "xl/workbook.bin"), Other.BINARY_SHEET),
    "x.odt": (zipped("content.xml", mimetype=_OPEN + "text"), Other.OPEN_TEXT),
    "x.ods": (zipped("content.xml", mimetype=_OPEN + "spreadsheet"), Other.OPEN_SHEET),
    "x.odp": (zipped("content.xml", mimetype=_OPEN + "presentation"), Other.OPEN_SLIDES),
    "x.odg": (zipped("content.xml", mimetype=_OPEN + "graphics"), Other.DRAWING),
    "x.pages": (zipped("Index/Document.iwa"), Other.APPLE_DOCUMENT),
    "x.vsdx": (zipped("[Content_Types].xml", "visio/document.xml"), Other.DRAWING),
    "x.xps": (zipped("[Content_Types].xml", "FixedDocSeq.fdseq"), Other.PRINT_FILE),
    "x.zip": (zipped("ก.pdf", "ข.pdf"), Other.ZIP),
    "empty.zip": (zipped(), Other.ZIP),
    "x.apk": (zipped("AndroidManifest.xml"), Other.PROGRAM),
    "x.ps": (b"%!PS-Adobe-3.0\n", Other.PRINT_FILE),
    "x.rtf": (b"{\\rtf1\\ansi x}", Other.RICH_TEXT),
    "x.html": (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", Other.PAGE),
    "ตาราง.xls": (b"<table><tr><td>1</td></tr></table>", Other.PAGE),
    "utf-16.htm": ("\ufeff<html>".encode("utf-16-le"), Other.PAGE),
    "x.xml": (b'<?xml version="1.0"?><data/>', Other.MARKUP),
    "x.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', Other.SVG),
    "cp874.csv": ("รหัส,ชื่อ\n1,แผน\n".encode("cp874"), Other.TEXT),
    "utf-8.txt": ("แผน".encode(), Other.TEXT),
    "begins.txt": (b"MZ and BM begin many a text", Other.TEXT),
    "x.eml": (b"Received: from a\r\nFrom: b\r\n\r\n", Other.MAIL),
    "x.mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", Other.MAIL),
    "x.url": (b"[InternetShortcut]\r\nURL=https://example.go.th/\r\n", Other.SHORTCUT),
    "x.lnk": (b"\x4c\0\0\0\1\x14\2\0" + bytes(90), Other.SHORTCUT),
    "x.gdoc": (b'{"url": "https://docs.google.com/open?id=1"}', Other.SHORTCUT),
    "._x.jpg": (b"\0\5\x16\7" + bytes(90), Other.SIDE_FILE),
    "~$x.docx": (b"\5admin" + bytes(156), Other.SIDE_FILE),
    "IMG_0001.HEIC": (brand("heic", "mif1", "heic"), Other.HEIC),
    "IMG_0002.JPG": (brand("mif1", "heic"), Other.HEIC),
    "x.avif": (brand("avif", "mif1"), Other.AVIF),
    "x.webp": (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(20), Other.WEBP),
    "x.gif": (b"GIF89a" + bytes(20), Other.GIF),
    "x.tif": (b"II*\0\x08\0\0\0" + bytes(20), Other.TIFF),
    "motorola.tif": (b"MM\0*\0\0\0\x08" + bytes(20), Other.TIFF),
    "x.bmp": (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", Other.BMP),
    "x.psd": (b"8BPS\0\1" + bytes(20), Other.PICTURE),
    "x.jxl": (b"\0\0\0\x0cJXL \r\n\x87\n", Other.PICTURE),
    "x.jp2": (b"\0\0\0\x0cjP  \r\n\x87\n", Other.PICTURE),
    "x.cr3": (brand("crx ", "isom"), Other.PICTURE),
    "x.dwg": (b"AC1032\0\0\0\0\0", Other.DRAWING),
    "x.rar": (b"Rar!\x1a\x07\1\0" + bytes(20), Other.ARCHIVE),
    "x.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(20), Other.ARCHIVE),
    "x.tar.gz": (b"\x1f\x8b\x08\0" + bytes(20), Other.ARCHIVE),
    "x.tar": (b"x.txt".ljust(257, b"\0") + b"ustar" + bytes(250), Other.ARCHIVE),
    "x.mp4": (brand("isom", "mp42"), Other.VIDEO),
    "x.mov": (b"\0\0\0\x08wide\0\0\0\0mdat", Other.VIDEO),
    "x.avi": (b"RIFF\x24\0\0\0AVI LIST", Other.VIDEO),
    "x.mkv": (b"\x1aE\xdf\xa3" + bytes(20), Other.VIDEO),
    "x.m4a": (brand("M4A ", "isom"), Other.SOUND),
    "x.mp3": (b"ID3\3\0\0\0\0\0\0", Other.SOUND),
    "x.wav": (b"RIFF\x24\0\0\0WAVEfmt ", Other.SOUND),
    "x.exe": (b"MZ\x90\0" + bytes(90), Other.PROGRAM),
    "x.sh": (b"#!/bin/sh\n", Other.PROGRAM),
    "x.db": (b"SQLite format 3\0" + bytes(90), Other.DATABASE),
    "zeros.pdf": (bytes(4_000), Other.BLANK),
    "noise.pdf": (bytes(range(1, 30)) * 9, Other.UNKNOWN),
}  # fmt: skip
