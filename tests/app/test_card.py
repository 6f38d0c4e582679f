"""The light card: what a shared link shows, to whom, and for how long."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from kr_app import sharing
from kr_app.identity.tokens import new_token
from kr_app.rights import Grant, Role
from kr_app.store import links
from kr_app.store.doors import reading
from kr_app.store.links import LinkKind
from kr_core.log import Kind
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, FIRST, HOST, OTHER, TODAY, ticked, two_definitions, written
from tests.app.links import Made, disabled, linked, paused, revoked
from tests.app.people import SignedIn, asking
from tests.app.streams import eventually, listening
from tests.serving import Served, serving

FORM = tomllib.loads(FIRST.read_text(encoding="utf-8"))
AFTERNOON = datetime(2025, 7, 22, 7, 5, tzinfo=UTC)
LANGUAGES = ["", "?lang=en", "?digits=arabic", "?lang=en&digits=thai"]
SECRETS = ["เฉพาะภายใน", "หมายเหตุของระดับ", "person:", "strategy-office", FORM["coordinator"]["name"]]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with two key results, in whose file these tests write."""
    folder = tmp_path_factory.mktemp("shared")
    definitions = str(two_definitions(folder / "definitions"))
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=definitions, KR_EMBED="https://intranet.example") as running:
        ticked(running.database, 1, note="หมายเหตุของระดับ")
        ticked(running.database, 2, note="เฉพาะภายใน", internal=True)
        yield running


@pytest.fixture(scope="module")
def sender(shared: Served) -> SignedIn:
    """Whoever makes the links."""
    return someone(shared.database, "sender", Grant(Role.ADMIN))


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


@pytest.mark.parametrize("how", ["revoked", "paused", "its maker gone", "expired"])
def test_a_card_goes_blank_while_it_is_open(shared: Served, how: str) -> None:
    """And the stream ends there. Time alone ends a link too."""
    path = shared.database
    maker = someone(path, f"maker {how}", Grant(Role.ADMIN))
    wall_clock = datetime.now(UTC)
    until = AFTERNOON.replace(hour=wall_clock.hour, minute=wall_clock.minute, second=wall_clock.second)
    # The server's clock stands on its day, in Bangkok, at this time of day.
    day = AFTERNOON.date() - timedelta(days=wall_clock.hour >= 17)
    until = until.replace(year=day.year, month=day.month, day=day.day) + timedelta(seconds=4)
    link = linked(path, maker.person, until=until if how == "expired" else None)
    with listening(shared, f"{link.path}/live") as stream:
        stream.next()
        if how == "revoked":
            revoked(path, link)
        elif how == "paused":
            paused(path, link)
        elif how == "its maker gone":
            disabled(path, maker.person)
        assert stream.goes_blank()
    assert ask(shared, link.path).status == 404


def test_a_demonstrations_card_goes_blank_although_only_its_own_file_is_watched(shared: Served) -> None:
    """Links stand in the real file, whatever they show."""
    path = shared.database
    maker = someone(path, "demonstrator", Grant(Role.ADMIN))
    link = linked(path, maker.person, HOST, kind=LinkKind.AGENCY, demo=True)
    _, _, text = ask(shared, link.path)
    assert "kr-ribbon" in text.partition("</style>")[2]
    with listening(shared, f"{link.path}/live") as stream:
        stream.next()
        revoked(path, link)
        assert stream.goes_blank()


def test_two_cards_hear_the_same_bytes_and_only_what_changed(shared: Served, sender: SignedIn) -> None:
    """Drawn once per version, whoever opened which link."""
    one, two = (linked(shared.database, sender.person) for _ in range(2))
    both = linked(shared.database, sender.person, CODE, OTHER, kind=LinkKind.SELECTION)
    with (
        listening(shared, f"{one.path}/live") as first,
        listening(shared, f"{two.path}/live") as second,
        listening(shared, f"{both.path}/live") as third,
    ):
        assert first.next().raw == second.next().raw
        assert list(third.next().parts) == [f"cell:{CODE}", f"cell:{OTHER}"]
        written(shared.database, Kind.CHECK_IN, code=OTHER)
        assert list(third.next().parts) == [f"cell:{OTHER}"]
        written(shared.database, Kind.CHECK_IN)
        heard = first.next()
        assert heard.raw == second.next().raw
        assert list(heard.parts) == [f"answer:{CODE}", f"timeline:{CODE}", f"ladder:{CODE}"]


def test_a_snapshot_stays_as_it_was_sent_and_offers_the_figure_of_today(shared: Served, sender: SignedIn) -> None:
    """It says of when it is; the figure of today says how to get back."""
    code = OTHER
    ticked(shared.database, 1, code=code)
    link = linked(shared.database, sender.person, code, as_sent=True, made=AFTERNOON)
    before = ask(shared, link.path)
    ticked(shared.database, 2, code=code)
    after = ask(shared, link.path)
    assert before == after._replace(headers={**after.headers, "date": before.headers["date"]})
    assert 'data-percent="20"' in after.text
    assert "ข้อมูล ณ วันที่ ๒๒ ก.ค. ๒๕๖๘ เวลา ๑๔.๐๕ น." in after.text
    assert f'href="{link.path}?now=1"' in after.text
    now = ask(shared, f"{link.path}?now=1")
    assert 'data-percent="40"' in now.text
    assert f'href="{link.path}"' in now.text
    with listening(shared, f"{link.path}/live") as stream:
        assert stream.next().parts == {}


def test_a_snapshot_of_a_log_that_was_replaced_does_not_pretend(shared: Served, sender: SignedIn) -> None:
    """The same number names another event now: no figure, and the way to the one of today."""
    link = linked(shared.database, sender.person, as_sent=True, made=AFTERNOON, mark="of another log")
    status, _, text = ask(shared, f"{link.path}?lang=en")
    assert status == 200
    assert "data-percent" not in text
    assert f'href="{link.path}?lang=en&amp;now=1"' in text or f'href="{link.path}?now=1&amp;lang=en"' in text
    assert ask(shared, f"{link.path}/preview.png").status == 404
    assert 'data-percent="' in ask(shared, f"{link.path}?now=1").text


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
        assert not re.search(r"<script>|<img", text)
    with_picture = ask(shared, f"{link.path}/preview.png")
    assert (with_picture.status, with_picture.headers["content-type"]) == (200, "image/png")


def test_views_are_counted_and_events_are_not(shared: Served, sender: SignedIn) -> None:
    """Each page that was sent; not its stream, its picture, or a question for its headers."""
    link = linked(shared.database, sender.person)

    def views() -> int:
        with reading(shared.database) as door:
            found = links.by_id(door, link.number)
        assert found
        return found.views

    ask(shared, link.path, "HEAD", headers={"Origin": None})
    ask(shared, f"{link.path}/preview.png")
    ask(shared, link.path)
    ask(shared, link.path)
    assert eventually(lambda: views() == 2)
