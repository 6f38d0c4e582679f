"""Both timelines on a telephone, with few and many levels, with nothing recorded and with very much."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kr_app.rights import Grant, Role
from tests.app.busy import busy_year, definition_of
from tests.app.cast import someone
from tests.app.links import linked
from tests.serving import Served, serving

TODAY = date(2025, 8, 15)
CASES = [(top, events) for top in (5, 12) for events in (0, 200)]
# All of them in Thai; in English, whose words are longer, the fullest.
LOOKS = [*((case, "th") for case in CASES), (CASES[-1], "en")]
PHONE = {"viewport": {"width": 360, "height": 800}, "color_scheme": "light"}
SMALLEST = 11
# Texts of a chart as they are seen: what they say, how large, and the box of their letters without the room above and
# below; its numbered discs; and the box of the chart.
SEEN = """(chart) => {
  const box = (each) => { const r = each.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }
  const seen = (each) => each.checkVisibility({opacityProperty: true, visibilityProperty: true})
  const texts = [...chart.querySelectorAll("svg text")].filter((each) => each.textContent.trim() && seen(each))
  return {
    texts: texts.map((each) => {
      const size = parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a
      const [left, top, right, bottom] = box(each), middle = (top + bottom) / 2
      return {text: each.textContent, size, box: [left, middle - size / 2, right, middle + size / 2],
              step: each.matches(".step, .textpoint text")}
    }),
    discs: [...chart.querySelectorAll("circle, .scatterlayer .points path.point")].filter(seen).map(box),
    chart: box(chart),
  }
}"""


@dataclass(frozen=True)
class Phone:
    """A server with a key result for each case, and the path of each one's light card."""

    served: Served
    cards: dict[tuple[int, int], str]


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """Few and many levels, each with and without a history."""
    folder = tmp_path_factory.mktemp("phone")
    for case in CASES:
        definition_of(folder / "definitions", _code(case), case[0])
    with serving(folder, KR_TODAY=TODAY.isoformat(), KR_DEFINITIONS=str(folder / "definitions")) as served:
        sender = someone(served.database, "sender", Grant(Role.ADMIN)).person
        for top, events in CASES:
            if events:
                busy_year(served.database, _code((top, events)), top, events, TODAY)
        yield Phone(served, {case: linked(served.database, sender, _code(case)).path for case in CASES})


@pytest.mark.parametrize(("case", "language"), LOOKS, ids=str)
def test_the_timeline_of_the_key_result_page_can_be_read_on_a_telephone(phone, open_page, case, language):
    page = open_page(f"{phone.served.url}/kr?kr={_code(case)}&lang={language}", **PHONE)
    expect(page.locator(".st-key-timeline .main-svg").first).to_be_visible()
    page.evaluate("document.fonts.ready")
    _is_readable(page, ".st-key-timeline", case)


@pytest.mark.parametrize(("case", "language"), LOOKS, ids=str)
def test_the_timeline_of_the_light_card_can_be_read_on_a_telephone(phone, opens, case, language):
    page = opens(f"{phone.served.url}{phone.cards[case]}?lang={language}", **PHONE)
    page.evaluate("document.fonts.ready")
    _is_readable(page, ".kr-stairs", case)


def _is_readable(page: Page, chart: str, case: tuple[int, int]) -> None:
    """Large enough, apart from each other, not cut off, and each number in a disc of its own."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    seen: dict[str, Any] = page.locator(chart).evaluate(SEEN)
    texts = seen["texts"]
    assert [text for text in texts if round(text["size"], 2) < SMALLEST] == []
    assert [(one["text"], other["text"]) for one, other in _pairs(texts) if _meet(one["box"], other["box"])] == []
    left, top, right, bottom = seen["chart"]
    assert left >= 0
    assert right <= 360
    cut_off = [text for text in texts if not _inside(text["box"], (left, top, right, bottom))]
    assert cut_off == []
    steps = [text for text in texts if text["step"]]
    assert len(steps) == (case[0] - 1 if case[1] else 0)
    assert [
        (text["text"], len(_discs_at(text, seen["discs"])))
        for text in steps
        if len(_discs_at(text, seen["discs"])) != 1
    ] == []


def _code(case: tuple[int, int]) -> str:
    return f"levels-{case[0]}-events-{case[1]}"


def _pairs(texts: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return ((one, other) for number, one in enumerate(texts) for other in texts[:number])


def _meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: list[float], around: tuple[float, ...]) -> bool:
    return box[0] >= around[0] and box[1] >= around[1] and box[2] <= around[2] and box[3] <= around[3]


def _discs_at(text: dict[str, Any], discs: list[list[float]]) -> list[list[float]]:
    """The discs that touch the inner part of a number, where its strokes are."""
    left, top, right, bottom = text["box"]
    height = (bottom - top) * 0.25
    return [disc for disc in discs if _meet([left, top + height, right, bottom - height], disc)]
