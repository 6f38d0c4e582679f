"""The shape of a status as a path, for pictures whose fonts have no such character."""

from kr_core.status import Status

# Each in a square from -8 to 8; `True` where it is filled.
_PATHS = {
    Status.NOT_STARTED: ("M0 -6.5A6.5 6.5 0 1 1 -.01 -6.5Z", False),
    Status.DONE: ("M-6.5 .5L-2 5.5L7 -5.5", False),
    Status.MISSED: ("M-6 -6H6V6H-6Z", True),
    Status.LATE: ("M0 -7L7 6H-7Z", True),
    Status.AT_RISK: ("M0 -7.5L7 0L0 7.5L-7 0Z", True),
    Status.AHEAD: ("M-6 -6L0 0L-6 6M1 -6L7 0L1 6", False),
    Status.ON_TRACK: ("M0 -6.5A6.5 6.5 0 1 1 -.01 -6.5Z", True),
}
# Ink and ground of a status on a light page; the same as in tokens.css.
_LATE, _WAIT, _GOOD, _PLAIN = (
    ("#b4371a", "#fbeae5"),
    ("#7a5200", "#fbf1dc"),
    ("#00704a", "#e3f1ea"),
    ("#17231e", "#e3e9e5"),
)
_COLOURS = {
    Status.NOT_STARTED: _PLAIN,
    Status.DONE: _GOOD,
    Status.MISSED: _LATE,
    Status.LATE: _LATE,
    Status.AT_RISK: _WAIT,
    Status.AHEAD: _GOOD,
    Status.ON_TRACK: _GOOD,
}


def shape(status: Status, x: float, y: float, size: float) -> str:
    """The shape around a point, `size` wide."""
    path, filled = _PATHS[status]
    ink = _COLOURS[status][0]
    paint = f'fill="{ink}"' if filled else f'fill="none" stroke="{ink}" stroke-width="2.4"'
    return f'<path transform="translate({x:g} {y:g}) scale({size / 16:g})" d="{path}" {paint}/>'


def colours(status: Status) -> tuple[str, str]:
    """Ink and ground."""
    return _COLOURS[status]
