"""From several figures to one (rule 10 of the design). Not reported is not zero: it is counted apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from kr_core.definition import Agency, KeyResult, RollUp
from kr_core.errors import KeyResultError, NoSuchAgency


@dataclass(frozen=True)
class Rolled:
    """One figure from several, with who is in it. `value` is None where nobody has reported."""

    value: float | None
    reported: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Weighted:
    """A score (0–5, or None where not reported) and its weight, greater than 0."""

    name: str
    score: float | None
    weight: float


class WeightRefused(KeyResultError):
    """A weight must be greater than zero."""


def rolled_up(key_result: KeyResult, values: Mapping[str, float | None]) -> Rolled:
    """The figure of a key result from its agencies' figures (percent or score), by its own roll-up rule.

    `values` maps agency ids to figures; an agency missing there, or with None, has not reported.
    Raises `NoSuchAgency` for an id that the key result does not name.
    """
    known = {agency.id for agency in key_result.agencies}
    for stranger in values.keys() - known:
        raise NoSuchAgency(stranger)
    asked = [key_result.host] if key_result.roll_up is RollUp.HOST else list(key_result.agencies)
    reported = [(agency, value) for agency in asked if (value := values.get(agency.id)) is not None]
    missing = tuple(agency.id for agency in asked if values.get(agency.id) is None)
    figure = _figure(key_result.roll_up, reported) if reported else None
    return Rolled(figure, tuple(agency.id for agency, _ in reported), missing)


def _figure(rule: RollUp, reported: Sequence[tuple[Agency, float]]) -> float:
    values = [value for _, value in reported]
    if rule is RollUp.ALL:
        return min(values)
    if rule is RollUp.TARGET_WEIGHTED:
        return weighted_mean(values, [agency.target.value for agency, _ in reported])
    return weighted_mean(values, [1.0] * len(values))


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """Σ(value × weight) / Σ(weight)."""
    if not weights:
        raise WeightRefused("there is nothing to weigh")
    if not all(isfinite(weight) and weight > 0 for weight in weights):
        raise WeightRefused(f"weights must be greater than 0: {list(weights)}")
    mean = sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
    return min(max(values), max(min(values), mean))


def group_score(members: Sequence[Weighted]) -> Rolled:
    """The score of a group of key results; members not reported are named, not counted as zero."""
    reported = [(member.score, member) for member in members if member.score is not None]
    score = weighted_mean([s for s, _ in reported], [m.weight for _, m in reported]) if reported else None
    missing = tuple(member.name for member in members if member.score is None)
    return Rolled(score, tuple(member.name for _, member in reported), missing)
