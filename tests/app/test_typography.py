"""Where a line of Thai may break: words, dates and counted things stay whole, and nothing seen is changed."""

import pytest

from kr_app.draw.typography import unbroken


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("จำนวน ๑ ฉบับ พร้อมเวียนแจ้ง", "จำนวน ๑_ฉบับ พร้อมเวียนแจ้ง"),
        ("เลยกำหนด ๑๒ วัน (๑๐ ก.ค. ๒๕๗๐)", "เลยกำหนด ๑๒_วัน (๑๐_ก.ค._๒๕๗๐)"),
        ("ภาพ ๑ กิโลไบต์", "ภาพ ๑_กิโลไบต์"),
        ("๒ ตัวชี้วัดของหน่วยงาน", "๒_ตัวชี้วัดของหน่วยงาน"),
        ("กำหนดวันที่ ๒๐ ส.ค. ๒๕๖๘", "กำหนดวันที่_๒๐_ส.ค._๒๕๖๘"),
        ("3 days, level 2", "3 days, level 2"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, drawn: str) -> None:
    """_ is a hard space; nothing else is changed, so that the text is found and copied as it was written."""
    assert unbroken(text).replace("\u00a0", "_") == drawn
