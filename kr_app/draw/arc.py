"""The arc of the gauge: one shape in every size, from the badge to the wall."""

from dataclasses import dataclass
from math import cos, radians, sin

from kr_app.draw.hatch import hatch

# Nought stands at the lower left, 100 at the lower right.
_START, _SWEEP = 198.0, 216.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Arc:
    """Where the arc stands, how thick its bands are, and how many degrees lie between two of them."""

    centre: Point
    outer: float
    inner: float
    gap: float

    def angle(self, percent: float) -> float:
        """The direction of a percent, in degrees."""
        return _START - _SWEEP * percent / 100

    def at(self, angle: float, radius: float) -> Point:
        """A point by its direction and its distance from the centre."""
        x, y = self.centre
        return x + radius * cos(radians(angle)), y - radius * sin(radians(angle))

    def ends(self, low: float, high: float) -> tuple[float, float]:
        """The directions in which the band of a level begins and ends."""
        start, end = self.angle(low), self.angle(high)
        gap = min(self.gap, (start - end) / 3)
        return start - gap, end + gap

    def band(self, low: float, high: float) -> str:
        """The path around a band."""
        start, end = self.ends(low, high)
        (x1, y1), (x2, y2) = self.at(start, self.outer), self.at(end, self.outer)
        (x3, y3), (x4, y4) = self.at(end, self.inner), self.at(start, self.inner)
        far = int(start - end > 180)
        return (
            f"M{x1:.2f} {y1:.2f}A{self.outer:g} {self.outer:g} 0 {far} 1 {x2:.2f} {y2:.2f}"
            f"L{x3:.2f} {y3:.2f}A{self.inner:g} {self.inner:g} 0 {far} 0 {x4:.2f} {y4:.2f}Z"
        )

    def hatched(self, low: float, high: float, step: float) -> str:
        """The lines of a hatched band, `step` degrees apart."""
        return hatch(self.at, *self.ends(low, high), (self.inner, self.outer), step)
