"""Thirty hostile texts in every free-text field: each is shown as text by every page, with and without the policy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page

from tests.app.people import SignedIn
from tests.app.tabs import tab
from tests.browser.conftest import DURING_THE_YEAR, settled
from tests.browser.hostile import PAYLOADS, Hostile, seeded
from tests.serving import CODE, Served, serving

# What only a payload could have made: its elements and handlers, and whatever leads away from here.
FOREIGN = """
() => {
  const made = '[data-evil],'
    + 'img[src="x"], iframe, object, embed, base, math, marquee, video, [srcdoc], [onerror],'
    + '[onload], [onfocus], [onmouseover], [ontoggle], [onbegin], [style*="evil.example"], .katex,'
    + '#root ~ #root, [name="body"]'
  const away = (each) => ['href', 'xlink:href', 'src', 'action', 'data', 'formaction'].some((name) => {
    const address = each.getAttribute(name)
    if (address === null) return false
    const url = new URL(address, location.origin)
    return url.origin !== location.origin && !['data:', 'blob:'].includes(url.protocol)
  })
  const found = [...document.querySelectorAll('*')].filter((each) => each.matches(made) || away(each))
  return found.map((each) => each.outerHTML.slice(0, 200))
}
"""


@dataclass
class Seen:
    """What happened in a browser besides the pages."""

    page: Page
    served: Served
    dialogs: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def visit(self, path: str, *, streamlit: bool = False) -> str:
        """Open a page, make sure that nothing hostile became real on it, and answer its text."""
        self.page.goto(self.served.url + path)
        if streamlit:
            settled(self.page)
        return self.unharmed(path)

    def unharmed(self, path: str) -> str:
        """The text of the page that is open, if it is only text."""
        assert self.page.evaluate(FOREIGN) == [], path
        assert self.page.evaluate("window.__pwned") is None, path
        assert self.dialogs == [], path
        assert self.foreign == [], path
        return str(self.page.locator("body").inner_text())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Hostile]]:
    """A server on a file and definitions full of them."""
    folder = tmp_path_factory.mktemp("hostile")
    found = seeded(folder)
    with serving(folder, KR_TODAY=DURING_THE_YEAR, KR_DEFINITIONS=str(folder / "definitions")) as running:
        yield running, found


@pytest.fixture(params=[False, True], ids=["with the policy", "without the policy"])
def look(windows, hostile: tuple[Served, Hostile], request: pytest.FixtureRequest) -> Iterator:
    """A browser that notices whatever should not happen; for nobody, or for somebody who is signed in."""
    pages = []

    def looking(who: SignedIn | None = None) -> Seen:
        seen = Seen(windows(hostile[0].url, who, bypass_csp=request.param), hostile[0])
        pages.append(seen.page)
        seen.page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        seen.page.on(
            "request", lambda asked: seen.foreign.append(asked.url) if _foreign(asked.url, hostile[0]) else None
        )
        return seen

    looking.without_policy = request.param
    yield looking
    for page in pages:
        page.close()


def _foreign(url: str, served: Served) -> bool:
    return not url.startswith((served.url, "data:", f"blob:{served.url}"))


def test_streamlits_pages_show_them_as_text(look, hostile: tuple[Served, Hostile]) -> None:
    """The board, the key result and the update page with an open form; signed in and not."""
    for who in (hostile[1].admin, *((None,) if look.without_policy else ())):
        seen = look(who)
        board = seen.visit("/", streamlit=True)
        assert "onerror=window.__pwned=1>.toml" in board
        page = seen.visit(f"/kr?kr={CODE}&lang=en", streamlit=True)
        seen.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page += seen.unharmed("/kr opened")
        notes = seen.page.locator(".st-key-kr_card_history").inner_text()
        assert "{{7*191}}" in notes + page
        assert ":material/bomb:" in notes + page
        assert "1337" not in page.replace("frac{1337}", "")
        seen.visit(f"/update?kr={CODE}&level=1", streamlit=True)


def test_what_is_typed_into_the_open_form_is_shown_as_text(look, hostile: tuple[Served, Hostile]) -> None:
    """A reason, on the page that it was typed into and in the history; it is the only one that was typed here."""
    seen, level = look(hostile[1].admin), 2 + look.without_policy
    seen.visit(f"/update?kr={CODE}&level={level}&lang=en", streamlit=True)
    seen.page.get_by_label("Reason for withdrawing").fill(f"typed {''.join(PAYLOADS)[:900]}")
    seen.page.get_by_role("button", name="Withdraw the record", exact=True).click()
    seen.page.get_by_role("button", name=f"Record level {level}", exact=True).wait_for()
    seen.unharmed("/update after withdrawing")
    assert "typed <script data-evil>" in seen.visit(f"/kr?kr={CODE}&lang=en", streamlit=True)


def test_the_desk_shows_them_as_text(look, hostile: tuple[Served, Hostile]) -> None:
    """People, each person, links, the form for a new one, the trail, and one's own page."""
    _served, found = hostile
    seen = look(found.admin)
    for path in ("", "/people", "/people/new", "/links", "/links/new", "/trail"):
        seen.visit(f"/account{path}")
    for number in found.people[::6]:
        seen.visit(f"/account/people/{number}")
    assert PAYLOADS[1] in seen.visit("/account/people")
    assert PAYLOADS[1] in seen.visit("/account/links")


