"""A form that is sent again under its once-only id: the same is stored once, anything else is told so, with both."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.actions import Given, Write
from kr_app.draw.sent_twice import both_texts
from kr_app.troubles import refusal_text
from kr_app.words import words_for
from kr_core.check_in import CheckIn, Confidence
from kr_core.definition import Text
from kr_core.log import Event
from tests.app.authors import ADMIN, KEY_RESULT, token_of, write
from tests.app.desks import alert_in, all_links, get, post, value_of
from tests.app.entries import CODE, log_of, ticked
from tests.app.people import SignedIn
from tests.app.test_evidence import sent
from tests.app.towns import Town

ONCE = "sent-more-than-once"
DAY, MARCH, MAY, AUGUST = date(2025, 7, 10), date(2025, 3, 15), date(2025, 5, 15), date(2025, 8, 31)
REPORT = CheckIn(date(2025, 7, 1), "จัดซื้อ 100,000 บาท", "", "", Confidence.ON_PLAN)
OTHERWISE = replace(REPORT, done="จัดซื้อ 10,000 บาท")
CHECKED = replace(KEY_RESULT, follow_up=replace(KEY_RESULT.follow_up, host_monitors=True, inspector=True))
FORMS = [replace(KEY_RESULT, name=Text(name)) for name in ("ชื่อหนึ่ง", "ชื่อสอง")]
NEW = [replace(KEY_RESULT, code=code) for code in ("new-one", "new-two")]
SAME = {level: level for level in range(1, 6)}

Act = Callable[[Write, Event], object]
# Each action with what it says first, and what it says otherwise; the event is the tick of level 1 that stands.
ACTIONS: dict[str, tuple[Act, tuple[Act, ...]]] = {
    "tick": (
        lambda w, _: actions.tick(w, 2, DAY, "ก"),
        (
            lambda w, _: actions.tick(w, 2, DAY, "ข"),
            lambda w, _: actions.tick(w, 3, DAY, "ก"),
            lambda w, _: actions.tick(w, 2, MAY, "ก"),
            lambda w, _: actions.tick(w, 2, DAY, "ก", internal=True),
            lambda w, _: actions.tick(w, 2, DAY, "ก", evidence=Given((), "https://example.go.th/1")),
        ),
    ),
    "tick with evidence": (
        lambda w, _: actions.tick(w, 2, DAY, evidence=Given((), "https://example.go.th/1")),
        (
            lambda w, _: actions.tick(w, 2, DAY),
            lambda w, _: actions.tick(w, 2, DAY, evidence=Given((), "https://example.go.th/2")),
        ),
    ),
    "withdraw": (
        lambda w, _: actions.withdraw(w, 1, "ผิดระดับ"),
        (lambda w, _: actions.withdraw(w, 1, "ผิดวัน"), lambda w, _: actions.withdraw(w, 2, "ผิดระดับ")),
    ),
    "plan": (
        lambda w, _: actions.replan(w, {2: MARCH, 3: MAY}, "ก"),
        (
            lambda w, _: actions.replan(w, {2: MARCH, 3: AUGUST}, "ก"),
            lambda w, _: actions.replan(w, {2: MARCH, 3: MAY}, "ข"),
            lambda w, _: actions.replan(w, {1: MARCH, 2: MARCH, 3: MAY}, "ก"),
            lambda w, _: actions.replan(w, {3: MAY}, "ก"),
            lambda w, _: actions.replan(w, {2: MARCH, 3: MAY, 4: AUGUST}, "ก"),
        ),
    ),
    "check-in": (
        lambda w, _: actions.check_in(w, REPORT),
        (
            lambda w, _: actions.check_in(w, OTHERWISE),
            lambda w, _: actions.check_in(w, REPORT, internal=True),
            lambda w, _: actions.check_in(w, replace(REPORT, period=date(2025, 6, 1))),
            lambda w, _: actions.check_in(w, replace(REPORT, confidence=Confidence.OFF_PLAN)),
        ),
    ),
    "confirm": (
        lambda w, t: actions.confirm(w, t.id, "ก"),
        (
            lambda w, t: actions.confirm(w, t.id, "ข"),
            lambda w, t: actions.confirm(w, 999, "ก"),
            lambda w, t: actions.give_back(w, t.id, "ก"),
            lambda w, t: actions.review(w, t.id, "ก"),
        ),
    ),
    "review": (lambda w, t: actions.review(w, t.id, "ก"), (lambda w, t: actions.review(w, t.id, "ข"),)),
    "return": (
        lambda w, t: actions.give_back(w, t.id, "ก"),
        (
            lambda w, t: actions.give_back(w, t.id, "ข"),
            lambda w, t: actions.give_back(w, t.id, "ก", as_inspector=True),
        ),
    ),
    "define": (
        lambda w, _: actions.define(w, FORMS[0], SAME, "ก"),
        (
            lambda w, _: actions.define(w, FORMS[1], SAME, "ก"),
            lambda w, _: actions.define(w, FORMS[0], SAME, "ข"),
        ),
    ),
    "add": (
        lambda w, _: actions.add(replace(w, key_result=NEW[0]), (), "ก"),
        (lambda w, _: actions.add(replace(w, key_result=NEW[1]), (), "ก"),),
    ),
    "undo": (
        lambda w, t: actions.undo(w, t.id + 1, "ก"),
        (lambda w, t: actions.undo(w, t.id + 1, "ข"), lambda w, t: actions.undo(w, t.id + 2, "ก")),
    ),
    "evidence": (
        lambda w, t: actions.add_evidence(w, t.id, Given((), "https://example.go.th/1")),
        (
            lambda w, t: actions.add_evidence(w, t.id, Given((), "https://example.go.th/2")),
            lambda w, t: actions.add_evidence(w, t.id, Given((), "https://example.go.th/1\nhttps://example.go.th/2")),
            lambda w, t: actions.add_evidence(w, 999, Given((), "https://example.go.th/1")),
        ),
    ),
}


def sent_by_admin(path: Path, once: str = ONCE) -> Write:
    """A write by somebody who may do everything."""
    return replace(write(path, once=once, token=token_of(path, ADMIN)), key_result=CHECKED)


@pytest.mark.parametrize("name", ACTIONS)
def test_what_is_sent_again_is_stored_once_and_anything_else_is_told_so(path: Path, name: str) -> None:
    """Also by another person, and about another key result; the log stays as the first one left it."""
    standing = ticked(path, 1)
    for link in ("ก", "ข"):
        actions.add_evidence(sent_by_admin(path, f"evidence-{link}"), standing.id, Given((), f"https://e.go.th/{link}"))
    act, others = ACTIONS[name]
    act(sent_by_admin(path), standing)
    log = log_of(path)
    act(sent_by_admin(path), standing)
    assert log_of(path) == log
    for other in others:
        with pytest.raises(actions.AlreadyStored) as refused:
            other(sent_by_admin(path), standing)
        before, now = both_texts(refused.value.stored, refused.value.sent, words_for("en", None), {})
        assert before != now
        assert log_of(path) == log


@pytest.mark.parametrize("name", ["tick", "plan", "check-in", "withdraw"])
def test_an_id_that_is_known_from_somebody_else_or_another_key_result_stores_nothing(path: Path, name: str) -> None:
    """Nor does it count as stored."""
    standing, (act, _) = ticked(path, 1), ACTIONS[name]
    elsewhere = replace(KEY_RESULT, code="another-plan")
    actions.check_in(write(path, once=ONCE), replace(REPORT, done="อื่น"))
    with pytest.raises(actions.AlreadyStored):
        act(sent_by_admin(path), standing)
    actions.check_in(replace(sent_by_admin(path, "of-another-1"), key_result=elsewhere), REPORT)
    with pytest.raises(actions.AlreadyStored):
        act(sent_by_admin(path, "of-another-1"), standing)
    assert [event.kind for event in log_of(path)] == ["tick", "check-in", "check-in"]


def test_files_that_were_settled_are_the_same_files_when_they_come_again(path: Path) -> None:
    """They wait no more; another file is another content."""
    first, second = sent(path, "ก.pdf"), sent(path, "ข.pdf")
    actions.tick(write(path, once=ONCE), 1, DAY, evidence=Given(first))
    log = log_of(path)
    actions.tick(write(path, once=ONCE), 1, DAY, evidence=Given(first))
    with pytest.raises(actions.AlreadyStored) as refused:
        actions.tick(write(path, once=ONCE), 1, DAY, evidence=Given(second))
    text = refusal_text(refused.value, 1, words_for("en", None), {})
    assert "“Evidence: ก.pdf”" in text
    assert "“Evidence: ข.pdf”" in text
    assert log_of(path) == log


def test_a_report_corrected_before_it_is_sent_again_is_told_and_stored_with_the_next_press(
    desk: Town,
) -> None:
    """Saved on a slow line, stopped, corrected, saved again: both texts, nothing lost, one more press corrects it."""
    who, path = desk.cast["coordinator"], f"/key-results/{CODE}/report"
    page = get(desk, f"{path}?lang=en&period=2025-06-01", who)
    form = {"period": "2025-06-01", "confidence": "on_plan", "obstacles": "", "needed": "", "done": "100,000"}
    form |= {name: value_of(page, name) for name in ("seen", "once")}
    assert post(desk, f"{path}?lang=en", form, who).status == 303
    answer = post(desk, f"{path}?lang=en", {**form, "done": "10,000"}, who)
    assert answer.status == 409
    assert "“What was done: 100,000”" in alert_in(answer)
    assert "“What was done: 10,000”" in alert_in(answer)
    assert ">10,000</textarea>" in answer.text
    again = {**form, "done": "10,000"} | {name: value_of(answer, name) for name in ("seen", "once")}
    assert post(desk, f"{path}?lang=en", again, who).status == 303
    assert ["10,000" in event.details for event in log_of(desk.file)[-2:]] == [False, True]


def test_a_plan_and_an_undoing_sent_twice_through_their_pages_are_stored_once(desk: Town) -> None:
    """The page of then holds the days that are unchanged by now; a tick that is gone by now was taken back by this."""
    who, path = desk.cast["coordinator"], f"/key-results/{CODE}/plan"
    form = {"day-2": "15/3/2568", "day-3": "15/5/2568", "reason": "ก", "seen": "999999", "once": "plan-sent-twice"}
    assert [post(desk, path, form, who).status for _ in range(2)] == [303, 303]
    answer = post(desk, f"{path}?lang=en", {**form, "day-3": "31/8/2568"}, who)
    assert answer.status == 409
    assert "Level 3 is now due on 15 May 2025" in alert_in(answer)
    assert "Level 3 is now due on 31 Aug 2025" in alert_in(answer)
    claim = ticked(desk.file, 5)
    form = {"event": str(claim.id), "level": "5", "reason": "ก", "seen": "999999", "once": "undo-sent-twice"}
    page = f"/key-results/{CODE}/history"
    assert [post(desk, page, form, who).status for _ in range(2)] == [303, 303]
    assert post(desk, page, {**form, "reason": "ข"}, who).status == 409


def test_a_link_that_was_changed_before_it_was_sent_again_is_told(desk: Town) -> None:
    """The first one was made; the second is made with the next press."""
    who: SignedIn = desk.cast["inspector"]
    form = {"kind": "key-result", "code": CODE, "ends": "never", "figures": "live", "title": "ก", "once": "link-sent-1"}
    assert post(desk, "/account/links/new?lang=en", form, who).status == 200
    assert post(desk, "/account/links/new?lang=en", form, who).status == 409
    answer = post(desk, "/account/links/new?lang=en", {**form, "title": "ข"}, who)
    assert "· ก”" in alert_in(answer)
    assert "· ข”" in alert_in(answer)
    form = {**form, "title": "ข", "once": value_of(answer, "once")}
    assert post(desk, "/account/links/new?lang=en", form, who).status == 200
    assert [link.title for link in all_links(desk)[:2]] == ["ข", "ก"]


def test_both_sides_are_told_in_the_readers_language(path: Path) -> None:
    """Names for people inside, and nothing but what differs."""
    actions.check_in(write(path, once=ONCE), REPORT)
    with pytest.raises(actions.AlreadyStored) as refused:
        actions.check_in(write(path, once=ONCE), OTHERWISE)
    text = refusal_text(refused.value, 0, words_for("th", None), {})
    assert "ที่บันทึกไว้แล้วคือ “สิ่งที่ดำเนินการแล้ว: จัดซื้อ 100,000 บาท”" in text
    assert "ที่ส่งมาครั้งนี้คือ “สิ่งที่ดำเนินการแล้ว: จัดซื้อ 10,000 บาท”" in text
