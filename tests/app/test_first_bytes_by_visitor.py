"""The first bytes for whoever asks: what is for people inside is in nobody else's."""

from pathlib import Path
from urllib.parse import quote

from kr_app.web import COOKIE
from tests.app import paints
from tests.app.alone import alone
from tests.app.asks import ask
from tests.app.entries import CODE, TODAY
from tests.app.people import admin_in
from tests.serving import serving

ROOT = '<div id="root"></div>'


def test_what_is_for_people_inside_is_in_the_first_bytes_of_nobody_else(tmp_path: Path) -> None:
    """The name of whoever recorded, and the internal note; and each reader's own name is on no other one's page."""
    pages = alone(paints.pages_by_turns, tmp_path / "kr.db", f"/kr?kr={CODE}&lang=en", KR_TODAY=TODAY)
    writer, reader, bystander = "ตำแหน่ง writer", "ตำแหน่ง reader", "ตำแหน่ง bystander"
    for who, texts in pages.items():
        inside = who in ("writer", "reader")
        for text in texts:
            assert ("มติลับของที่ประชุม" in text, "Internal note" in text) == (inside, not inside), who
            assert (writer in text, "Officer" in text) == (inside, not inside), who
            assert (reader in text, bystander in text) == (who == "reader", who == "bystander"), who
            assert ("Sign in" in text) is (who == "anybody"), who
            assert 'data-percent="20"' in text, who


def test_in_private_the_server_names_and_shows_nothing_to_whoever_may_not_view(tmp_path: Path) -> None:
    """Every page leads to sign in, and back; whoever may view sees it as ever."""
    with serving(tmp_path, KR_TODAY=TODAY, KR_VIEWING="private") as private:
        admin = admin_in(private.database, now=private.now)
        for path in ("/", f"/kr?kr={CODE}", f"/update?kr={CODE}", "/update", "/kr?kr=none", "/?demo=1"):
            inside = ask(private, path, cookie=admin.cookie)
            assert (inside.status, inside.text.count(ROOT)) == (200, 1), path
            for cookie in ("", f"{COOKIE}=made-up"):
                outside = ask(private, path, cookie=cookie)
                assert (outside.status, outside.text) == (303, ""), path
                assert outside.headers["location"] == f"/account/sign-in?next={quote(path, safe='')}", path
