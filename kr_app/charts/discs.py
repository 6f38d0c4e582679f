"""How large the numbered discs of a timeline are: no disc hides the number of another."""

from itertools import pairwise
from typing import NamedTuple


class Discs(NamedTuple):
    """The diameters that a drawing offers, in its own unit, and the height that one percent has there."""

    large: float
    small: float
    dot: float
    per_percent: float

    def sizes(self, percents: list[float]) -> list[float]:
        """For rising percents: large where every disc has room, else small, and a dot where one would hide the next."""
        closest = min((above - below for below, above in pairwise(percents)), default=100.0)
        full = self.large if closest * self.per_percent >= self.large else self.small
        sizes: list[float] = []
        above: float | None = None
        for percent in reversed(percents):
            hidden = above is not None and (above - percent) * self.per_percent < full
            sizes.append(self.dot if hidden else full)
            above = above if hidden else percent
        return sizes[::-1]