def test_cards_walls_and_badges_show_them_as_text(look, hostile: tuple[Served, Hostile]) -> None:
    """Every fifth link, and walls: all titles stand in the list of links at the desk."""
    seen = look()
    for link, title in list(zip(hostile[1].links, PAYLOADS, strict=True))[::5]:
        text = seen.visit(link.path)
        if title.isascii():
            assert " ".join(title.split()) in " ".join(text.split())
    for path in (f"{hostile[1].links[1].path}?kiosk=1", "/wall", f"/badge/{CODE}.svg", "/wall?lang=en"):
        seen.page.goto(hostile[0].url + path)
        if not path.startswith("/badge"):
            seen.unharmed(path)
    assert seen.foreign == []


def test_addresses_are_shown_as_text(look, hostile: tuple[Served, Hostile]) -> None:
    """Each text as every part of a query that the pages drawn on the server read, or as the path itself."""
    seen = look()
    for number, text in enumerate(PAYLOADS):
        asked = dict.fromkeys(("next", "lang", "digits", "kr", "demo", "said", "q", "kiosk", "now", "seconds"), text)
        paths = ("/account/sign-in", f"/account/{quote(text, safe='')}", hostile[1].links[0].path)
        seen.visit(f"{paths[number % 3]}?{urlencode(asked)}")


def test_a_form_that_was_refused_shows_what_was_typed_as_text(look) -> None:
    """The name at sign-in."""
    seen = look()
    seen.visit("/account/sign-in?lang=en")
    seen.page.locator("[name=name]").fill("\"'>" + "".join(PAYLOADS))
    seen.page.locator("[name=password]").fill(PAYLOADS[0])
    seen.page.get_by_role("button", name="Sign in").click()
    seen.page.locator("[role=alert]").wait_for()
    seen.unharmed("/account/sign-in refused")


def test_a_page_of_streamlits_shows_its_address_as_text(look) -> None:
    """As a code that does not exist, and as everything else; the rest of them are in the next test."""
    text = PAYLOADS[1] + PAYLOADS[21]
    asked = dict.fromkeys(("kr", "lang", "digits", "level", "demo", "next"), text)
    look().visit(f"/kr?{urlencode(asked)}", streamlit=True)


def test_every_one_of_them_as_a_code_reaches_the_page_escaped(hostile: tuple[Served, Hostile]) -> None:
    """As Streamlit sends it: no `<` of the text is left."""
    for text in PAYLOADS:
        code = text[:64]
        for page in ("kr", "update"):
            with tab(hostile[0], page, urlencode({"kr": code, "lang": "en"})) as opened:
                assert "There is no key result" in opened.text
                if "<" in code:
                    said = opened.text.partition("There is no key result")[2].partition("</p>")[0]
                    assert "<" not in said
