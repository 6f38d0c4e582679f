"""The one-time addresses over HTTP: the first administrator's, and an invitation's."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from kr_app.identity.tokens import digest
from kr_app.store import people
from kr_app.store.doors import reading, writing
from tests.app.cast import someone
from tests.app.desks import alert_in, cookie_of, get, post, value_of
from tests.app.entries import CODE
from tests.app.people import PASSWORD, SignedIn, on_the_day_of_tests
from tests.app.towns import Town, town_in
from tests.serving import serving

SIGN_IN = "/account/sign-in"
pytestmark = pytest.mark.usefixtures("unthrottled")


@pytest.mark.parametrize("way", ["set-up", "invitation"])
def test_unknown_used_old_and_mistaken_one_time_addresses_look_alike(desk: Town, way: str) -> None:
    """One calm page; a form sent there changes nothing, whatever it says."""
    long_ago = on_the_day_of_tests() - timedelta(days=800)
    used, old = f"{f'used-{way}-':x<43}", f"{f'old-{way}-':x<43}"
    somebody = someone(desk.file, f"invited-{way}").person
    # The first administrator's address is no invitation, and an invitation makes no administrator.
    person, other = (somebody, None) if way == "invitation" else (None, somebody)
    mistaken = f"{f'mistaken-{way}-':x<43}"
    with writing(desk.file) as door:
        people.invite(door, digest(old), person, long_ago, long_ago + timedelta(days=7))
        people.invite(door, digest(used), person, on_the_day_of_tests(), on_the_day_of_tests() + timedelta(days=7))
        people.invite(door, digest(mistaken), other, on_the_day_of_tests(), on_the_day_of_tests() + timedelta(days=7))
        people.use_invitation(
            door, people.invitation(door, digest(used), on_the_day_of_tests())[0], on_the_day_of_tests()
        )
    form = {"name": "intruder", "shown": "x", "password": "short", "again": "other"}
    texts = set()
    for token in ("y" * 43, used, old, mistaken, "not-even-long"):
        for answer in (get(desk, f"/account/{way}/{token}"), post(desk, f"/account/{way}/{token}", form)):
            assert answer.status == 404
            texts.add(answer.text.replace(quote(token), "").replace(token, ""))
    assert len(texts) == 1
    with reading(desk.file) as door:
        assert people.by_name(door, "intruder") is None


def test_an_invited_person_chooses_a_password_once(desk: Town) -> None:
    """A slip is said and the address still works; after that it is used up."""
    person = someone(desk.file, "newcomer").person
    token = "n" * 43
    with writing(desk.file) as door:
        people.invite(door, digest(token), person, on_the_day_of_tests(), on_the_day_of_tests() + timedelta(days=7))
    path = f"/account/invitation/{token}"
    assert "shown-newcomer" in get(desk, path).text
    slip = post(desk, f"{path}?lang=en", {"password": PASSWORD, "again": "other"})
    assert (slip.status, alert_in(slip)) == (400, "The two new passwords are not the same. Please type both again.")
    done = post(desk, path, {"password": PASSWORD, "again": PASSWORD})
    assert done.status == 303
    assert get(desk, "/account", SignedIn(0, "", cookie_of(done))).status == 200
    assert get(desk, path).status == 404
    assert post(desk, path, {"password": PASSWORD, "again": PASSWORD}).status == 404


def test_the_first_administrator_comes_in_through_the_consoles_address(tmp_path) -> None:
    """Nothing typed is lost by a slip; the sign-in page says where the address stands until it is used."""
    with serving(tmp_path, KR_TODAY="2025-07-22") as served:
        town = Town(served, {}, SignedIn(0, "", ""))
        path = re.search(r"/account/set-up/\S+", served.console.read_text(encoding="utf-8"))[0]
        assert "console" in get(town, f"{SIGN_IN}?lang=en").text
        form = {"name": "New.Admin", "shown": "หัวหน้ากลุ่มงาน", "password": PASSWORD, "again": "x"}
        slip = post(town, path, form)
        assert (slip.status, value_of(slip, "name"), value_of(slip, "shown")) == (400, "New.Admin", "หัวหน้ากลุ่มงาน")
        assert PASSWORD not in slip.text
        done = post(town, path, {**form, "again": PASSWORD})
        assert done.status == 303
        assert "หัวหน้ากลุ่มงาน" in get(town, "/account", SignedIn(0, "", cookie_of(done))).text
        assert get(town, path).status == 404
        assert "console" not in get(town, f"{SIGN_IN}?lang=en").text
        assert path not in get(town, SIGN_IN).text


def test_where_viewing_is_private_the_desk_names_nothing_before_somebody_has_signed_in(tmp_path, peopled) -> None:
    """Not even the code of a key result; somebody without rights is told what is missing and not sent in circles."""
    with town_in(tmp_path, peopled, KR_VIEWING="private") as town:
        assert get(town, f"/kr?kr={CODE}").status == 303
        assert CODE not in get(town, SIGN_IN).text
        nobody = town.cast["without-grants"]
        back = get(town, get(town, "/", nobody).headers["location"], nobody)
        assert back.status == 200
        assert "ยังไม่มีสิทธิ์" in back.text
