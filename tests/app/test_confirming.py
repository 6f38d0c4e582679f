"""Claims confirmed, reviewed and returned: who may, when, and what the gauge then shows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.definitions import read
from kr_app.draw.gauge import gauge
from kr_app.rights import Grant, Role
from kr_app.words import words_for
from kr_core.confirmation import Claim
from kr_core.definition import KeyResult
from kr_core.log import Event, Kind, standing_after
from kr_core.report import Report, report_on
from tests.app.asks import Answer
from tests.app.authors import NOW, write
from tests.app.cast import cast_in, someone
from tests.app.desks import alert_in, get, post
from tests.app.entries import CODE, DONE_ON, HOST, TODAY, definition, log_of, ticked, written
from tests.app.people import SignedIn
from tests.app.towns import Town
from tests.serving import serving

BOXES = (("host_monitors = false", "host_monitors = true"), ("inspector = false", "inspector = true"))
PAGE = f"/key-results/{CODE}/confirm"


@pytest.fixture
def form(tmp_path: Path) -> KeyResult:
    """A form that asks both, the host agency and an inspector."""
    return read(definition(tmp_path / "forms", "asked.toml", *BOXES))


def report_in(path: Path, form: KeyResult) -> Report:
    """Today's report."""
    return report_on(form, standing_after(log_of(path), CODE, HOST), NOW.date())


def by(path: Path, form: KeyResult, who: SignedIn, **more: object) -> actions.Write:
    """A write of somebody to that key result."""
    return replace(write(path, token=who.token, **more), key_result=form)


def test_claimed_confirmed_reviewed(path: Path, form: KeyResult) -> None:
    """Both whom the form asks must have said so; the claim stands all the while."""
    cast = cast_in(path, now=NOW)
    claim = ticked(path, 1)
    assert (report_in(path, form).percent, report_in(path, form).confirmed_percent) == (20, 0)
    actions.confirm(by(path, form, cast["confirmer"]), claim.id, "ตรวจแล้ว")
    assert report_in(path, form).claim_of(1) is Claim.CLAIMED
    actions.review(by(path, form, cast["inspector"]), claim.id)
    assert (report_in(path, form).claim_of(1), report_in(path, form).confirmed_percent) == (Claim.CONFIRMED, 20)


@pytest.mark.parametrize("who", ["nobody", "without-grants", "viewer", "coordinator", "inspector"])
def test_only_a_confirmer_confirms(path: Path, form: KeyResult, who: str) -> None:
    """Nothing is stored for anybody else; the same holds for returning in the agency's name."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    for act in (actions.confirm, actions.give_back):
        with pytest.raises(actions.NotAllowed):
            act(by(path, form, cast[who]), claim.id, "x")
    assert log_of(path) == [claim]


@pytest.mark.parametrize("who", ["nobody", "viewer", "coordinator", "confirmer"])
def test_only_an_inspector_reviews(path: Path, form: KeyResult, who: str) -> None:
    """Or an administrator."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    with pytest.raises(actions.NotAllowed):
        actions.review(by(path, form, cast[who]), claim.id)
    assert log_of(path) == [claim]
    assert actions.review(by(path, form, cast["admin"]), claim.id).kind == "review"


def test_nobody_confirms_their_own_claim(path: Path, form: KeyResult) -> None:
    """Not even somebody who holds both roles."""
    both = someone(path, "both", Grant(Role.COORDINATOR, code=CODE), Grant(Role.CONFIRMER, code=CODE), now=NOW)
    claim = actions.tick(by(path, form, both), 1, DONE_ON)
    with pytest.raises(actions.OwnClaim):
        actions.confirm(by(path, form, both), claim.id)
    assert log_of(path) == [claim]


def test_what_the_form_does_not_ask_for_is_refused(path: Path) -> None:
    """The first key result has no box ticked: claimed counts."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    for act in (actions.confirm, actions.review):
        with pytest.raises(actions.NotAsked):
            act(write(path, token=cast["admin"].token), claim.id)
    with pytest.raises(actions.NotAsked):
        actions.give_back(write(path, token=cast["admin"].token), claim.id, "x")


def test_a_return_needs_a_remark_and_voids_what_was_confirmed(path: Path, form: KeyResult) -> None:
    """And can be answered by a new confirmation, or undone."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    confirmer = cast["confirmer"]
    with pytest.raises(actions.ReasonMissing):
        actions.give_back(by(path, form, confirmer), claim.id, "  ")
    actions.confirm(by(path, form, confirmer), claim.id)
    returned = actions.give_back(by(path, form, confirmer), claim.id, "ขาดหลักฐาน")
    assert (report_in(path, form).claim_of(1), report_in(path, form).reached) == (Claim.RETURNED, 1)
    with pytest.raises(actions.NotAllowed):
        actions.undo(by(path, form, cast["inspector"]), returned.id, "x")
    actions.undo(by(path, form, confirmer), returned.id, "ส่งคืนผิดรายการ")
    assert report_in(path, form).confirmations[1].by_host is not None


