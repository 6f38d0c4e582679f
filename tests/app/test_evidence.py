"""Evidence in the log: stored with what it stands behind or not at all, withdrawn and never deleted."""

import os
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kr_app import actions
from kr_app.actions import Given, Inbox
from kr_app.actions.inbox import MOST_UNFINISHED
from kr_app.evidence import errors
from kr_app.evidence.folder import folder_beside
from kr_app.store.doors import reading
from kr_core.evidence import File, Link, evidence_behind
from kr_core.log import Event, Kind, standing_after
from tests.app.alone import alone
from tests.app.authors import ADMIN, NOW, number_of, write
from tests.app.cast import cast_in
from tests.app.entries import CODE, HOST, OTHER, log_of, ticked, written
from tests.app.papers import PDF
from tests.store.test_no_room import files_of_at_most

DAY = date(2025, 7, 10)


def sent(path: Path, *names: str, person: int = 0, code: str = CODE) -> tuple[str, ...]:
    """Files that wait, by their stored names."""
    inbox = Inbox(path, person or number_of(path), code)
    found = []
    for name in names:
        incoming = inbox.begin()
        incoming.write(PDF)
        found.append(inbox.finish(incoming, name).file.stored)
    return tuple(found)


def left_in(path: Path) -> set[str]:
    """What lies in the folder."""
    folder = folder_beside(path).path
    return {each.name for each in folder.iterdir()} if folder.exists() else set()


def stands(path: Path, event: Event) -> list[File | Link]:
    """What stands behind an event."""
    return [each.what for each in evidence_behind(event.id, standing_after(log_of(path), CODE, HOST).said)]


def test_a_tick_and_its_evidence_are_stored_together(path: Path) -> None:
    """Files and links, each an event that refers to the tick; the files wait no more."""
    stored = sent(path, "ก.pdf", "ข.pdf")
    tick = actions.tick(write(path), 1, DAY, "ผ่านแล้ว", evidence=Given(stored, "มติ https://example.go.th/1"))
    kinds = [(event.kind, event.level, event.refers_to) for event in log_of(path)]
    assert kinds == [("tick", 1, None), *[("evidence", 1, tick.id)] * 3]
    first, second, link = stands(path, tick)
    assert isinstance(first, File)
    assert isinstance(second, File)
    assert (first.name, second.name, link) == ("ก.pdf", "ข.pdf", Link("https://example.go.th/1", "มติ"))
    assert left_in(path) == set(stored)


def test_whoever_comes_second_leaves_no_half_event_and_loses_nothing(path: Path) -> None:
    """The file waits on."""
    stored = sent(path, "ก.pdf")
    ticked(path, 1)
    with pytest.raises(actions.SomeoneWasFirst):
        actions.tick(write(path, seen=0), 1, DAY, evidence=Given(stored))
    assert [event.kind for event in log_of(path)] == ["tick"]
    assert left_in(path) == {stored[0], f"{stored[0]}.pending"}
    assert actions.tick(write(path), 2, DAY, evidence=Given(stored)).level == 2


@pytest.mark.parametrize("links", ["no address", "https://a.go.th\n" * 11])
def test_evidence_that_is_refused_keeps_the_tick_back_too(path: Path, links: str) -> None:
    """All of it or nothing."""
    with pytest.raises(actions.EvidenceRefused):
        actions.tick(write(path), 1, DAY, evidence=Given((), links))
    assert log_of(path) == []


def test_a_log_that_cannot_be_written_names_no_file(path: Path) -> None:
    """The disk is full at the commit: the file waits on, and nothing in the log speaks of it."""
    stored = sent(path, "ก.pdf")
    by = write(path)
    with files_of_at_most(10_000), pytest.raises(actions.NotStored):
        actions.tick(by, 1, DAY, "ก" * 999, evidence=Given(stored))
    assert log_of(path) == []
    assert left_in(path) == {stored[0], f"{stored[0]}.pending"}


def test_a_double_click_stores_once(path: Path) -> None:
    """The tick, and evidence that is added later."""
    stored = sent(path, "ก.pdf")
    by = write(path)
    first = actions.tick(by, 1, DAY, evidence=Given(stored))
    assert actions.tick(by, 1, DAY, evidence=Given(stored)) == first
    later = write(path)
    actions.add_evidence(later, first.id, Given((), "https://example.go.th/"))
    actions.add_evidence(later, first.id, Given((), "https://example.go.th/"))
    assert [event.kind for event in log_of(path)] == ["tick", "evidence", "evidence"]


def test_nobody_uses_what_somebody_else_sent_or_what_was_for_another_key_result(path: Path) -> None:
    """Nor the same file twice."""
    other, elsewhere = sent(path, "ก.pdf", person=number_of(path, ADMIN)), sent(path, "ข.pdf", code=OTHER)
    for stored in (other, elsewhere, ("0" * 32,), ("../kr.db",)):
        with pytest.raises(actions.EvidenceRefused) as told:
            actions.tick(write(path), 1, DAY, evidence=Given(stored))
        assert isinstance(told.value.trouble, errors.UploadGone)
    mine = sent(path, "ค.pdf")
    tick = actions.tick(write(path), 1, DAY, evidence=Given(mine))
    with pytest.raises(actions.EvidenceRefused):
        actions.add_evidence(write(path), tick.id, Given(mine))


