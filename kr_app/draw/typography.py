"""Where a line of Thai may not break: before the repetition mark, inside a date or a counted thing."""

import re

from markupsafe import Markup

_HARD_SPACE = "\u00a0"
_DIGITS = "[0-9๐-๙]+"
_COUNTED = "วัน|ระดับ|ฉบับ|ครั้ง|รายการ|ไฟล์|ตัวชี้วัด|หน่วยงาน|อักขระ|กิโลไบต์|เมกะไบต์"
_JOINED = (
    re.compile(" (?=ๆ)"),
    re.compile(f"(?<=[0-9๐-๙]) (?=(?:{_COUNTED}|น\\.|{_DIGITS}\\.{_DIGITS} น\\.))"),
    re.compile("(?<=[0-9๐-๙]) (?=[ก-ฮ]{1,2}\\.[ก-ฮ]\\.|เม\\.ย\\.|มิ\\.ย\\.|มี\\.ค\\.)"),
    re.compile("(?<=[0-9๐-๙]) (?=[ก-๙]+(?:คม|ยน|พันธ์))"),
    re.compile("(?<=\\.[คยพม]\\.) (?=[0-9๐-๙]{4})"),
    re.compile("(?<=ระดับ) (?=[0-9๐-๙])|(?<=วันที่) (?=[0-9๐-๙])"),
)
_THAI, _LATIN = re.compile("[ก-ฮ]"), re.compile("[A-Za-z]")


def unbroken(text: str) -> str:
    """The text with hard spaces where a break would tear something apart."""
    for joined in _JOINED:
        text = joined.sub(_HARD_SPACE, text)
    return text


def tongue(text: str) -> Markup:
    """The language of what somebody typed, by its letters, as an attribute for its element: for who hears it read."""
    if _THAI.search(text):
        return Markup(' lang="th"')
    return Markup(' lang="en"') if _LATIN.search(text) else Markup("")
