"""Sharing over HTTP: the form behind the button, and the one page that shows the address."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kr_app.desk import ends
from kr_app.store.links import LinkKind
from kr_core.calendar import BANGKOK
from kr_core.errors import UnreadableDay
from tests.app.cast import CAST, NOBODY
from tests.app.desks import address_in, alert_in, all_links, get, post, ticked_boxes, value_of
from tests.app.entries import CODE, HOST, OTHER, TODAY
from tests.app.towns import Town

NEW = "/account/links/new"
NOON = datetime(2025, 7, 22, 5, 0, tzinfo=UTC)


def form(desk: Town, who: str, **changed: str) -> dict[str, str]:
    """The form as the header's button opens it, with a few things changed."""
    page = get(desk, f"{NEW}?kr={CODE}", desk.cast[who])
    return {
        "once": value_of(page, "once"),
        "kind": ticked_boxes(page, "kind")[0],
        "code": CODE,
        "agency": HOST,
        "figures": ticked_boxes(page, "figures")[0],
        "ends": ticked_boxes(page, "ends")[0],
        "title": value_of(page, "title"),
        **changed,
    }


def test_a_link_is_made_with_what_the_form_already_says(desk: Town) -> None:
    """Live, for 90 days, of the key result that was on screen; its address works and is kept nowhere."""
    answer = post(desk, f"{NEW}?kr={CODE}&lang=en", form(desk, "coordinator"), desk.cast["coordinator"])
    assert answer.status == 200
    address = address_in(answer)
    assert address.startswith(f"{desk.served.url}/s/")
    assert address.endswith("?lang=en")
    assert get(desk, address.removeprefix(desk.served.url)).status == 200
    assert "<svg" in answer.text
    assert "&lt;iframe src=" in answer.text
    made = all_links(desk)[0]
    assert (made.kind, made.target, made.as_sent) == (LinkKind.KEY_RESULT, (CODE,), False)
    assert made.until == datetime.combine(date.fromisoformat(TODAY) + timedelta(days=91), datetime.min.time(), BANGKOK)
    token = address.split("/")[-1].split("?")[0]
    assert token.encode() not in b"".join(file.read_bytes() for file in desk.file.parent.glob("kr.db*"))


