"""What the card is sent as: headers, compression, styles, fonts and scripts."""

import base64
import gzip
import re
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kr_app.card.files import LOADER, ONE_SLIDE
from kr_app.definitions import load
from kr_app.rights import Grant, Role
from kr_app.settings import SETTINGS
from tests import fonts
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import TODAY, ticked
from tests.app.links import Made, linked
from tests.app.test_catalogues import LANGUAGES, catalogue
from tests.serving import Served, serving


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose cards the intranet may frame."""
    with serving(tmp_path_factory.mktemp("bytes"), KR_TODAY=TODAY, KR_EMBED="https://intranet.example") as running:
        ticked(running.database, 1)
        yield running


@pytest.fixture(scope="module")
def link(shared: Served) -> Made:
    """A link to the first key result."""
    return linked(shared.database, someone(shared.database, "sender", Grant(Role.ADMIN)).person)


def test_only_our_own_style_and_script_may_run_and_only_known_pages_may_frame_it(shared: Served, link: Made) -> None:
    """The styles by their hashes, as the lines that bring the script or begin a wall; no other script stands there."""
    _, headers, text = ask(shared, link.path)
    styles = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
    policy = headers["content-security-policy"]
    assert len(hashes) == 2
    assert f"style-src {' '.join(hashes)};" in policy
    scripts = [base64.b64encode(sha256(each.encode()).digest()).decode() for each in (LOADER, ONE_SLIDE)]
    allowed = " ".join(f"'sha256-{each}'" for each in scripts)
    assert f"script-src 'self' {allowed};" in policy
    assert "frame-ancestors 'self' https://intranet.example" in policy
    assert "x-frame-options" not in headers
    assert re.findall(r"<script[^>]*>(.*?)</script>", text) == [LOADER]
    assert not re.search(r"<[^>]* (?:style|on\w+)=", text.rpartition("</style>")[2])


def test_a_messenger_is_told_what_the_card_shows(shared: Served, link: Made) -> None:
    """With the whole address of its picture; search engines are told to stay away."""
    text = ask(shared, link.path).text
    assert '<meta name="robots" content="noindex, nofollow">' in text
    told = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', text))
    assert told["og:image"] == f"{shared.url}{link.path}/preview.png"
    assert told["og:title"] in text.partition("</head>")[2]
    assert told["og:description"].replace(" ", "\u00a0") in text.partition("</head>")[2].replace(" ", "\u00a0")


def test_the_compressed_page_is_the_plain_one_and_the_whole_card_weighs_less_than_thirty_kilobytes(
    shared: Served, link: Made
) -> None:
    """Page, scripts and fonts, as a browser with an empty cache asks for them."""
    plain = ask(shared, link.path).text
    packed = _packed(shared, link.path)
    assert gzip.decompress(packed).decode() == plain
    others = re.findall(r'data-(?:script|text|figures)="(/assets/[^"]+)"', plain)
    assert len(others) == 3
    others += re.findall(r'"(/assets/stream.js[^"]+)"', ask(shared, others[0]).text)
    assert len(others) == 4
    assert len(packed) + sum(len(_packed(shared, address)) for address in others) < 30_000


def test_a_file_asked_for_by_its_content_is_kept_for_good(shared: Served, link: Made) -> None:
    """Any other one is asked about again; what is not in the folder does not exist."""
    text = ask(shared, link.path).text
    for address in re.findall(r'"(/assets/[^"]+\?v=[^"]+)"', text):
        assert "immutable" in ask(shared, address).headers["cache-control"]
        assert ask(shared, address.partition("?")[0]).headers["cache-control"] == "no-cache"
    for name in ("nothing.css", "..%2fserver.py", "%2e%2e/server.py", "kr.po", "card.js%00"):
        assert ask(shared, f"/assets/{name}").status in (400, 404)
    for name in ("tokens.css", "pieces.css", "card.css"):
        assert ask(shared, f"/assets/{name}").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_small_font_has_every_character_of_the_catalogue_and_of_the_forms(language: str) -> None:
    """Else a word would change its face in the middle."""
    with TTFont(fonts.FOLDER / "text.woff2") as font:
        known = font.getBestCmap()
    texts = [str(message.string) for message in catalogue(language) if message.id]
    texts += [path.read_text(encoding="utf-8") for path in Path(SETTINGS.definitions).glob("*.toml")]
    assert load(SETTINGS.definitions).key_results
    assert {char for text in texts for char in text if ord(char) not in known} - {"\n", "\t"} == set()


@pytest.mark.parametrize("name", sorted(fonts.FONTS))
def test_the_small_fonts_are_what_the_command_makes(tmp_path: Path, name: str) -> None:
    """`python -m tests.fonts` gives the same files again."""
    source, characters = fonts.FONTS[name]
    fonts.made(source, characters, tmp_path / "made.woff2")
    assert (tmp_path / "made.woff2").read_bytes() == (fonts.FOLDER / f"{name}.woff2").read_bytes()


def _packed(served: Served, path: str) -> bytes:
    request = urllib.request.Request(served.url + path, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        body: bytes = answer.read()
        return body
