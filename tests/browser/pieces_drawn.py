"""The pieces that we draw ourselves, each in the states that people meet, on one page with the typeface we bring."""

import base64
from importlib.resources import files

from kr_app.card.files import style
from kr_app.draw import cards, pieces
from kr_app.draw.badge import WIDTH as BADGE
from kr_app.draw.badge import badge
from kr_app.draw.gauge import gauge
from kr_app.draw.staircase import staircase
from kr_app.words import Words
from kr_core.report import Report
from tests.app.drawn import DAYS, ENGLISH, THAI, reported
from tests.core.builders import key_result, report, tick

_BOXES = {"support_reports": False, "host_monitors": True, "inspector": False, "data_system": False}
# Each at whole pixels, far from the next: how one is drawn does not depend on the others.
_APART = ".kr-card { margin: 0; } .piece { position: absolute; left: 0; padding: 8px; overflow: hidden; }"
_STEP = 2500
# Nothing comes later, moves, or waits until it is near.
_STILL = "* { animation: none !important; transition: none !important; content-visibility: visible !important; }"


def drawn() -> dict[str, tuple[int, str]]:
    """Every piece by its name: how wide it stands, and its HTML."""
    summer = DAYS["summer"]
    late, ahead = reported(summer, (1, 2)), reported(summer, (1, 2, 3, 4, 5))
    waiting, claimed = reported(summer, (1, 3, 5)), _claimed()
    ladder = {name: pieces.ladder(of, THAI) for name, of in (("", waiting), ("-claimed", claimed))}
    return {
        "gauge-early-th": (320, gauge(reported(DAYS["not started"]), THAI)),
        "gauge-first-day-en": (320, gauge(reported(DAYS["first day"]), ENGLISH)),
        "gauge-late-th": (320, gauge(late, THAI)),
        "gauge-late-small-th": (180, gauge(late, THAI)),
        "gauge-late-large-en": (400, gauge(late, ENGLISH)),
        "gauge-waiting-th": (320, gauge(waiting, THAI)),
        "gauge-claimed-en": (320, gauge(claimed, ENGLISH)),
        "gauge-done-th": (320, gauge(ahead, THAI)),
        "gauge-twelve-levels-en": (320, gauge(reported(summer, (1, 2, 3, 4, 5), 12), ENGLISH)),
        "badge-late-th": (BADGE, badge(late, THAI, demo=False)),
        "badge-claimed-en": (BADGE, badge(claimed, ENGLISH, demo=False)),
        "badge-demonstration-en": (BADGE, badge(ahead, ENGLISH, demo=True)),
        "ladder-th": (420, _live(f'<section class="kr-card">{ladder[""]}</section>')),
        "ladder-claimed-th": (420, _live(f'<section class="kr-card">{ladder["-claimed"]}</section>')),
        "board-card-th": (372, _live(f'<div class="kr-card kr-board-card">{pieces.card(late, THAI)}</div>')),
        "card-en": (372, _light_card(late, ENGLISH)),
        "timeline-th": (520, staircase(late, THAI)),
        "timeline-waiting-en": (520, staircase(waiting, ENGLISH)),
    }


def page_of(pieces_drawn: dict[str, tuple[int, str]]) -> str:
    """A page with all of them, in the style of the light card."""
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url(data:font/ttf;base64,{_font(name)}) }}"
        for family, weight, name in (
            ("Sarabun", 400, "Regular"),
            ("Sarabun", 600, "SemiBold"),
            ("Sarabun Figures", 600, "SemiBold"),
        )
    )
    boxes = "".join(
        f'<div class="piece" id="{name}" style="width:{width + 16}px;top:{number * _STEP}px">{html}</div>'
        for number, (name, (width, html)) in enumerate(pieces_drawn.items())
    )
    styles = f"<style>{faces}{style()}{_APART}{_STILL}</style>"
    return f'<!doctype html><html lang="th" class="kr-on"><head>{styles}</head><body>{boxes}</body></html>'


def _claimed() -> Report:
    """Three levels recorded, of which nobody has confirmed any."""
    of = key_result(follow_up=_BOXES)
    year = of.fiscal_year
    return report([tick(n, n, year.start.replace(day=n)) for n in (1, 2, 3)], DAYS["summer"], of)


def _light_card(of: Report, words: Words) -> str:
    parts = cards.parts_of_single(of, words, sent=False)
    return _live(cards.single(of, words, "", {name: parts[name] for name in parts}))


def _live(html: str) -> str:
    return f'<div class="kr-frame"><div class="kr-live kr-cardpage">{html}</div></div>'


def _font(name: str) -> str:
    return base64.b64encode(files("fontpkg_sarabun").joinpath(f"files/Sarabun-{name}.ttf").read_bytes()).decode()
