"""The gauge: one picture, right in every state, that also says in words what it shows."""

import itertools
import re
from math import atan2, degrees

import pytest

from kr_app.draw.answer import answer_of
from kr_app.draw.badge import badge
from kr_app.draw.pieces import panel
from kr_app.draw.status import status_text
from kr_app.view import view_of
from kr_app.words import Words
from kr_core.language import Language
from kr_core.log import Event
from kr_core.report import Report
from tests.app.drawn import DAYS, ENGLISH, READERS, SVG, THAI, YEAR, of_class, picture, reported
from tests.core.builders import CODE, HOST, key_result, levels, report, tick

STATES = [(), (1,), (1, 2), (3,), (1, 3, 5), (2, 4), (1, 2, 3, 4), (1, 2, 3, 4, 5)]


@pytest.mark.parametrize("words", READERS, ids=lambda words: f"{words.language}-{words.digits}")
@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("done", STATES, ids=str)
def test_it_is_drawn_in_every_state_and_says_what_it_shows(done: tuple[int, ...], when: str, words: Words) -> None:
    """Percent, level, status, and the plan where there is one for today."""
    report = reported(DAYS[when], done)
    svg = picture(report, words)
    spoken = svg.get("aria-label", "")
    assert svg.get("role") == "img"
    assert float(svg.get("data-percent")) == report.percent
    for said in (words.number(report.percent), words.number(report.reached), status_text(report, words)):
        assert said in spoken
    planned = words("The plan for today is {percent} percent", percent=20 * report.expected)
    assert (planned in spoken) is (when not in ("not started", "over"))
    assert bool(re.search("[ก-๎]", spoken)) is (words.language is Language.THAI)


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("top", range(1, 13))
def test_it_has_a_band_and_a_number_for_every_level(top: int, when: str) -> None:
    """From one level to twelve, in both years' ends; up to five also every percent."""
    for reached in range(top + 1):
        svg = picture(reported(DAYS[when], tuple(range(1, reached + 1)), top))
        bands = of_class(svg, "band")
        assert len(bands) == top
        done = min(reached, 0 if when == "not started" else 0 if when == "first day" else top)
        assert len(of_class(svg, "done")) == 2 * done
        assert [text.text for text in of_class(svg, "band-number")] == [str(number) for number in range(1, top + 1)]
        assert len(of_class(svg, "mark")) == (top + 1 if top <= 5 else 2)


def test_five_levels_have_their_five_marks_and_nought() -> None:
    """As the form gives them."""
    marks = of_class(picture(reported(DAYS["summer"])), "mark")
    assert [mark.text for mark in marks] == ["0", "20", "40", "60", "80", "100"]


def test_levels_done_above_a_gap_are_waiting_and_not_done() -> None:
    """Drawn apart from both done and open."""
    svg = picture(reported(DAYS["summer"], (1, 3, 5)))
    states = [band.get("class") for band in of_class(svg, "band")]
    assert states == ["band done now", "band open", "band waiting", "band open", "band waiting"]


@pytest.mark.parametrize(
    ("when", "percent"), [("first day", 0), ("summer", 80), ("last day", 100), ("not started", None), ("over", None)]
)
def test_the_pin_stands_at_the_plan_for_today(when: str, percent: float | None) -> None:
    """On the arc where that percent is; before and after the year there is none."""
    svg = picture(reported(DAYS[when], (1,)))
    assert len(of_class(svg, "pin")) == (percent is not None)
    if percent is not None:
        points = of_class(svg, "pin")[0].get("points", "")
        assert _percent_at(points.split()[0]) == pytest.approx(percent, abs=0.2)


def test_bands_follow_one_another_around_the_arc() -> None:
    """The first begins at 0 percent, the last ends at 100, and none runs backwards."""
    svg = picture(reported(DAYS["summer"], top=12))
    ends = []
    for band in of_class(svg, "band"):
        x1, y1, x2, y2 = re.match(r"M(\S+) (\S+)A\S+ \S+ 0 0 1 (\S+) (\S+)L", band.get("d", "")).groups()  # type: ignore[union-attr]
        ends.append((_percent_at(f"{x1},{y1}"), _percent_at(f"{x2},{y2}")))
    assert all(start < end for start, end in ends)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(ends))
    assert ends[0][0] == pytest.approx(0, abs=1) and ends[-1][1] == pytest.approx(100, abs=1)


def test_a_level_of_one_percent_is_not_drawn_backwards() -> None:
    """A form may give a level as little as it likes."""
    svg = picture(reported(DAYS["summer"], levels=levels([1, 2, 100])))
    x1, y1, x2, y2 = re.match(
        r"M(\S+) (\S+)A\S+ \S+ 0 0 1 (\S+) (\S+)L", of_class(svg, "band")[0].get("d", "")
    ).groups()  # type: ignore[union-attr]
    assert _percent_at(f"{x1},{y1}") <= _percent_at(f"{x2},{y2}")


def test_the_figure_in_the_middle_is_the_percent_with_level_and_score() -> None:
    """In the reader's digits."""
    svg = picture(reported(DAYS["summer"], (1, 2, 3)))
    (percent,) = of_class(svg, "percent")
    (level,), (score,) = of_class(svg, "level"), of_class(svg, "score")
    assert "".join(percent.itertext()) == "60%"
    assert (level.text, score.text) == ("Level 3 of 5", "Score 3 of 5")


def test_the_drawing_carries_no_script_and_no_foreign_address() -> None:
    """So that it may stand anywhere."""
    svg = picture(reported(DAYS["summer"], (1, 2)))
    assert {shape.tag.removeprefix(SVG) for shape in svg.iter()} <= {
        "svg",
        "path",
        "text",
        "tspan",
        "polygon",
        "line",
        "title",
    }
    assert not [name for shape in svg.iter() for name in shape.attrib if name.startswith("on") or "href" in name]