def test_the_same_decision_is_not_made_twice_and_the_second_is_told(path: Path, form: KeyResult) -> None:
    """Of two confirmers who saw the same page, and of one who sends the form twice."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    other = someone(path, "other", Grant(Role.CONFIRMER, agency=HOST), now=NOW)
    first = actions.confirm(by(path, form, cast["confirmer"], once="only-once-1"), claim.id)
    assert actions.confirm(by(path, form, cast["confirmer"], once="only-once-1"), claim.id) == first
    with pytest.raises(actions.AlreadyDecided):
        actions.confirm(by(path, form, other), claim.id)
    with pytest.raises(actions.SomeoneWasFirst) as told:
        actions.give_back(by(path, form, other, seen=claim.id), claim.id, "x")
    assert told.value.event == first


def test_a_claim_that_was_withdrawn_cannot_be_confirmed(path: Path, form: KeyResult) -> None:
    """There is nothing left to confirm."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    actions.withdraw(by(path, form, cast["coordinator"]), 1, "ผิดวัน")
    again = actions.tick(by(path, form, cast["coordinator"]), 1, DONE_ON)
    for act in (actions.confirm, actions.give_back):
        with pytest.raises(actions.ClaimGone):
            act(by(path, form, cast["confirmer"]), claim.id, "x")
    assert actions.confirm(by(path, form, cast["confirmer"]), again.id).refers_to == again.id


@pytest.mark.parametrize("before", ["", "confirm", "return", "confirm review", "return evidence"])
def test_what_can_be_decided_in_every_state(path: Path, form: KeyResult, before: str) -> None:
    """Nobody decides the same twice while nothing is new; a returned claim is decided anew once evidence was added."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    for kind in before.split():
        written(path, Kind(kind), 1, refers_to=claim.id, actor="person:999")

    def tried(act: Callable[..., Event], who: str, **more: bool) -> str:
        asked = by(path, form, cast[who])
        try:
            decided = act(asked, claim.id, "x", **more)
        except actions.Refused as refused:
            return type(refused).__name__
        actions.undo(replace(asked, once=f"{asked.once}-back"), decided.id, "x")
        return "stored"

    second, free = "AlreadyDecided", "stored"
    returned = before == "return"
    assert tried(actions.confirm, "confirmer") == (second if "confirm" in before else free)
    assert tried(actions.review, "inspector") == (second if "review" in before else free)
    assert tried(actions.give_back, "confirmer") == (second if returned else free)
    assert tried(actions.give_back, "inspector", as_inspector=True) == (second if returned else free)


def test_nobody_takes_back_what_others_decided_on_their_own_claim(path: Path, form: KeyResult) -> None:
    """Else undoing a return would make their claim confirmed again."""
    cast = cast_in(path, now=NOW)
    claim = actions.tick(by(path, form, cast["admin"]), 1, DONE_ON)
    actions.confirm(by(path, form, cast["confirmer"]), claim.id)
    returned = actions.give_back(by(path, form, cast["confirmer"]), claim.id, "ขาดหลักฐาน")
    with pytest.raises(actions.OwnClaim):
        actions.undo(by(path, form, cast["admin"]), returned.id, "x")
    assert report_in(path, form).claim_of(1) is Claim.RETURNED


def test_ones_own_earlier_word_is_no_surprise(path: Path, form: KeyResult) -> None:
    """In a window opened before it, the same person may return what they confirmed in another one."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    actions.confirm(by(path, form, cast["confirmer"]), claim.id)
    assert actions.give_back(by(path, form, cast["confirmer"], seen=claim.id), claim.id, "x").kind == "return"


def test_a_remark_is_kept_for_people_inside(path: Path, form: KeyResult) -> None:
    """As the reason for taking a decision back is."""
    cast, claim = cast_in(path, now=NOW), ticked(path, 1)
    returned = actions.give_back(by(path, form, cast["confirmer"]), claim.id, "ขาดหลักฐาน")
    undone = actions.undo(by(path, form, cast["confirmer"]), returned.id, "ส่งคืนผิดรายการ")
    assert (returned.internal, undone.internal) == (True, True)


def test_the_gauge_shows_what_is_claimed_hatched_and_what_is_confirmed_solid(path: Path, form: KeyResult) -> None:
    """Both figures stand in it, and in its name; a form that asks nobody has neither."""
    words, cast = words_for("en", None), cast_in(path, now=NOW)
    claims = [ticked(path, level) for level in (1, 2)]
    for act, who in ((actions.confirm, "confirmer"), (actions.review, "inspector")):
        act(by(path, form, cast[who]), claims[0].id)
    drawn = gauge(report_in(path, form), words)
    assert [drawn.count(f'class="{name}') for name in ("band claimed", "hatch", "band done")] == [1, 1, 1]
    assert "20 percent confirmed" in drawn and "Confirmed 20% · score 1" in drawn
    plain = gauge(report_in(path, read(definition(path.parent / "plain", "plain.toml"))), words)
    assert ("hatch" in plain, "onfirmed" in plain) == (False, False)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[Town]:
    """A server whose first key result asks both to confirm."""
    folder = tmp_path_factory.mktemp("asked")
    definitions = definition(folder / "definitions", "communication-plan-2568.toml", *BOXES).parent
    with serving(folder, KR_TODAY=TODAY, KR_DEFINITIONS=str(definitions)) as served:
        cast = cast_in(served.database, now=served.now)
        yield Town(served, cast, cast["admin"])


