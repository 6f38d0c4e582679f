"""The light card: what a shared link shows, to whom, and for how long."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from kr_app import sharing
from kr_app.card.files import LOADER
from kr_app.identity.tokens import new_token
from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.contents import contents, kinds
from tests.app.entries import CODE, FIRST, HOST, OTHER
from tests.app.links import Made, disabled, linked, paused, revoked
from tests.app.people import SignedIn, asking
from tests.app.streams import eventually, listening
from tests.serving import Served

FORM = tomllib.loads(FIRST.read_text(encoding="utf-8"))
AFTERNOON = datetime(2025, 7, 22, 7, 5, tzinfo=UTC)
LANGUAGES = ["", "?lang=en", "?digits=arabic", "?lang=en&digits=thai"]
SECRETS = ["เฉพาะภายใน", "หมายเหตุของระดับ", "person:", "strategy-office", FORM["coordinator"]["name"]]


def test_a_card_shows_the_figure_and_every_level_in_the_forms_words(shared: Served, sender: SignedIn) -> None:
    """Gauge, sentence, timeline and ladder, in the first bytes."""
    link = linked(shared.database, sender.person)
    for query, suffix in (("", ""), ("?lang=en", "_en")):
        status, _, text = ask(shared, link.path + query)
        assert status == 200
        assert text.count('class="kr-gauge"') == text.count('class="kr-stairs"') == 1
        assert 'data-percent="' in text
        shown = unescape(text).replace("\u00a0", " ")
        assert [level for level in FORM["levels"] if level[f"activity{suffix}"] not in shown] == []
        assert FORM[f"name{suffix}"] in shown


def test_a_selection_and_an_agency_are_grids_of_gauges(shared: Served, sender: SignedIn) -> None:
    """One cell for each, without a ladder."""
    for kind, target in ((LinkKind.SELECTION, (OTHER, CODE)), (LinkKind.AGENCY, (HOST,))):
        _, _, text = ask(shared, linked(shared.database, sender.person, *target, kind=kind).path)
        assert re.findall(r'data-part="(cell:[^"]+)"', text) == [f"cell:{CODE}", f"cell:{OTHER}"]
        assert "kr-ladder" not in text.partition("</style>")[2]


@pytest.mark.parametrize("query", LANGUAGES)
def test_links_that_do_not_open_cannot_be_told_apart(shared: Served, sender: SignedIn, query: str) -> None:
    """Expired, paused, revoked, forged, or made by somebody who may no longer share: the same bytes and headers."""
    path = shared.database
    left = someone(path, f"left-{query.strip('?')}", Grant(Role.ADMIN))
    expired = linked(path, sender.person, until=AFTERNOON - timedelta(days=30))
    resting, over, orphan = (linked(path, person) for person in (sender.person, sender.person, left.person))
    paused(path, resting)
    revoked(path, over)
    disabled(path, left.person)
    forged = Made(new_token(), 0)
    for below in ("", "/live", "/preview.png"):
        answers = [ask(shared, each.path + below + query) for each in (expired, resting, over, orphan, forged)]
        assert {answer.status for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1
        assert len({str({**answer.headers, "date": ""}) for answer in answers}) == 1


def test_ten_thousand_forged_tokens_open_nothing(shared: Served, sender: SignedIn) -> None:
    """Random ones, and ones that differ from a real one in one letter."""
    link = linked(shared.database, sender.person)
    near = [link.token[:n] + ("A" if link.token[n] != "A" else "B") + link.token[n + 1 :] for n in range(43)]
    odd = ["", link.token[:-1], link.token + "A", link.token.swapcase(), f" {link.token}", "\x00", "%", "๑" * 43]
    asked = asking(shared.database, now=AFTERNOON)
    tokens = [*near, *odd, *(new_token() for _ in range(10_000))]
    assert [token for token in tokens if sharing.opened(asked, token)] == []
    assert sharing.opened(asked, link.token)


@pytest.mark.parametrize("query", LANGUAGES)
def test_nothing_that_a_card_says_is_internal(shared: Served, sender: SignedIn, query: str) -> None:
    """No note, no name, no number, signed in or not."""
    phone = FORM["coordinator"]["phone"]
    secrets = [*SECRETS, sender.name, phone, phone.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))]
    more = query.replace("?", "&")
    for kiosk in ("", "1"):
        link = linked(shared.database, sender.person)
        pages = [ask(shared, f"{link.path}?kiosk={kiosk}{more}", cookie=cookie).text for cookie in ("", sender.cookie)]
        with listening(shared, f"{link.path}/live?kiosk={kiosk}{more}") as stream:
            pages.append(" ".join(stream.next().parts.values()))
        for text in pages:
            bare = re.sub(r"<style>.*?</style>| d=\"[^\"]*\"", "", text, flags=re.DOTALL)
            assert [secret for secret in secrets if secret in bare] == []


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}%(x)s", "ก&ข"]
)
def test_the_title_of_a_link_is_text(shared: Served, sender: SignedIn, title: str) -> None:
    """Whatever was typed, on the card, in its preview tags, on its wall and in its picture."""
    link = linked(shared.database, sender.person, title=title)
    for query in ("", "?kiosk=1"):
        text = ask(shared, link.path + query).text
        assert unescape(text).count(title) >= 3
        assert not re.search(r"<script>|<img", text.replace(f"<script>{LOADER}</script>", "", 1))
    with_picture = ask(shared, f"{link.path}/preview.png")
    assert (with_picture.status, with_picture.headers["content-type"]) == (200, "image/png")


def test_a_refused_link_stands_in_the_trail_without_its_token(shared: Served) -> None:
    """That somebody tried is kept; with what they tried is not."""
    before, token = kinds(shared.database)["link-refused"], new_token()
    assert ask(shared, f"/s/{token}").status == 404
    assert eventually(lambda: kinds(shared.database)["link-refused"] > before)
    assert token not in str(contents(shared.database))
