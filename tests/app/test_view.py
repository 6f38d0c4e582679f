"""The address is the view, both ways; and no address is an error."""

from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kr_app.view import BOARD, KEY_RESULT, LONGEST_CODE, PAGES, UPDATE, View, view_at, view_of
from kr_app.words import Words, words_for
from kr_core.digits import Digits
from kr_core.language import Language

always = settings(deadline=None, derandomize=True, max_examples=300)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
words = st.builds(Words, st.sampled_from(Language), st.sampled_from(Digits))
names = ("kr", "lang", "digits", "level", "demo")


@st.composite
def views(draw: st.DrawFn) -> View:
    """Every view that a page can be: the board is about no key result."""
    page = draw(st.sampled_from(PAGES))
    code = "" if page == BOARD else draw(texts)[:LONGEST_CODE]
    level = draw(st.none() | st.integers(0, 99))
    return View(page, code, draw(words), draw(st.booleans()), level)


@always
@given(views())
def test_the_address_of_a_view_leads_back_to_it(view: View) -> None:
    """Whatever its language, digits, level and book."""
    assert view_at(view.address) == view


@always
@given(
    st.sampled_from(["", "kr", "update", "none", "/", "a/b"]) | texts, st.dictionaries(st.sampled_from(names), texts)
)
def test_any_query_makes_a_view_with_an_address(page: str, query: dict[str, str]) -> None:
    """And that address leads to the same view again."""
    view = view_of(page, query)
    assert view.page in PAGES
    assert len(view.code) <= LONGEST_CODE
    assert view_at(view.address) == view


@always
@given(texts | st.text(printable + "[]%#?&=;@:/\\", max_size=60) | st.sampled_from(["//[", "http://[::1", "//a]b/kr"]))
def test_any_text_can_be_followed_as_an_address(address: str) -> None:
    """The reader comes to one of the pages."""
    assert view_at(address).page in PAGES


@pytest.mark.parametrize(
    ("level", "read"),
    [
        *[("3", 3), ("๓", 3), ("05", 5), ("๑๒", 12)],
        *[(text, None) for text in ("", "-1", "1.5", "٣", "²", "100", "1_0", " 3", "0x3", "3\x00")],
    ],
)
def test_a_level_is_read_in_either_kind_of_digits_and_nothing_else(level: str, read: int | None) -> None:
    """Two digits at most."""
    assert view_of(UPDATE, {"level": level}).level == read


def test_the_plain_address_is_thai_with_thai_digits() -> None:
    """Defaults are left out of addresses."""
    view = view_of(BOARD, {})
    assert view.words == Words(Language.THAI, Digits.THAI)
    assert view.address == "/"


def test_a_choice_stays_in_the_address() -> None:
    """English, Thai digits in English, Arabic digits in Thai."""
    assert view_of(KEY_RESULT, {"kr": "a", "lang": "en"}).address == "/kr?kr=a&lang=en"
    assert view_of(BOARD, {"lang": "en", "digits": "thai"}).address == "/?lang=en&digits=thai"
    assert view_of(BOARD, {"digits": "arabic"}).address == "/?digits=arabic"


@pytest.mark.parametrize("language", ["EN", "english", "fr", "", None, "en-GB", "<script>"])
def test_any_other_language_is_thai(language: str | None) -> None:
    """Thai first."""
    assert words_for(language, None).language is Language.THAI
