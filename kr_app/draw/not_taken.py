"""What a file is that is not taken as evidence, and what its sender can do about it."""

from kr_app.evidence.others import Other
from kr_app.words import Words


def not_taken_text(what: str, words: Words) -> str:
    """Two sentences: what it is, and the way out."""
    other = Other(what)
    if own := _own_text(other, words):
        return own
    what_it_is = words("This is {what}.", what=_name(other, words))
    return f"{what_it_is} {_way(other, words)}"


def _own_text(other: Other, words: Words) -> str:
    """What is no kind of file by itself."""
    match other:
        case Other.LOCKED:
            return words(
                "The document is locked with a password, so nobody else could open it. Open it, take the password away"
                " (File, Info, Protect), save it and send it again, or save it as PDF."
            )
        case Other.SHORTCUT:
            return words(
                "This is only a shortcut that leads to a document. Please send the document itself, or give its address"
                " as a link."
            )
        case Other.SIDE_FILE:
            return words(
                "This is a side file that a program or a Mac keeps beside a document. Please send the document itself,"
                " whose name begins without ~$ or ._"
            )
        case Other.BLANK:
            return words(
                "The file holds nothing but zeros: it was not copied to the end. Please copy or download it again."
            )
        case Other.UNKNOWN:
            return words(
                "What this file is cannot be told from its content. Please open it with the program that made it, and"
                " save or print it as PDF."
            )
        case _:
            return ""


def _name(other: Other, words: Words) -> str:
    names = {
        Other.WORD_97: words("a document of Word 97–2003 (.doc)"),
        Other.EXCEL_97: words("a workbook of Excel 97–2003 (.xls)"),
        Other.SLIDES_97: words("a presentation of PowerPoint 97–2003 (.ppt)"),
        Other.OLD_OFFICE: words("a file of an older Office program"),
        Other.SLIDES: words("a presentation of PowerPoint (.pptx)"),
        Other.TEMPLATE: words("a template of Word or Excel (.dotx, .xltx)"),
        Other.BINARY_SHEET: words("a binary workbook of Excel (.xlsb)"),
        Other.OPEN_TEXT: words("an OpenDocument text (.odt)"),
        Other.OPEN_SHEET: words("an OpenDocument spreadsheet (.ods)"),
        Other.OPEN_SLIDES: words("an OpenDocument presentation (.odp)"),
        Other.APPLE_DOCUMENT: words("a document of Pages, Numbers or Keynote"),
        Other.PRINT_FILE: words("a print file (PostScript, XPS or DjVu)"),
        Other.RICH_TEXT: words("a rich text document (.rtf)"),
        Other.PAGE: words("a web page (HTML)"),
        Other.MARKUP: words("a file of data in XML"),
        Other.TEXT: words("plain text or a table as text (TXT, CSV)"),
        Other.MAIL: words("a mail message (.eml, .msg)"),
        Other.HEIC: words("a photo in Apple's format (HEIC)"),
        Other.AVIF: words("a picture in the format AVIF"),
        Other.WEBP: words("a picture in the format WebP"),
        Other.GIF: words("a picture in the format GIF"),
        Other.TIFF: words("a picture or scan in the format TIFF"),
        Other.BMP: words("a picture in the format BMP"),
        Other.SVG: words("a drawing in the format SVG"),
        Other.PICTURE: words("a picture in a format that browsers do not show"),
        Other.DRAWING: words("a technical drawing (DWG, Visio or OpenDocument)"),
        Other.ZIP: words("a packed folder (ZIP)"),
        Other.ARCHIVE: words("a packed archive (RAR, 7z, GZ or TAR)"),
        Other.VIDEO: words("a video"),
        Other.SOUND: words("a sound recording"),
        Other.PROGRAM: words("a program"),
        Other.DATABASE: words("a database"),
    }
    return names[other]


def _way(other: Other, words: Words) -> str:
    match other:
        case Other.HEIC:
            return words(
                "Please save or share it as JPEG and send that. On an iPhone: Settings, Camera, Formats,"
                " Most Compatible."
            )
        case Other.AVIF | Other.WEBP | Other.GIF | Other.BMP | Other.SVG | Other.PICTURE:
            return words("Please open it and save it as JPEG or PNG.")
        case Other.TIFF:
            return words("Please save it as PDF, JPEG or PNG, or scan it anew as PDF.")
        case Other.WORD_97 | Other.OPEN_TEXT | Other.RICH_TEXT:
            return words("Please open it and save it as DOCX or PDF.")
        case Other.EXCEL_97 | Other.OPEN_SHEET | Other.BINARY_SHEET:
            return words("Please open it and save it as XLSX or PDF.")
        case Other.TEXT | Other.OLD_OFFICE | Other.TEMPLATE | Other.MARKUP | Other.DATABASE | Other.APPLE_DOCUMENT:
            return words("Please open it and save it as DOCX, XLSX or PDF.")
        case Other.PAGE:
            return words(
                "If it was downloaded, a page to sign in on may have come instead of the document. Please open it and"
                " save or print it as PDF."
            )
        case Other.MAIL:
            return words("Please print it as PDF, or send what was attached to it.")
        case Other.ZIP | Other.ARCHIVE:
            return words("Please unpack it and send the files in it one by one.")
        case Other.VIDEO | Other.SOUND:
            return words("Please put it where it can be watched or heard, and give its address as a link.")
        case Other.PROGRAM:
            return words("Programs are not kept. Please send the document itself.")
        case _:
            return words("Please open it and save or print it as PDF.")
