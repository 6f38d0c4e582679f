"""Where a line of Thai may break: words, dates and counted things stay whole, and nothing seen is changed."""

import pytest

from kr_app.draw.typography import unbroken, whole


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("จำนวน ๑ ฉบับ พร้อมเวียนแจ้ง", "จำนวน ๑_ฉบับ พร้อมเวียนแจ้ง"),
        ("เลยกำหนด ๑๒ วัน (๑๐ ก.ค. ๒๕๗๐)", "เลยกำหนด ๑๒_วัน (๑๐_ก.ค._๒๕๗๐)"),
        ("เพื่อใช้เป็นกรอบแนวทาง", "เพื่อใช้เป็น^กรอบแนวทาง"),
        ("เสนอผู้บริหารให้ความเห็นชอบ", "เสนอผู้~บริหารให้ความเห็นชอบ"),
        ("ภาพ ๑ กิโลไบต์", "ภาพ ๑_กิโล~ไบต์"),
        ("๒ ตัวชี้วัดของหน่วยงาน", "๒_ตัว~ชี้~วัดของหน่วย~งาน"),
        ("กำหนดวันที่ ๒๐ ส.ค. ๒๕๖๘", "กำหนดวัน~ที่_๒๐_ส.ค._๒๕๖๘"),
        ("3 days, level 2", "3 days, level 2"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, drawn: str) -> None:
    """_ is a hard space, ~ an unseen mark that holds a word together, ^ one that begins a word."""
    found = whole(text)
    assert found.translate({0x00A0: "_", 0x2060: "~", 0x200B: "^"}) == drawn
    assert found.translate({0x00A0: " ", 0x2060: "", 0x200B: ""}) == text


def test_typed_text_gets_hard_spaces_only() -> None:
    """It is found and copied as it was typed."""
    assert unbroken("ผู้บริหารขอ ๒ ฉบับ") == "ผู้บริหารขอ ๒\u00a0ฉบับ"