def decide(town: Town, claim: Event, who: str, **form: str) -> Answer:
    """The form of a claim, as a page sends it."""
    filled = {"claim": str(claim.id), "level": str(claim.level), "seen": "999", "remark": "", **form}
    return post(town, PAGE, filled, town.cast[who])


def test_from_the_queue_to_the_open_gauge(asked: Town) -> None:
    """The confirmer finds the claim, returns it with a remark that outsiders do not read, and then confirms it."""
    claim, file = ticked(asked.file, 1), asked.served
    for who in ("confirmer", "inspector"):
        assert f'id="claim-{claim.id}"' in get(asked, "/account/confirm?lang=en", asked.cast[who]).text
    for who in ("viewer", "coordinator", "without-grants"):
        assert get(asked, "/account/confirm", asked.cast[who]).status == 403
    assert "Reason" not in (answer := decide(asked, claim, "confirmer", do="return")).text
    assert (answer.status, bool(alert_in(answer))) == (409, True)
    assert decide(asked, claim, "confirmer", do="return", remark="ขาดสำเนาบันทึก <b>").status == 303
    inside, outside = get(asked, PAGE, asked.cast["coordinator"]), file.get(f"/kr?kr={CODE}")[2]
    assert ("ขาดสำเนาบันทึก &lt;b&gt;" in inside.text, "ขาดสำเนาบันทึก" in outside) == (True, False)
    assert "ส่งคืนให้แก้ไข" in outside
    history = get(asked, f"/key-results/{CODE}/history")
    assert (history.status, "ขาดสำเนาบันทึก" in history.text) == (200, False)
    assert f'id="claim-{claim.id}"' not in get(asked, "/account/confirm", asked.cast["confirmer"]).text
    written(asked.file, Kind.EVIDENCE, 1, refers_to=claim.id)
    assert f'id="claim-{claim.id}"' in get(asked, "/account/confirm", asked.cast["confirmer"]).text
    link = f'href="/key-results/{CODE}/confirm#claim-{claim.id}"'
    pages = {who: file.get(f"/kr?kr={CODE}", Cookie=asked.cast[who].cookie)[2] for who in ("confirmer", "coordinator")}
    assert (link in pages["confirmer"], link in pages["coordinator"], link in outside) == (True, False, False)
    assert decide(asked, claim, "confirmer", do="confirm").status == 303
    assert f'id="claim-{claim.id}"' not in get(asked, "/account/confirm", asked.cast["confirmer"]).text
    assert f'id="claim-{claim.id}"' in get(asked, "/account/confirm", asked.cast["inspector"]).text
    assert decide(asked, claim, "inspector", do="review").status == 303
    assert "ยืนยันผลครบแล้ว" in file.get(f"/kr?kr={CODE}")[2]


def test_the_page_is_for_people_inside(asked: Town) -> None:
    """Somebody who is not signed in is led to sign in; a decision without the right changes nothing."""
    assert get(asked, PAGE).status == 303
    claim, before = ticked(asked.file, 2), log_of(asked.file)
    answer = decide(asked, claim, "coordinator", do="confirm")
    assert (answer.status, log_of(asked.file)) == (409, before)


def test_the_buttons_of_one_form_are_told_apart(asked: Town) -> None:
    """Confirmed, then back, then returned with the same form: both are stored, and the page says what happened."""
    claim, once = ticked(asked.file, 3), "one-form-two-buttons"
    before = len(log_of(asked.file))
    for what, said in (("confirm", "confirm"), ("confirm", "confirm"), ("return", "return")):
        answer = decide(asked, claim, "confirmer", do=what, once=once, remark="ขาดหลักฐาน")
        assert answer.headers["location"].endswith(f"said={said}")
    assert [event.kind for event in log_of(asked.file)[before:]] == ["confirm", "return"]


def test_a_remark_to_a_claim_that_is_gone_is_not_lost(asked: Town) -> None:
    """The page says that the record was withdrawn, and keeps what was typed."""
    claim = ticked(asked.file, 4)
    written(asked.file, Kind.WITHDRAW, 4, refers_to=claim.id)
    answer = decide(asked, claim, "confirmer", do="return", remark="ขอสำเนาหนังสือเวียน")
    assert answer.status == 409
    assert "ขอสำเนาหนังสือเวียน" in alert_in(answer)
