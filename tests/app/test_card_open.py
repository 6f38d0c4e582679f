"""A card that stays open, and a card as it was sent."""

from datetime import UTC, datetime, timedelta

import pytest

from kr_app.rights import Grant, Role
from kr_app.store.links import LinkKind
from kr_core.log import Kind
from tests.app.asks import ask
from tests.app.cast import someone
from tests.app.entries import CODE, HOST, OTHER, ticked, written
from tests.app.links import disabled, linked, paused, revoked
from tests.app.people import SignedIn
from tests.app.streams import listening
from tests.serving import Served

AFTERNOON = datetime(2025, 7, 22, 7, 5, tzinfo=UTC)


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


def test_a_card_says_what_happened_but_nothing_of_what_it_does_not_show(shared: Served, sender: SignedIn) -> None:
    """A report and a piece of evidence are inside matters; nobody is named, and of several cards each says its own."""
    path = shared.database
    one = linked(path, sender.person)
    both = linked(path, sender.person, CODE, OTHER, kind=LinkKind.SELECTION)
    with listening(shared, f"{one.path}/live") as single, listening(shared, f"{both.path}/live") as several:
        assert single.next().news == several.next().news == ""
        for kind in (Kind.CHECK_IN, Kind.EVIDENCE):
            written(path, kind, 1, note="ความลับ")
            assert single.next().news == several.next().news == ""
        written(path, Kind.PLAN, 5, day=AFTERNOON.date(), note="ความลับ")
        assert single.next().news == "เปลี่ยนวันครบกำหนดของระดับ\u00a0๕ เป็น ๒๒\u00a0ก.ค.\u00a0๒๕๖๘ · เจ้าหน้าที่"
        assert several.next().news.startswith("ร้อยละความสำเร็จในการจัดทำแผนสื่อสารเมือง (Communication Plan): ")
