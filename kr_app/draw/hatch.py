"""Hatching: what is claimed and not confirmed, on any part of an arc.

Plain lines and no pattern: a pattern needs a name, and names clash where several drawings stand on one page.
"""

from collections.abc import Callable

# A point by its angle in degrees and its radius.
At = Callable[[float, float], tuple[float, float]]
# Pieces of lines shorter than this part of the whole are left out.
_SHORTEST = 0.12


def hatch(at: At, start: float, end: float, radii: tuple[float, float], step: float) -> str:
    """The slanted lines of a band between two angles (`start` above `end`) and two radii, `step` degrees apart."""
    inner, outer = radii
    slant = 2 * step
    lines, angle = [], end + step / 2
    while angle < start + slant:
        # A line leaves the inner radius at `angle` and reaches the outer one `slant` degrees further on.
        first, last = max(0.0, (angle - start) / slant), min(1.0, (angle - end) / slant)
        if last - first > _SHORTEST:
            (x1, y1), (x2, y2) = (at(angle - slant * t, inner + (outer - inner) * t) for t in (first, last))
            lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
        angle += step
    return "".join(lines)