def test_a_double_click_makes_one_link_and_the_second_answer_says_so(desk: Town) -> None:
    """With the way to the list."""
    typed, before = form(desk, "coordinator"), len(all_links(desk))
    assert post(desk, NEW, typed, desk.cast["coordinator"]).status == 200
    again = post(desk, f"{NEW}?lang=en", typed, desk.cast["coordinator"])
    assert again.status == 409
    assert "one link was made" in again.text
    assert len(all_links(desk)) == before + 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ends": "day", "day": "yesterday"}, "could not be read"),
        ({"ends": "day", "day": ""}, "could not be read"),
        ({"ends": "day", "day": "๒๑ ก.ค. ๒๕๖๘"}, "already over"),
        ({"kind": "selection"}, "would show nothing"),
        ({"kind": "key-result", "code": "unknown"}, ""),
        ({"title": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_slip_is_said_and_nothing_typed_is_lost(desk: Town, changed: dict[str, str], said: str) -> None:
    """Nor is a link made."""
    before = len(all_links(desk))
    typed = {"title": "ชื่อ <b>", "figures": "sent", "ends": "30", **changed}
    answer = post(desk, f"{NEW}?lang=en", form(desk, "inspector", **typed), desk.cast["inspector"])
    assert answer.status == 400
    assert said in alert_in(answer)
    assert value_of(answer, "title") == typed["title"]
    assert (ticked_boxes(answer, "figures"), ticked_boxes(answer, "ends")) == (["sent"], [typed["ends"]])
    assert len(all_links(desk)) == before


def test_a_selection_and_an_agency_as_sent_with_a_day_in_thai(desk: Town) -> None:
    """What is stored is what was chosen."""
    typed = form(desk, "inspector", kind="selection", figures="sent", ends="day", day="๓๐ ก.ย. ๒๕๖๘", title="ไตรมาส ๓")
    answer = post(desk, NEW, [*typed.items(), ("codes", OTHER), ("codes", CODE)], desk.cast["inspector"])
    assert answer.status == 200
    made = all_links(desk)[0]
    assert (made.kind, made.target, made.as_sent, made.title) == (LinkKind.SELECTION, (OTHER, CODE), True, "ไตรมาส ๓")
    assert made.until == datetime(2025, 10, 1, tzinfo=BANGKOK)
    typed = form(desk, "inspector", kind="agency", ends="never")
    assert post(desk, NEW, typed, desk.cast["inspector"]).status == 200
    made = all_links(desk)[0]
    assert (made.kind, made.target, made.until) == (LinkKind.AGENCY, (HOST,), None)


@pytest.mark.parametrize(
    ("choice", "typed", "last"),
    [
        ("30", "", date(2025, 8, 21)),
        ("90", "", date(2025, 10, 20)),
        ("year", "", date(2025, 9, 30)),
        ("never", "", None),
        ("day", "2025-07-22", date(2025, 7, 22)),
        ("day", "๓๑ ธ.ค. ๒๕๖๘", date(2025, 12, 31)),
    ],
)
def test_a_link_ends_at_the_end_of_a_day_in_bangkok(choice: str, typed: str, last: date | None) -> None:
    """Which is when the next one begins there."""
    end = ends.end_of(choice, typed, NOON)
    assert ends.last_day(choice, typed, NOON) == last
    assert end == (last and datetime.combine(last + timedelta(days=1), datetime.min.time(), BANGKOK))


@pytest.mark.parametrize("typed", ["", "soon", "31/2/2568"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    """With nothing stored."""
    with pytest.raises(UnreadableDay):
        ends.end_of("day", typed, NOON)


def test_only_what_one_may_share_is_offered(desk: Town) -> None:
    """And a form that asks for more is refused, with nothing made."""
    mine = get(desk, f"{NEW}?lang=en&kr={OTHER}", desk.cast["coordinator"])
    assert f'<option value="{CODE}"' in mine.text
    assert f'value="{OTHER}"' not in mine.text
    assert f'<option value="{HOST}"' not in mine.text
    assert "may not share the key result that you came from" in mine.text
    before = len(all_links(desk))
    for changed in ({"code": OTHER}, {"kind": "agency"}):
        answer = post(desk, NEW, form(desk, "coordinator", **changed), desk.cast["coordinator"])
        assert answer.status == 403
    assert len(all_links(desk)) == before
    of_agency = get(desk, NEW, desk.cast["coordinator-of-the-agency"]).text
    assert all(f'value="{each}"' in of_agency for each in (CODE, OTHER, HOST))


@pytest.mark.parametrize("who", [NOBODY, *CAST])
def test_the_form_opens_for_whoever_may_share_something(desk: Town, who: str) -> None:
    """Others are led to sign in, or told."""
    status = get(desk, f"{NEW}?board=1", desk.cast[who]).status
    refused = {NOBODY: 303, "without-grants": 403, "viewer": 403, "confirmer": 403}
    assert status == refused.get(who, 200)


def test_the_board_is_shared_as_all_of_its_key_results(desk: Town) -> None:
    """Ticked already."""
    page = get(desk, f"{NEW}?board=1", desk.cast["inspector"])
    assert ticked_boxes(page, "kind") == ["selection"]
    assert ticked_boxes(page, "codes") == [CODE, OTHER]
    page = get(desk, f"{NEW}?agency={HOST}", desk.cast["inspector"])
    assert ticked_boxes(page, "kind") == ["agency"]


def test_a_link_of_the_demonstration_shows_the_demonstration(desk: Town) -> None:
    """Its form offers the demonstration's key results and stays in it."""
    page = get(desk, f"{NEW}?demo=1&board=1", desk.cast["inspector"])
    codes = ticked_boxes(page, "codes")
    assert codes
    assert CODE not in codes or "kr-ribbon" in page.text
    assert f'action="{NEW}?demo=1"' in page.text
    typed = {"once": value_of(page, "once"), "kind": "key-result", "code": codes[0], "ends": "90", "figures": "live"}
    assert post(desk, f"{NEW}?demo=1", typed, desk.cast["inspector"]).status == 200
    assert all_links(desk)[0].demo
