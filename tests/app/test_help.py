"""The help page: for everybody, in both languages, with pictures that are there and links that lead somewhere."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from PIL import Image

from kr_app.desk.example import example
from kr_app.desk.help import SECTIONS
from kr_app.draw.pictures import PICTURES
from kr_app.draw.status import SHAPES
from kr_app.view import PAGES
from kr_core.language import Language
from tests.app.asks import Answer, ask
from tests.app.entries import OTHER
from tests.app.test_private import told_by
from tests.app.towns import Town, town_in

LANGUAGES = [language.value for language in Language]
THAI_LETTER = re.compile("[ก-๎]")
MOST_BYTES, MOST_BYTES_IN_ALL = 60_000, 500_000


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, peopled) -> Iterator[Town]:
    """A dashboard that shows figures only to people who are signed in."""
    with town_in(tmp_path_factory.mktemp("closed"), peopled, KR_VIEWING="private") as running:
        yield running


def page(town: Town, language: str = "th") -> Answer:
    """The help as a stranger sees it."""
    return ask(town.served, f"/help?lang={language}")


def content(answer: Answer) -> str:
    """What stands below the bar."""
    return answer.text.partition("<main")[2]


def part(answer: Answer, name: str) -> str:
    """One section."""
    found = re.search(rf'<section[^>]* id="{name}".*?</section>', answer.text, re.DOTALL)
    assert found, name
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SECTIONS)
def test_each_kind_of_people_has_three_to_five_steps_in_their_language(town, language: str, name: str) -> None:
    """With a heading, and not a word of the other language but the name of a system."""
    text = part(page(town, language), name)
    assert 3 <= text.count("<li>") <= 5
    assert re.search(rf'<h2 id="{name}-title">[^<]+</h2>', text)
    spoken = re.sub(r"<code>.*?</code>|<[^>]*>", " ", text)
    assert bool(THAI_LETTER.search(spoken)) is (language == "th")


@pytest.mark.parametrize(("language", "said"), [("th", "๒๕๐ ล้านพิกเซล"), ("en", "250 million pixels")])
def test_what_is_taken_as_evidence_is_told_where_people_look(town, language: str, said: str) -> None:
    """And what is to be saved anew first."""
    text = part(page(town, language), "record")
    assert all(kind in text for kind in ("PDF", "JPEG", "PNG", ".docx", ".xlsx", "HEIC", ".doc,", ".ods", said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_lead_to_every_section(town, language: str) -> None:
    """And to what may be typed, and the marks of the gauge, in their order."""
    answer = page(town, language)
    contents = re.search(r'<nav class="kr-card kr-contents".*?</nav>', answer.text, re.DOTALL)
    assert contents
    assert re.findall(r'href="#([^"]+)"', contents[0]) == [*SECTIONS, "typing", "marks"]
    assert re.findall(r'<section class="kr-card kr-help" id="([^"]+)"', answer.text) == [*SECTIONS, "typing", "marks"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_a_picture_that_is_there_and_is_told_in_words(town, language: str, name: str) -> None:
    """Its room is kept before it comes, and once it is here it is not asked for again."""
    (tag,) = re.findall(r"<img [^>]*>", part(page(town, language), name))
    said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
    assert len(said["alt"]) > 40
    assert bool(THAI_LETTER.search(said["alt"])) is (language == "th")
    assert said["loading"] == "lazy"
    with Image.open(PICTURES / f"{name}-{language}.webp") as picture:
        width, height = picture.size
    assert int(said["height"]) <= min(620, height // 2)
    assert int(said["width"]) / int(said["height"]) == pytest.approx(width / height, rel=0.01)
    answer = ask(town.served, unescape(said["src"]), "HEAD")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert "immutable" in answer.headers["cache-control"]


def test_the_pictures_are_small_and_none_is_left_over() -> None:
    """A page for telephones, too."""
    files = sorted(PICTURES.iterdir())
    assert {file.stem for file in files} == {f"{name}-{language}" for name in SECTIONS for language in LANGUAGES}
    assert [file.name for file in files if file.stat().st_size >= MOST_BYTES] == []
    assert sum(file.stat().st_size for file in files) < MOST_BYTES_IN_ALL


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", ["town", "closed"])
def test_its_links_lead_to_pages_that_exist(request, where: str, language: str) -> None:
    """To a page, or to the sign-in on the way to one."""
    town: Town = request.getfixturevalue(where)
    links = {unescape(link) for link in re.findall(r'<a [^>]*href="([^"#][^"]*)"', page(town, language).text)}
    assert len(links) > 8
    for link in links:
        answer = ask(town.served, link)
        assert answer.status in (200, 303, 307), link
        if urlsplit(link).path.strip("/") not in PAGES:
            assert answer.status == 200 or "/account/sign-in" in answer.headers["location"], link


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_read_it_while_viewing_is_private_and_learn_nothing(closed, language: str) -> None:
    """Neither a figure nor a name; somebody without any right as little."""
    for cookie in ("", closed.cast["without-grants"].cookie):
        answer = ask(closed.served, f"/help?lang={language}", cookie=cookie)
        assert answer.status == 200
        told = [word for word in told_by(content(answer)) if word != "coordinator"]
        assert told == []
        assert OTHER not in answer.text


def test_the_address_alone_is_open_and_not_what_begins_like_it(closed) -> None:
    """A page of Streamlit's would carry figures."""
    assert ask(closed.served, "/help").status == 200
    assert ask(closed.served, "/helper").status == 303


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_it_in_its_bar(town, language: str) -> None:
    """Pages of Streamlit's, of the desk, and the help itself, which says that one is there."""
    query = "?lang=en" if language == "en" else ""
    for path in ("/", "/kr", "/update", "/account/sign-in", "/account/nothing", "/help"):
        text = ask(town.served, f"{path}{query}").text.partition('<header class="kr-header"')[2]
        link = re.search(rf'<a href="/help{re.escape(query)}"( aria-current="page")?>', text.partition("</header>")[0])
        assert link, path
        assert bool(link[1]) is (path == "/help")


def test_the_gauge_of_the_legend_shows_every_mark_that_is_named_beside_it() -> None:
    """Solid, striped, dashed and grey at once, with a pin, a confirmed part, and the pace."""
    report = example()
    assert (report.confirmed_reached, report.reached, report.waiting, report.expected) == (1, 2, (4,), 3)
    assert report.forecast


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_names_every_mark_and_status(town, language: str) -> None:
    """Each with its meaning; the example says that it is one."""
    text = part(page(town, language), "marks")
    assert set(re.findall(r'data-mark="(\w+)"', text)) >= {
        "solid",
        "striped",
        "dashed",
        "open",
        "pin",
        "dotted",
        "pale",
    }
    named = set(re.findall(r'class="kr-chip" data-status="(\w+)"', text))
    assert named == {status.value for status in SHAPES} - {"not_started"}
    assert text.count("<dt>") == text.count("<dd>") == text.count("</dd>")
    assert re.search(r'<svg class="kr-gauge".*</svg><figcaption[^>]*>[^<]+</figcaption>', text, re.DOTALL)
