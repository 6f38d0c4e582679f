"""From claim to confirmation, as the form's follow-up boxes ask."""

from datetime import date

import pytest

from kr_core.confirmation import Claim
from kr_core.log import Event
from kr_core.report import Report
from tests.core.builders import CODE, HOST, key_result, report, tick

DAY = date(2025, 5, 9)
ONE, TWO = tick(1, 1, DAY), tick(2, 2, DAY)


def said(number: int, kind: str, of: Event) -> Event:
    """Somebody's word on a tick."""
    return Event(number, of.moment, "person:9", kind, CODE, HOST, level=of.level, refers_to=of.id)


def undone(number: int, of: Event) -> Event:
    """A word taken back."""
    return Event(number, of.moment, "person:9", "undo", CODE, HOST, refers_to=of.id)


def asked(host: bool, inspector: bool, *log: Event) -> Report:
    """The report of a form with these boxes ticked."""
    boxes = {"support_reports": False, "host_monitors": host, "inspector": inspector, "data_system": False}
    return report(log, DAY, key_result(follow_up=boxes))


def test_where_the_form_asks_nobody_the_claim_is_the_figure() -> None:
    """The first key result has no box ticked."""
    found = asked(False, False, ONE, TWO)
    assert (found.percent, found.confirmed_percent, found.confirmed_score) == (40, 40, 2)
    assert found.claim_of(1) is None


@pytest.mark.parametrize(
    ("host", "inspector", "words", "claim", "percent"),
    [
        (True, False, [], Claim.CLAIMED, 0),
        (True, False, ["confirm"], Claim.CONFIRMED, 20),
        (True, False, ["review"], Claim.CLAIMED, 0),
        (True, False, ["return"], Claim.RETURNED, 0),
        (True, False, ["confirm", "return"], Claim.RETURNED, 0),
        (True, False, ["return", "confirm"], Claim.CONFIRMED, 20),
        (False, True, ["review"], Claim.CONFIRMED, 20),
        (False, True, ["confirm"], Claim.CLAIMED, 0),
        (True, True, ["confirm"], Claim.CLAIMED, 0),
        (True, True, ["review"], Claim.CLAIMED, 0),
        (True, True, ["review", "confirm"], Claim.CONFIRMED, 20),
        (True, True, ["confirm", "return", "review"], Claim.CLAIMED, 0),
        (True, True, ["confirm", "review", "return", "confirm", "review"], Claim.CONFIRMED, 20),
    ],
)
def test_a_claim_counts_as_confirmed_once_everybody_asked_has_said_so(host, inspector, words, claim, percent) -> None:
    """A return voids what was said before it. What was claimed stays claimed all the while."""
    log = [ONE, *(said(number, word, ONE) for number, word in enumerate(words, start=10))]
    found = asked(host, inspector, *log)
    assert (found.claim_of(1), found.confirmed_percent, found.percent) == (claim, percent, 20)


def test_a_confirmed_level_above_one_that_is_not_waits() -> None:
    """Credit is cumulative for the confirmed figure, too."""
    found = asked(True, False, ONE, TWO, said(3, "confirm", TWO))
    assert (found.reached, found.confirmed_reached) == (2, 0)


def test_a_word_taken_back_is_as_if_it_had_not_been_said() -> None:
    """Also a return: the confirmation before it holds again."""
    confirmed, returned = said(3, "confirm", ONE), said(4, "return", ONE)
    assert asked(True, False, ONE, confirmed, undone(5, confirmed)).claim_of(1) is Claim.CLAIMED
    assert asked(True, False, ONE, confirmed, returned, undone(5, returned)).claim_of(1) is Claim.CONFIRMED


def test_a_new_tick_of_the_level_must_be_confirmed_anew() -> None:
    """The word was about the tick, not about the level."""
    withdrawn = Event(4, ONE.moment, "x", "withdraw", CODE, HOST, level=1, refers_to=ONE.id)
    found = asked(True, False, ONE, said(3, "confirm", ONE), withdrawn, tick(5, 1, DAY))
    assert (found.reached, found.claim_of(1)) == (1, Claim.CLAIMED)


@pytest.mark.parametrize(
    ("host", "inspector", "words", "waits"),
    [
        (False, False, [], (False, False)),
        (True, False, [], (True, False)),
        (True, False, ["confirm"], (False, False)),
        (False, True, [], (False, True)),
        (True, True, [], (True, True)),
        (True, True, ["confirm"], (False, True)),
        (True, True, ["review"], (True, False)),
        (True, True, ["return"], (False, False)),
        (True, True, ["evidence", "return"], (False, False)),
        (True, True, ["confirm", "return", "evidence"], (True, True)),
        (True, True, ["return", "evidence", "confirm"], (False, True)),
        (True, True, ["return", "evidence", "return"], (False, False)),
    ],
)
def test_a_claim_waits_for_whoever_has_not_said_so_and_once_returned_for_evidence(
    host, inspector, words, waits
) -> None:
    """Evidence added after the return asks for another look; it confirms nothing."""
    log = [ONE, *(said(number, word, ONE) for number, word in enumerate(words, start=10))]
    found = asked(host, inspector, *log)
    confirmation = found.confirmations[1]
    assert (confirmation.waits_for_host(found.checks), confirmation.waits_for_inspector(found.checks)) == waits
    assert found.percent == 20


def test_evidence_taken_back_is_no_answer() -> None:
    """The claim is as returned as it was."""
    returned, added = said(3, "return", ONE), said(4, "evidence", ONE)
    assert asked(True, False, ONE, returned, added).confirmations[1].answered
    assert not asked(True, False, ONE, returned, added, undone(5, added)).confirmations[1].answered