def asked(done: tuple[int, ...], confirmed: tuple[int, ...]) -> Report:
    """A form that asks the host agency; these levels are recorded, and these confirmed."""
    boxes = {"support_reports": False, "host_monitors": True, "inspector": False, "data_system": False}
    claims = [tick(number, number, YEAR.start) for number in done]
    said = [
        Event(50 + each.id, each.moment, "person:9", "confirm", CODE, HOST, level=each.level, refers_to=each.id)
        for each in claims
        if each.level in confirmed
    ]
    return report([*claims, *said], DAYS["summer"], key_result(follow_up=boxes))


@pytest.mark.parametrize(
    ("done", "confirmed", "hatched"),
    [
        ((), (), set()),
        ((1, 2, 3), (), {1, 2, 3}),
        ((1, 2, 3), (1,), {2, 3}),
        ((1, 2, 3), (1, 3), {2}),
        ((1, 2, 3), (1, 2, 3), set()),
        ((1, 3), (), {1}),
    ],
)
def test_exactly_the_levels_that_are_claimed_and_not_confirmed_are_hatched(done, confirmed, hatched) -> None:
    """Confirmed ones are solid; what waits above a gap, or is not done, is neither."""
    svg = picture(asked(done, confirmed))
    bands = of_class(svg, "band")
    assert {
        number for number, band in enumerate(bands, start=1) if "claimed" in band.get("class", "").split()
    } == hatched
    assert len(of_class(svg, "hatch")) == len(hatched)
    solid = {number for number, band in enumerate(bands, start=1) if "done" in band.get("class", "").split()}
    assert solid == {level for level in confirmed if level not in hatched}


def test_the_hatching_stays_inside_its_band() -> None:
    """Every line ends between the band's two radii and its two percents."""
    svg = picture(asked((1, 2, 3), (1,)))
    for hatch, (low, high) in zip(of_class(svg, "hatch"), ((20, 40), (40, 60)), strict=True):
        points = re.findall(r"[ML](\S+?) ([\d.]+)", hatch.get("d", ""))
        assert len(points) > 10
        for x, y in points:
            assert 93.8 <= ((float(x) - 200) ** 2 + (152 - float(y)) ** 2) ** 0.5 <= 126.2
            assert low - 0.2 <= _percent_at(f"{x},{y}") <= high + 0.2


def test_both_figures_are_read_and_heard() -> None:
    """As claimed and as confirmed, each with its score."""
    svg = picture(asked((1, 2, 3, 4), (1, 2)))
    ((level,), (score,)) = of_class(svg, "level"), of_class(svg, "score")
    assert level.text == "Level 4 of 5 · Score 4"
    assert "".join(score.itertext()) == "■ Confirmed 40% · score 2"
    said = svg.get("aria-label", "").split(" · ")
    assert said[:2] == ["80 percent as recorded, level 4 of 5", "40 percent confirmed"]
    in_thai = picture(asked((1, 2, 3, 4), (1, 2)), THAI)
    assert of_class(in_thai, "level")[0].text == "ระดับ ๔ จาก ๕ · คะแนน ๔"
    assert in_thai.get("aria-label", "").startswith("ร้อยละ ๘๐ ตามที่บันทึก ระดับ ๔ จาก ๕ · ยืนยันแล้วร้อยละ ๔๐ · ")


def test_where_everything_is_confirmed_the_gauge_says_so_and_where_nobody_is_asked_nothing() -> None:
    """The first key result has no box ticked."""
    assert "".join(of_class(picture(asked((1, 2), (1, 2))), "score")[0].itertext()) == "■ All confirmed"
    for words in (THAI, ENGLISH):
        plain = picture(reported(DAYS["summer"], (1, 2)), words)
        assert not of_class(plain, "hatch") and not of_class(plain, "claimed")
        assert not re.search("confirmed|ยืนยัน", plain.get("aria-label", "") + "".join(plain.itertext()))


def test_several_hatched_gauges_on_one_page_share_no_name() -> None:
    """There is no id that could clash, and no reference to one."""
    svg = picture(asked((1, 2, 3), (1,)))
    assert not [shape for shape in svg.iter() if "id" in shape.attrib]
    assert not [value for shape in svg.iter() for value in shape.attrib.values() if "url(" in value]


def _percent_at(point: str) -> float:
    """The percent that a point of the arc stands for: 198 degrees at 0, 216 degrees on to 100, clockwise."""
    x, y = map(float, point.split(","))
    angle = degrees(atan2(152.0 - y, x - 200.0))
    return (198 - (angle if angle >= -90 else angle + 360)) / 216 * 100


def test_a_hundred_percent_and_a_score_of_five_are_shown_only_where_they_are_reached() -> None:
    """A result of 99.996 with a score of 4.9998, in every drawing and in the sentence."""
    rule = {"name": "ratio", "full_marks_at": 100}
    near = reported(YEAR.end, (1, 2), levels=levels([20, 99.996, 100]), rule=rule)
    assert (near.percent, round(near.score, 4)) == (99.996, 4.9998)
    answer = answer_of(near, ENGLISH)
    told = [
        badge(near, ENGLISH, False),
        str(answer.gauge),
        answer.sentence,
        str(panel(near, view_of("kr", {"lang": "en"}))),
    ]
    for drawing in told:
        assert "99.99" in drawing
        assert not re.search(r"\b100%|[Ss]core 5\b", drawing)
    assert "score 4.99" in told[1].lower()
    assert "99.99" in answer_of(near, Words(Language.THAI, ENGLISH.digits)).sentence
