"""Everything there is to say about one key result on one day, from one log: pure, whole, and small."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from kr_core.calendar import bangkok_day
from kr_core.check_in import reports_of
from kr_core.confirmation import Checks, Claim, Confirmation, checks_of, confirmation_of
from kr_core.definition import KeyResult
from kr_core.forecast import Forecast, days_per_level_needed, forecast_of
from kr_core.log import Event, Kind, Standing, Tick
from kr_core.plan import Plan, plan_of
from kr_core.scoring import Milestone
from kr_core.status import Verdict, is_stale, verdict_of


@dataclass(frozen=True)
class Report:
    """The answer of `report_on`.

    `counted` are the ticks that the figure may rest on (done by the day, and before the year was over), `waiting` the
    levels done above a gap, `later` the ticks dated after 30 September, which change nothing. `percent` is 0–100,
    `score` 0–5. `last_report` is the moment of the newest report. `steps` is the actual staircase: the days
    on which the figure rose, with the level that it rose to.

    `reached`, `percent` and `score` are as claimed; `confirmed_…` count only ticks confirmed by everybody whom the form
    asks (`checks`), and are the same where it asks nobody. `plan` is the plan as it is, `first_plan` as the
    form gave it. `said` are the check-ins, changes of the plan, confirmations and evidence that stand, oldest first.
    """

    key_result: KeyResult
    day: date
    version: int
    counted: tuple[Tick, ...]
    waiting: tuple[int, ...]
    later: tuple[Tick, ...]
    reached: int
    percent: float
    score: float
    plan: Plan
    expected: int
    verdict: Verdict
    stale: bool
    forecast: Forecast | None
    days_per_level_needed: int | None
    last_report: datetime | None
    steps: tuple[tuple[date, int], ...]
    first_plan: Plan
    said: tuple[Event, ...]
    checks: Checks
    confirmations: Mapping[int, Confirmation]
    confirmed_reached: int
    confirmed_percent: float
    confirmed_score: float

    @property
    def final(self) -> bool:
        """Whether the fiscal year is over."""
        return self.day > self.key_result.fiscal_year.end

    @property
    def untouched(self) -> bool:
        """Whether nobody has ever reported."""
        return self.last_report is None

    @property
    def waits_for(self) -> int:
        """The lowest level not done yet, for which those above it wait; top + 1 when all are done."""
        return self.reached + 1

    @property
    def age_days(self) -> int | None:
        """Days since the newest report, in Bangkok; None without one."""
        if self.last_report is None:
            return None
        return max(0, (self.day - bangkok_day(self.last_report)).days)

    @property
    def replanned(self) -> bool:
        """Whether the plan is another than the form's."""
        return self.plan != self.first_plan

    @cached_property
    def reports(self) -> Mapping[date, Event]:
        """The newest report of each period that stands, by the period's first day; read once."""
        return MappingProxyType(reports_of(self.said))

    def said_of(self, *kinds: Kind) -> list[Event]:
        """What stands of some kinds, oldest first."""
        return [event for event in self.said if event.kind in kinds]

    def claim_of(self, level: int) -> Claim | None:
        """How far the tick of a level has come; None where there is none, or nobody is asked to confirm."""
        found = self.confirmations.get(level)
        return found.claim if found and self.checks.asked else None

    def tick_of(self, level: int) -> Tick | None:
        """The tick standing for a level, counted or later."""
        return next((tick for tick in (*self.counted, *self.later) if tick.level == level), None)


def level_reached(done: AbstractSet[int]) -> int:
    """The highest N for which 1..N are all done: the one home of rule 1."""
    reached = 0
    while reached + 1 in done:
        reached += 1
    return reached


def report_on(key_result: KeyResult, standing: Standing, day: date) -> Report:
    """The report on a day, from what stands in the log that may be known."""
    year, scale = key_result.fiscal_year, key_result.scale
    known = [tick for tick in standing.ticks if 1 <= tick.level <= scale.top]
    last_counted_day = min(day, year.end)
    counted = tuple(tick for tick in known if tick.done_on <= last_counted_day)
    done = {tick.level for tick in counted}
    reached = level_reached(done)
    first_plan, changes = plan_of(scale, year), _changes(standing)
    plan = plan_of(scale, year, changes) if changes else first_plan
    percent, steps = scale.percent(reached), _steps(counted)
    checks = checks_of(key_result.follow_up)
    confirmations = {tick.level: confirmation_of(tick, standing.said, checks) for tick in known}
    confirmed = level_reached({level for level in done if confirmations[level].claim is Claim.CONFIRMED})
    return Report(
        key_result=key_result,
        day=day,
        version=standing.version,
        counted=counted,
        waiting=tuple(sorted(level for level in done if level > reached)),
        later=tuple(tick for tick in known if tick.done_on > year.end),
        reached=reached,
        percent=percent,
        score=_score(key_result, reached) if standing.last_report else 0.0,
        plan=plan,
        expected=plan.expected(day),
        verdict=verdict_of(reached, plan, day, year),
        stale=is_stale(standing.last_report, key_result.reporting_interval_days, day, year),
        forecast=forecast_of([(on, scale.percent(level)) for on, level in steps], day, year),
        days_per_level_needed=days_per_level_needed(reached, scale.top, day, year),
        last_report=standing.last_report,
        steps=steps,
        first_plan=first_plan,
        said=standing.said,
        checks=checks,
        confirmations=MappingProxyType(confirmations),
        confirmed_reached=confirmed,
        confirmed_percent=scale.percent(confirmed),
        confirmed_score=_score(key_result, confirmed) if standing.last_report else 0.0,
    )


def _score(key_result: KeyResult, reached: int) -> float:
    by_level = isinstance(key_result.rule, Milestone)
    return key_result.rule.score(float(reached) if by_level else key_result.scale.percent(reached))


def _changes(standing: Standing) -> dict[int, date]:
    """The newest due day that was set for each level."""
    return {event.level: event.day for event in standing.of(Kind.PLAN) if event.level and event.day}


def _steps(counted: tuple[Tick, ...]) -> tuple[tuple[date, int], ...]:
    steps: list[tuple[date, int]] = []
    done: set[int] = set()
    for tick in sorted(counted, key=lambda tick: (tick.done_on, tick.level)):
        done.add(tick.level)
        reached = level_reached(done)
        if steps and steps[-1][0] == tick.done_on:
            steps[-1] = (tick.done_on, reached)
        elif reached > (steps[-1][1] if steps else 0):
            steps.append((tick.done_on, reached))
    return tuple(steps)
