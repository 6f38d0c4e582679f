"""The first bytes: language, title, style and the answer itself, before any script has run."""

import re
import tomllib
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from kr_app.view import view_at
from kr_core.language import Language
from kr_core.log import Kind, standing_after
from kr_core.report import level_reached
from tests.app import paints
from tests.app.alone import alone
from tests.app.entries import CODE, FIRST, HOST, OTHER, TODAY, definition, log_of, ticked, written
from tests.serving import Served, serving

FORM = tomllib.loads(FIRST.read_text(encoding="utf-8"))
NAME = {"th": FORM["name"], "en": FORM["name_en"]}
ROOT = '<div id="root"></div>'
PAGES = ["/", f"/kr?kr={CODE}", f"/?kr={CODE}", f"/update?kr={CODE}", f"/update?kr={CODE}&level=1", "/update"]
WITH_GAUGE = ["/", f"/kr?kr={CODE}", f"/?kr={CODE}"]
HOSTILE = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "a" * 10_000,
    "\x00",
    "../../kr.db",
    "{{ 7 * 7 }}",
    "\\1\\g<0>",
    "%(x)s{percent}",
    "\u202e\ufeff",
    '<div id="root"></div>',
]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_language_title_and_style_at_once(served: Served, path: str, language: str) -> None:
    """Thai unless the address says otherwise."""
    text = _page(served, path, f"lang={language}")
    assert f'<html lang="{language}">' in text
    head, _, _ = text.partition("</head>")
    assert "--kr-accent" in head
    (title,) = re.findall(r"<title>(.*?)</title>", head)
    product = view_at(f"/?lang={language}").words("BMA key results")
    assert title == (f"{NAME[language]} · {product}" if "kr=" in path else product)


@pytest.mark.parametrize("path", PAGES)
def test_the_first_paint_stands_once_in_front_of_streamlits_own_root(served: Served, path: str) -> None:
    """And Streamlit's root is empty, as Streamlit left it."""
    text = _page(served, path)
    assert text.count('id="kr-first"') == 1
    assert text.count(ROOT) == 1
    assert text.index('id="kr-first"') < text.index(ROOT)
    assert text.index("</head>") < text.index('id="kr-first"')


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("path", WITH_GAUGE)
def test_the_gauge_and_its_sentence_are_in_the_first_bytes(served: Served, path: str, language: str) -> None:
    """With a name for screen readers that says the same percent."""
    text = _page(served, path, f"lang={language}&digits=arabic")
    (percent, *_) = re.findall(r'<svg class="kr-gauge"[^>]*data-percent="(\d+)"', text)
    (spoken, *_) = re.findall(r'<svg class="kr-gauge"[^>]*aria-label="([^"]+)"', text)
    (sentence, *_) = re.findall(r'<p class="kr-sentence">(.+?)</p>', text)
    assert percent in spoken
    assert f"{percent}%" in sentence or percent == "0"
    assert bool(re.search("[ก-๙]", spoken)) is (language == Language.THAI)


def test_the_update_page_opens_with_words_and_not_with_an_empty_screen(served: Served) -> None:
    """Its levels need Streamlit; until then it says that it is opening."""
    text = _page(served, f"/update?kr={CODE}", "lang=en")
    assert 'role="status">Opening…<' in text


def test_a_commit_changes_the_next_first_bytes(served: Served) -> None:
    """On the page of the key result and on the board."""
    missing = {1, 2, 3, 4, 5} - _done(served)
    event = ticked(served.database, min(missing)) if missing else written(served.database, Kind.CHECK_IN)
    percent = 20 * level_reached(_done(served))
    for path in (f"/kr?kr={CODE}", "/"):
        shown = re.findall(r'data-percent="(\d+)" data-version="(\d+)"', _page(served, path))[0]
        assert shown == (str(percent), str(event.id))


def _done(served: Served) -> set[int]:
    """The levels done by the server's day, whatever other tests have recorded there."""
    ticks = standing_after(log_of(served.database), CODE, HOST).ticks
    return {tick.level for tick in ticks if tick.done_on <= date.fromisoformat(TODAY)}


@pytest.mark.parametrize("path", [*PAGES, f"/kr?kr={OTHER}", "/?demo=1", "/kr?kr=none"])
def test_the_first_bytes_never_name_the_coordinator(served: Served, path: str) -> None:
    """Neither name nor phone number, in either kind of digits."""
    text = _page(served, path)
    phone = FORM["coordinator"]["phone"]
    words = re.sub(r"<style>.*?</style>|<path[^>]*>", "", text, flags=re.DOTALL)
    assert FORM["coordinator"]["name"] not in text
    assert phone not in words
    assert phone.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")) not in words


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_of_no_page_is_told_so_calmly(served: Served, value: str) -> None:
    """Nothing of it stands in the page unescaped."""
    status, _, text = served.get(f"/none?kr={quote(value)}&x={quote(value)}")
    assert status == 404
    assert not re.search(r"<script>alert|<img src=x", text)


