"""The matrix again, over HTTP and Streamlit's socket: what each of the cast gets from a running server."""

import pytest

from kr_app.rights import Action
from tests.app.asks import ask
from tests.app.cast import CAST, NOBODY
from tests.app.entries import CODE, OTHER, ticked
from tests.app.tabs import tab
from tests.app.test_rights import promised
from tests.app.towns import Town

ASKING = [NOBODY, *CAST]
# A page, and the right that opens it. Whoever lacks it is told so, or led to sign in first.
DESK = {
    "/account/people": Action.MANAGE_PEOPLE,
    "/account/people/new": Action.MANAGE_PEOPLE,
    "/account/people/{other}": Action.MANAGE_PEOPLE,
    "/account/trail": Action.READ_TRAIL,
}


@pytest.fixture(scope="module", autouse=True)
def recorded(town: Town) -> None:
    """The inspector once recorded a level of the second key result."""
    ticked(town.file, 1, code=OTHER, actor=f"person:{town.cast['inspector'].person}")


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize("address", DESK)
def test_a_page_of_the_desk_opens_by_its_right_only(town: Town, who: str, address: str) -> None:
    """Nothing of it is in the refusal either."""
    viewer = town.cast["viewer"]
    answer = ask(town.served, address.format(other=viewer.person), cookie=town.cast[who].cookie)
    if promised(who, DESK[address]):
        assert answer.status == 200
        return
    assert answer.status == (303 if who == NOBODY else 403)
    assert "shown-" not in answer.text.replace(f"shown-{town.cast[who].name}", "")


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize("address", ["/account", "/account/links"])
def test_a_page_about_oneself_opens_for_whoever_is_signed_in(town: Town, who: str, address: str) -> None:
    """With whatever rights, or none."""
    answer = ask(town.served, address, cookie=town.cast[who].cookie)
    assert answer.status == (303 if who == NOBODY else 200)


@pytest.mark.parametrize("who", ASKING)
def test_the_page_to_share_opens_for_whoever_may_share_something(town: Town, who: str) -> None:
    """`share`, somewhere."""
    somewhere = promised(who, Action.SHARE) or who == "coordinator-of-another"
    answer = ask(town.served, f"/account/links/new?kr={CODE}", cookie=town.cast[who].cookie)
    assert answer.status == (200 if somewhere else 303 if who == NOBODY else 403)


@pytest.mark.parametrize("who", ASKING)
def test_the_update_page_offers_to_record_to_whoever_may(town: Town, who: str) -> None:
    """`record`: buttons for one's own key result, and none for another."""
    for code, action in ((CODE, promised(who, Action.RECORD)), (OTHER, who in ("coordinator-of-another", "admin"))):
        agency = who == "coordinator-of-the-agency"  # both key results are that agency's
        with tab(town.served, "update", f"kr={code}&lang=en", cookie=town.cast[who].cookie) as opened:
            assert opened.has("ticking_open_1") is (action or agency), code


@pytest.mark.parametrize("who", ASKING)
def test_names_and_phone_numbers_are_for_whoever_may_see_them(town: Town, who: str) -> None:
    """`see-internal`: the recorder's name in the first bytes and on the page, the coordinator's phone in the form."""
    inspector = town.cast["inspector"]
    seen = promised(who, Action.SEE_INTERNAL) or who == "coordinator-of-another"
    first = ask(town.served, f"/kr?kr={OTHER}&lang=en&digits=arabic", cookie=town.cast[who].cookie).text
    with tab(town.served, "kr", f"kr={OTHER}&lang=en&digits=arabic", cookie=town.cast[who].cookie) as opened:
        text = opened.text
    own = who == "inspector"  # their own name stands in the bar anyhow
    for page in (first, text):
        assert (f"shown-{inspector.name}" in page) is (seen or own)
    assert ("Phone" in text and "Name and phone number are shown" not in text) is seen
