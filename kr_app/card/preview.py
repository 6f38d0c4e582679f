"""The picture of a link as a PNG: drawn once per state."""

from datetime import date
from pathlib import Path

import fontpkg_sarabun
import resvg_py

from kr_app.card import page
from kr_app.card.kept import Kept
from kr_app.card.shown import Shown
from kr_app.draw.answer import answer_of
from kr_app.draw.preview import Around, picture_of_one, picture_of_several

_FOLDER = Path(fontpkg_sarabun.__file__).resolve().parent / "files"
_FONTS = [str(_FOLDER / f"Sarabun-{weight}.ttf") for weight in ("Regular", "SemiBold")]
_pictures: Kept[bytes] = Kept(100)


def picture(shown: Shown, day: date) -> bytes:
    """The PNG, 1200 by 630."""
    return _pictures.get(shown, (shown.state(day), day), lambda: _drawn(shown, day))


def _drawn(shown: Shown, day: date) -> bytes:
    words = shown.words
    answers = [answer_of(report, words, shown.agencies) for report in shown.reports(day)]
    then = shown.as_sent
    as_of = page.as_of(then, words) if then else words("As of {day}", day=words.day(day))
    around = Around(shown.title, as_of, shown.demo)
    if len(answers) == 1:
        svg = picture_of_one(answers[0], around, words)
    else:
        svg = picture_of_several(answers, around, words, page.heading_of(answers, words))
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=_FONTS, font_family="Sarabun")
    )
