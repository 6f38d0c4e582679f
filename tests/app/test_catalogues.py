"""Every text on screen stands in both catalogues, translated, and nothing else does."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.serving import ROOT

APP = ROOT / "kr_app"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"words": None, "counted": (1, 2)}
LANGUAGES = ["th", "en"]
# Texts that are the same in Thai: symbols and names only.
WITHOUT_THAI: set[str] = set()

Texts = tuple[str, ...]


@cache
def used() -> dict[Texts, str]:
    """Every text that kr_app asks the catalogues for, with the file that asks."""
    found: dict[Texts, str] = {}
    for file, _, text, _, _ in extract_from_dir(str(APP), METHODS, keywords=KEYWORDS, strip_comment_tags=True):
        found[text if isinstance(text, tuple) else (text,)] = file
    return found


@cache
def catalogue(language: str) -> Catalog:
    """A catalogue as it stands in git."""
    with (APP / "locale" / language / "LC_MESSAGES" / "kr.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> dict[Texts, Message]:
    """The entries of a catalogue by their English texts."""
    return {_texts(message.id): message for message in catalogue(language) if message.id}


def test_the_extraction_finds_texts_of_every_kind() -> None:
    """From Python, from templates, and such as count; otherwise the other tests prove nothing."""
    files = set(used().values())
    assert len(used()) > 100
    assert {"charts/texts.py", "troubles.py", "draw/templates/header.html"} <= files
    assert any(len(texts) == 2 for texts in used())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_used_stands_in_the_catalogue(language: str) -> None:
    """Named with the file that uses it."""
    known = messages(language)
    assert {texts: file for texts, file in used().items() if texts not in known} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_there_in_vain(language: str) -> None:
    """Neither unused nor kept as obsolete."""
    assert [texts for texts in messages(language) if texts not in used()] == []
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_nothing_is_left_fuzzy(language: str) -> None:
    """In every plural form that the language has."""
    forms = catalogue(language).num_plurals
    for texts, message in messages(language).items():
        said = _texts(message.string)
        assert len(said) == (forms if len(texts) == 2 else 1), texts
        assert all(text.strip() for text in said), texts
        assert not message.fuzzy, texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_values_are_filled_in(language: str) -> None:
    """A placeholder that the translation lacks or invents would be an error on screen."""
    for texts, message in messages(language).items():
        for text in _texts(message.string):
            assert _placeholders(text) == _placeholders(texts[-1]), texts
            text.format(**dict.fromkeys(_placeholders(text), ""))


def test_thai_texts_are_thai() -> None:
    """But for those that have no word in them."""
    strange = [texts[0] for texts, message in messages("th").items() if not _thai(_plain(message))]
    assert set(strange) == WITHOUT_THAI


def test_english_texts_have_no_thai_letter() -> None:
    """And say what the source says."""
    assert [texts for texts, message in messages("en").items() if _thai(_plain(message))] == []


@pytest.mark.parametrize("file", sorted(APP.rglob("*.py")), ids=lambda file: file.relative_to(APP).as_posix())
def test_texts_are_written_out_where_they_are_asked_for(file: Path) -> None:
    """A text from a variable or put together would escape the extraction, as one only inside an f-string does."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _asks(node)]
    for call in calls:
        wanted = call.args[:2] if _name(call) == "counted" else call.args[:1]
        assert wanted, f"{file.name}:{call.lineno}"
        assert all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in wanted), (
            f"{file.name}:{call.lineno}"
        )
        extracted = tuple(each.value for each in wanted if isinstance(each, ast.Constant))
        assert extracted in used(), f"{file.name}:{call.lineno} {extracted}"


def _asks(call: ast.Call) -> bool:
    return _name(call) in ("words", "counted")


def _name(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _texts(text: object) -> Texts:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def _plain(message: Message) -> str:
    return re.sub(r"\{\w*\}", "", "".join(_texts(message.string)))


def _thai(text: str) -> bool:
    return bool(re.search("[ก-๛]", text))


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))
