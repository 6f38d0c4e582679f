"""The colours of figures; the same tokens as in tokens.css."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of a figure. `area` lies below the result, `band` around the forecast."""

    ink: str
    second: str
    line: str
    accent: str
    area: str
    band: str
    late: str
    card: str


LIGHT = Palette(
    "#17231e", "#4b5a53", "#e6eae6", "#00704a", "rgba(0,112,74,0.10)", "rgba(0,112,74,0.16)", "#b4371a", "#ffffff"
)
DARK = Palette(
    "#eef4f0", "#b2c0b9", "#24312b", "#2fbf8a", "rgba(47,191,138,0.12)", "rgba(47,191,138,0.20)", "#ff8d6b", "#16201b"
)
