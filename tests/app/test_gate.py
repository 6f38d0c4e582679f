"""The gate in front of a real server: who may open a socket, and what passes whole and what does not."""

import gzip
import re

import pytest

from tests.app.entries import CODE
from tests.app.wire import FONT, PAGES, opens, raw
from tests.serving import Served


def test_a_page_of_ours_may_open_a_socket(served: Served) -> None:
    """The Origin of our own address."""
    assert opens(served, served.url)


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1", "http://localhost", "x"])
def test_any_other_page_may_not(served: Served, origin: str | None) -> None:
    """Foreign, missing, null, another port, another name."""
    assert not opens(served, origin)


@pytest.mark.parametrize("header", ["Origin", "Host"])
def test_an_unreadable_name_is_refused_and_not_an_error(served: Served, header: str) -> None:
    """Nobody can fill the console with tracebacks by asking for nonsense."""
    answer = raw(served, "/healthz", {header: "http://[" if header == "Origin" else "["})
    assert answer.status == (200 if header == "Origin" else 421)
    assert not opens(served, "http://[")
    assert "Traceback" not in served.console.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/nothing.js"])
def test_a_request_under_a_foreign_name_gets_nothing(served: Served, path: str) -> None:
    """Neither a figure nor a file, and the same headers as ever."""
    answer = raw(served, path, {"Host": "evil.example", "Accept": "text/html"})
    assert (answer.status, b"data-percent" in answer.body) == (421, False)
    assert dict(answer.headers)["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_comes_whole_and_is_not_kept(served: Served, path: str) -> None:
    """Not compressed, not "not modified", not in part; its length is right and nobody stores it."""
    asked = {"Accept": "text/html", "Accept-Encoding": "gzip, br", "Range": "bytes=0-9", "If-None-Match": "*"}
    answer = raw(served, path, {**asked, "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    body, headers = answer.body, dict(answer.headers)
    assert answer.status == 200
    assert headers["cache-control"] == "no-store"
    assert headers["content-length"] == str(len(body))
    assert not {"etag", "last-modified", "content-encoding", "content-range", "transfer-encoding"} & set(headers)
    assert body.decode().rstrip().endswith("</html>")


@pytest.mark.parametrize("path", ["/", "/kr"])
def test_a_program_that_does_not_ask_for_a_page_gets_streamlits_own(served: Served, path: str) -> None:
    """Nothing is put into what no browser will show."""
    answer = raw(served, path, {"Accept": "*/*"})
    body, headers = answer.body.decode(), dict(answer.headers)
    assert 'id="kr-first"' not in body
    assert '<html lang="en">' in body
    assert headers["etag"]


def test_streamlits_scripts_come_compressed_and_are_the_same(served: Served) -> None:
    """A third of the weight, for whoever takes it; in the same headers as everything else."""
    page = raw(served, "/", {"Accept": "*/*"}).body.decode()
    script = "/static/" + re.findall(r'src="[./]*static/([^"]+\.js)"', page)[0]
    plain, packed = raw(served, script, {}), raw(served, script, {"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(packed.body) == plain.body
    assert 2 * len(packed.body) < len(plain.body)
    headers = dict(packed.headers)
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(packed.body))
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("taken", "packed"),
    [("gzip;q=0", False), ("br, GZIP ; Q=0.000", False), ("x-gzip-not", False), ("br, GZIP;q=0.5", True)],
)
def test_a_compressed_script_goes_only_to_whoever_takes_it(served: Served, taken: str, packed: bool) -> None:
    """By what the words of the request mean, not by their letters."""
    page = raw(served, "/", {"Accept": "*/*"}).body.decode()
    script = "/static/" + re.findall(r'src="[./]*static/([^"]+\.js)"', page)[0]
    assert ("content-encoding" in dict(raw(served, script, {"Accept-Encoding": taken}).headers)) is packed


def test_a_stream_is_not_taken_for_a_page(served: Served) -> None:
    """Whoever opens its address in a browser gets its first words, and nothing is held back for ever."""
    answer = raw(served, f"/live?kr={CODE}", {"Accept": "text/html"}, stream=True)
    assert answer.body == b"retry: 2000\n"


def test_other_answers_are_untouched(served: Served) -> None:
    """The health page says two letters, and a font is the file itself."""
    assert raw(served, "/healthz", {"Accept": "text/html"}).body == b"ok"
    font = raw(served, FONT, {"Accept": "text/html"})
    headers = dict(font.headers)
    assert font.body[:4] == b"\x00\x01\x00\x00"
    assert headers["content-length"] == str(len(font.body))
    assert "immutable" in headers["cache-control"]


@pytest.mark.parametrize(
    "name",
    [
        "none.ttf",
        "Sarabun-Regular.TTF",
        "..",
        "..%2f..%2fkr.db",
        "%2e%2e%2f__init__.py",
        "..%5ckr.db",
        "%00",
        "Sarabun-Regular.ttf%00",
        "../fonts/../../../etc/passwd",
        "..%252fkr.db",
    ],
)
def test_there_is_no_other_font(served: Served, name: str) -> None:
    """Neither an unknown name nor a way out of the folder."""
    answer = raw(served, f"/assets/fonts/{name}", {"Accept": "*/*"})
    assert answer.status in (400, 404) or b"<!doctype html>" in answer.body.lower()
    assert not answer.body.startswith((b"SQLite", b"root:", b'"""'))


def test_the_ready_page_names_the_engine_and_the_log(served: Served) -> None:
    """What an operator asks first."""
    status, _, text = served.get("/readyz")
    assert status == 200
    assert '"ready":true' in text
    assert '"problem":null' in text
    assert all(f'"{name}":' in text for name in ("version", "sqlite", "journal", "listening"))