def test_evidence_is_added_only_behind_what_stands(path: Path) -> None:
    """A tick or a report of this key result that nobody took back."""
    tick, report = ticked(path, 1), written(path, Kind.CHECK_IN)
    foreign, gone = ticked(path, 1, code=OTHER), ticked(path, 2)
    actions.withdraw(write(path), 2, "ผิด")
    link = Given((), "https://example.go.th/")
    for event in (tick, report):
        [added] = actions.add_evidence(write(path), event.id, link)
        assert (added.refers_to, added.level) == (event.id, event.level)
    for number in (foreign.id, gone.id, added.id, 0, 999):
        with pytest.raises(actions.NothingToAttachTo):
            actions.add_evidence(write(path), number, link)
    with pytest.raises(actions.EvidenceRefused):
        actions.add_evidence(write(path), tick.id, Given((), " \n "))


def test_withdrawing_takes_a_reason_and_deletes_nothing(path: Path) -> None:
    """The file stays in the folder, the piece in the log."""
    stored = sent(path, "ก.pdf")
    tick = actions.tick(write(path), 1, DAY, evidence=Given(stored))
    piece = log_of(path)[-1]
    with pytest.raises(actions.ReasonMissing):
        actions.undo(write(path), piece.id, " ")
    actions.undo(write(path), piece.id, "แนบผิดฉบับ")
    assert stands(path, tick) == []
    assert left_in(path) == set(stored)


@pytest.mark.parametrize(
    "who", ["nobody", "without-grants", "viewer", "confirmer", "inspector", "coordinator-of-another"]
)
def test_only_who_may_record_may_attach(path: Path, who: str) -> None:
    """Nothing is stored for anybody else."""
    tick = ticked(path, 1)
    token = cast_in(path, now=NOW)[who].token
    with pytest.raises(actions.NotAllowed):
        actions.add_evidence(write(path, token=token), tick.id, Given((), "https://example.go.th/"))
    assert log_of(path) == [tick]


def within_quota() -> list[Any]:
    """With a quota of one megabyte: what is taken of files of 400 kB, and what the second tick says."""
    from kr_app.settings import SETTINGS

    path, told = SETTINGS.database, []
    inbox = Inbox(path, number_of(path), CODE)
    for number in range(4):
        incoming = inbox.begin()
        incoming.write(PDF + b"%" * 400_000 + b"\n%%EOF")
        try:
            stored = inbox.finish(incoming, f"{number}.pdf").file.stored
            actions.tick(write(path), number + 1, DAY, evidence=Given((stored,)))
            told.append("taken")
        except errors.QuotaReached as refused:
            told.append(refused.most)
    return [*told, len(left_in(path)), len(log_of(path))]


def test_a_key_result_has_a_quota(path: Path) -> None:
    """What waits counts too, and what is refused is not kept."""
    assert alone(within_quota, path, KR_EVIDENCE_MB="1") == ["taken", "taken", 1024 * 1024, 1024 * 1024, 2, 4]


def test_one_person_has_only_so_much_on_the_way(path: Path) -> None:
    """Others have theirs; what is let go of makes room."""
    inbox, others = Inbox(path, number_of(path), CODE), Inbox(path, number_of(path, ADMIN), CODE)
    begun = [inbox.begin() for _ in range(20)]
    with pytest.raises(errors.TooMuchUnfinished):
        Inbox(path, number_of(path), OTHER).begin()
    others.begin().abandon()
    begun.pop().abandon()
    begun.append(inbox.begin())
    for each in begun:
        each.abandon()
    assert left_in(path) == set()


def test_the_oldest_that_was_left_in_a_form_makes_room(path: Path) -> None:
    """Not what was sent within the hour."""
    stored = sent(path, *(["ก.pdf"] * MOST_UNFINISHED))
    with pytest.raises(errors.TooMuchUnfinished):
        sent(path, "ข.pdf", code=OTHER)
    long_ago = time.time() - 2 * 60 * 60
    os.utime(folder_beside(path).path / stored[7], (long_ago, long_ago))
    [new] = sent(path, "ข.pdf", code=OTHER)
    names = {name.partition(".")[0] for name in left_in(path)}
    assert names == {*stored, new} - {stored[7]}


def on_the_way() -> list[Any]:
    """With a quota of one megabyte, while 800 kB of somebody else's file have come: whether 400 kB are taken."""
    from kr_app.settings import SETTINGS

    path, told = SETTINGS.database, []
    coming = Inbox(path, number_of(path, ADMIN), CODE).begin()
    coming.write(PDF + b"%" * 800_000)
    for _ in range(2):
        inbox = Inbox(path, number_of(path), CODE)
        incoming = inbox.begin()
        incoming.write(PDF + b"%" * 400_000 + b"\n%%EOF")
        try:
            inbox.finish(incoming, "x.pdf")
            told.append("taken")
        except errors.QuotaReached as refused:
            told.append(refused.most)
        coming.abandon()
    return told


def test_what_is_on_its_way_counts_for_the_key_result(path: Path) -> None:
    """Also somebody else's; and no more once it is let go of."""
    assert alone(on_the_way, path, KR_EVIDENCE_MB="1") == [1024 * 1024, "taken"]


def test_the_sweep_knows_what_the_log_names(path: Path) -> None:
    """Withdrawn or not."""
    named, waits = sent(path, "ก.pdf", "ข.pdf")
    actions.tick(write(path), 1, DAY, evidence=Given((named,)))
    actions.undo(write(path), log_of(path)[-1].id, "ผิด")
    with reading(path) as door:
        assert door.mentions(Kind.EVIDENCE, named)
        assert not door.mentions(Kind.EVIDENCE, waits)
