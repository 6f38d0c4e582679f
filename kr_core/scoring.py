"""The five rules that turn a result into a score from 0 to 5 (rule 3 of the design).

Each rule is a frozen dataclass that refuses impossible thresholds when it is made and answers
`score(value)` afterwards. Percentages are floats from 0 to 100, scores floats from 0 to 5. The cases in
`scoring_cases.json` come from public Thai scoring systems.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import ClassVar

from kr_core.errors import DefinitionError, KeyResultError

FULL_SCORE = 5.0
_THRESHOLDS = 5


class NotANumber(KeyResultError):
    """A value that is not a finite number cannot be scored."""


def _finite(value: float) -> float:
    if not isfinite(value):
        raise NotANumber(f"not a finite number: {value!r}")
    return value


def _clamped(score: float) -> float:
    return min(FULL_SCORE, max(0.0, score))


@dataclass(frozen=True)
class Milestone:
    """The score is the level reached; a scale of another length than five is scaled to five."""

    top: int = 5
    name: ClassVar[str] = "milestone"

    def score(self, value: float) -> float:
        """The score for a level from 0 to `top`."""
        return _clamped(_finite(value) * FULL_SCORE / self.top)


@dataclass(frozen=True)
class Step:
    """Bands: the number of thresholds that the value has reached; below the first, 0 or 1."""

    thresholds: tuple[float, ...]
    below_first: int = 0
    name: ClassVar[str] = "step"

    def __post_init__(self) -> None:
        _check_thresholds(self.thresholds, self.below_first)

    def score(self, value: float) -> float:
        """The highest band whose threshold is at or below the value. Equal thresholds give the higher band."""
        bands = bisect_right(self.thresholds, _finite(value))
        return float(bands) if bands else float(self.below_first)


@dataclass(frozen=True)
class Interpolated:
    """Linear between thresholds, which must differ. `zero_is_unscored`: a value of 0 or less scores 0."""

    thresholds: tuple[float, ...]
    below_first: int = 1
    zero_is_unscored: bool = False
    name: ClassVar[str] = "interpolated"

    def __post_init__(self) -> None:
        _check_thresholds(self.thresholds, self.below_first)
        for low, high in pairwise(self.thresholds):
            if low == high:
                why = "two equal thresholds leave nothing to interpolate; use bands (rule 'step') or change one"
                raise DefinitionError("rule.thresholds", list(self.thresholds), why)

    def score(self, value: float) -> float:
        """1 at the first threshold, 5 at the last, linear between; 5 above."""
        if _finite(value) <= 0 and self.zero_is_unscored:
            return 0.0
        bands = bisect_right(self.thresholds, value)
        if bands == 0:
            return float(self.below_first)
        if bands == len(self.thresholds):
            return FULL_SCORE
        low, high = self.thresholds[bands - 1], self.thresholds[bands]
        return bands + (value - low) / (high - low)


@dataclass(frozen=True)
class Ratio:
    """value × 5 / the value that earns full marks, capped at 5."""

    full_marks_at: float
    name: ClassVar[str] = "ratio"

    def __post_init__(self) -> None:
        if not (isfinite(self.full_marks_at) and self.full_marks_at > 0):
            raise DefinitionError("rule.full_marks_at", self.full_marks_at, "must be greater than {above}", above=0)

    def score(self, value: float) -> float:
        """From 0 to 5."""
        return _clamped(_finite(value) * FULL_SCORE / self.full_marks_at)


@dataclass(frozen=True)
class Reverse:
    """Less is better: 5 at or below `full_marks_at`, 0 at or above `zero_at`, linear between."""

    full_marks_at: float
    zero_at: float
    name: ClassVar[str] = "reverse"

    def __post_init__(self) -> None:
        if not (isfinite(self.full_marks_at) and isfinite(self.zero_at)):
            raise DefinitionError("rule.zero_at", self.zero_at, "both ends must be finite numbers")
        if self.zero_at <= self.full_marks_at:
            raise DefinitionError("rule.zero_at", self.zero_at, "must be greater than the value for full marks")

    def score(self, value: float) -> float:
        """From 0 to 5."""
        return _clamped((self.zero_at - _finite(value)) * FULL_SCORE / (self.zero_at - self.full_marks_at))


Rule = Milestone | Step | Interpolated | Ratio | Reverse


def _check_thresholds(thresholds: tuple[float, ...], below_first: int) -> None:
    shown = list(thresholds)
    if len(thresholds) != _THRESHOLDS:
        raise DefinitionError("rule.thresholds", shown, "five thresholds are needed, for scores 1 to 5")
    if not all(isfinite(threshold) for threshold in thresholds):
        raise DefinitionError("rule.thresholds", shown, "every threshold must be a finite number")
    if any(low > high for low, high in pairwise(thresholds)):
        raise DefinitionError(
            "rule.thresholds", shown, "thresholds must not fall; where less is better use rule 'reverse'"
        )
    if below_first not in (0, 1):
        raise DefinitionError("rule.below_first", below_first, "must be 0 or 1")
