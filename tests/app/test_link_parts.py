"""A link shows what its maker may share one by one, looked up when it is opened; and says what it shows no more."""

import re
from collections.abc import Iterator

import pytest

from kr_app import sharing
from kr_app.rights import Grant, Role
from kr_app.store import people
from kr_app.store.doors import writing
from kr_app.store.links import LinkKind
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, HOST, OTHER, TODAY, definition
from tests.app.links import linked
from tests.app.people import SignedIn, asking
from tests.app.streams import eventually, listening
from tests.serving import Served, serving

THIRD, SUPPORT = "third-plan-2568", "another-office"
OF_THE_HOST = Grant(Role.COORDINATOR, agency=HOST)
OF_THE_SUPPORT = Grant(Role.COORDINATOR, agency=SUPPORT)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Three key results: one agency answers for two of them and supports the third."""
    folder = tmp_path_factory.mktemp("mixed")
    definition(folder / "definitions", "1.toml")
    definition(folder / "definitions", "2.toml", (f'code = "{CODE}"', f'code = "{OTHER}"'))
    third = definition(folder / "definitions", "3.toml", (f'code = "{CODE}"', f'code = "{THIRD}"'))
    text = third.read_text(encoding="utf-8").replace(f'id = "{HOST}"', f'id = "{SUPPORT}"')
    third.write_text(f"{text}\n{_supporting(HOST)}", encoding="utf-8")
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=str(folder / "definitions")) as running:
        yield running


def _supporting(agency: str) -> str:
    return f'[[agencies]]\nid = "{agency}"\nname = "หน่วยสนับสนุน"\nrole = "R"\ntarget = 5\nunit = "ระดับ"\n'


def _codes(text: str, kind: str = "cell") -> list[str]:
    return re.findall(rf'data-part="{kind}:([^"]+)"', text)


def _granted(served: Served, who: SignedIn, *grants: Grant) -> None:
    with writing(served.database) as door:
        people.set_grants(door, who.person, grants)


def test_an_agencys_link_shows_what_its_maker_may_share_one_by_one(mixed: Served) -> None:
    """A coordinator's: what the agency answers for. An inspector's: what it supports, too. Card, wall and picture."""
    coordinator = someone(mixed.database, "agency-coordinator", OF_THE_HOST)
    inspector = someone(mixed.database, "agency-inspector", Grant(Role.INSPECTOR))
    own, every = (linked(mixed.database, who.person, HOST, kind=LinkKind.AGENCY) for who in (coordinator, inspector))
    for below, kind in (("?lang=en", "cell"), ("?kiosk=1&lang=en", "slide")):
        less, more = ask(mixed, own.path + below).text, ask(mixed, every.path + below).text
        assert _codes(less, kind) == [CODE, OTHER]
        assert _codes(more, kind) == [CODE, OTHER, THIRD]
        assert (less.count("Host agency (H): "), less.count("Supporting agency (R): ")) == (2, 0)
        assert (more.count("Host agency (H): "), more.count("Supporting agency (R): ")) == (2, 1)
    with listening(mixed, f"{own.path}/live") as stream:
        assert list(stream.next().parts) == [f"cell:{CODE}", f"cell:{OTHER}"]
    assert ask(mixed, f"/badge/{THIRD}.svg?token={every.token}").status == 200
    assert ask(mixed, f"/badge/{THIRD}.svg?token={own.token}").status == 404
    assert ask(mixed, f"{own.path}/preview.png").text != ask(mixed, f"{every.path}/preview.png").text


def test_an_agency_link_that_would_show_nothing_to_share_is_not_made(mixed: Served) -> None:
    """An agency that only supports, for its coordinator: no link to another one's key result comes of it."""
    helper = someone(mixed.database, "only-supports", Grant(Role.COORDINATOR, agency="nobody's"))
    wish = sharing.Wish(LinkKind.AGENCY, ("nobody's",), False, False, "", None, "once-for-nothing")
    with pytest.raises(sharing.NothingToShare):
        sharing.make(asking(mixed.database, helper.token), wish)
    assert ask(mixed, linked(mixed.database, helper.person, HOST, kind=LinkKind.AGENCY).path).status == 404


@pytest.mark.parametrize("as_sent", [False, True])
def test_what_the_maker_may_no_longer_share_vanishes_from_a_selection_with_a_word(mixed: Served, as_sent: bool) -> None:
    """From the page, its wall, its picture and an open page at once; with the last of it the link ends."""
    who = someone(mixed.database, f"shrinking-{as_sent}", OF_THE_HOST, OF_THE_SUPPORT)
    link = linked(mixed.database, who.person, CODE, THIRD, kind=LinkKind.SELECTION, as_sent=as_sent)
    whole = ask(mixed, f"{link.path}?lang=en").text
    assert _codes(whole) == [CODE, THIRD]
    assert "no longer shown" not in whole
    with listening(mixed, f"{link.path}/live") as stream:
        before = stream.next()
        _granted(mixed, who, OF_THE_HOST)
        # The page is to load anew.
        assert stream.next().shape != before.shape
    for below, kind in (("?lang=en", "cell"), ("?lang=en&kiosk=1", "slide")):
        shown = ask(mixed, link.path + below).text
        assert _codes(shown, kind) == [CODE]
        assert "1 key result of this link is no longer shown" in shown
    assert "ลิงก์นี้ไม่แสดงตัวชี้วัดอีก ๑ รายการแล้ว" in ask(mixed, link.path).text.replace("\u00a0", " ")
    assert ask(mixed, f"/badge/{THIRD}.svg?token={link.token}").status == 404
    _granted(mixed, who)
    assert eventually(lambda: ask(mixed, link.path).status == 404)


def test_a_page_that_was_away_while_its_link_lost_something_loads_anew(mixed: Served) -> None:
    """A hidden window asks from what it shows; nothing was recorded meanwhile, so the log alone would say nothing."""
    who = someone(mixed.database, "hidden", OF_THE_HOST, OF_THE_SUPPORT)
    link = linked(mixed.database, who.person, CODE, THIRD, kind=LinkKind.SELECTION)
    page = ask(mixed, link.path).text
    shown, shape = (re.search(rf'data-{name}="([^"]+)"', page) for name in ("shown", "shape"))
    assert shown and shape
    _granted(mixed, who, OF_THE_HOST)
    with listening(mixed, f"{link.path}/live?after={shown[1]}") as stream:
        assert stream.next().shape != shape[1]


def test_a_link_of_one_key_result_ends_with_its_makers_right(mixed: Served) -> None:
    """While its page is open, too."""
    who = someone(mixed.database, "ending", OF_THE_HOST)
    link = linked(mixed.database, who.person, CODE)
    with listening(mixed, f"{link.path}/live") as stream:
        stream.next()
        _granted(mixed, who, OF_THE_SUPPORT)
        assert stream.goes_blank()
