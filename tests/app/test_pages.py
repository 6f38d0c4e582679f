"""The pages as Streamlit runs them, for whoever may write and for everybody else."""

import re
from pathlib import Path

import pytest

from kr_app.rights import Role
from tests.app import visits
from tests.app.alone import alone
from tests.app.entries import CODE, FIRST, OTHER, TODAY, definition, prepared, ticked

ADDRESSES = ["/", "/kr", f"/kr?kr={CODE}", f"/update?kr={CODE}", f"/update?kr={CODE}&level=3", "/kr?kr=none"]
ADDRESSES += ["/update?kr=none&level=99", "/?demo=1", "/update?demo=1", "/update"]
EVERY = [
    f"{address}{'&' if '?' in address else '?'}lang={language}" for address in ADDRESSES for language in ("th", "en")
]
SOME = [
    f"{address}&lang=en" for address in ("/?demo=0", f"/kr?kr={CODE}", f"/update?kr={CODE}&level=3", "/update?demo=1")
]
OPENERS = [f"ticking_open_{level}" for level in (5, 4, 3, 2, 1)]


def test_every_page_opens_without_an_error_and_without_a_button_for_readers(tmp_path: Path) -> None:
    """In both languages, with and without a key result, and in the demonstration."""
    for address, page in zip(EVERY, alone(visits.seen, tmp_path / "kr.db", EVERY, KR_TODAY=TODAY), strict=True):
        assert (page["exceptions"], page["buttons"], page["log"]) == ([], [], []), address


@pytest.mark.parametrize("role", Role)
def test_every_page_opens_without_an_error_for_people_with_any_role(tmp_path: Path, role: Role) -> None:
    """And buttons stand only where there is something that they may record."""
    may_record = role in (Role.COORDINATOR, Role.ADMIN)
    pages = alone(visits.seen_by, tmp_path / "kr.db", role, SOME, KR_TODAY=TODAY)
    for address, page in zip(SOME, pages, strict=True):
        with_levels = address.startswith("/update")
        assert (page["exceptions"], bool(page["buttons"])) == ([], may_record and with_levels), address


@pytest.mark.parametrize("day", ["2024-09-30", "2024-10-01", "2025-09-30", "2026-11-22"])
def test_every_page_opens_before_during_and_after_the_year(tmp_path: Path, day: str) -> None:
    """With a level done, one waiting, and one too late."""
    path = prepared(tmp_path / "kr.db")
    for level in (1, 3):
        ticked(path, level)
    pages = alone(visits.seen, path, EVERY[:8], KR_TODAY=day)
    assert [page["exceptions"] for page in pages] == [[]] * 8


@pytest.mark.parametrize("token", ["coordinator", "127.0.0.1", "person:1", "nobody:x", "ก", "X" * 43])
def test_a_made_up_session_gives_no_right(tmp_path: Path, token: str) -> None:
    """Only the token of one that the file knows does."""
    (page,) = alone(visits.seen, tmp_path / "kr.db", [visits.UPDATE], token)
    assert (page["buttons"], page["exceptions"]) == ([], [])
    assert "To record a level, please sign in." in page["html"]


def test_the_coordinator_ticks_and_takes_back(tmp_path: Path) -> None:
    """One level open at a time; each step says what became of it, and the log has both, with the person's number."""
    told = alone(visits.ticked_and_withdrawn, tmp_path / "kr.db", KR_TODAY=TODAY)
    actor, (first, opened, done, refused, gone) = told["actor"], told["story"]
    assert first["buttons"] == OPENERS
    assert opened["buttons"] == [*OPENERS[:4], "ticking_confirm", "ticking_cancel"]
    assert opened["address"]["level"] == "1"
    assert done["log"] == [["tick", 1, actor, "เสนอแล้ว"]]
    shared = f'<a href="/account/links/new?kr={CODE}&lang=en">Share a link</a>'
    assert done["said"] == [f"Level 1 is recorded. The result is now 20%. {shared}"]
    assert "level" not in done["address"]
    assert refused["said"] == ["Please give a reason."]
    assert refused["log"] == done["log"]
    assert gone["log"] == [*done["log"], ["withdraw", 1, actor, "ผิดวัน"]]
    assert gone["said"] == ["The record of level 1 was withdrawn. The result is now 0%."]
    assert [step["exceptions"] for step in told["story"]] == [[]] * 5


@pytest.mark.parametrize("how", ["signed out", "closed", "not granted any more", "another browser"])
def test_a_click_without_the_right_is_refused_in_words(tmp_path: Path, how: str) -> None:
    """The right is looked up in every write, not only when the page is drawn."""
    page = alone(visits.confirmed_after_the_right_was_lost, tmp_path / "kr.db", how, KR_TODAY=TODAY)
    assert (page["log"], page["exceptions"], page["buttons"]) == ([], [], [])
    assert page["said"] == ["You are no longer signed in, or may not record this key result. Nothing was changed."]