@pytest.mark.parametrize("path", ["/", "/kr", "/update"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_is_a_calm_page(served: Served, path: str, value: str) -> None:
    """Nothing of it stands in the page unescaped, and Streamlit's own page is whole."""
    named = "&".join(f"{name}={quote(value)}" for name in ("kr", "lang", "digits", "level", "demo", "x"))
    text = _page(served, f"{path}?{named}")
    assert text.count(ROOT) == 1
    assert re.search(r'<script[^>]* src="[^"]*/static/js/', text)
    assert value == ROOT or value not in text
    assert not re.search(r"<script>alert|<img src=x", text)
    assert "a" * 65 not in text


@pytest.mark.parametrize(
    "query", ["kr=%ff%fe", "kr=%c0%80", "kr=%ed%a0%80", "%ff=%ff", "kr", "&&==&", "kr=a;kr=b", "?"]
)
def test_an_address_that_is_no_text_is_a_calm_page(served: Served, query: str) -> None:
    """Bytes that are not UTF-8, names without values, values without names."""
    for page in ("/", "/kr", "/update"):
        assert _page(served, f"{page}?{query}").count(ROOT) == 1


def test_an_address_of_the_board_that_names_a_key_result_leads_to_its_page(served: Served) -> None:
    """By a redirect, so that going back leads to the board."""
    assert _page(served, f"/?kr={CODE}&lang=en") == _page(served, f"/kr?kr={CODE}&lang=en")


def test_an_unknown_key_result_opens_with_the_bar_and_no_figure(served: Served) -> None:
    """The explanation comes with the page; until then nobody meets a bare one."""
    text = _page(served, "/kr?kr=none")
    assert 'class="kr-header"' in text
    assert "กำลังเปิด…" in text
    assert "data-percent" not in text


def test_asking_for_key_results_that_do_not_exist_costs_no_memory(tmp_path: Path) -> None:
    """What is kept for the next reader is bounded by what exists, not by what strangers ask for."""
    few, many = alone(paints.kept_after_unknown_codes, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert many == few


@pytest.mark.parametrize("name", ["\\\\1 \\\\g<0> \\\\x", "<script>alert(1)</script>", "ก&ข"])
def test_any_name_of_a_key_result_makes_a_title(tmp_path: Path, name: str) -> None:
    """Backslashes and angle brackets are letters like any other."""
    definition(tmp_path / "definitions", FIRST.name, (f'name_en = "{NAME["en"]}"', f'name_en = "{name}"'))
    text = alone(paints.page_of, tmp_path / "kr.db", CODE, KR_TODAY=TODAY, KR_DEFINITIONS=str(tmp_path / "definitions"))
    (title,) = re.findall(r"<title>(.*?)</title>", text.partition("</head>")[0])
    assert unescape(title).startswith(name.replace("\\\\", "\\"))
    assert "<script>alert" not in text


@pytest.mark.parametrize("demo", ["", "&demo=1"])
def test_a_file_that_cannot_be_read_leaves_the_page_to_explain(tmp_path: Path, demo: str) -> None:
    """The page comes, without a figure in front of it."""
    (tmp_path / "kr.db").write_bytes(b"")
    (tmp_path / "demo.db").write_bytes(b"")
    with serving(tmp_path, KR_TODAY=TODAY) as broken:
        for path in ("/?", f"/kr?kr={CODE}", f"/update?kr={CODE}"):
            text = _page(broken, path + demo)
            assert "data-percent" not in text
            assert text.count(ROOT) == 1
        assert broken.get("/readyz")[0] == 503


@pytest.mark.parametrize("path", ["/?demo=1", "/kr?kr=x&demo=1", "/update?demo=1"])
def test_the_demonstration_needs_no_definition_of_the_real_book(tmp_path: Path, path: str) -> None:
    """Somebody who keeps other definitions may still follow a link to the demonstration."""
    definition(tmp_path / "definitions", "second.toml", (f'code = "{CODE}"', f'code = "{OTHER}"'))
    folder = str(tmp_path / "definitions")
    text = alone(paints.page_at, tmp_path / "kr.db", path, KR_TODAY=TODAY, KR_DEFINITIONS=folder)
    assert ROOT in text
    assert 'class="kr-ribbon"' in text


def _page(served: Served, path: str, query: str = "") -> str:
    joined = f"{path}{'&' if '?' in path else '?'}{query}" if query else path
    status, _, text = served.get(joined)
    assert status == 200
    return text
