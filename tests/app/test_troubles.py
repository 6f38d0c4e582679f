"""Troubles in words: every error of the file and every refusal has its own sentence, in both languages."""

import re
from datetime import date
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.draw.status import Names
from kr_app.evidence.errors import EmptyUpload
from kr_app.rights import COORDINATOR
from kr_app.store import errors
from kr_app.troubles import file_lines, first_text, refusal_text
from kr_core.errors import UnreadableDay
from kr_core.log import Event
from tests.app.authors import NOW
from tests.app.drawn import ENGLISH, THAI
from tests.app.entries import CODE, DONE_ON, HOST

FILE = Path("/somewhere/secret/kr.db")
OF_THE_FILE = sorted(
    (each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.StoreError)),
    key=lambda error: error.__name__,
)
TICK = Event(1, NOW, "person:7", "tick", CODE, HOST, 2, DONE_ON)
OUTSIDE: Names = None
INSIDE: Names = {"person:7": "สมาชิกคนที่เจ็ด", "person:8": "Eight"}
REFUSALS: list[Exception] = [
    actions.NotAllowed(),
    actions.FutureDay(date(2026, 1, 5)),
    actions.BeforeYear(date(2024, 9, 1), date(2024, 10, 1)),
    actions.NoteTooLong(1234, 1000),
    actions.NothingToUndo(),
    actions.NotAsked(),
    actions.NothingToAttachTo(),
    actions.EvidenceRefused(EmptyUpload()),
    actions.DueOutsideYear(2, date(2026, 1, 5)),
    actions.DueBeforeLower(3, 2, date(2025, 1, 5)),
    actions.NothingChanged(),
    actions.YearIsOver(),
    actions.ReportEmpty(),
    actions.CodeTaken("green-spaces"),
    actions.FormTooLong(),
    actions.HostChanged(),
    actions.YearChanged(),
    actions.LevelUprooted(3),
    actions.PeriodNotBegun(),
    actions.OwnClaim(),
    actions.ClaimGone(),
    actions.AlreadyDecided(TICK._replace(kind="confirm")),
    actions.SomeoneWasFirst(TICK._replace(kind="confirm")),
    actions.AlreadyStored([TICK], [TICK._replace(note="อื่น")]),
    actions.AlreadyStored([TICK], [TICK._replace(kind="check-in", day=None)]),
    actions.LogReplaced(),
    actions.ReasonMissing(),
    actions.NothingToWithdraw(),
    actions.SomeoneWasFirst(TICK),
    actions.SomeoneWasFirst(TICK._replace(kind="withdraw", day=None)),
    UnreadableDay("x"),
    *(actions.NotStored(error(FILE)) for error in (errors.ReadOnly, errors.Busy, errors.DiskFull, errors.Unreachable)),
]


@pytest.mark.parametrize("error", OF_THE_FILE)
def test_every_error_of_the_file_has_its_cause_and_its_next_step(error: type[errors.StoreError]) -> None:
    """In Thai and in English, without the machine's own words."""
    for words in (THAI, ENGLISH):
        cause, kept, step = file_lines(error(FILE, "OperationalError: 14"), words)
        assert error is errors.DiskFull or "kr.db" in cause
        assert step and step != cause
        assert kept == words("The file was left as it is.")
        assert not re.search("secret|Operational|Error", cause + step)
    assert re.search("[ก-๛]", "".join(file_lines(error(FILE), THAI)))


def test_no_two_errors_are_explained_alike() -> None:
    """But for the two that mean only that the file cannot be opened."""
    causes = [file_lines(error(FILE), ENGLISH)[0] for error in OF_THE_FILE if error is not errors.StoreError]
    assert len(set(causes)) == len(causes)


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("names", [OUTSIDE, INSIDE], ids=["outside", "inside"])
def test_every_refusal_is_a_sentence_for_the_reader(refusal: Exception, names: Names) -> None:
    """Its own one, with what explains it in the reader's digits."""
    texts = [refusal_text(each, 2, ENGLISH, names) for each in REFUSALS]
    english, thai = refusal_text(refusal, 2, ENGLISH, names), refusal_text(refusal, 2, THAI, names)
    assert english != "It could not be stored. Nothing was changed."
    assert texts.count(english) == 1
    assert english.endswith(".")
    assert not re.search("[0-9]", thai)
    assert re.search("[ก-๛]", thai)


def test_every_refusal_of_the_actions_is_tried_here() -> None:
    """A new one needs a sentence."""
    known = {each for each in vars(actions).values() if isinstance(each, type) and issubclass(each, actions.Refused)}
    assert known - {actions.Refused} == {type(each) for each in REFUSALS} - {UnreadableDay}


def test_whoever_was_first_is_named_with_the_moment() -> None:
    """By the name that the person is shown by, on Bangkok's clock; also whoever took a record back."""
    assert refusal_text(actions.SomeoneWasFirst(TICK), 2, ENGLISH, INSIDE) == (
        "สมาชิกคนที่เจ็ด recorded level 2 before you, on 22 Jul 2025 10:00. Nothing was stored twice."
    )
    gone = TICK._replace(kind="withdraw", day=None, actor="person:8")
    assert refusal_text(actions.SomeoneWasFirst(gone), 2, ENGLISH, INSIDE) == (
        "Eight withdrew the record of level 2 before you, on 22 Jul 2025 10:00. Please look again."
    )


@pytest.mark.parametrize(
    ("actor", "outside", "inside"),
    [
        ("person:7", "Officer", "สมาชิกคนที่เจ็ด"),
        ("person:99", "Officer", "Officer"),
        ("strategy-office", "Officer", "strategy-office"),
        (COORDINATOR, "Coordinator", "Coordinator"),
    ],
)
def test_a_name_is_for_readers_inside(actor: str, outside: str, inside: str) -> None:
    """Everybody else reads only that it was an officer, or the coordinator of the time before there were people."""
    for names, shown in ((OUTSIDE, outside), (INSIDE, inside)):
        assert first_text(actor, NOW, 2, ENGLISH, names).startswith(f"{shown} recorded level 2 before you")
        assert refusal_text(actions.SomeoneWasFirst(TICK._replace(actor=actor)), 2, ENGLISH, names).startswith(shown)


def test_anything_else_is_one_calm_sentence() -> None:
    """Whatever it was."""
    assert refusal_text(ZeroDivisionError("x"), 1, ENGLISH, INSIDE) == "It could not be stored. Nothing was changed."
