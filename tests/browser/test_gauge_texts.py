"""Every text of the gauge stands inside its drawing and apart from the others, whatever the plan and the figure."""

import base64
from datetime import timedelta
from importlib.resources import files

import pytest

from kr_app.draw.gauge import gauge
from tests.app.drawn import ENGLISH, READERS, YEAR, reported

# What reaches over the edge of its drawing, and which texts around the arc stand on one another.
WRONG = """(drawings) => drawings.flatMap((drawing) => {
  const around = drawing.getBoundingClientRect(), wrong = []
  const texts = [...drawing.querySelectorAll("text")].map((each) => [each, each.getBoundingClientRect()])
  const letters = ({left, right, top, bottom, height}) =>
    ({left, right, top: top + height * .25, bottom: bottom - height * .25})
  for (const [each, box] of texts)
    if (box.left < around.left || box.right > around.right
        || letters(box).top < around.top || letters(box).bottom > around.bottom)
      wrong.push([drawing.ariaLabel, each.textContent])
  const marks = texts.filter(([each]) => !each.matches(".band-number"))
  marks.forEach(([one, a], number) => marks.slice(0, number).forEach(([other, b]) => {
    const [x, y] = [letters(a), letters(b)]
    if (x.left < y.right && y.left < x.right && x.top < y.bottom && y.top < x.bottom)
      wrong.push([drawing.ariaLabel, one.textContent, other.textContent])
  }))
  return wrong
})"""


@pytest.mark.parametrize("top", [1, 2, 4, 5, 12])
def test_no_text_of_a_gauge_is_cut_off_or_stands_on_another(opens, top):
    page = opens("about:blank")
    faces = "".join(
        f"@font-face {{ font-family: Sarabun; font-weight: {weight}; src: url(data:font/ttf;base64,{_font(name)}) }}"
        for weight, name in ((400, "Regular"), (600, "SemiBold"))
    )
    drawn = ""
    for words in READERS:
        for done in range(top + 1):
            for planned in range(top):
                day = YEAR.start + timedelta(days=365 * planned // top + 1)
                drawn += gauge(reported(day, tuple(range(1, done + 1)), top), words)
    page.set_content(f"<style>{faces} svg {{ width: 380px; font-family: Sarabun }}</style>{drawn}")
    page.evaluate("document.fonts.ready")
    assert page.locator("svg .pin-label").count() == page.locator("svg").count() == len(READERS) * (top + 1) * top
    assert page.locator("svg").evaluate_all(WRONG) == []


def test_a_long_figure_is_smaller_than_a_short_one():
    short, long = (gauge(reported(YEAR.end, (1,), top), ENGLISH) for top in (5, 12))
    assert 'font-size="68" font-weight="600" fill="var(--kr-ink, #17231e)">20<' in short
    assert 'font-size="52" font-weight="600" fill="var(--kr-ink, #17231e)">8.33<' in long


def _font(name: str) -> str:
    found = files("fontpkg_sarabun") / "files" / f"Sarabun-{name}.ttf"
    return base64.b64encode(found.read_bytes()).decode()
