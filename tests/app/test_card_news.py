"""What an open card says happened: what it shows, all of that, and nothing of what it does not show."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from kr_app.definitions import as_text
from kr_app.store.doors import Draft, writing
from kr_app.store.links import LinkKind
from kr_core.log import Kind
from tests.app import hubs
from tests.app.alone import alone
from tests.app.authors import KEY_RESULT
from tests.app.entries import CODE, DONE_ON, HOST, MOMENT, OTHER, TODAY, written
from tests.app.links import linked
from tests.app.people import SignedIn
from tests.app.streams import listening
from tests.serving import Served

LIVE = f"/live?kr={CODE}&lang=en"


def with_evidence(path: Path, kind: Kind, level: int | None = None) -> None:
    """Store a tick or a report and a link behind it at once, as the form does that records them."""
    draft = Draft(uuid.uuid4().hex, MOMENT, "strategy-office", kind, CODE, HOST, level, DONE_ON if level else None)
    with writing(path) as door:
        behind = door.append(draft)
        piece = draft._replace(once=uuid.uuid4().hex, kind=Kind.EVIDENCE, day=None, refers_to=behind.id)
        door.append(piece)


def test_a_level_recorded_with_its_evidence_is_told_as_the_level(shared: Served, sender: SignedIn) -> None:
    """The evidence is stored last, but it is not what happened; a report with its evidence is no matter of the card."""
    card = f"{linked(shared.database, sender.person).path}/live?lang=en"
    with listening(shared, card) as link, listening(shared, LIVE) as page:
        assert link.next().news == page.next().news == ""
        with_evidence(shared.database, Kind.TICK, 3)
        heard = link.next().news
        assert heard.startswith("Level 3 recorded as done")
        assert page.next().news == heard
        with_evidence(shared.database, Kind.CHECK_IN)
        assert link.next().news == ""
        assert page.next().news.startswith("Progress report")


@pytest.mark.parametrize(("kind", "told"), [(Kind.CHECK_IN, False), (Kind.EVIDENCE, False), (Kind.PLAN, True)])
def test_taking_back_what_a_card_does_not_show_is_not_told_there(
    shared: Served, sender: SignedIn, kind: Kind, told: bool
) -> None:
    """Somebody would ask what it was."""
    said = written(shared.database, kind, 5, day=DONE_ON if kind is Kind.PLAN else None)
    with listening(shared, f"{linked(shared.database, sender.person).path}/live") as link:
        link.next()
        written(shared.database, Kind.UNDO, 5, refers_to=said.id, note="ความลับ")
        assert bool(link.next().news) is told


def test_an_open_link_of_an_agency_hears_nothing_more_of_a_key_result_that_went_to_another(
    shared: Served, sender: SignedIn
) -> None:
    """Neither in the message that makes the page load anew, nor for whoever does not load it."""
    link = linked(shared.database, sender.person, HOST, kind=LinkKind.AGENCY)
    other = replace(KEY_RESULT.host, id="another-office")
    moved = replace(KEY_RESULT, code=OTHER, agencies=(other,))
    with listening(shared, f"{link.path}/live") as stream:
        assert f"cell:{OTHER}" in stream.next().parts
        written(shared.database, Kind.DEFINE, code=OTHER, details=as_text(moved))
        told = stream.next()
        written(shared.database, Kind.TICK, 1, code=OTHER, agency=other.id)
        assert stream.ends()
    assert (told.parts, told.news) == ({}, "")


def test_a_file_that_cannot_be_read_for_the_news_keeps_nobody_from_the_figures(tmp_path: Path) -> None:
    """They are known already: a page would show the old ones until the next commit."""
    told = alone(hubs.told_when_the_file_went_after_it_was_read, tmp_path / "kr.db", KR_TODAY=TODAY)
    assert [('data-percent="20"' in parts, news) for parts, news in told] == [(True, "")] * 2
