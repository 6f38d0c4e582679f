"""When levels are due: changed with a reason, refused by name, and shown as it was and as it is."""

from datetime import date
from pathlib import Path

import pytest

from kr_app import actions
from kr_app.charts import LIGHT, timeline
from kr_app.words import words_for
from kr_core.log import standing_after
from kr_core.report import Report, report_on
from tests.app.authors import KEY_RESULT, NOW, write
from tests.app.cast import cast_in
from tests.app.desks import alert_in, get, post, value_of
from tests.app.entries import CODE, HOST, log_of
from tests.app.towns import Town

PAGE = f"/key-results/{CODE}/plan"
MARCH, AUGUST = date(2025, 3, 15), date(2025, 8, 31)


def report_in(path: Path) -> Report:
    """Today's report."""
    return report_on(KEY_RESULT, standing_after(log_of(path), CODE, HOST), NOW.date())


def test_each_changed_level_is_an_event_with_its_day_and_the_reason(path: Path) -> None:
    """The plan is then what was set; the first plan is still known."""
    stored = actions.replan(write(path), {4: AUGUST, 2: MARCH}, "รอมติผู้บริหาร")
    assert [(event.level, event.day, event.note) for event in stored] == [
        (2, MARCH, "รอมติผู้บริหาร"),
        (4, AUGUST, "รอมติผู้บริหาร"),
    ]
    report = report_in(path)
    assert (report.plan.due(2), report.plan.due(4), report.replanned) == (MARCH, AUGUST, True)
    assert report.first_plan.assumed
    traces = [trace["name"] for trace in timeline(report, words_for("en", None), LIGHT)["data"]]
    assert traces[:2] == ["First plan", "Plan"]


@pytest.mark.parametrize(
    ("days", "reason", "refusal"),
    [
        ({3: MARCH}, "  ", actions.ReasonMissing),
        ({3: date(2025, 10, 1)}, "x", actions.DueOutsideYear),
        ({3: date(2024, 9, 30)}, "x", actions.DueOutsideYear),
        ({3: AUGUST, 4: MARCH}, "x", actions.DueBeforeLower),
        ({}, "x", actions.NothingChanged),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_name(path: Path, days, reason, refusal) -> None:
    """And nothing is stored."""
    with pytest.raises(refusal):
        actions.replan(write(path), days, reason)
    assert log_of(path) == []


def test_a_day_before_one_that_was_set_earlier_is_refused(path: Path) -> None:
    """The order of the whole plan counts, not that of what was typed."""
    actions.replan(write(path), {2: AUGUST}, "x")
    with pytest.raises(actions.DueBeforeLower) as refused:
        actions.replan(write(path), {3: MARCH}, "x")
    assert (refused.value.level, refused.value.lower, refused.value.day) == (3, 2, AUGUST)


def test_the_plan_of_a_year_that_is_over_stays(path: Path) -> None:
    """Its result was measured against it."""
    with pytest.raises(actions.YearIsOver):
        actions.replan(write(path, now=NOW.replace(year=2026)), {3: MARCH}, "x")


def test_whoever_has_not_seen_the_newest_plan_is_told_of_it(path: Path) -> None:
    """And a form that is sent twice is stored once."""
    first = actions.replan(write(path, once="sent-twice"), {3: MARCH}, "x")
    assert actions.replan(write(path, once="sent-twice"), {3: MARCH}, "x") == first
    with pytest.raises(actions.SomeoneWasFirst):
        actions.replan(write(path, seen=0), {3: AUGUST}, "x")
    with pytest.raises(actions.NothingChanged):
        actions.replan(write(path), {3: MARCH}, "x")


def test_a_change_can_be_undone_with_a_reason(path: Path) -> None:
    """The day before it holds again; a second undo finds nothing."""
    (event,) = actions.replan(write(path), {3: MARCH}, "x")
    undone = actions.undo(write(path), event.id, "ผิดระดับ")
    assert (undone.refers_to, report_in(path).replanned) == (event.id, False)
    with pytest.raises(actions.NothingToUndo):
        actions.undo(write(path), event.id, "อีกครั้ง")


@pytest.mark.parametrize("who", ["nobody", "viewer", "confirmer", "inspector", "coordinator-of-another"])
def test_only_who_may_record_may_plan(path: Path, who: str) -> None:
    """Nothing is stored for anybody else."""
    with pytest.raises(actions.NotAllowed):
        actions.replan(write(path, token=cast_in(path, now=NOW)[who].token), {3: MARCH}, "x")
    assert log_of(path) == []


def test_the_page_reads_days_as_people_write_them_and_keeps_what_was_typed(desk: Town) -> None:
    """In Thai and in numbers; an unreadable one is named, and stays in its field."""
    who = desk.cast["coordinator"]
    form = {"seen": "99999", "reason": "รอมติ", "day-2": "๑๕ มี.ค. ๒๕๖๘", "day-4": "31/8/2568"}
    wrong = post(desk, PAGE, {**form, "day-4": "31/13/2568"}, who)
    assert "ระดับ ๔" in alert_in(wrong)
    assert (value_of(wrong, "day-2"), value_of(wrong, "day-4"), ">รอมติ</textarea>" in wrong.text) == (
        "๑๕ มี.ค. ๒๕๖๘",
        "31/13/2568",
        True,
    )
    assert post(desk, PAGE, form, who).status == 303
    page = get(desk, PAGE, who)
    assert (value_of(page, "day-2"), value_of(page, "day-3"), value_of(page, "day-4")) == (
        "๑๕ มี.ค. ๒๕๖๘",
        "",
        "๓๑ ส.ค. ๒๕๖๘",
    )
    assert [get(desk, PAGE, desk.cast[name]).status for name in ("viewer", "inspector", "confirmer")] == [403] * 3
