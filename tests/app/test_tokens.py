"""The colours of the visual language can be read, and told apart, by everybody, in both themes."""

import re
from itertools import product

import pytest

from kr_app.charts import DARK, LIGHT
from tests.serving import ROOT

CSS = (ROOT / "kr_app" / "assets" / "tokens.css").read_text(encoding="utf-8")
# Text on the ground that it stands on.
TEXT = [
    ("ink", "ground"),
    ("ink", "card"),
    ("ink", "track"),
    ("ink-2", "ground"),
    ("ink-2", "card"),
    ("ink-2", "track"),
]
TEXT += [("accent", "card"), ("accent", "good-ground"), ("late", "card"), ("late", "late-ground")]
TEXT += [("wait", "wait-ground"), ("wait", "card"), ("on-accent", "accent")]
# Shapes beside one another: a band that is reached and one that is not.
SHAPES = [("accent", "track"), ("accent", "card"), ("ink", "track")]
# How a colour looks to eyes without one kind of cones (Viénot, Brettel and Mollon 1999), on linear values.
BLIND = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme by name."""
    light, _, dark = CSS.partition("@media (prefers-color-scheme: dark)")
    found = re.findall(r"--kr-([\w-]+): (#[0-9a-f]{6})", light if theme == "light" else dark.partition("@media")[0])
    return dict(found)


def linear(colour: str) -> list[float]:
    """Red, green and blue as amounts of light."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(first: list[float], second: list[float]) -> float:
    """The contrast of WCAG, from 1 to 21."""
    weights = (0.2126, 0.7152, 0.0722)
    low, high = sorted(sum(w * max(0.0, c) for w, c in zip(weights, each, strict=True)) for each in (first, second))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "pair"), list(product(["light", "dark"], TEXT)))
def test_text_can_be_read(theme: str, pair: tuple[str, str]) -> None:
    """4.5 to 1, as small text needs."""
    known = tokens(theme)
    assert contrast(linear(known[pair[0]]), linear(known[pair[1]])) >= 4.5


@pytest.mark.parametrize(("theme", "pair"), list(product(["light", "dark"], SHAPES)))
def test_shapes_can_be_told_apart(theme: str, pair: tuple[str, str]) -> None:
    """3 to 1, also by eyes that do not tell red from green."""
    known = tokens(theme)
    first, second = linear(known[pair[0]]), linear(known[pair[1]])
    assert contrast(first, second) >= 3
    for matrix in BLIND.values():
        seen = [[sum(m * c for m, c in zip(row, each, strict=True)) for row in matrix] for each in (first, second)]
        assert contrast(*seen) >= 3


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_charts_have_the_same_colours(theme, palette) -> None:
    """Plotly takes values, not names."""
    known = tokens(theme)
    assert (palette.ink, palette.second, palette.line) == (known["ink"], known["ink-2"], known["line"])
    assert (palette.accent, palette.late, palette.card) == (known["accent"], known["late"], known["card"])


def test_letters_and_corners_come_from_the_scale() -> None:
    """On screen; paper has sizes of its own."""
    odd = []
    for name in ("pages", "pieces", "desk", "controls", "streamlit"):
        text = (ROOT / "kr_app" / "assets" / f"{name}.css").read_text(encoding="utf-8").partition("@media print")[0]
        odd += re.findall(r"font-size: [\d.]+px", text)
    assert sorted(odd) == []