@pytest.mark.parametrize("internal", [True, False])
def test_an_internal_note_is_read_by_those_who_are_signed_in_and_by_nobody_else(tmp_path: Path, internal: bool) -> None:
    """Others learn that there is one; who recorded is a name inside and an office outside."""
    told = alone(visits.noted, tmp_path / "kr.db", internal, KR_TODAY=TODAY)
    note, name = "มติลับของที่ประชุม", "ตำแหน่ง coordinator"
    assert told["kept"] == [internal]
    for page in told["inside"]:
        assert (note in page["html"], name in page["html"]) == (True, True)
        assert (f"Internal: {note}" in page["html"]) is internal
    for page in told["outside"]:
        assert (note in page["html"], name in page["html"]) == (not internal, False)
        assert ("Internal note" in page["html"]) is internal
        assert "Officer" in page["html"]


def test_whoever_comes_second_is_told_who_was_first_and_keeps_what_they_wrote(tmp_path: Path) -> None:
    """And nothing is stored twice."""
    page = alone(visits.confirmed_after_somebody_else, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert [line[:3] for line in page["log"]] == [["tick", 1, "strategy-office"]]
    (said, *_) = page["said"]
    assert "strategy-office recorded level 1 before you, on 22 Jul 2025 10:00" in said
    assert "ของฉัน" in said


def test_cancelling_stores_nothing_and_closes_the_form(tmp_path: Path) -> None:
    """The address is as it was before."""
    page = alone(visits.cancelled, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert (page["log"], page["buttons"], "level" in page["address"]) == ([], OPENERS, False)


@pytest.mark.parametrize(("day", "code"), [(TODAY, CODE), ("2026-11-23", "communication-plan-2570")])
def test_whoever_may_record_for_the_agency_may_record_in_its_demonstration(tmp_path: Path, day: str, code: str) -> None:
    """Its key result is this year's: another than the real one's, whose coordinator may record it only while it is."""
    address = f"/update?kr={code}&demo=1&lang=en"
    told = alone(visits.recorded_in_the_demonstration, tmp_path / "kr.db", address, KR_TODAY=day)
    assert told["buttons"] == {
        "key result": OPENERS if code == CODE else [],
        "agency": OPENERS,
        "admin": OPENERS,
        "nobody": [],
    }
    assert (told["added"], told["real log"], told["page"]["exceptions"]) == ([["tick", 5]], 0, [])


def test_in_private_nobody_sees_a_figure_without_signing_in(tmp_path: Path) -> None:
    """On any page; they are led to sign in."""
    for page in alone(visits.seen, tmp_path / "kr.db", EVERY[1::2], KR_TODAY=TODAY, KR_VIEWING="private"):
        assert (page["exceptions"], page["buttons"]) == ([], [])
        assert "Please sign in" in page["html"]
        assert not re.search("data-percent|kr-ladder|kr-form", page["html"])


def test_a_file_that_cannot_be_used_is_explained_on_every_page(tmp_path: Path) -> None:
    """With the file's name, that it was left alone, and no button."""
    (tmp_path / "kr.db").write_bytes(b"")
    pages = alone(visits.seen, tmp_path / "kr.db", EVERY[1:12:2], KR_TODAY=TODAY)
    for page in pages:
        assert (page["exceptions"], page["buttons"]) == ([], [])
        assert "The file kr.db is empty" in page["html"]
        assert "The file was left as it is." in page["html"]
    assert (tmp_path / "kr.db").read_bytes() == b""


def test_a_broken_definition_is_named_on_the_board_beside_the_others(tmp_path: Path) -> None:
    """File, field, value and why."""
    folder = tmp_path / "definitions"
    definition(folder, FIRST.name)
    definition(folder, "broken.toml", (f'code = "{CODE}"', 'code = "b"'), ("percent = 40", "percent = 15"))
    (page,) = alone(visits.seen, tmp_path / "kr.db", ["/?lang=en"], KR_TODAY=TODAY, KR_DEFINITIONS=str(folder))
    assert page["exceptions"] == []
    for said in ("broken.toml", "levels[2].percent", "15.0", "must rise from level to level"):
        assert said in page["html"]


def test_the_demonstration_needs_no_definition_of_the_real_book(tmp_path: Path) -> None:
    """Somebody who keeps other definitions may still follow a link to it."""
    folder = str(definition(tmp_path / "definitions", "second.toml", (f'code = "{CODE}"', f'code = "{OTHER}"')).parent)
    addresses = ["/?demo=1", "/update?demo=1", f"/kr?kr={CODE}&demo=1", f"/kr?kr={CODE}"]
    pages = alone(visits.seen, tmp_path / "kr.db", addresses, KR_TODAY=TODAY, KR_DEFINITIONS=folder)
    assert [page["exceptions"] for page in pages] == [[]] * 4
    assert [f"“{CODE}”" in str(page["html"]) for page in pages] == [False, False, False, True]
